import { describe, expect, test } from 'vitest';
import { similarityHistogram } from '../../lib/charts/similarity-histogram';
import { drawn, itemsOf } from './drawn';

describe('similarityHistogram', () => {
  const before = { title: 'before', same: [0, 0, 1, 3], different: [0, 0, 20, 20] };
  const after = { title: 'after', same: [0, 0, 0, 4], different: [10, 20, 10, 0] };

  test('draws a bar for each bin that holds a pair and a line at each mean', async () => {
    const picture = await drawn(similarityHistogram([before, after], { title: 'How similar?' }));
    expect(picture.warnings).toEqual([]);
    expect(itemsOf(picture, 'rect')).toHaveLength(2 + 2 + 1 + 3);
    expect(itemsOf(picture, 'rule')).toHaveLength(4);
    expect(picture.texts).toEqual(
      expect.arrayContaining(['How similar?', 'before', 'after', 'cosine similarity', 'share of the pairs (%)']),
    );
    expect(picture.texts).toEqual(expect.arrayContaining(['same digit', 'different digits']));
  });

  test('shows shares of a kind: few pairs and many of one distribution stand equally high', async () => {
    const panel = { title: 'p', same: [1, 3], different: [100, 300] };
    const picture = await drawn(similarityHistogram([panel]));
    const heights = itemsOf(picture, 'rect').map(item => Math.round(item.height));
    expect(heights[0]).toBe(heights[2]);
    expect(heights[1]).toBe(heights[3]);
    expect(heights[1]! / heights[0]!).toBeCloseTo(3, 1);
  });

  test('panels share both axes', async () => {
    const low = { title: 'low', same: [1, 1, 1, 1], different: [1, 1, 1, 1] };
    const picture = await drawn(similarityHistogram([low, after]));
    const heights = itemsOf(picture, 'rect').map(item => item.height);
    expect(Math.max(...heights) / Math.min(...heights)).toBeCloseTo(4, 1); // 100 % against 25 %
  });

  test('gives the means in words', () => {
    expect(similarityHistogram([after]).description).toContain(
      'after, same digit 0.75; after, different digits -0.25.',
    );
  });

  test.each<[string, () => unknown, string]>([
    ['no panel', () => similarityHistogram([]), 'panels is empty'],
    ['no bin', () => similarityHistogram([{ title: 'a', same: [], different: [] }]), 'is empty'],
    [
      'unequal bins',
      () => similarityHistogram([{ title: 'a', same: [1, 2], different: [1] }]),
      'has 1 entry, expected 2',
    ],
    ['a count below zero', () => similarityHistogram([{ title: 'a', same: [-1, 2], different: [1, 1] }]), 'holds -1'],
    ['NaN', () => similarityHistogram([{ title: 'a', same: [Number.NaN], different: [1] }]), 'is NaN'],
    ['a kind without a pair', () => similarityHistogram([{ title: 'a', same: [0], different: [1] }]), 'counts no pair'],
    ['an axis backwards', () => similarityHistogram([before], { domain: [1, -1] }), 'expected the lower value first'],
  ])('refuses %s', (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});
