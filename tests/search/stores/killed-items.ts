import type { StoredItem } from '../../../lib/search/open-store';
import { DIM, randomItems } from './items';

/** What is indexed while processes are killed. */
export const ITEMS = randomItems(600, { seed: 'killed' });
export const BATCH = 20;
export const ENCODER = { dim: DIM, fingerprint: 'encoder' };

export function vectorsOf(items: readonly StoredItem[]): { rows: Float32Array; dim: number } {
  const rows = new Float32Array(items.length * DIM);
  items.forEach(({ vector }, i) => {
    rows.set(vector, i * DIM);
  });
  return { rows, dim: DIM };
}
