import { beforeAll, describe, expect, test } from 'vitest';
import type { Concept } from '../../lib/data/concepts';
import { startEngine, tf } from '../../lib/engine/index';
import {
  measureAcrossStyles,
  measureCaptions,
  measureClips,
  measureRecall,
  measureStyle,
  rawPixels,
} from '../../lib/evaluation/measure-towers';
import { atAngles, type Made, pictures, picturesByAngle, textsAt, withoutLeak } from './constructed';

beforeAll(() => startEngine());

const recall = (queries: number[], queryLabels: number[], gallery: number[], galleryLabels: number[]) => {
  const [asked, searched] = [atAngles(queries), atAngles(gallery)];
  return withoutLeak(() => measureRecall(asked, queryLabels, searched, galleryLabels)).finally(() =>
    tf.dispose([asked, searched]),
  );
};

describe('recall by labels', () => {
  /** Twelve rows, the first nearest to an angle of 0; their labels are 51 to 62. */
  const TWELVE = Array.from({ length: 12 }, (_, i) => 10 * (i + 1));
  const LABELS = TWELVE.map((_, i) => 51 + i);

  test('at 1 and at 10 counts the ranks 1, and 1 to 10', async () => {
    const asked = [51, 52, 60, 61, 62]; // of ranks 1, 2, 10, 11 and 12
    expect(await recall([0, 0, 0, 0, 0], asked, TWELVE, LABELS)).toEqual({
      at1: 1 / 5,
      at10: 3 / 5,
      gallery: 12,
      queries: 5,
    });
  });

  test('takes any of several right rows, wherever they stand', async () => {
    // of label 1 the second is near, of label 2 the first; of label 3 both are far
    const found = await recall([31, 59, 31], [1, 2, 3], [80, 60, 30, 10, 100, 110], [1, 2, 1, 2, 3, 3]);
    expect(found.at1).toBe(2 / 3);
  });

  test('counts ties against the query, and a second right row takes no place', async () => {
    expect((await recall([5], [1], [0, 10], [1, 2])).at1).toBe(0);
    expect((await recall([5], [1], [0, 10], [1, 1])).at1).toBe(1);
    expect((await recall([5], [1], [0, 10.1], [1, 2])).at1).toBe(1);
    const same = new Array<number>(11).fill(40);
    const labels = same.map((_, i) => i);
    expect(await recall(same, labels, same, labels)).toMatchObject({ at1: 0, at10: 0 });
    // nine wrong rows before the right ones
    expect((await recall([0], [7], [...TWELVE.slice(0, 9), 95, 95], [...labels.slice(0, 7), 9, 9, 7, 7])).at10).toBe(1);
  });

  test('shows a small gallery whole', async () => {
    expect(await recall([0, 0], [3, 4], [10, 50, 90], [4, 5, 3])).toEqual({
      at1: 0.5,
      at10: 1,
      gallery: 3,
      queries: 2,
    });
  });

  test('refuses labels that do not fit, and what has no right answer', async () => {
    await expect(recall([0, 1], [3, 9], [10, 50], [3, 4])).rejects.toThrow('relevant[1] is empty');
    await expect(recall([0, 1], [3], [10, 50], [3, 4])).rejects.toThrow('queryLabels has 1 label, expected 2');
    await expect(recall([0, 1], [3, 3], [10, 50], [3])).rejects.toThrow('galleryLabels has 1 label, expected 2');
    const [flat, deep] = [atAngles([0]), tf.tensor2d([[1, 0, 0]])];
    await expect(withoutLeak(() => measureRecall(flat, [1], deep, [1]))).rejects.toThrow('embed both with the same');
    tf.dispose([flat, deep]);
  });
});

const named = (names: string[]) => names.map(name => ({ name }) as Concept);
const style = (concepts: number[], list: Made[]) => ({ ...pictures(list), concepts });

