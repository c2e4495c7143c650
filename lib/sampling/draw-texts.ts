import { SENTENCE_WIDTH, type SentenceModel } from '../encoders/sentences';
import { seededRandom } from '../engine/seeds';
import type { Draw } from './draw';

/** What a concept is called, as `loadConcepts` gives it. */
export interface Named {
  name: string;
  tags: readonly string[];
}

/** What people put before the name of a thing, and what says nothing of it. */
const OPENINGS = ['a', 'an', 'the', 'some', 'two', 'this is a', 'a picture of a', 'a photo of the'];

/**
 * Draws for each concept a text: its name for half of them, else its name with one to three tags, or tags alone. A search is more
 * often for a word that goes with a thing than for its full name. A third open like a caption: 'a picture of a lion'.
 */
export function drawTexts(concepts: readonly Named[]): Draw<string[]> {
  const readable = concepts.map(({ tags }) => tags.filter(tag => /[a-z0-9]/i.test(tag))); // some are symbols
  return (labels, random) =>
    Array.from(labels, label => {
      const { name } = concepts[label];
      const tags = readable[label];
      const opening = random.next() < 1 / 3 ? [OPENINGS[random.integer(OPENINGS.length)]] : [];
      const kind = random.next();
      if (kind < 0.5 || tags.length === 0) return [...opening, name].join(' ');
      const some = random.shuffle(tags.slice()).slice(0, 1 + random.integer(3));
      return [...opening, ...(kind < 0.8 ? [name, ...some] : some)].join(' ');
    });
}

/** Texts that are drawn for a concept beforehand, where each is costly to turn into a vector. */
const SENTENCES = 6;

/**
 * As drawTexts, for a sentence model: the vectors of a few texts a concept, made beforehand.
 * @param seed which texts these are
 */
export async function drawSentences(
  concepts: readonly Named[],
  model: SentenceModel,
  { seed = 42 }: { seed?: number } = {},
): Promise<Draw<Float32Array>> {
  const draw = drawTexts(concepts);
  const all = Int32Array.from(concepts, (_, label) => label);
  const random = seededRandom(seed).fork('sentences');
  const texts = Array.from({ length: SENTENCES }, (_, variant) => draw(all, random.fork(variant)));
  const different = [...new Set(texts.flat())];
  const vectors = await model.vectors(different);
  const place = new Map(different.map((text, i) => [text, i]));
  return (labels, chance) => {
    const rows = new Float32Array(labels.length * SENTENCE_WIDTH);
    labels.forEach((label, i) => {
      const from = place.get(texts[chance.integer(SENTENCES)][label])! * SENTENCE_WIDTH;
      rows.set(vectors.subarray(from, from + SENTENCE_WIDTH), i * SENTENCE_WIDTH);
    });
    return rows;
  };
}
