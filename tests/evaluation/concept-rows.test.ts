import { beforeAll, expect, test, vi } from 'vitest';
import { loadConcepts } from '../../lib/data/concepts';
import { loadPictures, type Style } from '../../lib/data/pictures';
import { startEngine, tf } from '../../lib/engine/index';
import { embedConcepts, nameRows, pictureRows } from '../../lib/evaluation/concept-rows';
import { withoutLeak } from './constructed';
import { picturesByHeart, pieces, TRAINED_STYLES, textsByHeart } from './contents';

vi.mock('../../lib/data/pictures', async original =>
  (await import('./once')).once(await original<typeof import('../../lib/data/pictures')>(), 'loadPictures'),
);

beforeAll(() => startEngine());

test('every picture of some concepts, in the styles that were trained on, with its concept', async () => {
  const side = 32;
  const summary = (pixels: Uint8Array) =>
    Float32Array.of(...[0, 1, 2].map(third => pieces(pixels, 1024)[third].reduce((sum, value) => sum + value, 0)));
  const concepts = await loadConcepts();
  const wanted = ['lion', 'trumpet', 'violin'].map(name => concepts.findIndex(concept => concept.name === name));
  expect(wanted).not.toContain(-1);
  const shown = await withoutLeak(() => pictureRows({ image: picturesByHeart(3, summary), side }, wanted));
  const expected: [number, Float32Array][] = [];
  for (const style of TRAINED_STYLES as readonly Style[]) {
    const { pixels, concepts: labels } = await loadPictures(style, { side });
    pieces(pixels, side * side * 3).forEach((picture, i) => {
      if (wanted.includes(labels[i])) expected.push([labels[i], summary(picture)]);
    });
  }
  expect(new Set(expected.map(([label]) => label)).size).toBe(3);
  expect(expected.length).toBeGreaterThan(10);
  expect(shown.labels).toEqual(expected.map(([label]) => label));
  expect(pieces(shown.rows, 3)).toEqual(expected.map(([, row]) => row));
});

test('the names of some concepts, in the order that was asked for', async () => {
  const concepts = await loadConcepts();
  const letters = (text: string) => Float32Array.of(text.length, text.charCodeAt(0));
  const { rows, labels } = await withoutLeak(() => nameRows({ text: textsByHeart(2, letters) }, [700, 3, 41]));
  expect(labels).toEqual([700, 3, 41]);
  expect(pieces(rows, 2)).toEqual([700, 3, 41].map(label => letters(concepts[label].name)));
});

test('all concepts, flat, outlined and named, each with its label', async () => {
  const side = 32;
  const concepts = await loadConcepts();
  const first = (pixels: Uint8Array) => Float32Array.of(pixels[1000], pixels[2000], pixels[3000]);
  const letters = (text: string) => Float32Array.of(text.length, text.charCodeAt(0), 0);
  const encoders = { image: picturesByHeart(3, first), text: textsByHeart(3, letters), side } as const;
  const { drawings, outlines, words, notes } = await embedConcepts(encoders);
  expect(notes).toBeUndefined();
  for (const [style, { rows, labels }] of [
    ['twemoji', drawings],
    ['openmoji', outlines],
  ] as const) {
    const pictures = await loadPictures(style, { side });
    expect(labels).toEqual(Array.from(pictures.concepts));
    const expected = pieces(pictures.pixels, side * side * 3).map(first);
    expect(pieces((await rows.data()) as Float32Array, 3)).toEqual(expected);
  }
  expect(words.labels).toEqual(concepts.map((_, i) => i));
  expect(pieces((await words.rows.data()) as Float32Array, 3)).toEqual(concepts.map(({ name }) => letters(name)));
  tf.dispose([drawings.rows, outlines.rows, words.rows]);
});
