import { beforeAll, describe, expect, test } from 'vitest';
import type { Digits } from '../../lib/data/digits';
import { startEngine } from '../../lib/engine/index';
import { measureDigits } from '../../lib/evaluation/measure-digits';
import { digits, digitsByAngle, withoutLeak } from './constructed';

beforeAll(() => startEngine());

type Placed = [label: number, at: number];
const set = (list: Placed[]): Digits => ({
  images: digits(list.map(([, at]) => at)),
  labels: Uint8Array.from(list, ([label]) => label),
  size: list.length,
  fingerprint: '',
});
const many = (count: number, label: number, at: number, step = 0): Placed[] =>
  Array.from({ length: count }, (_, i) => [label, at + i * step]);
const measure = (training: Placed[], test: Placed[], options?: { k: number }) =>
  withoutLeak(() => measureDigits(digitsByAngle, set(training), set(test), options));
const radians = (degrees: number) => (degrees * Math.PI) / 180;
const apart = (degrees: number) => 2 - 2 * Math.cos(radians(degrees));

describe('how good an embedding of digits is', () => {
  const training: Placed[] = [
    [5, 0],
    [5, 10],
    [6, 50],
    [6, 60],
    [6, 70],
  ];
  const tests: Placed[] = [
    [5, 2],
    [5, 38],
    [6, 55],
    [6, 58],
  ];

  test('accuracy is the share of test digits that their neighbours of the training set vote for', async () => {
    const scores = await measure(training, tests, { k: 1 });
    expect(scores.accuracy).toBe(3 / 4); // the five at 38 finds a six at 50
    expect([...scores.predicted]).toEqual([5, 6, 6, 6]);
    // all five vote: three of them are sixes
    expect([...(await measure(training, tests, { k: 5 })).predicted]).toEqual([6, 6, 6, 6]);
  });

  test('alignment is the mean over test digits and a partner of their class', async () => {
    // with two of a class, the partner is the other one
    const { alignment } = await measure(training, tests, { k: 1 });
    expect(alignment).toBeCloseTo((2 * apart(36) + 2 * apart(3)) / 4, 5);
  });

  test('uniformity looks at the pairs of test digits', async () => {
    const { uniformity } = await measure(training, tests, { k: 1 });
    const angles = tests.map(([, at]) => at);
    const pairs = angles.flatMap((a, i) => angles.slice(i + 1).map(b => Math.exp(-2 * apart(b - a))));
    expect(uniformity).toBeCloseTo(Math.log(pairs.reduce((sum, one) => sum + one, 0) / 6), 5);
  });

  test('uniformity looks at the first two thousand rows', async () => {
    const first = [...many(1000, 0, 0), ...many(1000, 1, 90)];
    const { uniformity } = await measure(training, [...first, ...many(2, 0, 180)], { k: 1 });
    const pairs = (2000 * 1999) / 2;
    expect(uniformity).toBeCloseTo(Math.log((pairs - 1e6 + 1e6 * Math.exp(-2 * apart(90))) / pairs), 5);
  });

  test('twenty neighbours vote by default, and as many votes go to the label that is nearest', async () => {
    const ordered = [...many(10, 0, 1, 1), ...many(11, 1, 11, 1)]; // 10 and 10, then another of label 1
    const asked: Placed[] = [
      [0, 0],
      [0, 0],
    ];
    expect((await measure(ordered, asked)).accuracy).toBe(1);
    expect((await measure(ordered, asked, { k: 21 })).accuracy).toBe(0);
    const turned = [...many(1, 1, 1), ...many(10, 0, 2, 1), ...many(10, 1, 12, 1)]; // label 1 has 10 only with the twentieth
    expect((await measure(turned, asked)).accuracy).toBe(0);
    expect((await measure(turned, asked, { k: 19 })).accuracy).toBe(1);
  });

  test('refuses more neighbours than there are, and a digit with one test picture', async () => {
    await expect(measure(training, tests, { k: 6 })).rejects.toThrow('expected a whole number from 1 to 5');
    await expect(measure(training, tests.slice(1), { k: 1 })).rejects.toThrow(RangeError);
  });
});
