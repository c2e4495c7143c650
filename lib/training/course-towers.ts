import type { ConceptMedia } from '../data/concept-media';
import type { DigitMedia } from '../data/digit-media';
import { NUMBER_WORDS } from '../data/digits';
import type { Side } from '../data/sprite-sheet';
import { type UntrainedDigitTowers, untrainedDigitTowers } from '../encoders/digit-towers';
import { type UntrainedTowers, untrainedTowers } from '../encoders/towers';
import { drawDigits, drawNumberWords, drawSpokenDigits } from '../sampling/draw-digits';
import { drawPictures } from '../sampling/draw-pictures';
import { drawTexts } from '../sampling/draw-texts';
import { type Tower, tower } from './train-towers';

/** The share of a batch that comes from voices derived from people. */
export const HUMAN_SHARE = 0.5;

/** Encoders that are not trained yet, and all that `trainTowers` needs to train them. */
export interface InTraining<Encoders, Name extends keyof Encoders> {
  encoders: Encoders;
  towers: Record<Name, Tower>;
  /** What there is to draw. */
  labels: number[];
}
export type DigitsInTraining = InTraining<UntrainedDigitTowers, 'picture' | 'sound' | 'word'>;
/** `side` is that of the pictures that `image` takes. */
export type ConceptsInTraining = InTraining<Pick<UntrainedTowers, 'image' | 'text'> & { side: Side }, 'image' | 'text'>;

/**
 * The three encoders of digits, with draws of what is written, spoken and named.
 * @param versions of each sound, with another speed, room and microphone; 2 by default
 * @param augmentation false leaves the sounds as they are: no versions, and nothing blanked
 */
export async function digitTowers(
  { written, spoken, sounds }: Pick<DigitMedia, 'written' | 'spoken' | 'sounds'>,
  { versions = 2, augmentation = true }: { versions?: number; augmentation?: boolean } = {},
): Promise<DigitsInTraining> {
  const encoders = untrainedDigitTowers();
  const varied = { versions: augmentation ? versions : 0, augmentation, human: HUMAN_SHARE };
  return {
    encoders,
    towers: {
      picture: tower(encoders.picture, drawDigits(written)),
      sound: tower(encoders.sound, await drawSpokenDigits(spoken, sounds, varied)),
      word: tower(encoders.word, drawNumberWords),
    },
    labels: NUMBER_WORDS.map((_, digit) => digit),
  };
}

/**
 * The encoders of pictures and of words, with draws of a picture in any of the styles that are trained on, and of a name or tags.
 * @param media with at least one of these styles
 */
export function conceptTowers({ concepts, trainedStyles, pictures }: ConceptMedia): ConceptsInTraining {
  const styles = trainedStyles.map(pictures);
  const [{ side }] = styles;
  const { image, text } = untrainedTowers({ side });
  return {
    encoders: { image, text, side: side as Side },
    towers: { image: tower(image, drawPictures(styles)), text: tower(text, drawTexts(concepts)) },
    labels: concepts.map((_, i) => i),
  };
}
