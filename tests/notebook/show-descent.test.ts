import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { cosineMseLoss } from '../../lib/losses/cosine-mse';
import { showDescent } from '../../lib/notebook/show-descent';

let lines: string[];

beforeAll(() => startEngine({ engine: 'wasm' }));
beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'log').mockImplementation(line => void lines.push(String(line)));
});
afterEach(() => {
  vi.restoreAllMocks();
});

const row = (points: tf.Tensor2D, i: number) => tf.slice(points, [i, 0], [1, 2]) as tf.Tensor2D;
const toCosine = (same: number) => (points: tf.Tensor2D) => cosineMseLoss(row(points, 0), row(points, 1), [same]);
const TWO = { start: [20, 80], roles: ['anchor', 'positive'], steps: 40 };

test('shows the same points under one loss after the other, from the same start', async () => {
  await showDescent({ together: toCosine(1), apart: toCosine(0) }, { ...TWO, title: 'Two losses' });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^Two losses\. Points on the unit circle, .* in 40 steps\./);
  // (cos 60° - 1)² and cos² 60° are both 1/4; each loss falls
  const ends = [...lines[0]!.matchAll(/(together|apart): loss 0\.25 at the start, ([\d.]+) after step 40/g)];
  expect(ends.map(([, name]) => name)).toEqual(['together', 'apart']);
  for (const [, name, end] of ends) expect(Number(end), name).toBeLessThan(0.1);
});

test('what goes wrong in a loss is said, and nothing is shown', async () => {
  await expect(showDescent({ none: () => tf.tensor1d([1, 2]) as never }, TWO)).rejects.toThrow(
    'expected a scalar tensor',
  );
  expect(lines).toEqual([]);
});
