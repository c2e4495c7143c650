import { beforeAll, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index';
import { mixedRanking } from '../../lib/metrics/mixed-ranking';
import { withoutLeak } from '../evaluation/constructed';

beforeAll(() => startEngine());

/** Unit rows at these angles of the plane. */
const at = (degrees: number[], labels: number[]) => ({
  rows: {
    rows: Float32Array.from(
      degrees.flatMap(angle => [angle, angle - 90].map(turn => Math.cos((turn * Math.PI) / 180))),
    ),
    dim: 2,
  },
  labels,
});

/** Two queries; of a the word is far and the pictures are near, of b it is the other way round. No sound is about b. */
const queries = at([0, 100], [1, 2]);
const pictures = at([10, 20, 150], [1, 3, 2]);
const words = at([60, 99, 130], [1, 2, 3]);
const sounds = at([55], [1]);

test('says who is among the nearest, and whether what is right is', async () => {
  const found = await withoutLeak(() => mixedRanking(queries, { pictures, words, sounds }, { k: 3 }));
  // the first finds pictures 1 and 3 and the sound; the second words 2, 3 and 1
  expect(found.pictures).toEqual({ share: 2 / 6, found: 1 / 2, queries: 2 });
  expect(found.words).toEqual({ share: 3 / 6, found: 1 / 2, queries: 2 });
  expect(found.sounds).toEqual({ share: 1 / 6, found: 1, queries: 1 });
});

test('of a kind alone is its recall, and a row of another kind takes no place', async () => {
  const alone = await mixedRanking(queries, { words }, { k: 2 });
  expect(alone).toEqual({ words: { share: 1, found: 1, queries: 2 } });
  expect((await mixedRanking(queries, { words }, { k: 1 })).words.found).toBe(1);
  expect((await mixedRanking(queries, { pictures, words }, { k: 1 })).words.found).toBe(1 / 2);
});

test('a right label of another kind does not count', async () => {
  const near = at([0], [1]);
  const far = at([170, 171], [1, 9]);
  expect(await mixedRanking(at([1], [1]), { near, far }, { k: 1 })).toMatchObject({
    near: { found: 1 },
    far: { found: 0 },
  });
});

test('of rows that are equally near, the kind named first comes first', async () => {
  const twin = at([30], [1]);
  const found = await mixedRanking(at([0], [1]), { words: twin, pictures: twin }, { k: 1 });
  expect(found).toMatchObject({ words: { share: 1 }, pictures: { share: 0 } });
});

test('looks at ten unless told otherwise', async () => {
  const many = at(
    Array.from({ length: 12 }, (_, i) => i),
    Array.from({ length: 12 }, (_, i) => i),
  );
  expect((await mixedRanking(at([0, 0], [9, 10]), { many })).many.found).toBe(1 / 2);
});

test('refuses what cannot be ranked', async () => {
  await expect(mixedRanking(queries, {})).rejects.toThrow('there is no kind of rows to rank');
  await expect(mixedRanking(queries, { words }, { k: 4 })).rejects.toThrow(
    'k is 4, expected a whole number from 1 to 3, as many neighbours as all kinds together has to give',
  );
  await expect(mixedRanking(at([0], [7]), { words }, { k: 1 })).rejects.toThrow('no query has a label of words');
  await expect(mixedRanking(queries, { words: at([0, 1], [1]) }, { k: 1 })).rejects.toThrow('words.labels has 1 label');
  const deep = { rows: { rows: Float32Array.of(1, 0, 0), dim: 3 }, labels: [1] };
  await expect(mixedRanking(queries, { deep }, { k: 1 })).rejects.toThrow('embed both with the same');
});
