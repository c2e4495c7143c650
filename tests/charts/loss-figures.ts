import type { OverSeeds } from '../../lib/evaluation/figures';
import type { LossFigures } from '../../lib/evaluation/loss-figures';
import { type PairLossName, pairLoss } from '../../lib/training/pair-losses';

const over = (...values: number[]): OverSeeds => ({
  mean: values.reduce((sum, value) => sum + value, 0) / values.length,
  low: Math.min(...values),
  high: Math.max(...values),
  values,
});

/** What three seeds measured, made up. */
export const figuresOf = (loss: PairLossName, kNN: number, temperature?: number): LossFigures => ({
  loss,
  trainable: pairLoss(loss),
  ...(temperature !== undefined && { temperature }),
  learningRate: 0.001,
  seeds: [1, 2, 3],
  kNN: over(kNN - 0.01, kNN, kNN + 0.01),
  alignment: over(0.2, 0.3, 0.4),
  uniformity: over(-3, -2.5, -2),
});
