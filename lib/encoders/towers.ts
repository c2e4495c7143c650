import type { Encoder, TrainableEncoder } from './encoder';
import { type Finished, type LoadFinishedOptions, loadFinished } from './finished';
import { imageTower, type PictureItems } from './image-tower';
import { sentenceEncoder, sentenceTower } from './sentence-tower';
import { textTower } from './text-tower';

/**
 * The finished checkpoints of pictures and words, with the side of their pictures:
 * - towers: trained on all concepts; held out are the styles twemoji and openmoji, and photographs.
 * - unseen-concepts: trained without 188 of the concepts as well, to measure what becomes of these.
 * - unseen-fluent: trained without the two Fluent styles as well, to measure clips, which are drawn in that style.
 */
const SIDES = { towers: 48, 'unseen-concepts': 48, 'unseen-fluent': 32 } as const;
export type TowersName = keyof typeof SIDES;

/** The encoders of pictures and words, untrained. */
export interface UntrainedTowers {
  image: TrainableEncoder<PictureItems>;
  text: TrainableEncoder<string[]>;
  /** On top of a finished model of sentences. */
  sentence: TrainableEncoder<Float32Array>;
}

/** Encoders into one space: a picture and its name get rows of a cosine near 1. */
export interface Towers extends Finished {
  image: Encoder<PictureItems>;
  /** Height and width of the pictures that `image` takes. */
  side: number;
  /** Words and their parts; fast, and best for names. */
  text: Encoder<string[]>;
  /** Sentences, through a model that has read a great many; better for words that no picture was trained with. */
  sentence: Encoder<string[]>;
  dispose(): void;
}

/** The encoders as they are before training. */
export function untrainedTowers(name: TowersName): UntrainedTowers {
  return { image: imageTower({ side: SIDES[name] }), text: textTower(), sentence: sentenceTower() };
}

/**
 * The encoders of pictures and words that the project itself trained (`npm run train -- towers`), checked before use.
 * @throws RangeError for a name that does not exist; Error when a file is missing, cut short or changed
 */
export async function loadTowers(name: TowersName = 'towers', options: LoadFinishedOptions = {}): Promise<Towers> {
  if (!(name in SIDES)) {
    throw new RangeError(
      `loadTowers: there is no checkpoint '${name}', expected one of ${Object.keys(SIDES).join(', ')}`,
    );
  }
  const { image, text, sentence } = untrainedTowers(name);
  const finished = await loadFinished('loadTowers', name, { image, text, sentence }, options);
  const sentences = sentenceEncoder(sentence);
  const dispose = () => {
    for (const encoder of [image, text, sentences]) encoder.dispose();
  };
  return { ...finished, image, side: SIDES[name], text, sentence: sentences, dispose };
}
