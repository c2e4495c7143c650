import { describe } from '../engine/rows';

/**
 * The area under the ROC curve: how often a score of the first list is above one of the second, ties counting half. 0.5 is chance, 1 a
 * perfect divide; no threshold needs to be chosen for it.
 *
 * Hanley and McNeil, "The meaning and use of the area under a receiver operating characteristic (ROC) curve" (1982)
 * @param positives scores that should be high
 * @param negatives scores that should be low
 * @throws RangeError when a list is empty or holds what is no number
 */
export function auroc(positives: readonly number[], negatives: readonly number[]): number {
  for (const [name, scores] of Object.entries({ positives, negatives })) {
    if (scores.length === 0) throw new RangeError(`auroc: ${name} is empty, expected at least one score`);
    const wrong = scores.findIndex(score => typeof score !== 'number' || Number.isNaN(score));
    if (wrong >= 0) throw new RangeError(`auroc: ${name}[${wrong}] is ${describe(scores[wrong])}, expected a number`);
  }
  let above = 0;
  for (const high of positives) {
    for (const low of negatives) above += high > low ? 1 : high === low ? 0.5 : 0;
  }
  return above / (positives.length * negatives.length);
}
