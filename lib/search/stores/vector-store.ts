/** What a thing is, beside its vector. */
export interface ItemDetails {
  /** Its name in the store, of 1 to 256 bytes: an item with the same id takes its place. */
  id: string;
  modality: Modality;
  /** The set that it comes from: 'twemoji'. At most 256 bytes. */
  source: string;
  /** What a reader sees beside it: 'lion', or the caption itself. At most 2,048 bytes. */
  title: string;
  /** What it shows or says, as an id of a concept; '' where nobody knows. At most 256 bytes. */
  label: string;
  /** Digest of the content that its vector was made of: as long as it is the same, nothing is embedded again. At most 256 bytes. */
  hash: string;
}

export type Modality = 'image' | 'text' | 'audio' | 'video';

export interface StoredItem extends ItemDetails {
  /** dim numbers, of unit length. */
  vector: Float32Array;
}

/**
 * Which items are meant: those whose fields have the given value, or one of several. All fields that are named must fit; {} fits every
 * item. Data, never text in a query language: a quote in it is a quote.
 */
export type Filter = {
  readonly [Field in 'modality' | 'source' | 'label']?: ItemDetails[Field] | readonly ItemDetails[Field][];
};

export interface Hit extends ItemDetails {
  /** The cosine of the angle to the query, -1 to 1. */
  similarity: number;
}

export interface SearchOptions {
  /** Compares the query with every vector: slower, and misses nothing. Without an approximate index every search does. */
  exact?: boolean;
  /**
   * How many candidates an approximate search looks at before it answers: more find more of the true neighbours and take longer. By
   * default 128 and at least k; in LanceDB more where much is stored, 667 of a million.
   */
  effort?: number;
}

/** Vectors with what they stand for, searched by cosine. What a promise of it has resolved for is kept. */
export interface VectorStore {
  /** As it was given to openStore. */
  readonly address: string;
  /** Length of a vector. */
  readonly dim: number;

  /**
   * Puts items in; one with an id that is there already replaces it, so that doing it again changes nothing.
   * @throws RangeError when a vector has another length than dim, is not of unit length (to 1e-3) or holds NaN, when a field is too long
   *   or an id comes twice; nothing is stored then
   */
  upsert(items: readonly StoredItem[]): Promise<void>;
  /**
   * The k items nearest to a vector, the nearest first; fewer only where the filter leaves fewer.
   * @param vector dim numbers, of unit length
   * @throws RangeError for such a vector as upsert rejects, and when k is no whole number from 1 to the number of items
   */
  search(vector: Float32Array, k: number, filter?: Filter, options?: SearchOptions): Promise<Hit[]>;
  /** The items with these ids, vectors included, in any order; ids that are not there are left out. */
  get(ids: readonly string[]): Promise<StoredItem[]>;
  /** What is stored, without the vectors, in any order. */
  list(filter?: Filter): Promise<ItemDetails[]>;
  /** Takes items out; ids that are not there do no harm. */
  remove(ids: readonly string[]): Promise<void>;
  count(filter?: Filter): Promise<number>;
  /**
   * Builds what approximate search needs, from the items that are there, and tidies up. Call it after much has been stored; search finds
   * what came later all the same.
   */
  buildIndex(): Promise<void>;
  /** Lets go of files and connections; the store is of no use afterwards. */
  close(): Promise<void>;
}
