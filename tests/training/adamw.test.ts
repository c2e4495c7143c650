import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { AdamW, cosineRate } from '../../lib/training/adamw';

beforeAll(() => startEngine());

/** The formulas of the paper (its algorithm 2), for the loss w² and one weight. */
function byFormula(start: number, rates: number[], decay: number): number[] {
  let [w, m, v] = [start, 0, 0];
  return rates.map((rate, i) => {
    const gradient = 2 * w;
    m = 0.9 * m + 0.1 * gradient;
    v = 0.999 * v + 0.001 * gradient * gradient;
    const [first, second] = [m / (1 - 0.9 ** (i + 1)), v / (1 - 0.999 ** (i + 1))];
    w = w * (1 - rate * decay) - (rate * first) / (Math.sqrt(second) + 1e-7);
    return w;
  });
}

async function byOptimiser(start: number, rates: number[], decay: number, decays = true): Promise<number[]> {
  const w = tf.variable(tf.tensor2d([[start]]));
  const optimiser = new AdamW({ weightDecay: decay, decayed: decays ? [w] : [] });
  const path: number[] = [];
  for (const rate of rates) {
    optimiser.rate = rate;
    optimiser.minimize(() => tf.sum(tf.square(w)) as tf.Scalar, false, [w]);
    path.push((await w.data())[0]);
  }
  optimiser.dispose();
  w.dispose();
  return path;
}

describe('AdamW', () => {
  const rates = [0.01, 0.1, 0.05, 0.2, 0.001];

  test('follows the formulas of the paper, with another rate each step', async () => {
    const expected = byFormula(3, rates, 0.5);
    (await byOptimiser(3, rates, 0.5)).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 5);
    });
  });

  test('is Adam for weights that do not decay', async () => {
    const expected = byFormula(3, rates, 0);
    (await byOptimiser(3, rates, 0.5, false)).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 5);
    });
  });
});

describe('the cosine schedule', () => {
  const rate = (step: number) => cosineRate(step, { steps: 110, highest: 0.02, warmUp: 10 });

  test('rises in a straight line and falls along half a cosine to about nothing', () => {
    expect([0, 4, 9].map(rate)).toEqual([0.002, 0.01, 0.02]);
    expect(rate(10)).toBeCloseTo(0.02, 12);
    expect(rate(60)).toBeCloseTo(0.01, 12); // half way
    expect(rate(109)).toBeLessThan(0.02 / 1000);
    expect(rate(109)).toBeGreaterThan(0);
  });
});
