import sharp from 'sharp';
import { expect, test } from 'vitest';
import { framePhotograph } from '../../../lib/data/frame-photograph';
import { loadPhotographs } from '../../../lib/data/photographs';
import { lookOf, nearLooks } from '../../../lib/search/folder/look';

const VALUES = 224 * 224 * 3;

test('a photograph that was saved anew looks like itself, and like no other', async () => {
  const { pixels } = await loadPhotographs('gcompris');
  const looks: [string, string][] = [];
  for (let i = 0; i < 30; i++) {
    const own = pixels.subarray(i * VALUES, (i + 1) * VALUES);
    const saved = await sharp(own, { raw: { width: 224, height: 224, channels: 3 } })
      .resize(160)
      .jpeg({ quality: 60 })
      .toBuffer();
    looks.push([`${i}`, await lookOf(own, 224)], [`${i} again`, await lookOf(await framePhotograph(saved), 224)]);
  }
  const expected = Array.from({ length: 30 }, (_, i) => [`${i} again`, `${i}`]);
  expect([...nearLooks(looks)]).toEqual(expected);
});

test('looks are near up to twelve bits, wherever these are', () => {
  const look = '0'.repeat(32);
  const spread = (bits: number) => Array.from({ length: 32 }, (_, i) => (i < bits ? '8' : '0')).join('');
  expect([
    ...nearLooks([
      ['a', look],
      ['b', spread(12)],
    ]),
  ]).toEqual([['b', 'a']]);
  expect([
    ...nearLooks([
      ['a', look],
      ['b', spread(13)],
    ]),
  ]).toEqual([]);
  expect([
    ...nearLooks([
      ['a', look],
      ['b', `fff${'0'.repeat(29)}`],
    ]),
  ]).toEqual([['b', 'a']]);
});

test('brighter to the right and downwards is what is looked at', async () => {
  const ramp = Uint8Array.from({ length: 90 * 90 * 3 }, (_, i) => 2 * (Math.floor(i / 3) % 90));
  expect(await lookOf(ramp, 90)).toBe(`${'f'.repeat(16)}${'0'.repeat(16)}`);
});
