import { expect, test } from 'vitest';
import { enlargePicture } from '../../lib/data/enlarge-picture';

test('a small picture is enlarged: its left half stays dark, its right half light', async () => {
  const pixels = new Uint8Array(8 * 8 * 3);
  for (let i = 0; i < 64; i++) pixels.fill(i % 8 < 4 ? 20 : 200, 3 * i, 3 * i + 3);
  const large = await enlargePicture({ pixels, side: 8 });
  expect(large.side).toBe(224);
  expect(large.pixels).toHaveLength(224 * 224 * 3);
  const at = (x: number, y: number) => large.pixels[3 * (224 * y + x)];
  for (const y of [10, 112, 210]) expect([at(30, y), at(190, y)].map(value => Math.round(value / 20))).toEqual([1, 10]);
});

test('several pictures are refused', async () => {
  await expect(enlargePicture({ pixels: new Uint8Array(2 * 8 * 8 * 3), side: 8 })).rejects.toThrow(
    'there are 2 pictures',
  );
});
