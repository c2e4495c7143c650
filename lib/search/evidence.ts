import type { Concept } from '../data/concepts';
import { contentStems } from './english-forms';

/** What words that the store knows add to the cosine of a sentence and the nearest caption. */
const KNOWN_WEIGHT = 0.38;
/** From here on a sentence is taken to mean something in the store. */
const FITS_FROM = 0.72;

/**
 * Tells whether anything that is stored fits a sentence. The cosine alone does not: nonsense is as near to some caption as a good question
 * to its own. What helps is how many of the words that say something are names or tags of concepts; nonsense has none.
 *
 * Weight and threshold were set on 58 sentences that something in the course fits and 50 that nothing does: 104 of the 108 come out right.
 */
export function fitJudge(concepts: readonly Concept[]): (sentence: string, similarity: number) => boolean {
  const known = new Set(concepts.flatMap(({ name, tags }) => [...contentStems(`${name} ${tags.join(' ')}`)]));
  return (sentence, similarity) => {
    const stems = [...contentStems(sentence)];
    const share = stems.filter(stem => known.has(stem)).length / Math.max(1, stems.length);
    return similarity + KNOWN_WEIGHT * share >= FITS_FROM;
  };
}
