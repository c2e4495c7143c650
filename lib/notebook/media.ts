import sharp from 'sharp';
import { encodePng, pngDataUri } from '../charts/render/png';
import { encodeFilm } from '../data/film';
import { escapeMarkup } from '../data/markup';
import { countPictures, type PictureItems } from '../data/picture-items';
import type { Sound } from '../data/sound-place';
import { takePictures } from '../data/take-pictures';
import { wavDataUri } from '../data/wav';

/** Something to look at, to listen to, to watch or to read. */
export type Medium =
  | string
  | number
  | {
      /** One picture. */
      picture: PictureItems;
      /** A line under it: a caption, a similarity. */
      note?: string;
    }
  | { sound: Sound; note?: string }
  | {
      /** The frames of one clip. */
      clip: PictureItems;
      note?: string;
    }
  | { text: string; note?: string };

/** Pixels of a picture on the page. */
const SHOWN = 80;
/** Pixels below a clip, for the words that start and stop it: nothing moves until somebody asks for it. */
const PLAY = 24;
/** The moving clip lies on its first frame, which can be clicked through it. */
const OVER_THE_FIRST = `display: block; position: relative; margin-top: -${SHOWN + PLAY}px; margin-bottom: ${PLAY}px; pointer-events: none`;
/** A larger picture is a photograph, and as a PNG would be ten times as long as need be. */
const LARGEST_PNG = 96;
const PHOTOGRAPH_QUALITY = 85;

/**
 * A medium as HTML that needs no file beside the page: pictures as PNG, photographs as JPEG, sounds as a player of
 * WAV; clips as their first frame, which shows and hides an animated WebP.
 * @param label what it is, for those who do not see it
 * @throws TypeError or RangeError for pixels that are no picture, a sound without samples
 */
export async function mediumHtml(medium: Medium, label: string): Promise<string> {
  if (typeof medium !== 'object') return escapeMarkup(String(medium));
  const name = escapeMarkup(label);
  const note = medium.note ? `<small>${escapeMarkup(medium.note)}</small>` : '';
  const below = note && `<br>${note}`;
  if ('text' in medium) return `${escapeMarkup(medium.text)}${below}`;
  if ('sound' in medium) {
    const { samples, rate } = medium.sound;
    if (samples.length === 0) throw new RangeError(`mediumHtml: ${label} has no samples, expected one or more`);
    return `<audio controls preload="metadata" style="width: 160px; height: 36px" aria-label="${name}" src="${wavDataUri(samples, rate)}"></audio>${below}`;
  }
  const size = `width="${SHOWN}" height="${SHOWN}"`;
  if ('picture' in medium) {
    return `<img ${size} alt="${name}" title="${name}" src="${await pictureDataUri(medium.picture, label)}">${below}`;
  }
  const { clip } = medium;
  const [film, first] = [await clipDataUri(clip), await pictureDataUri(takePictures(clip, [0]), label)];
  return (
    `<details style="width: ${SHOWN}px"><summary style="height: ${SHOWN + PLAY}px; list-style: none; cursor: pointer">` +
    `<img ${size} alt="${name}" title="${name}" style="display: block" src="${first}"><small>▷ play, stop</small></summary>` +
    `<img ${size} alt="" style="${OVER_THE_FIRST}" src="${film}"></details>${note}`
  );
}

/** A medium in words, for terminals. */
export function mediumText(medium: Medium): string {
  if (typeof medium !== 'object') return String(medium);
  const note = medium.note ? ` (${medium.note})` : '';
  if ('text' in medium) return `${medium.text}${note}`;
  if ('sound' in medium) return `sound of ${(medium.sound.samples.length / medium.sound.rate).toFixed(1)} s${note}`;
  return `${'clip' in medium ? 'clip' : 'picture'}${note}`;
}

async function pictureDataUri(picture: PictureItems, label: string): Promise<string> {
  const size = countPictures('mediumHtml', picture, picture?.side);
  if (size !== 1) throw new RangeError(`mediumHtml: ${label} is ${size} pictures, expected one; take them one by one`);
  const { pixels, side } = picture;
  if (side > LARGEST_PNG) {
    const jpeg = sharp(pixels, { raw: { width: side, height: side, channels: 3 } }).jpeg({
      quality: PHOTOGRAPH_QUALITY,
    });
    return `data:image/jpeg;base64,${(await jpeg.toBuffer()).toString('base64')}`;
  }
  return pngDataUri(encodePng(pixels, { width: side, height: side, channels: 3 }));
}

async function clipDataUri(clip: PictureItems): Promise<string> {
  countPictures('mediumHtml', clip, clip?.side); // throws where there is none
  return `data:image/webp;base64,${(await encodeFilm(clip)).toString('base64')}`;
}
