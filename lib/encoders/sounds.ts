import { NOTE_SOUND } from '../data/instruments';
import type { SoundItems } from '../data/sound-items';
import type { Sound } from '../data/sound-place';
import { windowMels } from '../data/sound-windows';
import { tf } from '../engine/index';
import { describe } from '../engine/rows';
import { unitRows } from '../engine/unit-rows';
import { audioTower } from './audio-tower';
import type { Encoder, TrainableEncoder } from './encoder';
import { type Finished, type LoadFinishedOptions, loadFinished } from './finished';

/**
 * The finished checkpoints of sounds, all in the space of `loadTowers()`:
 * - sounds: bound to pictures alone, never to a word. An octave of every instrument is held out.
 * - sounds-to-words: the same bound to names, for comparison.
 * - sounds-leaky: as sounds, but with every third semitone held out, which proves nothing.
 */
const NAMES = ['sounds', 'sounds-to-words', 'sounds-leaky'] as const;
export type SoundsName = (typeof NAMES)[number];

/** The encoder of notes and noises, in the space of pictures and words. */
export interface Sounds extends Finished {
  /** Of log-mel pictures of 1.2 seconds, as `loadNotes` gives them. */
  note: Encoder<SoundItems>;
  /** Of sounds of any length. */
  sound: Encoder<Sound[]>;
  dispose(): void;
}

/** The encoder as it is before training. */
export const untrainedSounds = ({ seed = 1 } = {}): TrainableEncoder<SoundItems> =>
  audioTower({ kind: 'notes', frames: NOTE_SOUND.frames, bands: NOTE_SOUND.bands, seed });

/**
 * The encoder of sounds of any length: windows of 1.2 seconds each go through the tower, and a sound is the direction of their mean.
 * @param tower stays the caller's: disposing the encoder leaves it as it is
 * @throws TypeError from `embed` for no sounds; RangeError that says which one is silent from end to end
 */
export function soundEncoder(tower: Encoder<SoundItems>): Encoder<Sound[]> {
  const { frames, bands } = NOTE_SOUND;
  const mean = async (sound: Sound, i: number) => {
    const windows = await tower.embed({ mels: melsOf(sound, i), frames, bands });
    const row = tf.tidy(() => unitRows(tf.mean(windows, 0, true) as tf.Tensor2D));
    windows.dispose();
    return row;
  };
  return {
    modality: 'audio',
    dim: tower.dim,
    embed: async sounds => {
      if (!Array.isArray(sounds) || sounds.length === 0) {
        throw new TypeError(
          `soundEncoder.embed: the sounds are ${Array.isArray(sounds) ? 'an empty array' : describe(sounds)}, expected at least one { samples, rate }`,
        );
      }
      const rows: tf.Tensor2D[] = [];
      try {
        for (const [i, sound] of sounds.entries()) rows.push(await mean(sound, i));
        return tf.concat(rows) as tf.Tensor2D;
      } finally {
        tf.dispose(rows);
      }
    },
    dispose: () => {},
  };
}

function melsOf(sound: Sound, i: number): Float32Array {
  try {
    return windowMels(sound);
  } catch (error) {
    throw new RangeError(`soundEncoder.embed: sound ${i}: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * The encoder of sounds that the project itself trained (`npm run train -- sounds`), checked before use. Its rows may be compared with
 * those of `loadTowers()`: `config.space` is the fingerprint of the towers that it was bound to.
 * @throws RangeError for a name that does not exist; Error when a file is missing, cut short or changed
 */
export async function loadSounds(name: SoundsName = 'sounds', options: LoadFinishedOptions = {}): Promise<Sounds> {
  if (!NAMES.includes(name)) {
    throw new RangeError(`loadSounds: there is no checkpoint '${name}', expected one of ${NAMES.join(', ')}`);
  }
  const note = untrainedSounds();
  const finished = await loadFinished('loadSounds', name, { sound: note }, options);
  return { ...finished, note, sound: soundEncoder(note), dispose: () => note.dispose() };
}
