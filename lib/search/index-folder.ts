import type { FolderEmbedder } from './folder/embedder';
import { type FolderQuery, findIn, type Searched, vectorIn } from './folder/find-in-folder';
import { type FolderItem, folderItems } from './folder/folder-items';
import { openLedger } from './folder/ledger';
import { loadFolderEmbedder } from './folder/load-embedder';
import { folderPlaces } from './folder/places';
import type { FolderProgress } from './folder/progress';
import type { FolderReport } from './folder/report';
import { updateIndex } from './folder/update-index';
import { folderWords } from './folder/words';
import { openStore } from './open-store';
import type { FindOptions, Search } from './search';
import type { Hit, VectorStore } from './stores/vector-store';

export type { FolderItem, FolderProgress, FolderQuery, FolderReport };

export interface IndexFolderOptions {
  /** Where the index is kept; see `openStore`. By default LanceDB in a folder of its own in runs/folders. Each folder has its own index. */
  address?: string;
  /** 'USER:PASSWORD' or a key, for a Milvus server that wants one. */
  token?: string;
  /** Stops when what has been read is stored; the same call goes on from there later. */
  signal?: AbortSignal;
  /** Called when the files have been counted, and whenever some are stored. */
  onProgress?: (progress: FolderProgress) => void;
  /** Those of the course by default; what is given stays the caller's. */
  embedder?: FolderEmbedder;
}

export interface FolderSearch extends Search {
  find(query: FolderQuery, options?: FindOptions): Promise<Hit[]>;
  vectorOf(query: FolderQuery): Promise<Float32Array>;
  /** The folder, without symbolic links in its path. */
  root: string;
  store: VectorStore;
  /** Everything that can be found, by id. */
  items: ReadonlyMap<string, FolderItem>;
  /** What indexing did. */
  report: FolderReport;
  close(): Promise<void>;
}

/**
 * Indexes a folder of one's own, and opens the search in it: pictures, animations, sounds, and texts (Markdown, plain text, PDF) in passages.
 * Nothing in the folder is changed, and nothing leaves the machine. What is indexed already is left alone; a call that was stopped or killed
 * goes on where it was. Files with the same bytes are stored once. What cannot be indexed is named in the report, and the rest is.
 * @throws Error when the folder does not exist or may not be read, when the index would lie in its place or is another folder's, and when the
 *   store cannot be written: what was stored before stays
 */
export async function indexFolder(folder: string, options: IndexFolderOptions = {}): Promise<FolderSearch> {
  const { address, token, signal, onProgress } = options;
  const places = await folderPlaces(folder, address);
  const embedder = options.embedder ?? (await loadFolderEmbedder());
  const closing: (() => unknown)[] = options.embedder ? [] : [() => embedder.dispose()];
  const close = async () => {
    while (closing.length > 0) await closing.pop()!();
  };
  try {
    const store = await openStore(places.address, { dim: embedder.dim, fingerprint: embedder.fingerprint, token });
    closing.push(() => store.close());
    const ledger = await openLedger(places.ledger, places.root);
    closing.push(() => ledger.close());
    const report = await updateIndex({ ...places, store, ledger, embedder, signal, onProgress });
    const items = folderItems(ledger);
    const near = [...items.values()].filter(item => item.near !== undefined).length;
    const searched: Searched = { store, embedder, items, words: folderWords(store, items) };
    return {
      ...{ root: places.root, store, items, report: { ...report, near }, close },
      find: (query, wanted) => findIn(searched, query, wanted),
      vectorOf: query => vectorIn(searched, query),
    };
  } catch (error) {
    await close();
    throw error;
  }
}
