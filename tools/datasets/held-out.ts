/** Which concepts are held out of training. */
import { seededRandom } from '../../lib/engine/seeds';
import type { ConceptEntry } from './emojibase';
import { HEARD } from './heard';

const COUNT = 188;
const SEED = 6;

/** What `splits.json` says of the concepts. */
export interface ConceptSplit {
  reason: string;
  seed: number;
  /** Ids, in the order of the concepts. */
  heldOut: string[];
}

/** Draws the concepts that are held out, from each group as many as its share of all; none that can be heard. */
export function holdOutConcepts(concepts: ConceptEntry[]): ConceptSplit {
  const random = seededRandom(SEED);
  const groups = [...new Set(concepts.map(concept => concept.group))];
  const chosen = new Set<string>();
  let seen = 0;
  for (const group of groups) {
    const members = concepts.filter(concept => concept.group === group).map(concept => concept.id);
    const silent = members.filter(id => !(id in HEARD));
    seen += members.length;
    // the running share, rounded: the numbers of the groups add up to COUNT
    const wanted = Math.round((COUNT * seen) / concepts.length) - chosen.size;
    const order = random.shuffle(Int32Array.from(silent.keys()));
    for (let i = 0; i < wanted; i++) chosen.add(silent[order[i]]);
  }
  return {
    reason:
      'Concepts that no encoder was trained on, in any modality or style. None of them can be heard in the course.',
    seed: SEED,
    heldOut: concepts.filter(({ id }) => chosen.has(id)).map(({ id }) => id),
  };
}
