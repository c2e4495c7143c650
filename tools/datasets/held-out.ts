/** Which concepts are held out of training. */
import { seededRandom } from '../../lib/engine/seeds';
import type { ConceptEntry } from './emojibase';
import { HEARD } from './heard';
import { readKin } from './kin';

const COUNT = 188;
const SEED = 6;
/**
 * Families, by a member each, in which pictures of different concepts are near-copies of each other: they stay in training as a
 * whole, so that no picture is on both sides.
 */
const LOOK_ALIKES = [
  ...['grinning face', 'heart with arrow', 'twelve o’clock', 'new moon', 'red circle', 'red square', 'keycap: #'],
  ...['shuffle tracks button', 'military medal', 'baseball', 'coin', 'outbox tray', 'star of David'],
];

/** What `splits.json` says of the concepts. */
export interface ConceptSplit {
  reason: string;
  seed: number;
  /** Ids, in the order of the concepts. */
  heldOut: string[];
  /** Those of them that have a near twin among the concepts that are trained on: a dog, whose face is. */
  withTwin: string[];
}

/**
 * Draws the concepts that are held out: none that can be heard or that has a near-copy, from each group as many as its share of those
 * that may be drawn.
 */
export function holdOutConcepts(concepts: ConceptEntry[]): ConceptSplit {
  const random = seededRandom(SEED);
  const families = new Map(readKin(concepts).flatMap(family => family.map(id => [id, family] as const)));
  const alike = new Set(
    concepts.flatMap(({ id, name }) => (LOOK_ALIKES.includes(name) ? (families.get(id) as string[]) : [])),
  );
  const eligible = concepts.filter(({ id }) => !(id in HEARD) && !alike.has(id));
  const chosen = new Set<string>();
  let seen = 0;
  for (const group of new Set(concepts.map(concept => concept.group))) {
    const members = eligible.filter(concept => concept.group === group);
    seen += members.length;
    // the running share, rounded: the numbers of the groups add up to COUNT
    const wanted = Math.round((COUNT * seen) / eligible.length) - chosen.size;
    for (const i of random.shuffle(Int32Array.from(members.keys())).slice(0, wanted)) chosen.add(members[i].id);
  }
  const heldOut = concepts.map(({ id }) => id).filter(id => chosen.has(id));
  return {
    reason:
      'Concepts that the checkpoint unseen-concepts was not trained on, in any modality or style. None of them can be heard in the course, and no picture of them is a near-copy of another concept. Some have a near twin that was trained on (a dog and its face): those in withTwin, to be measured apart.',
    seed: SEED,
    heldOut,
    withTwin: heldOut.filter(id => families.get(id)?.some(kin => !chosen.has(kin))),
  };
}
