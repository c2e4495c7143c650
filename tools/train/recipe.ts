import type { TrainableEncoder } from '../../lib/encoders/encoder';
import type { LoopOptions } from '../../lib/training/loop';
import type { Tower, TrainTowersOptions } from '../../lib/training/train-towers';

/** A long run, made ready: data loaded, encoders built. */
export interface Run {
  towers: Record<string, Tower>;
  options: Omit<TrainTowersOptions, keyof LoopOptions>;
  /** What ships, by the names that the checkpoint has for them. */
  shipped: Record<string, Pick<TrainableEncoder<never>, 'weights' | 'architecture'>>;
  /** Said in the checkpoint, beside the options. */
  about: Record<string, string | number | boolean>;
  /** Scores the encoders as they are now, on what they were not trained on. */
  measure(): Promise<Record<string, number>>;
}

/** How a long run is made; one file a kind. */
export type Recipe = () => Promise<Run>;
