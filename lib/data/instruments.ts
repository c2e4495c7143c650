import { conceptPositions, loadConcepts } from './concepts';
import { DATASETS, openDataSet, readSplit } from './data-set';
import type { LogMelOptions } from './log-mel';
import { sha256 } from './sha256';
import type { SoundPlace } from './sound-place';
import { readStoredMels, type StoredMels } from './stored-mels';

/** How a note is heard: 60 frames of 20 ms, 40 bands up to 8 kHz, 60 dB from the loudest cell to silence. */
export const NOTE_SOUND = {
  rate: 16_000,
  frames: 60,
  bands: 40,
  // short: the colour of an instrument and not its single partials, which tell the pitch
  window: 512,
  hop: 320,
  floor: 60,
} as const satisfies LogMelOptions;
/** Samples of a note: 1.2 seconds. */
export const NOTE_SAMPLES = NOTE_SOUND.frames * NOTE_SOUND.hop;

/** A way to play one concept: a program of the sound font, or one of its drum kits. */
export interface Preset {
  id: string;
  /** What the sound font calls it. */
  name: string;
  /** 'bank:program', or 'kit:program'. */
  number: string;
  /** How much faster and higher it is played than the sound font has it. */
  speed: number;
  percussion: boolean;
}

/** Notes of 14 instruments, each 1.2 seconds: struck, held for 0.9 seconds and let go. */
export interface Notes {
  /** `size * 60 * 40` values in 0..1 (see logMel), frame by frame. */
  mels: Float32Array;
  /** What each is: `size` positions in the list of `loadConcepts()`. */
  concepts: Int32Array;
  /** MIDI keys: 60 is middle C, 12 more an octave higher. In a drum kit every key is another drum. */
  keys: Uint8Array;
  /** `size` positions in `presets`. */
  presetOf: Uint8Array;
  presets: Preset[];
  /** Where to hear it; undefined for most: one note an octave ships as sound, the others as log-mel pictures only. */
  places: (SoundPlace | undefined)[];
  size: number;
  /** SHA-256 of the set. */
  fingerprint: string;
}

/** What `set.json` says of the notes. They are in the order of presets and keys. */
export interface NotesIndex {
  mels: StoredMels;
  /** The Ogg files: notes of `samples` samples each, at `rate` a second. */
  slot: { rate: number; samples: number };
  presets: (Preset & {
    concept: string;
    file: string;
    keys: number[];
    /** The keys in the file, a slot each. */
    heard: number[];
  })[];
}

export interface LoadNotesOptions {
  /** The folder of the sets; datasets/ by default. */
  folder?: string;
}

const SET = 'instruments';

/**
 * Every note of the set, checked against its SHA-256: which of them to learn from says `splitNotes`.
 * @throws Error when a file is missing, cut short or changed
 */
export async function loadNotes(options: LoadNotesOptions = {}): Promise<Notes> {
  const folder = options.folder ?? DATASETS;
  const set = await openDataSet<NotesIndex>('loadNotes', SET, folder);
  const positions = conceptPositions(await loadConcepts({ folder }));
  const notes = set.presets.flatMap(({ concept, file, keys, heard }, preset) =>
    keys.map(key => ({ concept: positions.get(concept)!, preset, key, file, slot: heard.indexOf(key) })),
  );
  const { samples } = set.slot;
  return {
    mels: await readStoredMels('loadNotes', set, folder),
    concepts: Int32Array.from(notes, ({ concept }) => concept),
    keys: Uint8Array.from(notes, ({ key }) => key),
    presetOf: Uint8Array.from(notes, ({ preset }) => preset),
    presets: set.presets.map(({ id, name, number, speed, percussion }) => ({ id, name, number, speed, percussion })),
    places: notes.map(({ file, slot }) =>
      slot < 0 ? undefined : { set: SET, file, start: slot * samples, length: samples },
    ),
    size: notes.length,
    fingerprint: sha256(set.sha256),
  };
}

/**
 * Three ways to hold notes out, the first of which proves nothing:
 * - `semitones`: every third one. A note's neighbours a semitone away sound almost the same and are in training.
 * - `octave`: all from C4 to B4. The honest one.
 * - `presets`: whole presets, such as the muted trumpet: another build of a known instrument.
 */
export type NoteSplit = 'semitones' | 'octave' | 'presets';

/** What `splits.json` says of the notes. */
export interface NotesSplits {
  semitones: { reason: string; every: number };
  octave: { reason: string; from: number; to: number };
  presets: { reason: string; heldOut: string[] };
}

/**
 * Which notes are for training and which are held out, as positions in `notes`. Drums have no pitch: they are in training always, but
 * for the kit that `presets` holds out.
 * @throws RangeError for another split; Error when splits.json is missing or changed
 */
export async function splitNotes(
  notes: Notes,
  split: NoteSplit,
  options: LoadNotesOptions = {},
): Promise<{ train: Int32Array; test: Int32Array }> {
  const splits = await readSplit<NotesSplits>('splitNotes', 'notes', options.folder ?? DATASETS);
  const preset = (note: number) => notes.presets[notes.presetOf[note]];
  const pitched = (note: number) => !preset(note).percussion;
  const isHeldOut = {
    semitones: (note: number) => pitched(note) && notes.keys[note] % splits.semitones.every === 0,
    octave: (note: number) =>
      pitched(note) && notes.keys[note] >= splits.octave.from && notes.keys[note] <= splits.octave.to,
    presets: (note: number) => splits.presets.heldOut.includes(preset(note).id),
  }[split];
  if (!isHeldOut) {
    throw new RangeError(`splitNotes: there is no split '${split}'; expected 'semitones', 'octave' or 'presets'`);
  }
  const all = Int32Array.from(notes.keys.keys());
  return { train: all.filter(note => !isHeldOut(note)), test: all.filter(isHeldOut) };
}
