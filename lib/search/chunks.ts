import type { Passage } from '../data/passages';
import { describe } from '../engine/rows';

/** What a search finds of a passage: some sentences of it that follow each other. */
export interface Chunk {
  /** Position in the list of passages. */
  passage: number;
  /** Position of its first sentence in the passage. */
  first: number;
  sentences: string[];
}

/**
 * Cuts passages into chunks: windows of so many sentences, each beginning one sentence after the one before.
 * @param size sentences of a chunk; Infinity for whole passages. A passage of fewer sentences is one chunk, and one of none is left out
 * @throws RangeError for a size that is no whole number from 1 on
 */
export function chunkPassages(passages: readonly Pick<Passage, 'sentences'>[], size: number): Chunk[] {
  if (!(size === Infinity || (Number.isInteger(size) && size >= 1))) {
    throw new RangeError(
      `chunkPassages: size is ${describe(size)}, expected sentences of a chunk, a whole number from 1 on, or Infinity`,
    );
  }
  return passages.flatMap(({ sentences }, passage) => {
    const count = Math.max(Math.min(1, sentences.length), sentences.length - size + 1);
    return Array.from({ length: count }, (_, first) => ({
      passage,
      first,
      sentences: sentences.slice(first, first + size),
    }));
  });
}
