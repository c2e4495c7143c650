import { conceptPositions, loadConcepts } from './concepts';
import { DATASETS, openDataSet, readSplit } from './data-set';
import { sha256 } from './sha256';
import { readPlaces, type Sound, type SoundPlace } from './sound-place';

/** What was recorded: animals, instruments, or people who say a digit in English. */
export type RecordingKind = 'animals' | 'instruments' | 'digits';

/** Recordings of the real thing, in a set a licence. */
export interface Recordings {
  kind: RecordingKind;
  /** Mono, silence cut away before and after, at most a few seconds each. */
  sounds: Sound[];
  /** What each is: positions in the list of `loadConcepts()`; for digits 0 to 9. */
  labels: Int32Array;
  /** In words: 'lion', 'trumpet'; for digits who speaks. */
  names: string[];
  /** The Debian package that each comes from. */
  sources: string[];
  /** 1 where an encoder may be trained on it: animals of one package. All others are for measuring. */
  training: Uint8Array;
  /** Where to hear each. */
  places: SoundPlace[];
  size: number;
  /** SHA-256 of the sets and of the kind. */
  fingerprint: string;
}

/** What `set.json` says of a recording. */
export interface RecordingItem {
  kind: RecordingKind;
  /** A concept's id, or a digit. */
  label: string;
  name: string;
  package: string;
  /** The file in the package; after a '!' the file in that archive. */
  origin: string;
  licence: string;
  /** The file in the set, and where the recording is in it, in samples. */
  file: string;
  start: number;
  length: number;
}

export interface RecordingsIndex {
  rate: number;
  items: RecordingItem[];
}

/** What `splits.json` says of the recordings: the packages that may be trained on. */
export interface RecordingsSplit {
  reason: string;
  training: { [kind in RecordingKind]: string[] };
}

/** A set holds what goes under the same licences. */
const SETS = ['recordings-gpl', 'recordings-cc-by-sa'];
const KINDS: RecordingKind[] = ['animals', 'instruments', 'digits'];

export interface LoadRecordingsOptions {
  /** The folder of the sets; datasets/ by default. */
  folder?: string;
}

/**
 * The recordings of one kind, checked against their SHA-256. `windowMels` (sound-windows) makes log-mel pictures of animals and
 * instruments, `spokenDigitMel` (spoken-digits) of digits.
 * @throws RangeError for another kind; Error when a file is missing, cut short or changed
 */
export async function loadRecordings(kind: RecordingKind, options: LoadRecordingsOptions = {}): Promise<Recordings> {
  const folder = options.folder ?? DATASETS;
  if (!KINDS.includes(kind)) {
    throw new RangeError(`loadRecordings: there is no kind '${kind}'; expected one of ${KINDS.join(', ')}`);
  }
  const sets = await openSets('loadRecordings', folder);
  const split = await readSplit<RecordingsSplit>('loadRecordings', 'recordings', folder);
  const positions = conceptPositions(await loadConcepts({ folder }));
  const items = itemsOf(sets, kind);
  const places = items.map(({ set, file, start, length }) => ({ set, file, start, length }));
  return {
    kind,
    sounds: await readPlaces(places, { folder }),
    labels: Int32Array.from(items, ({ label }) => (kind === 'digits' ? Number(label) : positions.get(label)!)),
    names: items.map(({ name }) => name),
    sources: items.map(item => item.package),
    training: Uint8Array.from(items, item => Number(split.training[kind].includes(item.package))),
    places,
    size: items.length,
    fingerprint: sha256([kind, ...sets.map(set => set.sha256)].join(' ')),
  };
}

/**
 * What the recordings of one kind are, in the order in which `loadRecordings` gives them.
 * @throws Error when a set is missing or changed
 */
export const listRecordings = async (kind: RecordingKind): Promise<RecordingItem[]> =>
  itemsOf(await openSets('listRecordings', DATASETS), kind);

async function openSets(caller: string, folder: string) {
  const sets = [];
  for (const name of SETS) sets.push(await openDataSet<RecordingsIndex>(caller, name, folder));
  return sets;
}

const itemsOf = (sets: readonly ({ name: string } & RecordingsIndex)[], kind: RecordingKind) =>
  sets.flatMap(set => set.items.map(item => ({ set: set.name, ...item }))).filter(item => item.kind === kind);
