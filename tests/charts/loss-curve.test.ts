import { describe, expect, test } from 'vitest';
import { type LossRun, lossCurve } from '../../lib/charts/loss-curve';
import { drawn, itemsOf } from './drawn';

const falling = (steps: number, from = 5, to = 2.5) =>
  Array.from({ length: steps }, (_, i) => to + (from - to) * Math.exp(-i / 40) + 0.1 * Math.sin(i * i));

/** The points of each line, in the order of the layers: raw lines first. */
async function lines(runs: LossRun[], options = {}) {
  const picture = await drawn(lossCurve(runs, options));
  return picture.marks.filter(mark => mark.type === 'line').map(mark => mark.items);
}

describe('lossCurve', () => {
  test('draws the smoothed line over the raw one, axes named', async () => {
    const picture = await drawn(lossCurve([{ name: 'InfoNCE', losses: falling(100) }], { title: 'Loss' }));
    expect(picture.warnings).toEqual([]);
    expect(picture.marks.filter(mark => mark.type === 'line')).toHaveLength(2);
    expect(itemsOf(picture, 'line')).toHaveLength(200);
    expect(picture.texts).toEqual(expect.arrayContaining(['Loss', 'training step', 'loss']));
  });

  test('the step axis ends at totalSteps however far the run is', async () => {
    const at = async (steps: number) => {
      const [raw] = await lines([{ name: 'a', losses: falling(468).slice(0, steps) }], { totalSteps: 468 });
      return raw!.map(item => item.x);
    };
    const half = await at(200);
    const whole = await at(468);
    expect(half.length).toBeGreaterThan(150);
    expect(half[0]).toBeCloseTo(whole[0]!);
    expect(half.at(-1)! / whole.at(-1)!).toBeCloseTo(200 / 468);
  });

  test('each of several runs has its colour and its name beside its end, names apart', async () => {
    const runs = ['first', 'second', 'third'].map(name => ({ name, losses: falling(60) }));
    const picture = await drawn(lossCurve(runs));
    const labels = itemsOf(picture, 'text');
    expect(labels.map(item => item.text)).toEqual(['first', 'second', 'third']);
    expect(new Set(labels.map(item => item.fill)).size).toBe(3);
    const heights = labels.map(item => item.y).sort((a, b) => a - b);
    expect(heights[1]! - heights[0]!).toBeGreaterThanOrEqual(14);
    expect(heights[2]! - heights[1]!).toBeGreaterThanOrEqual(14);
  });

  test('losses that cannot share an axis get a panel each', async () => {
    const runs = [
      { name: 'cosine MSE', losses: falling(60, 0.5, 0.02) },
      { name: 'InfoNCE', losses: falling(60) },
    ];
    const picture = await drawn(lossCurve(runs, { share: false }));
    expect(picture.warnings).toEqual([]);
    expect(picture.texts.filter(text => text === 'training step')).toHaveLength(2);
    expect(picture.texts).toEqual(expect.arrayContaining(['cosine MSE', 'InfoNCE', '0.5', '5.0']));
  });

  test('a long run is thinned, and its spike is still there', async () => {
    const losses = falling(20_000);
    losses[12_345] = 9;
    const chart = lossCurve([{ name: 'a', losses }]);
    expect(JSON.stringify(chart.spec).length).toBeLessThan(60_000);
    const [raw, smooth] = await lines([{ name: 'a', losses }]);
    expect(raw!.map(item => item.datum.loss)).toContain(9);
    expect(smooth!.length).toBeLessThanOrEqual(201);
  });

  test('the smoothed line begins at the first loss and follows a straight one exactly', async () => {
    const straight = Array.from({ length: 200 }, (_, i) => 5 - i / 100);
    const [raw, smooth] = await lines([{ name: 'a', losses: straight }]);
    const heights = new Map(raw!.map(item => [item.x, item.y]));
    for (const item of smooth!.slice(0, -4)) expect(item.y).toBeCloseTo(heights.get(item.x)!, 2);
  });

  test('shows a run that has not begun beside one that has, and a constant loss', async () => {
    const runs = [
      { name: 'a', losses: [1, 1, 1] },
      { name: 'b', losses: [] },
    ];
    const picture = await drawn(lossCurve(runs));
    expect(picture.warnings).toEqual([]);
    expect(itemsOf(picture, 'line')).toHaveLength(6);
    expect(lossCurve(runs).description).toContain('b: not begun.');
  });

  test.each<[string, () => unknown, string]>([
    ['no run', () => lossCurve([]), 'runs is empty'],
    ['no step', () => lossCurve([{ name: 'a', losses: [] }]), 'no run has a step yet'],
    ['NaN', () => lossCurve([{ name: 'a', losses: [1, Number.NaN] }]), "run 'a' is NaN at step 2"],
    ['too many steps', () => lossCurve([{ name: 'a', losses: [1, 2, 3] }], { totalSteps: 2 }), 'totalSteps is 2'],
    ['half a step', () => lossCurve([{ name: 'a', losses: [1] }], { totalSteps: 2.5 }), 'expected a whole number'],
    [
      'runs of one name',
      () =>
        lossCurve([
          { name: 'a', losses: [1] },
          { name: 'a', losses: [2] },
        ]),
      'two runs have the same name',
    ],
  ])('refuses %s', (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});
