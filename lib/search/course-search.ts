import { loadConcepts } from '../data/concepts';
import { loadGlosses } from '../data/glosses';
import { sha256 } from '../data/sha256';
import { loadSounds } from '../encoders/sounds';
import { loadTowers, type Towers } from '../encoders/towers';
import { type CourseItem, loadCourseItems } from './course-items';
import { type ContentEncoders, embedContents } from './embed-content';
import { type Indexed, type IndexOptions, indexItems } from './index-items';
import { openStore } from './open-store';
import { openSearch, type Search } from './search';
import { openSentenceSearch, type SentenceSearch } from './sentence-search';
import type { VectorStore } from './stores/vector-store';

export interface CourseSearchOptions extends Pick<IndexOptions<CourseItem>, 'onProgress' | 'signal'> {
  /** Where the index is kept; see `openStore`. By default LanceDB in the folder runs/search. */
  address?: string;
  /** Where the captions are kept that sentences are compared with; by default LanceDB in runs/search-captions. */
  captions?: string;
  /** 'USER:PASSWORD' or a key, for a Milvus server that wants one. */
  token?: string;
}

export interface CourseSearch extends Search {
  store: VectorStore;
  towers: Towers;
  encoders: ContentEncoders;
  sentences: SentenceSearch;
  /** Everything that can be found, by id. */
  items: ReadonlyMap<string, CourseItem>;
  /** What indexing did: nothing, where all was there. */
  indexed: Indexed;
  close(): Promise<void>;
}

/**
 * The search over everything in the course's sets, with the course's own encoders. The first time it embeds some 11,000 things, which
 * takes about a minute; later it finds them stored.
 * @throws Error when a set, a checkpoint or the store is missing or damaged
 */
export async function openCourseSearch(options: CourseSearchOptions = {}): Promise<CourseSearch> {
  const { address = 'lance:runs/search', captions = 'lance:runs/search-captions', token, onProgress, signal } = options;
  const [towers, sounds] = [await loadTowers(), await loadSounds()];
  const encoders: ContentEncoders = { image: towers.image, text: towers.text, sound: sounds.sound };
  const store = await openStore(address, {
    dim: towers.image.dim,
    fingerprint: sha256(`${towers.fingerprint} ${sounds.fingerprint}`),
    token,
  });
  const items = await loadCourseItems({ side: towers.side });
  const indexed = await indexItems(store, items, {
    embed: part =>
      embedContents(
        encoders,
        part.map(({ content }) => content),
      ),
    wholeOf: {},
    onProgress,
    signal,
  });
  const sentences = await openSentenceSearch(await loadConcepts(), {
    ...{ address: captions, token, glosses: await loadGlosses() },
  });
  return {
    ...openSearch(store, encoders),
    store,
    towers,
    encoders,
    sentences,
    items: new Map(items.map(item => [item.id, item])),
    indexed,
    close: async () => {
      await sentences.close();
      await store.close();
      towers.dispose();
      sounds.dispose();
    },
  };
}
