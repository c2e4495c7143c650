import { NOTE_SOUND } from '../data/instruments';
import type { SoundItems } from '../data/sound-items';
import { augmentMels } from './augment-sounds';
import type { Draw } from './draw';
import { anyOf, positionsByLabel } from './draw';

/** Log-mel pictures of notes or of windows of a recording, with what each is. */
export interface LabelledSounds extends SoundItems {
  labels: ArrayLike<number>;
}

export interface DrawSoundsOptions {
  /** Whether spectrograms are moved and blanked; true by default. */
  augmentation?: boolean;
  /**
   * Bands that a sound is moved up or down by at most; 6 by default, about half an octave. An instrument keeps its name when it plays
   * higher, and so a tower should not look at the pitch.
   */
  pitch?: number;
}

/** Draws for each concept one of its sounds, and varies it. */
export function drawSounds(
  { mels, frames, bands, labels: known }: LabelledSounds,
  { augmentation = true, pitch = 6 }: DrawSoundsOptions = {},
): Draw<SoundItems> {
  const cells = frames * bands;
  const positions = positionsByLabel({ labels: known });
  return (labels, random) => {
    const drawn = new Float32Array(labels.length * cells);
    const choices = random.fork('choices');
    labels.forEach((label, i) => {
      const from = anyOf(positions, label, choices) * cells;
      drawn.set(mels.subarray(from, from + cells), i * cells);
    });
    const varied = augmentation ? augmentMels(drawn, { frames, bands, pitch }, random.fork('augmentation')) : drawn;
    return { mels: varied, frames, bands };
  };
}

/**
 * Draws for each label one of its rows, for `frozenTower`: what a finished encoder made of its pictures or of its names. Single
 * pictures bind better than their mean.
 */
export function drawRows(
  { rows, dim }: { rows: Float32Array; dim: number },
  rowLabels: ArrayLike<number>,
): Draw<Float32Array> {
  const positions = positionsByLabel({ labels: rowLabels });
  return (labels, random) => {
    const drawn = new Float32Array(labels.length * dim);
    labels.forEach((label, i) => {
      const from = anyOf(positions, label, random) * dim;
      drawn.set(rows.subarray(from, from + dim), i * dim);
    });
    return drawn;
  };
}

/** Some of the sounds, in the order of `indices`. */
export function takeSounds(
  { mels, frames, bands, labels }: LabelledSounds,
  indices: ArrayLike<number>,
): LabelledSounds {
  const cells = frames * bands;
  const taken = new Float32Array(indices.length * cells);
  Array.from(indices).forEach((from, i) => {
    taken.set(mels.subarray(from * cells, (from + 1) * cells), i * cells);
  });
  return { mels: taken, frames, bands, labels: Int32Array.from(indices, i => labels[i]) };
}

/** Sounds of several sets, one after the other. */
export function joinSounds(sets: readonly Pick<LabelledSounds, 'mels' | 'labels'>[]): LabelledSounds {
  const mels = new Float32Array(sets.reduce((sum, set) => sum + set.mels.length, 0));
  let at = 0;
  for (const set of sets) {
    mels.set(set.mels, at);
    at += set.mels.length;
  }
  const { frames, bands } = NOTE_SOUND;
  return { mels, frames, bands, labels: Int32Array.from(sets.flatMap(({ labels }) => Array.from(labels))) };
}
