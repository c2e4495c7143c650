import { fileType } from './decoders.cjs';

/** What people call formats that the course doesn't read, by their usual endings. */
const NAMES: Record<string, string> = {
  heic: 'a HEIC picture, as telephones take them',
  heif: 'a HEIF picture, as telephones take them',
  jxl: 'a JPEG XL picture',
  jp2: 'a JPEG 2000 picture',
  psd: 'a Photoshop picture',
  bmp: 'a BMP picture',
  ico: 'an icon',
  png: 'a PNG picture',
  apng: 'a PNG picture',
  jpg: 'a JPEG picture',
  gif: 'a GIF picture',
  webp: 'a WebP picture',
  avif: 'an AVIF picture',
  tif: 'a TIFF picture',
  m4a: 'an MPEG-4 file (m4a, mp4)',
  m4b: 'an MPEG-4 file (m4a, mp4)',
  aac: 'an AAC sound',
  amr: 'an AMR sound, as telephones record speech',
  aif: 'an AIFF sound',
  ape: "a Monkey's Audio sound",
  wv: 'a WavPack sound',
  mpc: 'a Musepack sound',
  ac3: 'an AC-3 sound',
  dsf: 'a DSD sound',
  voc: 'a Creative Voice sound',
  asf: 'a Windows Media file (WMA or WMV)',
  wma: 'a Windows Media sound (WMA)',
  mid: 'a MIDI file, which holds notes and no sound',
  mp1: 'an MPEG sound of layer I',
  mp2: 'an MPEG sound of layer II',
  mp4: 'an MPEG-4 file (m4a, mp4)',
  m4v: 'an MPEG-4 film',
  mov: 'a QuickTime film',
  '3gp': 'a 3GP film or sound',
  '3g2': 'a 3GP film or sound',
  webm: 'a WebM film or sound',
  mkv: 'a Matroska film or sound',
  avi: 'an AVI film',
  flv: 'a Flash film',
  mpg: 'an MPEG film',
  mts: 'an MPEG transport stream, as cameras record films',
  ogv: 'an Ogg film',
  pdf: 'a PDF document',
  zip: 'a ZIP archive',
};

/**
 * What a file is that cannot be read here, by its bytes: 'a HEIC picture'.
 * @returns undefined for what nobody knows
 */
export async function nameFormat(bytes: Uint8Array): Promise<string | undefined> {
  const found = await fileType(bytes);
  return found && (NAMES[found.ext] ?? `a file of the type ${found.mime}`);
}
