import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { alignment } from '../../lib/metrics/alignment';
import { knnAccuracy } from '../../lib/metrics/knn';
import { meanReciprocalRank } from '../../lib/metrics/mean-reciprocal-rank';
import { recallAtK } from '../../lib/metrics/recall-at-k';
import { uniformity } from '../../lib/metrics/uniformity';
import { nearestNeighbours } from '../../lib/neighbours/nearest-neighbours';
import { batch, clusters, metricsReference } from '../reference/batches';

/** The metrics against scikit-learn's and the papers' formulas, on one engine. */
export function describeReference(engine: 'wasm' | 'cpu'): void {
  const { knn, pairs, retrieval } = metricsReference();
  describe(`on ${engine}`, () => {
    beforeAll(async () => {
      await startEngine({ engine });
    });

    test.each(knn)('kNN, $n x $d, $metric, k = $k equals scikit-learn', async reference => {
      const { n, m, d, classes, seed, metric, k } = reference;
      const { rows, labels } = clusters(seed, n + m, d, classes);
      const train = { rows: rows.subarray(0, n * d), dim: d };
      const test = { rows: rows.subarray(n * d), dim: d };
      const before = tf.memory().numTensors;
      const accuracy = await knnAccuracy(train, labels.slice(0, n), test, labels.slice(n), { k, metric });
      expect(accuracy).toBeCloseTo(reference.accuracy, 6);
      const { indices } = await nearestNeighbours(train, test, { k, metric });
      expect(Array.from(indices.subarray(0, k))).toEqual(reference.first);
      expect(tf.memory().numTensors).toBe(before);
    });

    test.each(pairs)('alignment and uniformity of $n x $d $rows equal the paper’s functions', async reference => {
      const { n, d, rows, seed } = reference;
      const [left, right] = batch(n, d, rows, seed).map(values => ({ rows: values, dim: d }));
      for (const [alpha, expected] of Object.entries(reference.alignment)) {
        expect(relative(await alignment(left, right, { alpha: Number(alpha) }), expected)).toBeLessThan(1e-4);
      }
      for (const [t, expected] of Object.entries(reference.uniformity)) {
        expect(relative(await uniformity(left, { t: Number(t) }), expected)).toBeLessThan(1e-4);
      }
    });

    test.each(retrieval)('recall@k and MRR of $n x $d $rows equal scikit-learn', async reference => {
      const { n, d, rows, seed } = reference;
      const [queries, gallery] = batch(n, d, rows, seed).map(values => ({ rows: values, dim: d }));
      for (const [k, expected] of Object.entries(reference.recall)) {
        expect(await recallAtK(queries, gallery, { k: Number(k) })).toBeCloseTo(expected, 9);
      }
      expect(relative(await meanReciprocalRank(queries, gallery), reference.mrr)).toBeLessThan(1e-4);
    });
  });
}

const relative = (actual: number, expected: number) => Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-2);
