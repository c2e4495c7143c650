import { seededRandom } from '../../../lib/engine/seeds';
import type { Modality, StoredItem } from '../../../lib/search/open-store';

export const DIM = 16;
const MODALITIES: Modality[] = ['image', 'text', 'audio', 'video'];

/** A vector of unit length in a random direction. */
export function unitVector(random = seededRandom('one'), dim = DIM): Float32Array {
  const vector = Float32Array.from({ length: dim }, () => random.normal());
  const length = Math.hypot(...vector);
  return vector.map(value => value / length);
}

/** n items in random directions, of all modalities in turn. */
export function randomItems(n: number, { seed = 'items', dim = DIM, prefix = 'item' } = {}): StoredItem[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, (_, i) => ({
    id: `${prefix}-${i}`,
    vector: unitVector(random, dim),
    modality: MODALITIES[i % 4],
    source: i % 3 ? 'noto' : 'twemoji',
    title: `thing ${i}`,
    label: `label ${i % 10}`,
    hash: `${prefix} ${i}`,
  }));
}

/** Of the directions 'east' (1, 0, …) and 'north' (0, 1, 0, …), and between them so many degrees from east. */
export function direction(degrees: number, dim = DIM): Float32Array {
  const vector = new Float32Array(dim);
  vector[0] = Math.cos((degrees * Math.PI) / 180);
  vector[1] = Math.sin((degrees * Math.PI) / 180);
  return vector;
}

/** An item with nothing to say, in a direction. */
export const item = (id: string, degrees: number, more: Partial<StoredItem> = {}): StoredItem => ({
  id,
  vector: direction(degrees),
  modality: 'image',
  source: 'noto',
  title: id,
  label: '',
  hash: id,
  ...more,
});
