import { DATASETS, type DataSet, openDataSet, readSplit } from './data-set';
import { type LogMelOptions, logMel } from './log-mel';
import { resample } from './resample';
import { sha256 } from './sha256';
import { readPlaces, type Sound, type SoundPlace } from './sound-place';
import { readStoredMels, type StoredMels } from './stored-mels';
import { trimSilence } from './trim-silence';
import { withoutOffset } from './without-offset';

/** How a spoken digit is heard: 50 frames of 16 ms, 40 bands up to 4 kHz, 40 dB from the loudest cell to silence. */
export const DIGIT_SOUND = {
  rate: 8000,
  frames: 50,
  bands: 40,
  window: 256,
  hop: 128,
  floor: 40,
} as const satisfies LogMelOptions;
/** Samples of a spoken digit: 0.8 seconds. */
export const DIGIT_SAMPLES = DIGIT_SOUND.frames * DIGIT_SOUND.hop;
/** Values of a spoken digit's log-mel picture. */
export const DIGIT_CELLS = DIGIT_SOUND.frames * DIGIT_SOUND.bands;

/** English words for the digits 0 to 9, spoken. */
export interface SpokenDigits {
  /**
   * `size * 50 * 40` values in 0..1 (see logMel), frame by frame. Band means are not subtracted: that is the encoder's first step
   * (subtractBandMeans), so that a picture of these values still looks like the sound.
   */
  mels: Float32Array;
  /** `size` values from 0 to 9. */
  labels: Uint8Array;
  /** Who speaks: `size` positions in `speakers`. */
  voices: Uint8Array;
  /** The split's speakers. None is in both splits, under any name. */
  speakers: string[];
  /** 1 where the voice was made from recordings of a person, 0 where it is computed from a formula. */
  humanDerived: Uint8Array;
  /** Where to hear each. */
  places: SoundPlace[];
  size: number;
  /** SHA-256 of the set and the split: two are the same when it is the same. */
  fingerprint: string;
}

export interface LoadSpokenDigitsOptions {
  /** The folder of the sets; datasets/ by default. */
  folder?: string;
}

/** One take of the ten words by one speaker, with one setting of the engine. */
export interface Take {
  engine: string;
  voice: string;
  accent: string;
  pitch: number;
  /** Length of the vocal tract as a speed: above 1 the sound is played faster and higher. */
  tract: number;
  punctuation: string;
  /** The engine's speed, a word each. */
  rates: number[];
  /** Samples, a word each; silence follows. */
  samples: number[];
}

/** What `set.json` says of the spoken digits. Words are in the order of speakers, takes and digits, in every file. */
export interface SpokenDigitsIndex {
  mels: StoredMels;
  slot: { rate: number; samples: number };
  speakers: { speaker: string; humanDerived: boolean; file: string; takes: Take[] }[];
}

const SET = 'spoken-digits';
const WORDS = 10;

/**
 * The words "zero" to "nine" from free speech synthesis, as log-mel pictures, checked against their SHA-256.
 * @param split 'test' holds speakers that are in no training: two derived from people, the others computed
 * @throws RangeError for another split; Error when a file is missing, cut short or changed
 */
export async function loadSpokenDigits(
  split: 'train' | 'test',
  options: LoadSpokenDigitsOptions = {},
): Promise<SpokenDigits> {
  const folder = options.folder ?? DATASETS;
  const { set, inSplit } = await openSplit('loadSpokenDigits', split, folder);
  const mels = await readStoredMels('loadSpokenDigits', set, folder);

  const chosen = set.speakers.filter(({ speaker }) => inSplit(speaker));
  const size = chosen.reduce((sum, { takes }) => sum + takes.length * WORDS, 0);
  const digits: SpokenDigits = {
    mels: new Float32Array(size * DIGIT_CELLS),
    labels: new Uint8Array(size),
    voices: new Uint8Array(size),
    speakers: chosen.map(({ speaker }) => speaker),
    humanDerived: new Uint8Array(size),
    places: chosen.flatMap(placesOf(set.slot.samples)),
    size,
    fingerprint: sha256(`${set.sha256} ${split} ${chosen.map(({ speaker }) => speaker).join(' ')}`),
  };
  let from = 0;
  let to = 0;
  for (const { speaker, humanDerived, takes } of set.speakers) {
    const words = takes.length * WORDS;
    if (inSplit(speaker)) {
      digits.mels.set(mels.subarray(from * DIGIT_CELLS, (from + words) * DIGIT_CELLS), to * DIGIT_CELLS);
      for (let i = 0; i < words; i++) digits.labels[to + i] = i % WORDS;
      digits.voices.fill(digits.speakers.indexOf(speaker), to, to + words);
      digits.humanDerived.fill(Number(humanDerived), to, to + words);
      to += words;
    }
    from += words;
  }
  return digits;
}

/** Words stand at the start of their slots, and are followed by silence. */
const placesOf =
  (slot: number) =>
  ({ file, takes }: SpokenDigitsIndex['speakers'][number]): SoundPlace[] =>
    takes.flatMap(({ samples }) => samples).map((length, i) => ({ set: SET, file, start: i * slot, length }));

/**
 * The sounds behind `loadSpokenDigits(split)`, in the same order: for a training that changes them (another speed, an echo, noise) before
 * it looks at them. Decodes the split's files, about two seconds for all.
 * @returns a word each, mono at 8,000 Hz, at most 0.8 seconds, without the silence that follows
 * @throws as loadSpokenDigits does
 */
export async function loadSpokenDigitSounds(
  split: 'train' | 'test',
  options: LoadSpokenDigitsOptions = {},
): Promise<Float32Array[]> {
  const folder = options.folder ?? DATASETS;
  const { set, inSplit } = await openSplit('loadSpokenDigitSounds', split, folder);
  const places = set.speakers.filter(({ speaker }) => inSplit(speaker)).flatMap(placesOf(set.slot.samples));
  return (await readPlaces(places, { folder })).map(({ samples }) => samples);
}

/**
 * The log-mel picture of a digit that somebody speaks, made as those of the set were: brought to 8,000 Hz, silence cut away before and
 * after, the first 0.8 seconds.
 * @param samples mono
 * @returns 50 * 40 values in 0..1
 * @throws RangeError for a sound that is silent
 */
export function spokenDigitMel(samples: Float32Array, rate: number): Float32Array {
  return logMel(trimSilence(withoutOffset(resample(samples, rate, DIGIT_SOUND.rate)), DIGIT_SOUND.rate), DIGIT_SOUND);
}

/** `spokenDigitMel` of every sound: n * 50 * 40 values. */
export function spokenDigitMels(sounds: readonly Sound[]): Float32Array {
  const mels = new Float32Array(sounds.length * DIGIT_CELLS);
  sounds.forEach(({ samples, rate }, i) => {
    mels.set(spokenDigitMel(samples, rate), i * DIGIT_CELLS);
  });
  return mels;
}

async function openSplit(caller: string, split: string, folder: string) {
  if (split !== 'train' && split !== 'test') {
    throw new RangeError(`${caller}: there is no split '${split}'; expected 'train' or 'test'`);
  }
  const set: DataSet<SpokenDigitsIndex> = await openDataSet(caller, SET, folder);
  const { heldOut } = await readSplit<{ heldOut: string[] }>(caller, 'voices', folder);
  const inSplit = (speaker: string) => heldOut.includes(speaker) === (split === 'test');
  return { set, inSplit };
}
