import { expect, test } from 'vitest';
import { chosenRate } from '../../lib/evaluation/loss-figures';

const row = (loss: string, learningRate: number, more: Record<string, number>) => ({
  loss,
  learningRate,
  seed: 1,
  ...more,
});

/** The last rows are of what is trained once the rates are chosen, and choose nothing. */
const rows = [
  row('margin', 0.001, { validation: 0.9, kNN: 0.99 }),
  row('margin', 0.01, { validation: 0.95, kNN: 0.9 }),
  row('InfoNCE', 0.001, { validation: 0.97, kNN: 0.5 }),
  row('InfoNCE', 0.01, { validation: 0.97, kNN: 0.97 }),
  row('margin', 0.01, { kNN: 0.92, seed: 2 }),
  row('InfoNCE', 0.001, { kNN: 0.99, temperature: 0.5 }),
];

test('the rate of a loss is the one that reads most validation digits, whatever the test digits say', () => {
  expect(chosenRate(rows, 'margin')).toBe(0.01);
});

test('between two rates that read as many, it is the one tried first', () => {
  expect(chosenRate(rows, 'InfoNCE')).toBe(0.001);
  expect(chosenRate([rows[3], rows[2]], 'InfoNCE')).toBe(0.01);
});
