import * as vega from 'vega';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dragTriplet } from '../../lib/charts/drag-triplet';
import { stillSvg } from '../../lib/charts/render/still';
import { startEngine, tf } from '../../lib/engine/index';
import { cosineMseLoss } from '../../lib/losses/cosine-mse';
import { infoNceLoss } from '../../lib/losses/info-nce';
import { marginLoss } from '../../lib/losses/margin';
import { sigmoidLoss } from '../../lib/losses/sigmoid';
import { tripletLoss } from '../../lib/losses/triplet';
import { descend } from '../../lib/training/descent';
import { drawn, itemsNamed, signalsOf } from './drawn';

const chart = dragTriplet({ title: 'Three points' });

const pick = (points: tf.Tensor2D, ...which: number[]) =>
  tf.concat(which.map(i => tf.slice(points, [i, 0], [1, 2]))) as tf.Tensor2D;
const [A, P, N] = [0, 1, 2];

/** The losses of lib, on the same points. */
const LOSSES: Record<string, (points: tf.Tensor2D) => tf.Scalar> = {
  'cosine MSE': x => cosineMseLoss(pick(x, A, A), pick(x, P, N), [1, 0]),
  margin: x => marginLoss(pick(x, A, A), pick(x, P, N), [1, 0]),
  triplet: x => tripletLoss(pick(x, A), pick(x, P), pick(x, N)),
  InfoNCE: x => infoNceLoss(pick(x, A, N), pick(x, P, N), { temperature: 0.5 }),
  sigmoid: x => sigmoidLoss(pick(x, A, N), pick(x, P, N)),
};

/** Every 30 degrees all round for positive and negative, the anchor at two places: points that meet, and points opposite, among them. */
const ROUND = Array.from({ length: 12 }, (_, i) => 30 * i);
const GRID = [0, 131].flatMap(a => ROUND.flatMap(p => ROUND.map(n => [a, (a + p) % 360, (a + n) % 360])));

let view: vega.View;
beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
  view = new vega.View(vega.parse(chart.spec as vega.Spec), { renderer: 'none', logLevel: vega.Error });
  await view.runAsync();
});
afterAll(() => view.finalize());

async function setTo(loss: string, [anchor, positive, negative]: number[]) {
  view.signal('loss', loss).signal('anchor', anchor).signal('positive', positive).signal('negative', negative);
  await view.runAsync();
}

/** What lib says of the points at these angles: the loss, and the gradients by each angle in radians. */
async function measuredByLib(loss: string, angles: number[]) {
  const [frame] = await descend(angles, LOSSES[loss]!, { steps: 1 });
  const { points, gradients } = frame!;
  return { loss: frame!.loss, along: points.map(([x, y], i) => x! * gradients[i]![1]! - y! * gradients[i]![0]!) };
}

describe('the losses that a chart computes', () => {
  test('are those of lib, by name', async () => {
    const { names } = await signalsOf(chart, ['names']);
    expect(names).toEqual(Object.keys(LOSSES));
  });

  test.each(Object.keys(LOSSES))('%s and its gradients are those of lib, all round the circle', async name => {
    for (const angles of GRID) {
      await setTo(name, angles);
      const expected = await measuredByLib(name, angles);
      expect(view.signal('value'), `loss at ${angles}`).toBeCloseTo(expected.loss, 4);
      view.signal('gradients').forEach((gradient: number, i: number) => {
        expect(gradient, `gradient ${i} at ${angles}`).toBeCloseTo(expected.along[i]!, 3);
      });
    }
  });

  test.each(Object.keys(LOSSES))('%s: the longest arrow is nearly as long as the radius', async name => {
    let longest = 0;
    for (const angles of GRID) {
      await setTo(name, angles);
      const [scale, gradients] = [view.signal('scale'), view.signal('gradients') as number[]];
      longest = Math.max(longest, ...gradients.map(gradient => Math.abs(gradient) / scale));
    }
    expect(longest).toBeGreaterThan(0.4);
    expect(longest).toBeLessThan(0.95);
  });
});

