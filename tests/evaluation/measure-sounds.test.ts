import { beforeAll, describe, expect, test } from 'vitest';
import { DIGIT_SOUND, spokenDigitMel, spokenDigitMels } from '../../lib/data/spoken-digits';
import { startEngine, tf } from '../../lib/engine/index';
import { measureConcepts, rawMels } from '../../lib/evaluation/measure-sounds';
import { atAngles, withoutLeak } from './constructed';

beforeAll(() => startEngine());

type Placed = [label: number, at: number];
const measure = (queries: Placed[], gallery: Placed[]) => {
  const [asked, searched] = [queries, gallery].map(list => atAngles(list.map(([, at]) => at)));
  const labels = (list: Placed[]) => list.map(([label]) => label);
  return withoutLeak(() => measureConcepts(asked, labels(queries), searched, labels(gallery))).finally(() =>
    tf.dispose([asked, searched]),
  );
};

describe('which concept a sound finds', () => {
  /** From an angle of 0: 21 is first with three rows, then 22, 23 and 24. */
  const gallery: Placed[] = [
    [24, 40],
    [21, 10],
    [23, 30],
    [21, 14],
    [22, 20],
    [21, 12],
  ];

  test('concepts are counted and not their rows; a concept with many sounds counts once in the macro scores', async () => {
    const queries: Placed[] = [
      [21, 0], // first
      [22, 0], // second, although its row is the fourth
      [21, 0],
      [23, 0], // third
      [24, 0], // fourth
      [21, 28], // 23, 22 and 24 come before it
      [24, 50], // first
    ];
    const scores = await measure(queries, gallery);
    expect(scores.top1).toBeCloseTo(3 / 7, 10);
    expect(scores.top3).toBeCloseTo(5 / 7, 10);
    expect(scores.macroTop1).toBeCloseTo((2 / 3 + 0 + 0 + 1 / 2) / 4, 10);
    expect(scores.macroTop3).toBeCloseTo((2 / 3 + 1 + 1 + 1 / 2) / 4, 10);
    expect(scores).toMatchObject({ queries: 7, choices: 4 });
  });

  test('concepts that are not asked for are choices, and no part of the mean', async () => {
    expect(await measure([[21, 0]], gallery)).toEqual({
      ...{ top1: 1, top3: 1, macroTop1: 1, macroTop3: 1, queries: 1, choices: 4 },
    });
  });

  test('of rows equally near, the first of the gallery is the nearer', async () => {
    const twins: Placed[] = [
      [1, 30],
      [2, 30],
      [3, 30],
      [4, 30],
    ];
    expect(await measure([[1, 0]], twins)).toMatchObject({ top1: 1, top3: 1 });
    expect(await measure([[2, 0]], twins)).toMatchObject({ top1: 0, top3: 1 });
    expect(await measure([[4, 0]], twins)).toMatchObject({ top1: 0, top3: 0 });
    expect(await measure([[4, 0]], [...twins].reverse())).toMatchObject({ top1: 1, top3: 1 });
  });

  test('with three choices or fewer, each is among the first three', async () => {
    expect(
      await measure(
        [[2, 0]],
        [
          [1, 10],
          [2, 90],
        ],
      ),
    ).toMatchObject({ top1: 0, top3: 1, choices: 2 });
  });

  test('refuses a concept that is not there, and labels that do not fit', async () => {
    await expect(
      measure(
        [
          [21, 0],
          [25, 0],
        ],
        gallery,
      ),
    ).rejects.toThrow('a query has the label 25, expected one');
    const [one, two] = [atAngles([0]), atAngles([0, 10])];
    await expect(measureConcepts(two, [1], one, [1])).rejects.toThrow('queryLabels has 1 label, expected 2');
    await expect(measureConcepts(one, [1], two, [1])).rejects.toThrow('galleryLabels has 1 label, expected 2');
    tf.dispose([one, two]);
  });
});

test('people who say a digit are heard one by one, each at its own rate', () => {
  const tone = (hertz: number, rate: number) => ({
    samples: Float32Array.from({ length: rate / 2 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / rate)),
    rate,
  });
  const [low, high] = [tone(300, 8000), tone(1500, 16_000)];
  const mels = spokenDigitMels([low, high]);
  const cells = DIGIT_SOUND.frames * DIGIT_SOUND.bands;
  expect(mels.length).toBe(2 * cells);
  expect(mels.slice(0, cells)).toEqual(spokenDigitMel(low.samples, low.rate));
  expect(mels.slice(cells)).toEqual(spokenDigitMel(high.samples, high.rate));
  expect(spokenDigitMels([])).toEqual(new Float32Array(0));
});

test('raw log-mels are a row a sound: of words less their band means, of notes as they are', async () => {
  // two sounds of two frames of two bands
  const mels = Float32Array.of(0.5, 1, 0, 1, 0.25, 0, 0.75, 1);
  const rowsOf = async (kind: 'words' | 'notes') => {
    const encoder = rawMels(kind, { frames: 2, bands: 2 });
    expect(encoder.dim).toBe(4);
    const rows = await encoder.embed({ mels });
    const read = await rows.array();
    rows.dispose();
    return read;
  };
  expect(await rowsOf('notes')).toEqual([
    [0.5, 1, 0, 1],
    [0.25, 0, 0.75, 1],
  ]);
  expect(await rowsOf('words')).toEqual([
    [0.25, 0, -0.25, 0],
    [-0.25, -0.5, 0.25, 0.5],
  ]);
});
