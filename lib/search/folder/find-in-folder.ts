import { dotRows } from '../directions';
import { fuseRanks } from '../fuse';
import type { FindOptions, Query } from '../search';
import type { Filter, Hit, SearchOptions, VectorStore } from '../stores/vector-store';
import { DESCRIBED, type FolderEmbedder, SHARED, type Source } from './embedder';
import type { FolderItem } from './folder-items';
import type { Frame } from './read-content';

/** What is looked for in a folder: as in any search, or what was read of a picture or a clip. */
export type FolderQuery = Query | { frames: Frame[] };

/** What is searched. */
export interface Searched {
  store: VectorStore;
  embedder: FolderEmbedder;
  items: ReadonlyMap<string, FolderItem>;
  /** Ids of the items that have some of the words, the best first. */
  words(text: string): Promise<string[]>;
}

/** Where a query lies. @throws RangeError for an id that is not stored, and what the encoders throw */
export async function vectorIn({ store, embedder }: Searched, query: FolderQuery): Promise<Float32Array> {
  if ('vector' in query) return query.vector;
  if ('id' in query) {
    const [item] = await store.get([query.id]);
    if (!item) throw new RangeError(`indexFolder: there is no item '${query.id}' in ${store.address}`);
    return item.vector;
  }
  if ('text' in query) return (await embedder.said([query.text]))[0].vector;
  if ('sound' in query) return (await embedder.heard(query.sound)).vector;
  if ('frames' in query) return (await embedder.seen(query.frames)).vector;
  return (await embedder.pictured('clip' in query ? query.clip : query.picture)).vector;
}

/** How many of either list are looked at for each that is shown: what is in both rises. */
const CANDIDATES = 4;

/**
 * What is nearest to a query, the nearest first. A text is looked for twice, by its vector, and by its words in passages and in the names of
 * files; the two lists become one by rank.
 */
export async function findIn(
  searched: Searched,
  query: FolderQuery,
  { k = 10, filter = {}, ...options }: FindOptions = {},
): Promise<Hit[]> {
  const { store, items, words } = searched;
  const vector = await vectorIn(searched, query);
  if (!('text' in query)) {
    const itself = 'id' in query ? query.id : undefined;
    const hits = await nearest(searched, vector, k + 1, filter, options);
    return hits.filter(({ id }) => id !== itself).slice(0, k);
  }
  const hits = await nearest(searched, vector, CANDIDATES * k, filter, options);
  const known = new Map(hits.map(hit => [hit.id, hit]));
  const named = (await words(query.text)).filter(id => fits(items.get(id), filter)).slice(0, CANDIDATES * k);
  for (const { vector: own, ...details } of await store.get(named.filter(id => !known.has(id)))) {
    known.set(details.id, { ...details, similarity: scale(searched, vector, details.source) * dotRows(vector, own) });
  }
  const fused = fuseRanks([[...hits.map(({ id }) => id)], named.filter(id => known.has(id))]);
  return fused.slice(0, k).map(({ id }) => known.get(id)!);
}

/** What is nearest by the vectors: of both sorts, whose cosines are made comparable. */
async function nearest(
  searched: Searched,
  vector: Float32Array,
  k: number,
  filter: Filter,
  options: SearchOptions,
): Promise<Hit[]> {
  const { store } = searched;
  const most = Math.min(k, await store.count());
  const found: Hit[] = [];
  for (const sources of [DESCRIBED, SHARED]) {
    const source = sources.filter(one => filter.source === undefined || [filter.source].flat().includes(one));
    if (most === 0 || source.length === 0) continue;
    const hits = await store.search(vector, most, { ...filter, source }, options);
    const factor = scale(searched, vector, source[0]);
    found.push(...hits.map(hit => ({ ...hit, similarity: factor * hit.similarity })));
  }
  return found.sort((a, b) => b.similarity - a.similarity).slice(0, k);
}

/** Of one sort the product of two vectors is their cosine, of two sorts it is too small; see FolderEmbedder. */
function scale({ embedder }: Searched, vector: Float32Array, source: string): number {
  const isDescribed = vector.subarray(embedder.shared).some(value => value !== 0);
  return isDescribed === DESCRIBED.includes(source as Source) ? 1 : Math.SQRT2;
}

function fits(item: FolderItem | undefined, filter: Filter): boolean {
  if (!item) return false;
  return (['modality', 'source'] as const).every(
    field => filter[field] === undefined || ([filter[field]].flat() as string[]).includes(item[field]),
  );
}
