import { describe, expect, test } from 'vitest';
import { similarityHeatmap } from '../../lib/charts/similarity-heatmap';
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

describe('similarityHeatmap', () => {
  const matrix = (inside: number, outside: number, size = 10) =>
    Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? inside : outside)));

  test('draws a cell with its number for every two classes, axes named', async () => {
    const picture = await drawn(similarityHeatmap(matrix(0.9, 0.1), { title: 'Mean cosine' }));
    expect(picture.warnings).toEqual([]);
    expect(itemsOf(picture, 'rect')).toHaveLength(100);
    expect(itemsOf(picture, 'text').filter(item => item.text === '0.9')).toHaveLength(10);
    expect(picture.texts.filter(text => text === 'digit')).toHaveLength(2);
    expect(picture.texts).toEqual(expect.arrayContaining(['Mean cosine', 'mean cosine', '0', '9']));
  });

  test('panels share one colour scale', async () => {
    const panels = [
      { title: 'before', matrix: matrix(0.9, 0.9) },
      { title: 'after', matrix: matrix(0.9, 0.1) },
    ];
    const picture = await drawn(similarityHeatmap(panels));
    const cells = itemsOf(picture, 'rect');
    expect(cells).toHaveLength(200);
    expect(new Set(cells.map(item => item.fill)).size).toBe(2);
    expect(picture.texts.filter(text => text === 'mean cosine')).toHaveLength(1);
  });

  test('a row is a row: an asymmetric matrix is not turned over', async () => {
    const cells = itemsOf(
      await drawn(
        similarityHeatmap(
          [
            [1, 0.5],
            [0, 1],
          ],
          { labels: ['lion', 'trumpet'] },
        ),
      ),
      'text',
    );
    const half = cells.find(item => item.text === '0.5')!;
    const none = cells.find(item => item.text === '0.0')!;
    expect(half.x).toBeGreaterThan(none.x);
    expect(half.y).toBeLessThan(none.y);
  });

  test('letters stand out from dark and from light cells', async () => {
    const texts = itemsOf(await drawn(similarityHeatmap(matrix(0.95, -0.4, 3))), 'text');
    expect(texts.find(item => item.text === '0.9' || item.text === '1.0')!.fill).toBe('#ffffff');
    expect(texts.find(item => item.text === '−0.4')!.fill).not.toBe('#ffffff');
  });

  test('gives the averages in words', () => {
    expect(similarityHeatmap(matrix(0.9, 0.1)).description).toContain('0.90 on average within a class, 0.10 between');
  });

  test.each<[string, () => unknown, string]>([
    ['an empty matrix', () => similarityHeatmap([]), 'is empty'],
    ['a matrix that is not square', () => similarityHeatmap([[1, 0]]), 'row 0 of the matrix has 2 entries, expected 1'],
    ['too few labels', () => similarityHeatmap(matrix(1, 0), { labels: ['a'] }), 'labels has 1 entry, expected 10'],
    ['NaN', () => similarityHeatmap([[Number.NaN]]), 'is NaN'],
    ['what is no cosine', () => similarityHeatmap([[7]]), 'holds 7, expected cosines from -1 to 1'],
  ])('refuses %s', (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});
