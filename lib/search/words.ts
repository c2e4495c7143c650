import { describe } from '../engine/rows';
import { contentWords } from './english-forms';

export interface Bm25Options {
  /** How soon a word that comes again and again adds nothing more, from 0 (at once) on: 1.2 by default. */
  k1?: number;
  /** How much a long passage is marked down, 0 (not at all) to 1 (in proportion to its length): 0.75 by default. */
  b?: number;
}

/** A passage that has some of the words. */
export interface WordHit {
  /** Its position in the list of passages. */
  index: number;
  /** Above 0; to compare with scores of the same search only. */
  score: number;
}

export interface WordSearch {
  /**
   * The passages that have any of the words, the best first, of equal ones the first in the list. A word that is asked for twice counts
   * twice, and one that no passage has counts nothing.
   * @param k at most so many, 10 by default; it may be larger than the number of passages
   * @param options.all whether only passages count that have all the words, those that say nothing left aside; by default any will do
   * @returns fewer than k where fewer have a word, and none for words that say nothing ('what is it?')
   * @throws TypeError for words that are no text; RangeError for a k that is no whole number from 1 on
   */
  search(words: string, k?: number, options?: { all?: boolean }): WordHit[];
}

/** Where a word comes, and how often there: positions and counts, side by side. */
interface Postings {
  index: number[];
  count: number[];
}

/**
 * BM25, a search for words: a rare word says more than a common one, the first time it comes says more than the tenth, and in a short
 * passage it says more than in a long one.
 *
 *     score(q, d) = sum over words w of q:  idf(w) · n(w, d) (k1 + 1) / (n(w, d) + k1 (1 − b + b · |d| / mean |d|))
 *     idf(w) = ln(1 + (N − N(w) + 0.5) / (N(w) + 0.5))
 *
 * with n(w, d) times that w comes in d, N passages and N(w) of them with w; the 1 + in the logarithm, as in Lucene, keeps a word that
 * most passages have from counting against them. Words are compared by their stems, without those that say nothing (see contentWords).
 *
 * Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), https://doi.org/10.1561/1500000019
 * @param passages texts; an empty one is never found, and in an empty list there is nothing to find
 * @throws TypeError for passages that are no list of texts; RangeError for a k1 or b out of range
 */
export function bm25(passages: readonly string[], { k1 = 1.2, b = 0.75 }: Bm25Options = {}): WordSearch {
  checkPassages(passages);
  if (!(Number.isFinite(k1) && k1 >= 0)) {
    throw new RangeError(`bm25: k1 is ${describe(k1)}, expected a number from 0 on, such as 1.2`);
  }
  if (!(b >= 0 && b <= 1))
    throw new RangeError(`bm25: b is ${describe(b)}, expected a number from 0 to 1, such as 0.75`);

  const { postings, lengths } = countWords(passages);
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / passages.length;
  const floor = Float64Array.from(lengths, length => k1 * (1 - b + (b * length) / meanLength));
  return {
    search: (words, k = 10, { all = false } = {}) => {
      checkQuery(words, k);
      const asked = contentWords(words);
      const scores = new Float64Array(passages.length);
      const had = new Int32Array(passages.length);
      for (const word of asked) {
        const { index, count } = postings.get(word) ?? { index: [], count: [] };
        const idf = Math.log(1 + (passages.length - index.length + 0.5) / (index.length + 0.5));
        index.forEach((passage, i) => {
          scores[passage] += (idf * count[i] * (k1 + 1)) / (count[i] + floor[passage]);
          had[passage]++;
        });
      }
      return best(all ? scores.map((score, passage) => (had[passage] === asked.length ? score : 0)) : scores, k);
    },
  };
}

function countWords(passages: readonly string[]): { postings: Map<string, Postings>; lengths: Int32Array } {
  const postings = new Map<string, Postings>();
  const lengths = new Int32Array(passages.length);
  passages.forEach((passage, at) => {
    const words = contentWords(passage);
    lengths[at] = words.length;
    for (const word of words) {
      const known = postings.get(word) ?? { index: [], count: [] };
      postings.set(word, known);
      if (known.index.at(-1) === at) known.count[known.count.length - 1]++;
      else {
        known.index.push(at);
        known.count.push(1);
      }
    }
  });
  return { postings, lengths };
}

function best(scores: Float64Array, k: number): WordHit[] {
  const hits = Array.from(scores, (score, index) => ({ index, score })).filter(({ score }) => score > 0);
  return hits.sort((one, other) => other.score - one.score || one.index - other.index).slice(0, k);
}

function checkPassages(passages: readonly string[]): void {
  if (!Array.isArray(passages)) {
    throw new TypeError(`bm25: passages is ${describe(passages)}, expected a list of texts`);
  }
  const other = passages.findIndex(passage => typeof passage !== 'string');
  if (other >= 0) throw new TypeError(`bm25: passages[${other}] is ${describe(passages[other])}, expected a text`);
}

function checkQuery(words: string, k: number): void {
  if (typeof words !== 'string') {
    throw new TypeError(`bm25: the words are ${describe(words)}, expected a text, such as 'a big cat that roars'`);
  }
  if (!(Number.isInteger(k) && k >= 1)) {
    throw new RangeError(`bm25: k is ${describe(k)}, expected how many to find, a whole number from 1 on`);
  }
}
