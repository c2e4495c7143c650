import type { PackedRows, Passage } from '../data/passages';
import { startSentences } from '../encoders/sentences';
import { describe } from '../engine/rows';
import { type Chunk, chunkPassages } from './chunks';
import { honestShare } from './copied-question';
import { dotRows, toUnit } from './directions';
import { contentStems } from './english-forms';
import { fuseRanks } from './fuse';
import { remembered } from './remembered';
import { sentenceRows } from './sentence-rows';
import { bm25 } from './words';

/**
 * What ranks the chunks: `words` (BM25), `vectors` (the cosine of the nearest sentence), `mix` (half of each, BM25 as a share of its best)
 * or `fused` (reciprocal ranks of both).
 */
export type RankedBy = 'words' | 'vectors' | 'mix' | 'fused';

export interface PassageHit {
  passage: Passage;
  chunk: Chunk;
  score: number;
}

/** How well a sentence answers a question, by two measures. */
export interface SentenceScore {
  passage: Passage;
  /** Position of the sentence in the passage. */
  sentence: number;
  /** Cosine of the question and the sentence. */
  cosine: number;
  /** Share of the question's words that stand in the sentence or the passage's title, rare words counting more; 0 to 1. */
  words: number;
}

export interface FindPassagesOptions {
  by?: RankedBy;
  /** Only in these passages. */
  among?: readonly Passage[];
}

export interface PassageSearch {
  passages: readonly Passage[];
  /**
   * The k best chunks, 5 by default, the best first. One that repeats the question instead of answering it is marked down.
   * @throws TypeError or RangeError for a question that the sentence model cannot read
   */
  find(question: string, k?: number, options?: FindPassagesOptions): Promise<PassageHit[]>;
  /** Every sentence of these passages with its scores, in their order. */
  scoreSentences(question: string, passages: readonly Passage[]): Promise<SentenceScore[]>;
  /** How rare a word is among the sentences, by its stem: the logarithm that BM25 has; the more, the fewer have it. */
  rarity(): Promise<(stem: string) => number>;
  close(): Promise<void>;
}

/**
 * The search over passages, by words and by vectors.
 * @param options.chunk how many sentences are found as one: whole passages by default
 * @param options.vectors those of the passages' sentences, as `loadPassages` gives them; without them they are made when they are
 *   first needed, 3 ms a sentence
 * @throws RangeError for a chunk that is no number of sentences; from its functions for vectors of other passages
 */
export async function openPassageSearch(
  passages: readonly Passage[],
  { chunk = Infinity, vectors }: { chunk?: number; vectors?: PackedRows } = {},
): Promise<PassageSearch> {
  const chunks = chunkPassages(passages, chunk);
  const model = startSentences();
  const rows = onceAsked(async () => {
    const { rows: all, dim, starts } = await sentenceRows(passages, model, vectors);
    const rowOf = (passage: number, sentence: number) => {
      const start = (starts[passage] + sentence) * dim;
      return all.subarray(start, start + dim);
    };
    const chunkRows = chunks.map(({ passage, first, sentences }) => sentences.map((_, i) => rowOf(passage, first + i)));
    return { rowOf, chunkRows };
  });
  const words = bm25(
    chunks.map(({ passage, sentences }) => withTitle(passages[passage].title, sentences)),
    SHORT_TEXTS,
  );
  const weights = onceAsked(async () => wordWeights(passages));
  const positions = new Map(passages.map((passage, i) => [passage, i]));
  const embed = remembered(async (question: string) => toUnit(await model.vectors([question])));

  const rank = async (question: string, by: RankedBy): Promise<{ id: number; score: number }[]> => {
    const byWords = words
      .search(question, Math.max(1, chunks.length))
      .map(({ index, score }) => ({ id: index, score }));
    if (by === 'words') return byWords;
    const asked = await embed(question);
    const { chunkRows } = await rows();
    const cosines = chunkRows.map((sentences, id) => ({
      id,
      score: Math.max(...sentences.map(row => dotRows(row, asked))),
    }));
    if (by === 'mix') return inOrder(mixed(cosines, byWords));
    const byVectors = inOrder(cosines);
    return by === 'vectors' ? byVectors : fuseRanks([byWords.map(({ id }) => id), byVectors.map(({ id }) => id)]);
  };
  // a question is asked twice: of all passages, and of those that it names
  const rankings = {
    words: remembered(question => rank(question, 'words')),
    vectors: remembered(question => rank(question, 'vectors')),
    mix: remembered(question => rank(question, 'mix')),
    fused: remembered(question => rank(question, 'fused')),
  };
  return {
    passages,
    find: async (question, k = 5, { by = 'mix', among } = {}) => {
      checkRanking(by);
      const allowed = among && new Set(among);
      const hits = (await rankings[by](question))
        .map(({ id, score }) => ({ passage: passages[chunks[id].passage], chunk: chunks[id], score }))
        .filter(({ passage }) => !allowed || allowed.has(passage));
      const near = hits.slice(0, k + LOOKED_AT).map(hit => marked(question, hit));
      return near.sort((one, other) => other.score - one.score).slice(0, k);
    },
    scoreSentences: async (question, wanted) => {
      const asked = await embed(question);
      const { rowOf } = await rows();
      const { weigh } = await weights();
      const stems = [...contentStems(question)];
      return wanted.flatMap(passage => {
        const at = positions.get(passage)!;
        return passage.sentences.map((_, sentence) => ({
          ...{ passage, sentence, cosine: dotRows(rowOf(at, sentence), asked) },
          words: weigh(stems, at, sentence),
        }));
      });
    },
    rarity: async () => (await weights()).rarity,
    close: () => model.close(),
  };
}

