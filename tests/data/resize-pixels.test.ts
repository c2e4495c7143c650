import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { type PixelSize, type Pixels, resizePixels } from '../../lib/data/resize-pixels';
import { seededRandom } from '../../lib/engine/seeds';

/** Smooth waves, with a sharp black bar and a little noise. */
function picture({ width, height }: PixelSize, channels = 3): Pixels {
  const random = seededRandom(1);
  const values = Uint8Array.from({ length: width * height * channels }, (_, i) => {
    const [x, y] = [Math.floor(i / channels) % width, Math.floor(i / channels / width)];
    if (Math.abs(x - width / 3) < width / 20) return 0;
    return 128 + 60 * Math.sin(x / 9 + (i % channels)) + 40 * Math.cos(y / 7) + 20 * random.next();
  });
  return { values, width, height, channels };
}

const bySharp = ({ values, width, height, channels }: Pixels, to: PixelSize) =>
  sharp(values, { raw: { width, height, channels: channels as 1 | 3 } })
    .resize({ ...to, fit: 'fill' })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer();

const largestGap = (one: Uint8Array, other: Uint8Array) => {
  expect(one.length).toBe(other.length);
  return one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);
};

describe('a picture in another size', () => {
  test.each([
    ['a little smaller', { width: 90, height: 70 }, { width: 64, height: 41 }, 3],
    ['much smaller', { width: 900, height: 701 }, { width: 64, height: 50 }, 3],
    ['grey, as a digit is cut out', { width: 41, height: 52 }, { width: 16, height: 20 }, 1],
    ['larger', { width: 40, height: 30 }, { width: 100, height: 75 }, 3],
    ['of the same size', { width: 20, height: 20 }, { width: 20, height: 20 }, 3],
  ])('%s is what sharp makes of it, to two values', async (_, from, to, channels) => {
    const whole = picture(from, channels);
    const { values, width, height } = resizePixels(whole, to);
    expect({ width, height }).toEqual(to);
    expect(largestGap(values, await bySharp(whole, to))).toBeLessThanOrEqual(2);
  });

  test('by a factor keeps its proportions, with what is left of a pixel on both sides', async () => {
    const whole = picture({ width: 301, height: 200 }, 1);
    const small = resizePixels(whole, { factor: 1.7 });
    expect([small.width, small.height]).toEqual([177, 118]);
    const turned = resizePixels({ ...whole, values: whole.values.slice().reverse() }, { factor: 1.7 });
    expect(largestGap(turned.values.reverse(), small.values)).toBeLessThanOrEqual(1);
  });

  test('is refused where the size is none, or the values are of another', () => {
    const whole = picture({ width: 4, height: 3 });
    expect(() => resizePixels(whole, { width: 0, height: 3 })).toThrow(
      'resizePixels: the width is 0, expected a whole number',
    );
    expect(() => resizePixels({ ...whole, width: 5 }, { width: 2, height: 2 })).toThrow(
      'there are 36 values, expected 5 x 3 x 3',
    );
  });
});
