/** Which concepts are held out of training. */
import { seededRandom } from '../../lib/engine/seeds';
import type { ConceptEntry } from './emojibase';
import { HEARD } from './heard';
import { readKin } from './kin';

const COUNT = 188;
const SEED = 6;
/** A larger family stays in training: all of it would be much of a group, a part of it would have its twins there. */
const LARGEST_FAMILY = 4;

/** What `splits.json` says of the concepts. */
export interface ConceptSplit {
  reason: string;
  seed: number;
  /** Ids, in the order of the concepts. */
  heldOut: string[];
}

/**
 * Draws the concepts that are held out: whole families of near twins, none that can be heard, from each group as many as its
 * share of those that may be drawn.
 */
export function holdOutConcepts(concepts: ConceptEntry[]): ConceptSplit {
  const random = seededRandom(SEED);
  const groupOf = new Map(concepts.map(({ id, group }) => [id, group]));
  const eligible = readKin(concepts).filter(
    family => family.length <= LARGEST_FAMILY && !family.some(id => id in HEARD),
  );
  const total = eligible.flat().length;
  const chosen = new Set<string>();
  let seen = 0;
  for (const group of new Set(concepts.map(concept => concept.group))) {
    const families = eligible.filter(([first]) => groupOf.get(first) === group);
    seen += families.flat().length;
    // the running share, rounded: the numbers of the groups add up to COUNT
    const wanted = Math.round((COUNT * seen) / total);
    for (const i of random.shuffle(Int32Array.from(families.keys()))) {
      if (chosen.size + families[i].length > wanted) continue;
      for (const id of families[i]) chosen.add(id);
    }
  }
  return {
    reason:
      'Concepts that no encoder was trained on, in any modality or style. Near twins (a dog and its face) are held out together or not at all, and none of these can be heard in the course.',
    seed: SEED,
    heldOut: concepts.filter(({ id }) => chosen.has(id)).map(({ id }) => id),
  };
}
