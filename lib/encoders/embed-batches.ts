import { breathe } from '../engine/breathe';
import { tf } from '../engine/index';

/**
 * Embeds many items a batch at a time, so that memory stays small and an interrupt is heard in between.
 * @param size how many items there are
 * @param batch items at once
 * @param embedBatch the rows [last - first, dim] of items first to last - 1
 * @returns rows [size, dim], which the caller disposes
 */
export async function embedBatches(
  { size, dim, batch }: { size: number; dim: number; batch: number },
  embedBatch: (first: number, last: number) => tf.Tensor2D,
): Promise<tf.Tensor2D> {
  const rows = new Float32Array(size * dim);
  for (let first = 0; first < size; first += batch) {
    const embedded = tf.tidy(() => embedBatch(first, Math.min(first + batch, size)));
    rows.set(await embedded.data(), first * dim);
    embedded.dispose();
    await breathe();
  }
  return tf.tensor2d(rows, [size, dim]);
}
