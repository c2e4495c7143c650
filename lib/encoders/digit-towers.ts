import type { SoundItems } from '../data/sound-items';
import { DIGIT_SOUND } from '../data/spoken-digits';
import { audioTower } from './audio-tower';
import { digitEncoder } from './digit-encoder';
import { digitNetwork } from './digit-network';
import type { Encoder, TrainableEncoder } from './encoder';
import { type Finished, type LoadFinishedOptions, loadFinished } from './finished';
import { textTower } from './text-tower';

/** Length of an embedding of a digit. */
const DIM = 64;
/** A spoken digit is heard three times: a tenth shorter, as it is, and a tenth longer. */
const LENGTHS = [0.9, 1, 1.1];

/** The encoders of a digit's picture, its sound and its word, untrained. */
export interface UntrainedDigitTowers {
  picture: TrainableEncoder<Float32Array>;
  sound: TrainableEncoder<SoundItems>;
  word: TrainableEncoder<string[]>;
}

/** Encoders into one space: a digit written, spoken and named gets rows of a cosine near 1. */
export interface DigitTowers extends Finished {
  picture: Encoder<Float32Array>;
  sound: Encoder<SoundItems>;
  word: Encoder<string[]>;
  dispose(): void;
}

/** The encoders as they are before training. */
export function untrainedDigitTowers({ seed = 1 }: { seed?: number } = {}): UntrainedDigitTowers {
  const { frames, bands } = DIGIT_SOUND;
  return {
    picture: digitEncoder(digitNetwork({ dim: DIM, seed })),
    sound: audioTower({ kind: 'words', frames, bands, dim: DIM, lengths: LENGTHS, seed }),
    word: textTower({ buckets: 256, width: DIM, dim: DIM, seed }),
  };
}

/**
 * The encoders of digits that the project itself trained (`npm run train -- digits`), checked before use.
 * @throws Error when a file is missing, cut short or changed
 */
export async function loadDigitTowers(options: LoadFinishedOptions = {}): Promise<DigitTowers> {
  const { picture, sound, word } = untrainedDigitTowers();
  const finished = await loadFinished('loadDigitTowers', 'digits', { picture, sound, word }, options);
  const dispose = () => {
    for (const encoder of [picture, sound, word]) encoder.dispose();
  };
  return { ...finished, picture, sound, word, dispose };
}
