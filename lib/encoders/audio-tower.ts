import { subtractBandMeans } from '../data/log-mel';
import type { SoundItems } from '../data/sound-items';
import { stretchMels } from '../data/stretch-mels';
import { tf } from '../engine/index';
import { describe } from '../engine/rows';
import { unitRows } from '../engine/unit-rows';
import { convolutionTower } from './convolution-tower';
import { embedBatches } from './embed-batches';
import type { TrainableEncoder } from './encoder';

export interface AudioTowerOptions {
  /** Moments of a spectrogram. */
  frames: number;
  /** Frequency bands of a spectrogram; 40 by default. */
  bands?: number;
  /** Length of an embedding; 96 by default. */
  dim?: number;
  /** Channels of each block. */
  widths?: readonly number[];
  /**
   * What the sounds are. For words, each band loses its mean over the clip, since a microphone, a room or a voice's build say nothing of
   * the word. For notes it keeps it, and what the blocks give is averaged over the frequencies: an instrument stays the same an octave
   * higher.
   */
  kind: 'words' | 'notes';
  /**
   * How much longer than it is `embed` hears a sound, once each: the direction of the mean is its row. People speak slower or faster, and
   * a word is the same. As it is, alone, by default.
   */
  lengths?: readonly number[];
  /** For the initial weights; 1 by default. */
  seed?: number;
}

/** Sounds that are embedded at once. */
const EMBED_BATCH = 256;

/**
 * The encoder of sounds: a spectrogram is a picture of time and frequency, and goes through the same blocks as one.
 * @throws RangeError from `embed` and `batch` for spectrograms of another size, or values that are not finite
 */
export function audioTower(options: AudioTowerOptions): TrainableEncoder<SoundItems> {
  const { frames, bands = 40, dim = 96, widths = [24, 32, 64, 128], kind, lengths = [1], seed = 1 } = options;
  const averageWidth = kind === 'notes';
  const tower = convolutionTower({ height: frames, width: bands, channels: 1, widths, dim, averageWidth, seed });
  const values = frames * bands;

  const batch = (sounds: SoundItems, indices: ArrayLike<number>) => {
    const size = countSounds('audioTower.batch', sounds, frames, bands);
    const taken = new Float32Array(indices.length * values);
    for (let i = 0; i < indices.length; i++) {
      if (!(indices[i] >= 0 && indices[i] < size)) {
        throw new RangeError(`audioTower.batch: sound ${indices[i]} is asked for, expected 0 to ${size - 1}`);
      }
      taken.set(sounds.mels.subarray(indices[i] * values, (indices[i] + 1) * values), i * values);
    }
    const heard = kind === 'words' ? subtractBandMeans(taken, { frames, bands }) : taken;
    return tf.tensor4d(heard, [indices.length, frames, bands, 1]);
  };
  const forward = (sounds: tf.Tensor, { training = false } = {}) => tower.forward(sounds as tf.Tensor4D, { training });
  return {
    modality: 'audio',
    dim,
    architecture: `audio of ${kind}, ${tower.architecture}`,
    weights: tower.weights,
    batch,
    forward,
    embed: async sounds => {
      const size = countSounds('audioTower.embed', sounds, frames, bands);
      assertFinite(sounds.mels, values);
      return embedBatches({ size, dim, batch: EMBED_BATCH }, (first, last) => {
        const heard = sounds.mels.subarray(first * values, last * values);
        const all = Array.from({ length: last - first }, (_, i) => i);
        const rows = lengths.map(longer => {
          const mels = longer === 1 ? heard : stretchMels(heard, { frames, bands }, longer);
          return forward(batch({ mels, frames, bands }, all));
        });
        return unitRows(tf.addN(rows) as tf.Tensor2D);
      });
    },
    dispose: () => tf.dispose(tower.weights),
  };
}

function countSounds(caller: string, sounds: SoundItems, frames: number, bands: number): number {
  if (!(sounds?.mels instanceof Float32Array)) {
    throw new TypeError(
      `${caller}: the sounds are ${describe(sounds)}, expected { mels: Float32Array, frames, bands }; use logMel`,
    );
  }
  if (sounds.frames !== frames || sounds.bands !== bands) {
    throw new RangeError(
      `${caller}: the spectrograms have ${sounds.frames} frames of ${sounds.bands} bands, expected ${frames} of ${bands}; ` +
        'make them with the settings that the tower was trained with',
    );
  }
  const size = sounds.mels.length / (frames * bands);
  if (!Number.isInteger(size) || size === 0) {
    throw new RangeError(
      `${caller}: mels has ${sounds.mels.length} values, expected n x ${frames * bands} (${frames} x ${bands} a sound, n at least 1)`,
    );
  }
  return size;
}

function assertFinite(mels: Float32Array, values: number): void {
  const at = mels.findIndex(value => !Number.isFinite(value));
  if (at < 0) return;
  throw new RangeError(
    `audioTower.embed: sound ${Math.floor(at / values)} holds ${mels[at]}, expected finite numbers; is it silent or cut short?`,
  );
}
