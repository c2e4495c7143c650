import type { PictureItems } from '../data/picture-items';
import type { Side } from '../data/sprite-sheet';
import type { Encoder, TrainableEncoder } from './encoder';
import { type Finished, type LoadFinishedOptions, loadFinished } from './finished';
import { imageTower } from './image-tower';
import { sentenceEncoder, sentenceTower } from './sentence-tower';
import { textTower } from './text-tower';

/**
 * The finished checkpoints of pictures and words:
 * - towers: trained on all concepts. Held out are the styles twemoji and openmoji, and photographs.
 * - unseen-concepts: trained without 188 of the concepts as well, to measure what becomes of these.
 */
const NAMES = ['towers', 'unseen-concepts'] as const;
export type TowersName = (typeof NAMES)[number];

/** Height and width of the pictures that the finished image towers take. */
export const TOWERS_SIDE = 48;

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
  side: Side;
  /** Words and their parts; fast, and best for names. */
  text: Encoder<string[]>;
  /** Sentences, through a model that has read a great many; better for words that no picture was trained with. */
  sentence: Encoder<string[]>;
  /** What `sentence` does with the vectors of its model, n * 512 numbers, for those who have them already. */
  vectors: Encoder<Float32Array>;
  dispose(): void;
}

/** The encoders as they are before training. */
export function untrainedTowers({
  side = TOWERS_SIDE,
  seed = 1,
}: {
  side?: number;
  seed?: number;
} = {}): UntrainedTowers {
  return { image: imageTower({ side, seed }), text: textTower({ seed }), sentence: sentenceTower({ seed }) };
}

/**
 * The encoders of pictures and words that the project itself trained (`npm run train -- towers`), checked before use.
 * @throws RangeError for a name that does not exist; Error when a file is missing, cut short or changed
 */
export async function loadTowers(name: TowersName = 'towers', options: LoadFinishedOptions = {}): Promise<Towers> {
  if (!NAMES.includes(name)) {
    throw new RangeError(`loadTowers: there is no checkpoint '${name}', expected one of ${NAMES.join(', ')}`);
  }
  const { image, text, sentence } = untrainedTowers();
  const finished = await loadFinished('loadTowers', name, { image, text, sentence }, options);
  const sentences = sentenceEncoder(sentence);
  const dispose = () => {
    for (const encoder of [image, text, sentences]) encoder.dispose();
  };
  return { ...finished, image, side: TOWERS_SIDE, text, sentence: sentences, vectors: sentence, dispose };
}

/** An image tower alone. */
export type ImageOnly = Finished & Pick<Towers, 'image' | 'side' | 'dispose'>;

/**
 * The image tower of a short run that saw no Fluent picture either, so that clips, which are drawn in that style, are new to it. In a
 * space of its own: compare its rows with each other only.
 * @throws Error when a file is missing, cut short or changed
 */
export async function loadFluentlessTower(options: LoadFinishedOptions = {}): Promise<ImageOnly> {
  const side = 32;
  const image = imageTower({ side });
  const finished = await loadFinished('loadFluentlessTower', 'unseen-fluent', { image }, options);
  return { ...finished, image, side, dispose: () => image.dispose() };
}