describe('names and the pictures of a style', () => {
  const concepts = named(['a', 'b', 'c', 'd', 'e']);
  const encoders = { image: picturesByAngle, text: textsAt({ a: 0, b: 50, c: 100, d: 150, e: 200 }) };
  /** d is where its name is; of two b one is; a is nearer to the name c. There are no pictures of c and e. */
  const drawn = style([3, 1, 0, 1], [{ at: 140 }, { at: 60 }, { at: 90 }, { at: 120 }]);
  const measure = (options?: Parameters<typeof measureStyle>[3]) =>
    withoutLeak(() => measureStyle(encoders, concepts, drawn, options));

  test('a name is asked for once for each picture, and finds any of its concept; a picture chooses among all names', async () => {
    expect(await measure()).toEqual({
      textToImage: { at1: 3 / 4, at10: 1, gallery: 4, queries: 4 }, // all but a, which finds the first b
      imageToText: { at1: 2 / 4, at10: 1, gallery: 5, queries: 4 }, // d and the first b; the others find c
    });
  });

  test('among some concepts, only these are asked for and searched', async () => {
    expect(await measure({ among: new Set([0, 1, 2]) })).toEqual({
      textToImage: { at1: 2 / 3, at10: 1, gallery: 3, queries: 3 },
      imageToText: { at1: 1 / 3, at10: 1, gallery: 3, queries: 3 },
    });
    expect((await measure({ among: new Set([0, 1, 3]) })).imageToText).toMatchObject({ at1: 2 / 4, gallery: 3 });
  });

  test('pictures that are left out are not asked for, and searched all the same', async () => {
    expect(await measure({ without: [0, 1, 0, 0] })).toEqual({
      textToImage: { at1: 2 / 3, at10: 1, gallery: 4, queries: 3 }, // a still finds the b that is not asked for
      imageToText: { at1: 1 / 3, at10: 1, gallery: 5, queries: 3 },
    });
    // the third picture of the style is the second of those that are searched
    expect(await measure({ among: new Set([0, 1, 2]), without: [0, 0, 1, 0] })).toMatchObject({
      textToImage: { at1: 1, gallery: 3, queries: 2 },
      imageToText: { at1: 1 / 2, gallery: 3, queries: 2 },
    });
  });

  test('are disposed also when they cannot be compared', async () => {
    const text = { ...encoders.text, embed: async (texts: string[]) => tf.ones([texts.length, 3]) as tf.Tensor2D };
    const broken = withoutLeak(() => measureStyle({ ...encoders, text }, concepts, drawn));
    await expect(broken).rejects.toThrow('embed both with the same encoder');
  });
});

test('captions find any photograph of what they speak of, also where one caption fits two', async () => {
  const photographs = {
    ...style([7, 7, 8, 9, 7], [{ at: 80 }, { at: 10 }, { at: 40 }, { at: 110 }, { at: 170 }]),
    captions: ['A lion.', 'A lion.', 'A cat.', 'A dog.', 'Lions.'],
  };
  // 'A lion.' finds the second, for its own as for the first; the cat's finds the first lion, 'Lions.' the dog
  const text = textsAt({ 'A lion.': 0, 'A cat.': 65, 'A dog.': 115, 'Lions.': 120 });
  const found = await withoutLeak(() => measureCaptions({ image: picturesByAngle, text }, photographs));
  expect(found).toEqual({ at1: 3 / 5, at10: 1, gallery: 5, queries: 5 });
});

test('clips find pictures by the mean of their frames, by the first, and by raw pixels', async () => {
  const clips = {
    ...style(
      [1, 5, 2, 3],
      [
        ...[
          { at: 50, ink: { 2: 255 } },
          { at: 0, ink: { 2: 255 } },
        ], // in the middle at 25
        ...[{ at: 20 }, { at: 20 }], // there is no picture of its concept
        ...[
          { at: 20, ink: { 3: 255 } },
          { at: 70, ink: { 3: 255 } },
        ], // at 45
        ...[
          { at: 100, ink: { 2: 100 } },
          { at: 0, ink: { 1: 255 } },
        ], // at 50
      ],
    ),
    frames: 2,
  };
  const drawn = style(
    [3, 1, 2, 4], // there is no clip of 4, and it would be nearest to the third clip
    [
      { at: 100, ink: { 1: 255 } },
      { at: 20, ink: { 2: 255 } },
      { at: 60, ink: { 3: 255 } },
      { at: 40, ink: { 4: 255 } },
    ],
  );
  const found = await withoutLeak(() => measureClips(picturesByAngle, clips, drawn));
  const counts = { at10: 1, gallery: 3, queries: 3 };
  expect(found).toEqual({
    frames: { at1: 2 / 3, ...counts },
    'first frame': { at1: 1 / 3, ...counts },
    'raw frames': { at1: 1, ...counts },
    'raw first frame': { at1: 2 / 3, ...counts },
  });
});

test('across styles, the concepts of both are asked for, and all pictures of the other searched', async () => {
  const from = style(
    [1, 9, 2, 3],
    [
      { at: 0, ink: { 1: 255 } },
      { at: 100, ink: { 5: 255 } },
      { at: 50, ink: { 2: 255 } },
      { at: 90, ink: { 3: 255 } },
    ],
  );
  const to = style(
    [3, 2, 1, 4],
    [
      { at: 100, ink: { 2: 255 } },
      { at: 60, ink: { 3: 255 } },
      { at: 30, ink: { 1: 255 } },
      { at: 10, ink: { 4: 255 } },
    ],
  );
  const counts = { at10: 1, gallery: 4, queries: 3 };
  expect(await withoutLeak(() => measureAcrossStyles(picturesByAngle, from, to))).toEqual({
    embedded: { at1: 2 / 3, ...counts }, // 1 finds 4
    raw: { at1: 1 / 3, ...counts }, // 2 and 3 find each other
  });
});

test('raw pixels are 0 where white and 1 where black, a row a picture', async () => {
  const rows = await rawPixels(2).embed(pictures([{ at: 0 }, { at: 0, ink: { 4: 255, 11: 51 } }]));
  expect(rows.shape).toEqual([2, rawPixels(2).dim]);
  const [white, inked] = await rows.array();
  expect(white).toEqual(new Array(12).fill(0));
  expect(inked.map(value => Number(value.toFixed(6)))).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0.2]);
  rows.dispose();
});
