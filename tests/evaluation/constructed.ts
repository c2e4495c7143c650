import { expect } from 'vitest';
import { DIGIT_PIXELS } from '../../lib/data/digits';
import type { PictureItems } from '../../lib/data/picture-items';
import type { SoundItems } from '../../lib/data/sound-items';
import type { Encoder } from '../../lib/encoders/encoder';
import { tf } from '../../lib/engine/index';

/**
 * Encoders that were not trained but made: every item says itself at which angle of the plane its row stands, so that it is known
 * beforehand what finds what. Where an item is taken from the wrong place, its angle is another.
 */

/** Unit rows at these angles, in degrees: [n, 2]. */
export const atAngles = (degrees: ArrayLike<number>): tf.Tensor2D =>
  tf.tensor2d(
    Array.from(degrees, angle => [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]),
    [degrees.length, 2],
  );

const made = <Items>(
  modality: Encoder<Items>['modality'],
  anglesOf: (items: Items) => ArrayLike<number>,
): Encoder<Items> => ({ modality, dim: 2, embed: async items => atAngles(anglesOf(items)), dispose: () => {} });

/** Of each item of `values` numbers, the first. */
const firsts = (items: ArrayLike<number>, values: number) =>
  Array.from({ length: items.length / values }, (_, i) => items[i * values]);

/** Texts, each at its angle. */
export const textsAt = (angles: Record<string, number>): Encoder<string[]> =>
  made('text', texts =>
    texts.map(text => {
      if (!(text in angles)) throw new RangeError(`no angle was given for '${text}'`);
      return angles[text];
    }),
  );

/** Digits as `digits` makes them. */
export const digitsByAngle = made<Float32Array>('image', images => firsts(images, DIGIT_PIXELS));

/** Pictures of digits that say their angles. */
export function digits(angles: readonly number[]): Float32Array {
  const images = new Float32Array(angles.length * DIGIT_PIXELS);
  for (const [i, angle] of angles.entries()) images[i * DIGIT_PIXELS] = angle;
  return images;
}

/** Sounds as `sounds` makes them. */
export const soundsByAngle = made<SoundItems>('audio', ({ mels, frames, bands }) => firsts(mels, frames * bands));

/** Sounds that say their angles. */
export function sounds(angles: readonly number[], { frames, bands }: { frames: number; bands: number }): SoundItems {
  const mels = new Float32Array(angles.length * frames * bands);
  for (const [i, angle] of angles.entries()) mels[i * frames * bands] = angle;
  return { mels, frames, bands };
}

/** Pictures as `pictures` makes them. */
export const picturesByAngle = made<PictureItems>('image', ({ pixels, side }) =>
  firsts(pixels, side * side * 3).map(value => (255 - value) * 10),
);

/** A picture of 2 x 2 pixels that says its angle: a multiple of 10 from 0 to 250. `ink` darkens single values, 1 to 11, by 0 to 255. */
export interface Made {
  at: number;
  ink?: Record<number, number>;
}

export function pictures(list: readonly Made[]): PictureItems {
  const values = 12;
  const pixels = new Uint8Array(list.length * values).fill(255);
  list.forEach(({ at, ink = {} }, i) => {
    pixels[i * values] = 255 - at / 10;
    for (const [place, dark] of Object.entries(ink)) pixels[i * values + Number(place)] = 255 - dark;
  });
  return { pixels, side: 2 };
}

/** What `measure` gives, or throws; either way it leaves as many tensors as there were. */
export async function withoutLeak<T>(measure: () => Promise<T>): Promise<T> {
  const before = tf.memory().numTensors;
  try {
    return await measure();
  } finally {
    expect(tf.memory().numTensors).toBe(before);
  }
}
