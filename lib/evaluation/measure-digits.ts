import type { Digits } from '../data/digits';
import type { Encoder } from '../encoders/encoder';
import { seededRandom, tf } from '../engine/index';
import { alignment } from '../metrics/alignment';
import { knnPredict } from '../metrics/knn';
import { uniformity } from '../metrics/uniformity';
import { pairBatches } from '../sampling/pair-batches';

export interface DigitScores {
  /** kNN accuracy on the test digits, 0 to 1. */
  accuracy: number;
  /** Mean squared distance of two digits of a class: 0 where they coincide, 2 at right angles, at most 4. */
  alignment: number;
  /** Log of the mean pairwise Gaussian potential: 0 where all rows coincide, the lower the more evenly they spread. */
  uniformity: number;
  /** The digit that the vote gives each test picture. */
  predicted: Int32Array;
}

/** Rows that uniformity is measured on: it looks at every pair. */
const UNIFORMITY_ROWS = 2000;

/**
 * How good an encoder's embedding of digits is, with nothing trained on top: kNN accuracy of the test digits among the
 * training digits (cosine), and alignment and uniformity of the test digits (Wang and Isola 2020).
 * @param k neighbours that vote, 20 by default; see knnPredict for ties
 * @throws RangeError as knnPredict does, and for a digit with a single test picture, which has no partner to be aligned with
 */
export async function measureDigits(
  encoder: Pick<Encoder<Float32Array>, 'embed'>,
  training: Pick<Digits, 'images' | 'labels'>,
  test: Pick<Digits, 'images' | 'labels' | 'size'>,
  { k = 20 }: { k?: number } = {},
): Promise<DigitScores> {
  const [pairs] = pairBatches(test.labels, { batchSize: test.size, random: seededRandom('measureDigits') });
  const gallery = await encoder.embed(training.images);
  const rows = await encoder.embed(test.images);
  const [left, right, some] = tf.tidy(() => [
    tf.gather(rows, tf.tensor1d(pairs.left, 'int32')),
    tf.gather(rows, tf.tensor1d(pairs.right, 'int32')),
    tf.slice(rows, 0, Math.min(UNIFORMITY_ROWS, test.size)),
  ]);
  try {
    const predicted = await knnPredict(gallery, training.labels, rows, { k });
    const hits = predicted.filter((digit, i) => digit === test.labels[i]).length;
    return {
      accuracy: hits / test.size,
      alignment: await alignment(left, right),
      uniformity: await uniformity(some),
      predicted,
    };
  } finally {
    tf.dispose([gallery, rows, left, right, some]);
  }
}
