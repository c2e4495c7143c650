import { describe, expect, test } from 'vitest';
import { readPlaces } from '../../lib/data/sound-place';

const place = { set: 'instruments', file: 'trumpet.ogg', start: 19_200, length: 100 };

describe('readPlaces', () => {
  test('gives each sound, whatever the order and the file', async () => {
    const other = { set: 'spoken-digits', file: 'kal.ogg', start: 0, length: 50 };
    const sounds = await readPlaces([place, other, { ...place, start: 19_250, length: 50 }]);
    expect(sounds.map(({ samples, rate }) => [samples.length, rate])).toEqual([
      [100, 16_000],
      [50, 8000],
      [50, 16_000],
    ]);
    expect(sounds[2].samples).toEqual(sounds[0].samples.subarray(50));
    expect(sounds[0].samples.some(sample => Math.abs(sample) > 0.01)).toBe(true);
  });

  test.each([
    [{ start: -1 }, /samples -1 to 99 of instruments\/trumpet.ogg, expected a place within its \d+/],
    [{ start: 1e9 }, /expected a place within/],
    [{ length: Number.NaN }, /expected a place within/],
    [{ file: 'kazoo.ogg' }, /the set instruments has no file kazoo.ogg/],
    [{ set: 'noises' }, /set.json is missing/],
  ])('refuses %j', async (change, message) => {
    await expect(readPlaces([{ ...place, ...change }])).rejects.toThrow(message);
  });
});