describe('dragTriplet', () => {
  test('draws the three points where they begin, with letters and numbers', async () => {
    const picture = await drawn(chart);
    expect(picture.warnings).toEqual([]);
    const [centre] = picture.marks.find(mark => mark.type === 'arc')!.items;
    const angles = itemsNamed(picture, 'points').map(({ x, y }) =>
      Math.round((Math.atan2(centre!.y - y, x - centre!.x) * 180) / Math.PI),
    );
    expect(angles).toEqual([90, -160, 60]);
    expect(itemsNamed(picture, 'letters').map(letter => letter.text)).toEqual(['A', 'P', 'N']);
    // cos 110 and cos 30 degrees: ((cos 110 - 1)² + cos² 30) / 2
    expect(itemsNamed(picture, 'loss').map(item => item.text)).toEqual(['1.276']);
    expect(picture.texts).toEqual(expect.arrayContaining(['Three points', 'anchor', '200°', '60°']));
  });

  test('a slider moves its point, the loss and the arrows', async () => {
    const [before, after] = [await drawn(chart), await drawn(chart, { positive: 95 })];
    const placed = (picture: typeof before) => itemsNamed(picture, 'points').map(({ x }) => Math.round(x));
    expect(placed(after)[P]).not.toBe(placed(before)[P]);
    expect([placed(after)[A], placed(after)[N]]).toEqual([placed(before)[A], placed(before)[N]]);
    expect(itemsNamed(after, 'loss')[0]!.text).not.toBe(itemsNamed(before, 'loss')[0]!.text);
    const arrow = (picture: typeof before) => itemsNamed(picture, 'arrows').map(({ x, x2 }) => x2! - x);
    expect(arrow(after)).not.toEqual(arrow(before));
  });

  test('an arrow goes against the gradient, and there is none where there is no gradient', async () => {
    const met = await drawn(chart, { loss: 'triplet', anchor: 90, positive: 90, negative: 0 });
    expect(itemsNamed(met, 'arrows')).toEqual([]);
    const apart = await drawn(chart, { loss: 'triplet', anchor: 90, positive: 180, negative: 0 });
    const way = itemsNamed(apart, 'arrows').map(({ x, x2, y, y2 }) => [Math.sign(x2! - x), Math.round(y2! - y)]);
    // The anchor, on top, goes left to the positive; the positive, at the left, goes up, and the negative, at the right, down.
    expect([way[A]![0], Math.sign(way[P]![1]!), Math.sign(way[N]![1]!)]).toEqual([-1, -1, 1]);
  });

  test('where points meet, only the letter of the upper one is shown', async () => {
    const letters = async (anchor: number, positive: number, negative: number) =>
      itemsNamed(await drawn(chart, { anchor, positive, negative }), 'letters').map(({ text }) => text);
    expect(await letters(2, 358, 90)).toEqual(['P', 'N']);
    expect(await letters(90, 200, 205)).toEqual(['A', 'N']);
    expect(await letters(50, 50, 50)).toEqual(['N']);
  });

  test('the numbers can be read without seeing the picture', async () => {
    const { numbers } = await signalsOf(chart, ['numbers']);
    expect(numbers).toBe('loss 1.276; gradient: anchor −1.694, positive +1.261, negative +0.433');
    expect(JSON.stringify(chart.spec)).toContain('"readonly"');
  });

  test('takes angles beyond a turn, and has a still picture', async () => {
    expect(await signalsOf(dragTriplet({ start: [450, -160, 60] }), ['anchor', 'positive'])).toEqual({
      anchor: 90,
      positive: 200,
    });
    expect(await stillSvg(chart)).toContain('1.276');
  });

  test.each<[string, number[], string]>([
    ['two angles', [1, 2], 'start has 2 entries, expected 3'],
    ['NaN', [1, Number.NaN, 2], 'start[1] is NaN'],
  ])('refuses %s', (_, start, message) => {
    expect(() => dragTriplet({ start })).toThrow(message);
  });
});
