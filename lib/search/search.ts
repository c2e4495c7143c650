import { tf } from '../engine/index';
import type { Content } from './course-items';
import { type ContentEncoders, embedContents } from './embed-content';
import type { Filter, Hit, SearchOptions, VectorStore } from './stores/vector-store';

/** What is looked for: something of any modality, an item of the store by its id, or a vector. */
export type Query = Content | { id: string } | { vector: Float32Array };

export interface FindOptions extends SearchOptions {
  /** How many are found; 10 by default, or as many as there are. */
  k?: number;
  /** Only what fits: { modality: 'image' }. */
  filter?: Filter;
}

export interface Search {
  /**
   * What is nearest to a query, the nearest first. An item that is asked for by its id does not find itself.
   * @throws RangeError for an id that is not stored, and what the encoders and the store throw
   */
  find(query: Query, options?: FindOptions): Promise<Hit[]>;
  /** Where a query lies: dim numbers, of unit length. */
  vectorOf(query: Query): Promise<Float32Array>;
}

/**
 * The search of any modality for any other: a query becomes a vector, a vector finds its neighbours in the store.
 * @param encoders those that the store was filled with
 */
export function openSearch(store: VectorStore, encoders: ContentEncoders): Search {
  const vectorOf = async (query: Query): Promise<Float32Array> => {
    if ('vector' in query) return query.vector;
    if ('id' in query) {
      const [item] = await store.get([query.id]);
      if (!item) throw new RangeError(`openSearch: there is no item '${query.id}' in ${store.address}`);
      return item.vector;
    }
    const row = await embedContents(encoders, [query]);
    try {
      return Float32Array.from(await row.data());
    } finally {
      tf.dispose(row);
    }
  };
  return {
    vectorOf,
    find: async (query, { k = 10, filter, ...options } = {}) => {
      const vector = await vectorOf(query);
      const itself = 'id' in query ? 1 : 0;
      const there = await store.count();
      const found = await store.search(vector, Math.min(k + itself, there), filter, options);
      return ('id' in query ? found.filter(({ id }) => id !== query.id) : found).slice(0, k);
    },
  };
}

/**
 * A query by arithmetic: what is wanted, less what is not; red apple + green − red.
 * @returns a vector of unit length
 * @throws RangeError when nothing is left
 */
export function combine(plus: readonly Float32Array[], minus: readonly Float32Array[] = []): Float32Array {
  const dim = (plus[0] ?? minus[0])?.length ?? 0;
  const sum = new Float32Array(dim);
  for (const vector of plus)
    vector.forEach((value, i) => {
      sum[i] += value;
    });
  for (const vector of minus)
    vector.forEach((value, i) => {
      sum[i] -= value;
    });
  const length = Math.hypot(...sum);
  if (!(length > 1e-6))
    throw new RangeError('combine: nothing is left of the vectors, expected a sum with a direction');
  return sum.map(value => value / length);
}
