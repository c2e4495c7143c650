import { tf } from '../engine/index';
import type { Encoder } from './encoder';

/**
 * Keeps rows by their keys, so that each is made once.
 * @param dim length of a row
 * @returns rows [n, dim] of n keys, in their order; `make` is given the positions of those that are new, and gives a row each
 */
export function rememberRows(dim: number) {
  const known = new Map<string, Float32Array>();
  return async (keys: readonly string[], make: (positions: number[]) => Promise<tf.Tensor2D>): Promise<tf.Tensor2D> => {
    const first = new Map([...keys.entries()].reverse().map(([i, key]) => [key, i]));
    const missing = [...first.values()].filter(i => !known.has(keys[i])).sort((a, b) => a - b);
    if (missing.length > 0) {
      const made = await make(missing);
      const values = await made.data();
      made.dispose();
      missing.forEach((i, row) => {
        known.set(keys[i], Float32Array.from(values.subarray(row * dim, (row + 1) * dim)));
      });
    }
    const rows = new Float32Array(keys.length * dim);
    keys.forEach((key, i) => {
      rows.set(known.get(key)!, i * dim);
    });
    return tf.tensor2d(rows, [keys.length, dim]);
  };
}

/**
 * An encoder that reads each text once, for a finished one: what a model of sentences says of a thousand names takes seconds.
 * @param encoder stays the caller's: disposing this one leaves it as it is
 */
export function rememberTexts(encoder: Encoder<string[]>): Encoder<string[]> {
  const remembered = rememberRows(encoder.dim);
  return {
    ...encoder,
    embed: texts => remembered(texts, positions => encoder.embed(positions.map(i => texts[i]))),
    dispose: () => {},
  };
}
