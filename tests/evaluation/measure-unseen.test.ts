import { beforeAll, expect, test, vi } from 'vitest';
import { loadConcepts } from '../../lib/data/concepts';
import { loadPictures, UNSEEN_STYLES } from '../../lib/data/pictures';
import { startEngine } from '../../lib/engine/index';
import { measureUnseen } from '../../lib/evaluation/measure-unseen';
import { Contents, picturesByHeart, pieces, textsByHeart } from './contents';

vi.mock('../../lib/data/pictures', async original =>
  (await import('./once')).once(await original<typeof import('../../lib/data/pictures')>(), 'loadPictures'),
);

beforeAll(() => startEngine());

const SIDE = 32;
/** A row of length 1, another for each concept. */
const rowOf = (concept: number, shift = 0) => {
  const angle = (2 * Math.PI * (concept + shift)) / 1256;
  return Float32Array.of(Math.cos(angle), Math.sin(angle));
};

test('towers of one’s own are measured on each style that is held out, with chance', async () => {
  const concepts = await loadConcepts();
  const known = new Contents<Float32Array>();
  const alike = (a: Float32Array, b: Float32Array) => String(a) === String(b);
  for (const style of UNSEEN_STYLES) {
    const pictures = await loadPictures(style, { side: SIDE });
    // in openmoji every drawing lies two places beside its name
    pieces(pictures.pixels, SIDE * SIDE * 3).forEach((picture, i) => {
      known.add(picture, rowOf(pictures.concepts[i], style === 'openmoji' ? 2 : 0), alike);
    });
  }
  const image = picturesByHeart(2, pixels => known.of(pixels));
  const text = textsByHeart(2, words =>
    rowOf(
      Math.max(
        0,
        concepts.findIndex(({ name }) => name === words),
      ),
    ),
  );
  const found = await measureUnseen('styles', { image, text, side: SIDE });
  expect(found.map(({ name }) => name)).toEqual([
    ...['name → twemoji', 'twemoji → name', 'name → openmoji', 'openmoji → name'],
    ...['name → tuxpaint', 'tuxpaint → name', 'caption → tuxpaint'],
  ]);
  const [flat, , outlined, , photographed, , captioned] = found;
  expect(flat).toMatchObject({ at1: 1, at10: 1, queries: 1256, gallery: 1256, chance: { at1: 1 / 1256 } });
  expect(outlined.at1).toBe(0);
  expect(outlined.at10).toBe(1);
  expect(photographed).toMatchObject({ at1: 1, queries: 196, gallery: 196, chance: { at10: 10 / 196 } });
  expect(captioned.at1).toBeLessThan(0.1); // no caption is a name
});
