import { beforeAll, describe, expect, test } from 'vitest';
import { DIGIT_SOUND } from '../../lib/data/spoken-digits';
import { startEngine, tf } from '../../lib/engine/index';
import { measureDigitTowers, rawNeighbours, sameLabel } from '../../lib/evaluation/measure-digit-towers';
import { atAngles, digits, digitsByAngle, sounds, soundsByAngle, textsAt, withoutLeak } from './constructed';

beforeAll(() => startEngine());

const TEN = Array.from({ length: 10 }, (_, digit) => digit);
const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
/** A word every 36 degrees. */
const word = textsAt(Object.fromEntries(WORDS.map((name, digit) => [name, 36 * digit])));
const encoders = { picture: digitsByAngle, sound: soundsByAngle, word };

/** A label with an angle. */
type Placed = [label: number, at: number];
const measure = (pictures: Placed[], spoken: Placed[]) => {
  const labels = (list: Placed[]) => list.map(([label]) => label);
  const angles = (list: Placed[]) => list.map(([, at]) => at);
  return withoutLeak(() =>
    measureDigitTowers(encoders, {
      pictures: { images: digits(angles(pictures)), labels: labels(pictures) },
      sounds: { ...sounds(angles(spoken), DIGIT_SOUND), labels: labels(spoken) },
    }),
  );
};

describe('a digit written, spoken and named', () => {
  test('finds itself in every direction as often as it was placed', async () => {
    // Pictures stand a little after their words, sounds a little before.
    const pictures = TEN.flatMap((digit): Placed[] => [
      [digit, 36 * digit + 1],
      [digit, 36 * digit + 3],
    ]);
    pictures.push([0, 180.5], [2, 89]); // nearest to the word five; right for a word, but nearest to a sound of three
    const spoken = TEN.flatMap((digit): Placed[] => [
      [digit, 36 * digit - 5],
      [digit, digit === 7 ? 282.5 : 36 * digit - 7], // one seven nearest to the word eight
    ]);
    const scores = await measure(pictures, spoken);
    expect(Object.keys(scores)).toEqual([
      ...['picture to sound', 'picture to word', 'sound to picture'],
      ...['sound to word', 'word to picture', 'word to sound'],
    ]);
    expect(scores['picture to word']).toBeCloseTo(21 / 22, 10);
    expect(scores['picture to sound']).toBeCloseTo(20 / 22, 10);
    expect(scores['sound to word']).toBeCloseTo(19 / 20, 10);
    expect(scores['sound to picture']).toBeCloseTo(17 / 20, 10); // both fives find the zero, and the one seven an eight
    expect(scores['word to picture']).toBeCloseTo(19 / 20, 10); // of the two nearest to five, one is the zero
    expect(scores['word to sound']).toBeCloseTo(18 / 20, 10); // of the two nearest to seven and to eight, one is right
  });

  test('of a word the hundred nearest are asked for, where there are as many of every digit', async () => {
    const near = TEN.flatMap(digit =>
      Array.from({ length: 100 }, (_, i): Placed => [digit, 36 * digit + (i + 1) / 10]),
    );
    // one of the digit across between the 99th and the 100th
    const across = TEN.map((digit): Placed => [(digit + 5) % 10, 36 * digit + 9.95]);
    const scores = await measure(
      [...near, ...across],
      TEN.map(digit => [digit, 36 * digit]),
    );
    expect(scores['word to picture']).toBeCloseTo(99 / 100, 10);
    expect(scores['word to sound']).toBe(1);
  });

  test('of a word one is asked for, where a digit is missing', async () => {
    const scores = await measure(
      [
        [0, 1],
        [0, 2],
        [1, 37],
      ],
      TEN.map(digit => [digit, 36 * digit]),
    );
    expect(scores['word to picture']).toBe(2 / 10);
    expect(scores['picture to word']).toBe(1);
  });

  test('refuses labels that are not one for each item', async () => {
    const trial = {
      pictures: { images: digits([0, 36]), labels: [0] },
      sounds: { ...sounds([0], DIGIT_SOUND), labels: [0] },
    };
    await expect(withoutLeak(() => measureDigitTowers(encoders, trial))).rejects.toThrow('has 1 label, expected 2');
  });
});

const same = async (queries: Placed[], gallery: Placed[], k?: number) => {
  const rows = (list: Placed[]) => ({ rows: atAngles(list.map(([, at]) => at)), labels: list.map(([label]) => label) });
  const [asked, searched] = [rows(queries), rows(gallery)];
  return withoutLeak(() => sameLabel(asked, searched, k)).finally(() => tf.dispose([asked.rows, searched.rows]));
};

describe('the share of the nearest rows of the same label', () => {
  const gallery: Placed[] = [
    [7, 50],
    [8, 10],
    [7, 20],
    [9, 90],
  ];

  test('is counted over all queries, k a query', async () => {
    const queries: Placed[] = [
      [8, 5], // finds 10 and 20: labels 8, 7
      [7, 46], // 50 and 20: 7, 7
      [9, 60], // 50 and 90: 7, 9
    ];
    expect(await same(queries, gallery)).toBeCloseTo(2 / 3, 10);
    expect(await same(queries, gallery, 2)).toBeCloseTo(4 / 6, 10);
    expect(await same(queries, gallery, 4)).toBeCloseTo((1 + 2 + 1) / 12, 10);
    expect(await same(queries.slice(0, 1), gallery, 2)).toBe(1 / 2);
  });

  test('of rows equally near takes the first of the gallery', async () => {
    const twins: Placed[] = [
      [1, 30],
      [2, 30],
      [2, 30],
    ];
    expect(await same([[1, 0]], twins)).toBe(1);
    expect(await same([[2, 0]], twins)).toBe(0);
    expect(await same([[2, 0]], [...twins].reverse())).toBe(1);
    expect(await same([[2, 0]], twins, 2)).toBe(1 / 2);
    // an encoder that gives all items one row scores the share of the first label
    expect(
      await same(
        [
          [1, 30],
          [2, 30],
          [2, 30],
          [2, 30],
        ],
        twins,
      ),
    ).toBe(1 / 4);
  });

  test('refuses more neighbours than there are, and labels that do not fit', async () => {
    await expect(same([[8, 5]], gallery, 5)).rejects.toThrow('k is 5, expected a whole number from 1 to 4');
    await expect(same([[8, 5]], gallery, 0)).rejects.toThrow('k is 0');
    const [asked, searched] = [atAngles([0, 1]), atAngles([0])];
    const labelled = (rows: tf.Tensor2D, labels: number[]) => ({ rows, labels });
    await expect(sameLabel(labelled(asked, [1]), labelled(searched, [1]))).rejects.toThrow(
      'queries.labels has 1 label',
    );
    await expect(sameLabel(labelled(searched, [1]), labelled(asked, [1]))).rejects.toThrow(
      'gallery.labels has 1 label',
    );
    tf.dispose([asked, searched]);
  });
});

test('raw rows find the label of the nearest row of the training set', async () => {
  const training = { rows: Float32Array.of(1, 0, 0, 0, 5, 0, 0, 0, 2, 1, 1, 0), labels: [4, 5, 6, 7] };
  const tests = { rows: Float32Array.of(9, 1, 0, 1, 3, 0, 0, 0, 1), labels: [4, 6, 6] };
  // by cosine: the first finds 4, the second 7 and not the longer 5, the third 6
  expect(await withoutLeak(() => rawNeighbours(training, tests))).toBeCloseTo(2 / 3, 10);
});
