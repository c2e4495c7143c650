import { valuesNow } from '../engine/finite';
import { tf } from '../engine/index';
import type { Labels } from '../engine/rows';
import { rowValues } from './checks';

/**
 * The pairs of rows that are negatives of each other: their labels differ. Without labels every row is of its own kind. To be called
 * inside tf.tidy.
 * @returns [n, n] of booleans
 */
export function negativePairs(caller: string, labels: Labels | undefined, n: number): tf.Tensor2D {
  return labels === undefined ? otherPairs(n) : differentPairs(caller, labels, n);
}

/** 1 for every pair of two rows with the same label, 0 for the others and for a row with itself: [n, n]. To be called inside tf.tidy. */
export function positivePairs(caller: string, labels: Labels, n: number): tf.Tensor2D {
  return tf.sub(tf.cast(otherPairs(n), 'float32'), tf.cast(differentPairs(caller, labels, n), 'float32'));
}

/** Every pair of two rows: all but a row with itself. */
export function otherPairs(n: number): tf.Tensor2D {
  const mask = new Uint8Array(n * n).fill(1);
  for (let i = 0; i < n; i++) mask[i * n + i] = 0;
  return tf.tensor2d(mask, [n, n], 'bool');
}

function differentPairs(caller: string, labels: Labels, n: number): tf.Tensor2D {
  const ids = rowValues(caller, 'labels', labels, n, 'whole numbers');
  const known = valuesNow(ids);
  // WASM compares a row with a column slowly (4 ms for 256 labels), so the mask is made here where the labels can be read.
  if (!known) return tf.notEqual(tf.reshape(ids, [n, 1]), tf.reshape(ids, [1, n]));
  const mask = new Uint8Array(n * n);
  for (let i = 0; i < n; i++) {
    const label = known[i];
    for (let j = 0; j < n; j++) mask[i * n + j] = known[j] === label ? 0 : 1;
  }
  return tf.tensor2d(mask, [n, n], 'bool');
}
