import { memberships } from './fuzzy-set';
import type { Gradients } from './gradients';
import { clip, NEGATIVES, nextIndex } from './layout';
import type { NearRows } from './neighbours';

/** The rate at which new points move at first: a quarter of the fitted ones', as in umap-learn. */
const RATE = 0.25;

/**
 * Places new points in a layout whose own points stay where they are: first in the middle of the fitted neighbours, weighted by how
 * certainly they are ones, then by the same pulls and pushes as the fitted ones. Each is placed on its own: where a row lands does not
 * depend on those beside it.
 * @param near of each new row its nearest fitted ones
 * @returns n * components numbers
 */
export function placeNew(
  near: NearRows,
  layout: Float32Array,
  components: number,
  gradients: Gradients,
  epochs: number,
  seed: number,
): Float32Array {
  const { indices, k } = near;
  const weights = memberships(near, false);
  const placed = new Float32Array((indices.length / k) * components);
  const float = new Float32Array(1);
  const bits = new Uint32Array(float.buffer);
  const random = new Int32Array(1);
  const fitted = layout.length / components;
  for (let row = 0; row < indices.length / k; row++) {
    const own = placed.subarray(row * components, (row + 1) * components);
    const near = indices.subarray(row * k, (row + 1) * k);
    const certain = weights.subarray(row * k, (row + 1) * k);
    let [sum, strongest] = [0, 0];
    for (let i = 0; i < k; i++) {
      sum += certain[i];
      strongest = Math.max(strongest, certain[i]);
    }
    for (let i = 0; i < k; i++) {
      for (let c = 0; c < components; c++) own[c] += (certain[i] / sum) * layout[near[i] * components + c];
    }

    random[0] = seed;
    /** Moves the point from (with a push) or to (with a pull) one of the layout. */
    const move = (other: number, table: Float32Array, rate: number) => {
      let squared = 0;
      for (let c = 0; c < components; c++) squared += (own[c] - layout[other * components + c]) ** 2;
      float[0] = squared;
      if (!(float[0] > 0)) return;
      const factor = table[bits[0] >>> 14];
      for (let c = 0; c < components; c++) own[c] += clip(factor * (own[c] - layout[other * components + c])) * rate;
    };
    for (let epoch = 0; epoch < epochs; epoch++) {
      const rate = RATE * (1 - epoch / epochs);
      for (let i = 0; i < k; i++) {
        // due as often as it is certain
        const share = certain[i] / strongest;
        if (Math.floor((epoch + 1) * share) === Math.floor(epoch * share)) continue;
        move(near[i], gradients.attract, rate);
        for (let push = 0; push < NEGATIVES; push++) move(nextIndex(random, fitted), gradients.repel, rate);
      }
    }
  }
  return placed;
}
