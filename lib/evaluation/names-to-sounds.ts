import { type Concept, loadConcepts } from '../data/concepts';
import { tf } from '../engine/index';
import { chanceOfFinding } from '../metrics/chance';
import { cosineMatrix } from '../metrics/cosine-matrix';
import type { CourseItem } from '../search/course-items';
import { type ContentEncoders, embedContents } from '../search/embed-content';

/** How often a name finds a sound of what it names that no encoder was trained on: first, among the first five, among the first ten. */
export interface NamesFind {
  /** Whose names: 'all names', 'animals', 'instruments'. */
  name: string;
  /** Shares, 0 to 1, and what guessing would score. */
  at1: number;
  at5: number;
  at10: number;
  chance: { at1: number; at5: number; at10: number };
  queries: number;
}

/** What became of one name. */
interface Asked {
  concept: Concept;
  /** Of the first right sound, from 1. */
  rank: number;
  /** How many sounds would have been right, among how many. */
  right: number;
  among: number;
}

/** How the sounds are grouped: what is alive, and what is made. */
const KINDS = { animals: 'nature', instruments: 'objects' };
/** Cosines no farther apart are a tie, which counts against, as in ranksOf. */
const TIE = 1e-6;

/**
 * Names look for sounds: every concept with a held-out sound is asked for by its English name, among all sounds. Right are its held-out
 * sounds. Those of its sounds that were trained on are neither right nor wrong: they are passed over, and take no place away. Ties
 * count against.
 * @param sounds all that is searched, the held-out ones `unseen`: what `loadCourseSounds` gives
 * @returns `recall` for all names, and for those of animals and of instruments, where there are any; in `missed` the names without a
 *   right sound among the first ten, the farthest away last
 * @throws RangeError when no sound is held out; TypeError for encoders that know no sounds
 */
export async function measureNamesToSounds(
  encoders: ContentEncoders,
  sounds: readonly CourseItem[],
): Promise<{ recall: NamesFind[]; missed: string[] }> {
  const heldOut = new Set(sounds.filter(({ unseen }) => unseen).map(({ label }) => label));
  if (heldOut.size === 0) {
    throw new RangeError(
      'measureNamesToSounds: none of the sounds is held out, expected some that are unseen; loadCourseSounds gives them',
    );
  }
  const concepts = (await loadConcepts()).filter(({ id }) => heldOut.has(id));
  const rows = [
    await embedContents(
      encoders,
      concepts.map(({ name }) => ({ text: name })),
    ),
    await embedContents(
      encoders,
      sounds.map(({ content }) => content),
    ),
  ] as const;
  const cosines = await cosineMatrix(...rows);
  tf.dispose([...rows]);
  const asked = concepts.map((concept, i) => ask(concept, cosines[i], sounds));
  const kinds = Object.entries(KINDS).map(
    ([name, group]) => [name, asked.filter(({ concept }) => concept.group === group)] as const,
  );
  return {
    recall: [['all names', asked] as const, ...kinds].flatMap(([name, some]) =>
      some.length ? [scored(name, some)] : [],
    ),
    missed: asked
      .filter(({ rank }) => rank > 10)
      .sort((a, b) => a.rank - b.rank)
      .map(({ concept }) => concept.name),
  };
}

function ask(concept: Concept, cosines: number[], sounds: readonly CourseItem[]): Asked {
  const own = sounds.map(({ label }) => label === concept.id);
  const right = cosines.filter((_, i) => own[i] && sounds[i].unseen);
  const wrong = cosines.filter((_, i) => !own[i]);
  const best = Math.max(...right);
  const before = wrong.filter(cosine => cosine > best - TIE).length;
  return { concept, rank: before + 1, right: right.length, among: right.length + wrong.length };
}

function scored(name: string, asked: Asked[]): NamesFind {
  const mean = (value: (one: Asked) => number) => asked.reduce((sum, one) => sum + value(one), 0) / asked.length;
  const found = (k: number) => mean(({ rank }) => Number(rank <= k));
  const guessed = (k: number) => mean(({ right, among }) => chanceOfFinding(right, { among, k }));
  return {
    name,
    ...{ at1: found(1), at5: found(5), at10: found(10) },
    chance: { at1: guessed(1), at5: guessed(5), at10: guessed(10) },
    queries: asked.length,
  };
}
