import { loadConcepts } from '../data/concepts';
import type { PackedRows, Passage } from '../data/passages';
import { openPassageSearch } from '../search/passage-search';
import type { Library } from './evidence';
import { openNames } from './named';

/** Passages that are asked first, and those that supplement them. Each half has its own search: what is added changes no answer. */
export interface Shelves {
  first: Library;
  /** Undefined where no passage is a supplement. */
  supplement?: Library;
  close(): Promise<void>;
}

/**
 * @param vectors those of all passages' sentences
 * @throws RangeError from its functions for vectors of other passages
 */
export async function openShelves(passages: readonly Passage[], vectors?: PackedRows): Promise<Shelves> {
  // passages of the reader's own are about no concepts, and do not wait for them
  const concepts = passages.some(passage => passage.concepts.length > 0) ? await loadConcepts() : [];
  const open = async (supplement: boolean): Promise<Library> => {
    const isHere = (passage: Passage) => Boolean(passage.supplement) === supplement;
    const some = passages.filter(isHere);
    const rows = some.length === passages.length ? vectors : vectors && rowsOf(passages, vectors, isHere);
    return { search: await openPassageSearch(some, { vectors: rows }), names: openNames(some, concepts) };
  };
  const first = await open(false);
  const supplement = passages.some(passage => passage.supplement) ? await open(true) : undefined;
  return {
    ...{ first, supplement },
    close: async () => {
      await supplement?.search.close();
      await first.search.close();
    },
  };
}

/** The vectors of some passages' sentences. */
function rowsOf(
  passages: readonly Passage[],
  { rows, dim }: PackedRows,
  isHere: (passage: Passage) => boolean,
): PackedRows {
  const parts: Int8Array[] = [];
  let start = 0;
  for (const passage of passages) {
    const end = start + passage.sentences.length * dim;
    if (isHere(passage)) parts.push(rows.subarray(start, end));
    start = end;
  }
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const taken = new Int8Array(length);
  let at = 0;
  for (const part of parts) {
    taken.set(part, at);
    at += part.length;
  }
  return { rows: taken, dim };
}
