import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { framePhotograph } from '../../lib/data/frame-photograph';
import { framePixels, tileOfPixels } from '../../lib/data/frame-pixels';
import { loadPhotographFiles } from '../../lib/data/photographs';
import { drawTile } from '../../lib/data/sprite-sheet';

/** A photograph of the course in another size and cut, as a file and decoded. */
async function photograph(source: 'gcompris' | 'tuxpaint', width: number, height: number, fit: 'cover' | 'contain') {
  const [, , , { file }] = await loadPhotographFiles(source);
  const png = await sharp(file)
    .flatten({ background: '#fff' })
    .resize(width, height, { fit, background: '#fff' })
    .png()
    .toBuffer();
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  return { png, decoded: { values: new Uint8Array(data), width: info.width, height: info.height, channels: 3 } };
}

const gaps = (one: Uint8Array, other: Uint8Array) => {
  expect(one.length).toBe(other.length);
  return one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);
};

// A view loses its margins, a thing on white keeps them: what is decided of the border is tried with both.
describe.each([
  ['a view', 'gcompris', 'cover'],
  ['a thing on white', 'tuxpaint', 'contain'],
] as const)('%s that is decoded already', (_, source, fit) => {
  test.each([
    [900, 700],
    [700, 903],
    [1601, 1200],
    [500, 301],
  ])('of %d x %d is framed as its file is, to three values', async (width, height) => {
    const { png, decoded } = await photograph(source, width, height, fit);
    expect(gaps(framePixels(decoded), await framePhotograph(png))).toBeLessThanOrEqual(3);
    expect(gaps(tileOfPixels(decoded), await drawTile(png))).toBeLessThanOrEqual(3);
  });
});