/** So many more than are asked for are looked at for what is stuffed with the question. */
const LOOKED_AT = 30;

/** A hit, marked down if it repeats the question. */
const marked = (question: string, hit: PassageHit): PassageHit => ({
  ...hit,
  score: hit.score * honestShare(question, hit.chunk.sentences),
});

/** What BM25 is commonly set to for passages of a few sentences, as in Anserini: a word that comes again says little more. */
const SHORT_TEXTS = { k1: 0.9, b: 0.4 };

/** A title says twice what a text is about. */
const withTitle = (title: string, sentences: string[]) => `${title} ${title} ${sentences.join(' ')}`;

/** What is made when it is first needed: a search by words alone needs no vectors. */
function onceAsked<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Half the cosine, half the score of the words as a share of the best one. */
function mixed(cosines: Ranked[], byWords: Ranked[]): Ranked[] {
  const best = byWords[0]?.score ?? 1;
  const shares = new Map(byWords.map(({ id, score }) => [id, score / best]));
  return cosines.map(({ id, score }) => ({ id, score: (score + (shares.get(id) ?? 0)) / 2 }));
}

interface Ranked {
  id: number;
  score: number;
}

const inOrder = (ranked: Ranked[]): Ranked[] => [...ranked].sort((one, other) => other.score - one.score);

/**
 * @returns `weigh`, the share of a question's words that a sentence or its title has, each weighed by how rare it is among the sentences;
 *   and that `rarity`
 */
function wordWeights(passages: readonly Passage[]) {
  const stems = passages.map(({ title, sentences }) => sentences.map(text => contentStems(`${title} ${text}`)));
  const all = stems.flat();
  const counts = new Map<string, number>();
  for (const one of all) for (const stem of one) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const rarity = (stem: string) => {
    const count = counts.get(stem) ?? 0;
    return Math.log(1 + (all.length - count + 0.5) / (count + 0.5));
  };
  const total = (some: string[]) => some.reduce((sum, stem) => sum + rarity(stem), 0);
  const weigh = (asked: readonly string[], passage: number, sentence: number): number => {
    const there = stems[passage][sentence];
    return total(asked.filter(stem => there.has(stem))) / (total([...asked]) || 1);
  };
  return { weigh, rarity };
}

function checkRanking(by: RankedBy): void {
  const known: RankedBy[] = ['words', 'vectors', 'mix', 'fused'];
  if (known.includes(by)) return;
  throw new RangeError(`openPassageSearch: by is ${describe(by)}, expected one of ${known.join(', ')}`);
}
