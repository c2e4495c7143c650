import { describe, expect, test } from 'vitest';
import { circleCloud } from '../../lib/charts/circle-cloud';
import { measuredCurve } from '../../lib/charts/measured-curve';
import { drawn, itemsOf } from './drawn';

describe('circleCloud', () => {
  const on = (degrees: number) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const panel = {
    title: 'spread',
    points: [0, 90, 180, 270].map(on),
    labels: [0, 1, 0, 1],
    alignment: 2,
    uniformity: -2.5,
  };

  test('draws the points where they are, on a round circle, classes apart in colour and shape', async () => {
    const picture = await drawn(circleCloud([panel, { ...panel, title: 'again' }], { title: 'Two clouds' }));
    expect(picture.warnings).toEqual([]);
    const symbols = picture.marks.filter(mark => mark.type === 'symbol');
    expect(symbols).toHaveLength(2);
    const [right, up, left, down] = symbols[0]!.items;
    expect(right!.x - left!.x).toBeCloseTo(down!.y - up!.y, 5);
    expect(right!.y).toBeCloseTo(left!.y, 5);
    expect(up!.y).toBeLessThan(down!.y);
    expect(right!.fill).toBe(left!.fill);
    expect(right!.fill).not.toBe(up!.fill);
    expect(right!.shape).not.toBe(up!.shape);
  });

  test('prints both numbers below, or what there is', async () => {
    const { alignment: _, ...without } = panel;
    const texts = (await drawn(circleCloud([panel, { ...without, title: 'b', uniformity: -0.001 }]))).texts;
    expect(texts).toEqual(
      expect.arrayContaining(['spread', 'alignment 2.00', 'uniformity −2.50', 'b', 'uniformity 0.00']),
    );
    expect(texts.filter(text => text.startsWith('alignment'))).toHaveLength(1);
  });

  test('says in words what it shows', () => {
    expect(circleCloud([panel]).description).toBe(
      'Points of 2 classes on the unit circle. spread: 4 points, alignment 2.00, uniformity −2.50.',
    );
  });

  test.each<[string, () => unknown, string]>([
    ['no panel', () => circleCloud([]), 'panels is empty'],
    ['no point', () => circleCloud([{ title: 'a', points: [], labels: [] }]), "points of 'a' is empty"],
    ['too few labels', () => circleCloud([{ ...panel, labels: [1] }]), "labels of 'spread' has 1 entry, expected 4"],
    [
      'a point off the circle',
      () => circleCloud([{ title: 'a', points: [[1, 1]], labels: [0] }]),
      'is [1, 1], expected a row [x, y] of length 1',
    ],
    ['NaN', () => circleCloud([{ title: 'a', points: [[Number.NaN, 1]], labels: [0] }]), 'of length 1'],
    [
      'a number that is none',
      () => circleCloud([{ ...panel, uniformity: Number.NaN }]),
      "uniformity of 'spread'[0] is NaN",
    ],
  ])('refuses %s', (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});

describe('measuredCurve', () => {
  const axes = { xTitle: 'batch size', yTitle: 'accuracy (%)' };
  const series = [
    { name: 'InfoNCE', points: [8, 16, 32, 64].map((x, i) => ({ x, y: 90 + i })) },
    { name: 'triplet', points: [8, 16, 32, 64].map((x, i) => ({ x, y: 90.1 + i })) },
  ];

  test('draws a line and dots a series, names at the ends apart, axes named', async () => {
    const picture = await drawn(measuredCurve(series, { ...axes, title: 'Measured' }));
    expect(picture.warnings).toEqual([]);
    expect(picture.marks.filter(mark => mark.type === 'line')).toHaveLength(2);
    expect(itemsOf(picture, 'symbol')).toHaveLength(8);
    const labels = itemsOf(picture, 'text');
    expect(labels.map(item => item.text)).toEqual(['InfoNCE', 'triplet']);
    expect(new Set(labels.map(item => item.fill)).size).toBe(2);
    expect(Math.abs(labels[0]!.y - labels[1]!.y)).toBeGreaterThanOrEqual(14);
    expect(picture.texts).toEqual(expect.arrayContaining(['Measured', 'batch size', 'accuracy (%)']));
  });

  test('a reference is a dashed line at its value, with its name among the others', async () => {
    const picture = await drawn(measuredCurve([series[0]!], { ...axes, reference: { name: 'ln 12.8', y: 92 } }));
    expect(picture.warnings).toEqual([]);
    const [line] = itemsOf(picture, 'rule');
    expect(line!.strokeDash).toBeTruthy();
    const third = itemsOf(picture, 'symbol')[2]!;
    expect(line!.y).toBeCloseTo(third.y, 5);
    expect(itemsOf(picture, 'text').map(item => item.text)).toEqual(['ln 12.8']);
  });

  test('powers stand evenly apart on a logarithmic axis, and carry their numbers', async () => {
    const picture = await drawn(measuredCurve([series[0]!], { ...axes, logX: true }));
    expect(picture.warnings).toEqual([]);
    const [a, b, c, d] = itemsOf(picture, 'symbol').map(item => item.x) as [number, number, number, number];
    expect(b - a).toBeCloseTo(c - b, 5);
    expect(d - c).toBeCloseTo(c - b, 5);
    expect(picture.texts).toEqual(expect.arrayContaining(['8', '16', '32', '64']));
  });

  test('the vertical axis starts at zero where the values come near it', async () => {
    const share = [
      {
        name: 'a',
        points: [
          { x: 0, y: 5 },
          { x: 100, y: 95 },
        ],
      },
    ];
    expect((await drawn(measuredCurve(share, axes))).texts).toEqual(expect.arrayContaining(['0', '100']));
    expect((await drawn(measuredCurve(series, axes))).texts).not.toContain('0.0');
  });

  test('many points make a line without dots', async () => {
    const points = Array.from({ length: 200 }, (_, x) => ({ x, y: Math.sqrt(x) }));
    const picture = await drawn(measuredCurve([{ name: 'a', points }], axes));
    expect(itemsOf(picture, 'symbol')).toHaveLength(0);
    expect(itemsOf(picture, 'line')).toHaveLength(200);
  });

  test('gives first and last values in words', () => {
    const chart = measuredCurve([series[0]!], { ...axes, reference: { name: 'pixels', y: 96.9 } });
    expect(chart.description).toBe(
      'accuracy (%) against batch size. InfoNCE: 90 at 8, 93 at 64. For comparison, pixels: 96.9.',
    );
  });

  test.each<[string, () => unknown, string]>([
    ['no series', () => measuredCurve([], axes), 'series is empty'],
    ['no point', () => measuredCurve([{ name: 'a', points: [] }], axes), "points of 'a' is empty"],
    ['NaN', () => measuredCurve([{ name: 'a', points: [{ x: 0, y: Number.NaN }] }], axes), "y of 'a'[0] is NaN"],
    [
      'zero on a logarithmic axis',
      () => measuredCurve([{ name: 'a', points: [{ x: 0, y: 1 }] }], { ...axes, logX: true }),
      'x = 0',
    ],
    ['series of a name', () => measuredCurve([series[0]!, series[0]!], axes), 'two series have the same name'],
    [
      'a reference that is no number',
      () => measuredCurve(series, { ...axes, reference: { name: 'r', y: Number.NaN } }),
      'reference.y[0] is NaN',
    ],
  ])('refuses %s', (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});
