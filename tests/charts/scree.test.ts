import { describe, expect, test } from 'vitest';
import { screeChart } from '../../lib/charts/scree';
import { drawn, itemsOf } from './drawn';

const shares = [0.5, 0.2, 0.1, 0.05];

describe('screeChart', () => {
  test('bars are the shares and points their sums, on one axis from 0 to 100 %', async () => {
    const picture = await drawn(screeChart(shares, { title: 'Variance', height: 200 }));
    expect(picture.warnings).toEqual([]);
    const bars = itemsOf(picture, 'rect');
    expect(bars.map(bar => Math.round(bar.height))).toEqual([100, 40, 20, 10]);
    expect(new Set(bars.map(bar => bar.y + bar.height))).toEqual(new Set([200]));
    expect(itemsOf(picture, 'symbol').map(point => Math.round(200 - point.y))).toEqual([100, 140, 160, 170]);
    expect(picture.texts).toEqual(
      expect.arrayContaining([
        'Variance',
        'principal component',
        'share of the variance (%)',
        '0',
        '100',
        '50.0',
        '5.0',
        'together 85.0 %',
      ]),
    );
  });

  test('what is taken is dark, the rest pale', async () => {
    const fills = itemsOf(await drawn(screeChart(shares, { taken: 2 })), 'rect').map(bar => bar.fill);
    expect(fills[0]).toBe(fills[1]);
    expect(fills[2]).toBe(fills[3]);
    expect(fills[0]).not.toBe(fills[2]);
  });

  test('draws the first of many components, without numbers on the bars', async () => {
    const many = Array.from({ length: 64 }, (_, i) => 0.1 * 0.9 ** i);
    const picture = await drawn(screeChart(many));
    expect(itemsOf(picture, 'rect')).toHaveLength(40);
    expect(picture.texts).not.toContain('10.0');
    expect(itemsOf(await drawn(screeChart(many, { most: 5 })), 'rect')).toHaveLength(5);
  });

  test('one component, or none that varies, is drawn', async () => {
    expect(itemsOf(await drawn(screeChart([1])), 'rect')).toHaveLength(1);
    expect((await drawn(screeChart([0, 0, 0]))).texts).toContain('together 0.0 %');
  });

  test('says in words what it shows', () => {
    expect(screeChart(Float32Array.from(shares)).description).toBe(
      'Explained variance of the principal components. Component 1: 50.0 %; Component 2: 20.0 %; Component 3: 10.0 %. ' +
        'The first 4 together: 85.0 %.',
    );
  });

  test.each<[string, () => unknown, string]>([
    ['no component', () => screeChart([]), 'explainedVarianceRatio is empty'],
    ['NaN', () => screeChart([0.5, Number.NaN]), 'explainedVarianceRatio[1] is NaN, expected a share from 0 to 1'],
    ['shares in per cent', () => screeChart([50, 20]), 'explainedVarianceRatio[0] is 50, expected a share from 0 to 1'],
    ['shares that rise', () => screeChart([0.2, 0.5]), 'is 0.5 and the one before it 0.2, expected the largest first'],
    ['more than all', () => screeChart([0.6, 0.6]), 'the shares add up to 1.2, expected at most 1'],
    ['none drawn', () => screeChart(shares, { most: 0 }), 'most is 0, expected a whole number from 1 to 40'],
    [
      'more taken than there are',
      () => screeChart(shares, { taken: 5 }),
      'taken is 5, expected a whole number from 1 to 4',
    ],
  ])('refuses %s', (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});
