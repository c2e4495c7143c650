import { NUMBER_WORDS } from '../data/digits';
import { subtractBandMeans } from '../data/log-mel';
import { loadRecordings } from '../data/recordings';
import type { SoundItems } from '../data/sound-items';
import { DIGIT_CELLS, DIGIT_SOUND, loadSpokenDigits, type SpokenDigits, spokenDigitMels } from '../data/spoken-digits';
import { loadDigitTowers } from '../encoders/digit-towers';
import type { Encoder } from '../encoders/encoder';
import { tf } from '../engine/index';
import { rawNeighbours, sameLabel } from './measure-digit-towers';

/** Digits that somebody says: log-mels, and the digit of each. */
export type Voices = Pick<SpokenDigits, 'mels' | 'labels'>;

/**
 * Spoken digits by who says them, in the order in which they get harder: voices that encoders were trained on, computed voices that they
 * were not, voices derived from people that they were not, and people.
 */
export async function loadVoices(): Promise<Record<string, Voices>> {
  const [train, test] = [await loadSpokenDigits('train'), await loadSpokenDigits('test')];
  const people = await loadRecordings('digits');
  return {
    'voices trained on': train,
    'computed voices': voicesOfKind(test, 0),
    'human-derived voices': voicesOfKind(test, 1),
    'real people': { mels: spokenDigitMels(people.sounds), labels: Uint8Array.from(people.labels) },
  };
}

/** The sounds of voices derived from people (1), or computed (0). */
export function voicesOfKind(spoken: SpokenDigits, humanDerived: 0 | 1): Voices {
  const chosen = Array.from(spoken.labels, (_, i) => i).filter(i => spoken.humanDerived[i] === humanDerived);
  const mels = new Float32Array(chosen.length * DIGIT_CELLS);
  chosen.forEach((from, i) => {
    mels.set(spoken.mels.subarray(from * DIGIT_CELLS, (from + 1) * DIGIT_CELLS), i * DIGIT_CELLS);
  });
  return { mels, labels: Uint8Array.from(chosen, i => spoken.labels[i]) };
}

type Ears = { sound: Encoder<SoundItems>; word: Encoder<string[]> };

/** How well digits that somebody says are understood. */
export interface VoiceScores {
  /** Who says them, in the order in which they get harder. */
  voices: string[];
  /** For each way of listening the right words in per cent, and of how many, one a kind of voice. */
  stairs: { name: string; scores: number[]; of: number[] }[];
}

/**
 * Spoken digits by who says them (see loadVoices), for towers of one's own between the finished ones, 'a long run', and raw log-mels.
 * @param trained by name
 */
export async function measureVoices(trained: Record<string, Ears>): Promise<VoiceScores> {
  const who = await loadVoices();
  const finished = await loadDigitTowers();
  const known = who['voices trained on'];
  const ways: [string, (voices: Voices) => Promise<number>][] = [
    ['a long run', voices => understood(finished, voices)],
    ...Object.entries(trained).map(([name, towers]): [string, (voices: Voices) => Promise<number>] => [
      name,
      voices => understood(towers, voices),
    ]),
    ['raw log-mels', voices => understoodRaw(known, voices)],
  ];
  const stairs: VoiceScores['stairs'] = [];
  for (const [name, hear] of ways) {
    const scores: number[] = [];
    for (const voices of Object.values(who)) scores.push(100 * (await hear(voices)));
    stairs.push({ name, scores, of: Object.values(who).map(({ labels }) => labels.length) });
  }
  finished.dispose();
  return { voices: Object.keys(who), stairs };
}

/** The share of spoken digits whose nearest number word is the right one, 0 to 1. */
export async function understood({ sound, word }: Ears, { mels, labels }: Voices): Promise<number> {
  const [heard, words] = [await sound.embed({ mels, ...DIGIT_SOUND }), await word.embed(NUMBER_WORDS)];
  try {
    return await sameLabel({ rows: heard, labels }, { rows: words, labels: NUMBER_WORDS.map((_, digit) => digit) });
  } finally {
    tf.dispose([heard, words]);
  }
}

/** The same by raw log-mels, less their band means: the nearest sound among `known` says the digit. */
export function understoodRaw(known: Voices, { mels, labels }: Voices): Promise<number> {
  const rows = (sounds: Float32Array) => subtractBandMeans(sounds, DIGIT_SOUND);
  return rawNeighbours({ rows: rows(known.mels), labels: known.labels }, { rows: rows(mels), labels });
}
