import { DATASETS, openDataSet, readSetFile, readSplit } from './data-set';

/** Something that can be seen, heard, read or watched: a lion, a trumpet. */
export interface Concept {
  /** Code points of its emoji in hexadecimal: '1F981'. */
  id: string;
  /** The English name: 'lion'. */
  name: string;
  /** What kind it is: smileys, nature, food, places, activities, objects or symbols. */
  group: string;
  /** English words that go with it: 'mane', 'roar', 'safari'. */
  tags: string[];
  /** Its name by language: { de: 'Löwe', fr: 'tête de lion', … }; a language may be missing. */
  names: Record<string, string>;
  /** Whether it is kept out where concepts are held out of training: of the checkpoint unseen-concepts. */
  heldOut: boolean;
  /** Whether it is held out although a near twin is not: a dog, whose face is trained on. */
  twinInTraining: boolean;
}

export interface LoadConceptsOptions {
  /** The folder of the sets; datasets/ by default. */
  folder?: string;
}

/**
 * The concepts of the course, in a fixed order: a position in this list is what labels pictures, sounds and clips.
 * From emojibase-data: every emoji but people and flags.
 * @throws Error when a file is missing, cut short or changed
 */
export async function loadConcepts(options: LoadConceptsOptions = {}): Promise<Concept[]> {
  const folder = options.folder ?? DATASETS;
  const set = await openDataSet('loadConcepts', 'captions', folder);
  const file = await readSetFile('loadConcepts', set, 'concepts.json', folder);
  const split = await readSplit<{ heldOut: string[]; withTwin: string[] }>('loadConcepts', 'concepts', folder);
  const [heldOut, withTwin] = [new Set(split.heldOut), new Set(split.withTwin)];
  const concepts = JSON.parse(file.toString('utf8')) as Omit<Concept, 'heldOut' | 'twinInTraining'>[];
  return concepts.map(concept => ({
    ...concept,
    heldOut: heldOut.has(concept.id),
    twinInTraining: withTwin.has(concept.id),
  }));
}

/**
 * Other words for the concepts by id and language, beside their names: { '1F981': { ru: ['лев', 'грива', …] } }. A concept or a
 * language may be missing; English is not among them, whose words are each concept's `tags`.
 * @throws Error when a file is missing, cut short or changed
 */
export async function loadConceptWords(
  options: LoadConceptsOptions = {},
): Promise<Record<string, Record<string, string[]>>> {
  const folder = options.folder ?? DATASETS;
  const set = await openDataSet('loadConceptWords', 'captions', folder);
  const file = await readSetFile('loadConceptWords', set, 'words.json', folder);
  return JSON.parse(file.toString('utf8')) as Record<string, Record<string, string[]>>;
}

/** Where each concept is in the list, by its id. */
export const conceptPositions = (concepts: Concept[]): Map<string, number> =>
  new Map(concepts.map(({ id }, i) => [id, i]));
