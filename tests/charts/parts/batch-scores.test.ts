import { describe, expect, test } from 'vitest';
import { batchScores } from '../../../lib/charts/parts/batch-scores';

/** Row 0 finds its partner; row 1 is as near to another; row 2 is nearer to another. */
const similarities = [
  [0.9, 0.1, -0.2],
  [0.3, 0.3, 0.0],
  [0.6, 0.0, 0.5],
];

describe('batchScores', () => {
  test('gives each row a softmax at the temperature, and the mean of -log of its partners', () => {
    const { probabilities, loss } = batchScores(similarities, { temperature: 0.5 });
    const rows = similarities.map(row => row.map(cosine => Math.exp(cosine / 0.5)));
    const expected = rows.map(row => row.map(term => term / row.reduce((a, b) => a + b)));
    for (const [k, probability] of expected.flat().entries()) expect(probabilities[k]).toBeCloseTo(probability, 12);
    const losses = expected.map((row, i) => -Math.log(row[i]!));
    expect(loss).toBeCloseTo((losses[0]! + losses[1]! + losses[2]!) / 3, 12);
  });

  test('counts a row as found when its partner is nearest, and a tie as not found', () => {
    expect(batchScores(similarities, { temperature: 0.1 }).found).toBe(1);
  });

  test('stays finite at a temperature at which exp alone would not', () => {
    const { loss, probabilities } = batchScores(similarities, { temperature: 0.001 });
    expect(loss).toBeCloseTo((Math.log(2) + 0.1 / 0.001) / 3, 9);
    expect(probabilities[0]).toBe(1);
  });

  test('tells right partners, negatives and negatives that share the label of their row', () => {
    const { kinds, hasFalse } = batchScores(similarities, { temperature: 0.1, labels: [7, 1, 7] });
    const [right, other, same] = ['right', 'negative', 'false negative'];
    expect(kinds).toEqual([right, other, same, other, right, other, same, other, right]);
    expect(hasFalse).toBe(true);
    expect(batchScores(similarities, { temperature: 0.1, labels: [1, 2, 3] }).hasFalse).toBe(false);
  });
});
