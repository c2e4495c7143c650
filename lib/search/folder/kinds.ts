import { extname } from 'node:path';
import { fileType } from '../../data/decoders.cjs';
import { nameFormat } from '../../data/name-format';

/** What can be made of a file. */
export type FileKind = 'picture' | 'sound' | 'markdown' | 'text' | 'pdf';

/** What a file is, or why it is left out. */
export type Judged = { kind: FileKind } | { leftOut: string };

/** Bytes at the beginning of a file by which its kind is told. */
export const HEAD_BYTES = 4_100;

const endings = (text: string) => new Set(text.split(' '));
const PICTURES = endings('jpg jpeg jpe jfif png apng webp gif tif tiff avif svg heic heif hif');
const SOUNDS = endings('wav wave ogg oga opus mp3 flac aif aiff m4a aac wma amr');
const MARKDOWN = endings('md markdown mdown mkd');
const TEXTS = endings('txt text');
const RAW = endings(
  '3fr arw cr2 cr3 crw dcr dng erf iiq k25 kdc mef mos mrw nef nrw orf pef raf raw rw2 rwl sr2 srf srw x3f',
);
const VIDEOS = endings('3g2 3gp avi flv m2ts m4v mkv mov mp4 mpeg mpg mts ogv qt vob webm wmv');

const RAW_WORDS = 'a RAW photograph; export it as JPEG';
const VIDEO_WORDS = 'a video';

/**
 * What a file is by its name, without a look into it.
 * @returns undefined where its bytes have to tell
 */
export function judgeName(name: string): Judged | undefined {
  const ending = extname(name).slice(1).toLowerCase();
  if (MARKDOWN.has(ending)) return { kind: 'markdown' };
  if (TEXTS.has(ending)) return { kind: 'text' };
  if (RAW.has(ending)) return { leftOut: RAW_WORDS };
  if (VIDEOS.has(ending)) return { leftOut: VIDEO_WORDS };
  if (ending === '' || ending === 'pdf' || PICTURES.has(ending) || SOUNDS.has(ending)) return undefined;
  return { leftOut: 'no picture, sound or text, by its name' };
}

/** File types by what decodes them, as the package file-type calls them. */
const PICTURE_TYPES = endings('jpg png apng webp gif tif avif');
const SOUND_TYPES = endings('wav ogg oga opus mp3 flac');

/**
 * What a file is by its first bytes: a JPEG that is called .png is read as what it is.
 * @param head its first bytes, HEAD_BYTES of them or all that it has
 */
export async function judgeBytes(name: string, head: Uint8Array): Promise<Judged> {
  const ending = extname(name).slice(1).toLowerCase();
  const type = (await fileType(head))?.ext ?? '';
  if (PICTURE_TYPES.has(type) || isSvg(ending, head)) return { kind: 'picture' };
  if (SOUND_TYPES.has(type)) return { kind: 'sound' };
  if (type === 'pdf') return { kind: 'pdf' };
  if (RAW.has(type)) return { leftOut: RAW_WORDS };
  if (VIDEOS.has(type) && !SOUNDS.has(ending)) return { leftOut: VIDEO_WORDS };
  if (type !== '') {
    const remedy = PICTURES.has(type) ? '; export it as JPEG' : '';
    return { leftOut: `${await nameFormat(head)}, which is not read here${remedy}` };
  }
  // an MP3 may begin with anything, and a damaged picture with something else: what decodes it says what is wrong
  if (SOUNDS.has(ending)) return { kind: 'sound' };
  if (PICTURES.has(ending)) return { kind: 'picture' };
  if (ending === 'pdf') return { kind: 'pdf' };
  return head.includes(0) ? { leftOut: 'no picture, sound or text, by its content' } : { kind: 'text' };
}

const isSvg = (ending: string, head: Uint8Array) =>
  ending === 'svg' || (ending === '' && /<svg[\s>]/.test(Buffer.from(head).toString('latin1')));
