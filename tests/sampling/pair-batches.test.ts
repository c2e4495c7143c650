import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../lib/engine/seeds';
import { type PairBatch, pairBatches } from '../../lib/sampling/pair-batches';

/** 600 pictures of ten classes, in mixed order and of unequal number. */
const labels = Uint8Array.from({ length: 600 }, (_, i) => (i * i + (i >> 3)) % 10);
const epoch = (options: Partial<Parameters<typeof pairBatches>[1]> = {}) => [
  ...pairBatches(labels, { batchSize: 50, random: seededRandom(1), ...options }),
];
const eachPair = (batches: PairBatch[]) =>
  batches.flatMap(({ left, right, same }) => [...left].map((l, i) => ({ left: l, right: right[i], same: same[i] })));

describe('an epoch of pairs', () => {
  test('has every picture as an anchor exactly once', () => {
    const anchors = eachPair(epoch()).map(pair => pair.left);
    expect(anchors.sort((a, b) => a - b)).toEqual([...labels.keys()]);
  });

  test('marks pairs truly, and pairs no picture with itself', () => {
    for (const { left, right, same } of eachPair(epoch({ positives: 0.5 }))) {
      expect(same).toBe(Number(labels[left] === labels[right]));
      expect(left).not.toBe(right);
    }
  });

  test.each([0, 0.25, 0.5, 1])('has a share of exactly %s positives in every batch', positives => {
    for (const { same } of epoch({ batchSize: 40, positives })) {
      expect(same.reduce((sum, s) => sum + s, 0)).toBe(40 * positives);
    }
  });

  test('gives the class of each anchor', () => {
    for (const batch of epoch()) expect([...batch.labels]).toEqual([...batch.left].map(l => labels[l]));
  });

  test('draws negatives of each other class about as often', () => {
    const counts = new Array(10).fill(0);
    for (const { left, right } of eachPair(epoch({ positives: 0, pairs: 6000 }))) {
      if (labels[left] === 0) counts[labels[right]]++;
    }
    const [own, ...others] = counts;
    const mean = others.reduce((sum, n) => sum + n, 0) / 9;
    expect(own).toBe(0);
    for (const count of others) expect(Math.abs(count - mean)).toBeLessThan(5 * Math.sqrt(mean));
  });

  test('can pair an anchor with every other picture of its class', () => {
    const three = Uint8Array.from([0, 0, 0]);
    const met = new Set(
      eachPair([...pairBatches(three, { batchSize: 3, pairs: 300, random: seededRandom(3) })]).map(
        p => `${p.left}${p.right}`,
      ),
    );
    expect([...met].sort()).toEqual(['01', '02', '10', '12', '20', '21']);
  });

  test('leaves out the batch that would not be full', () => {
    expect(epoch({ batchSize: 128 })).toHaveLength(4);
  });

  test('is the same for the same seed, and fresh when the generator is used again', () => {
    const random = seededRandom(5);
    const [first, second] = [epoch({ random }), epoch({ random })];
    expect(eachPair(epoch({ random: seededRandom(5) }))).toEqual(eachPair(first));
    expect(eachPair(second)).not.toEqual(eachPair(first));
  });
});

describe('pairs that cannot be drawn', () => {
  test.each([
    ['no pictures', new Uint8Array(), {}, 'labels is empty'],
    ['a batch of none', labels, { batchSize: 0 }, 'batchSize is 0, expected a whole number'],
    ['half a batch', labels, { batchSize: 2.5 }, 'batchSize is 2.5'],
    ['a batch larger than the epoch', labels, { batchSize: 601 }, '600 pairs does not fill a batch of 601'],
    ['a share above 1', labels, { positives: 2 }, 'positives is 2, expected a share from 0 to 1'],
    ['a share that is no number', labels, { positives: Number.NaN }, 'positives is NaN'],
    ['a class of one picture', Uint8Array.from([1, 1, 2]), { batchSize: 1 }, 'class 2 has one picture only'],
    [
      'negatives of a single class',
      Uint8Array.from([1, 1]),
      { batchSize: 1, positives: 0 },
      'all pictures are of one class',
    ],
  ])('%s: says what was wrong', (_, set, options, message) => {
    expect(() => [...pairBatches(set, { batchSize: 10, random: seededRandom(1), ...options })]).toThrow(message);
  });
});
