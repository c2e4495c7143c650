import { describe, expect, test } from 'vitest';
import { scoreBars } from '../../lib/charts/score-bars';
import { drawn, itemsOf } from './drawn';

const rows = [
  { name: 'untrained', score: 92.8 },
  { name: 'InfoNCE', score: 99.2 },
];

describe('scoreBars', () => {
  test('bars are as long as the scores, with the number at the end', async () => {
    const picture = await drawn(scoreBars(rows, { title: 'Accuracy', measure: 'kNN accuracy' }));
    expect(picture.warnings).toEqual([]);
    const widths = itemsOf(picture, 'rect').map(item => item.width);
    expect(widths[0]! / widths[1]!).toBeCloseTo(92.8 / 99.2, 3);
    expect(picture.texts).toEqual(
      expect.arrayContaining(['Accuracy', 'kNN accuracy (%)', 'untrained', 'InfoNCE', '92.8 %', '99.2 %']),
    );
  });

  test('where the axis does not start at zero it draws dots, not bars', async () => {
    const picture = await drawn(scoreBars(rows, { domain: [90, 100] }));
    expect(picture.warnings).toEqual([]);
    expect(itemsOf(picture, 'rect')).toHaveLength(0);
    expect(itemsOf(picture, 'symbol')).toHaveLength(2);
  });

  test('a baseline is a line at its score, with its name and number', async () => {
    const picture = await drawn(scoreBars(rows, { domain: [90, 100], baseline: { name: 'raw pixels', score: 96.9 } }));
    expect(picture.warnings).toEqual([]);
    const [line] = itemsOf(picture, 'rule').filter(item => item.strokeDash);
    const dots = itemsOf(picture, 'symbol').map(item => item.x);
    expect(line!.x).toBeGreaterThan(dots[0]!);
    expect(line!.x).toBeLessThan(dots[1]!);
    expect(picture.texts).toContain('raw pixels 96.9 %');
  });

  test('rows stay in the order given', async () => {
    const picture = await drawn(scoreBars([...rows].reverse()));
    const numbers = itemsOf(picture, 'text').filter(item => item.text === '99.2 %' || item.text === '92.8 %');
    const top = numbers.reduce((a, b) => (b.y < a.y ? b : a));
    expect(top.text).toBe('99.2 %');
  });

  test('other units start at zero and end above the highest score', async () => {
    const picture = await drawn(scoreBars([{ name: 'wasm', score: 1640 }], { unit: 'pictures/s', decimals: 0 }));
    expect(picture.warnings).toEqual([]);
    expect(picture.texts).toEqual(expect.arrayContaining(['score (pictures/s)', '1640 pictures/s']));
  });

  test.each<[string, () => unknown, string]>([
    ['no row', () => scoreBars([]), 'rows is empty'],
    ['NaN', () => scoreBars([{ name: 'a', score: Number.NaN }]), 'score[0] is NaN'],
    ['fractions as per cent', () => scoreBars([{ name: 'a', score: 0.987 }]), 'give per cent, 98.7 and not 0.987'],
    ['a score off the axis', () => scoreBars(rows, { domain: [95, 100] }), "'untrained' scores 92.8, outside the axis"],
    ['an axis backwards', () => scoreBars(rows, { domain: [100, 90] }), 'expected the lower value first'],
    ['rows of one name', () => scoreBars([rows[0]!, rows[0]!]), 'two rows have the same name'],
  ])('refuses %s', (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});
