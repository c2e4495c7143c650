import { type Digits, digitPicture, NUMBER_WORDS } from './digits';
import { loadMnist } from './mnist';
import type { PictureItems } from './picture-items';
import type { Sound } from './sound-place';
import { DIGIT_SOUND, loadSpokenDigitSounds, loadSpokenDigits, type SpokenDigits } from './spoken-digits';

/** Digits that are written, spoken and named: all to train on, and one of each to show. */
export interface DigitMedia {
  written: Digits;
  spoken: SpokenDigits;
  /** The sounds behind `spoken`, in the same order. */
  sounds: Float32Array[];
  /** The first picture of a digit, its first sound, its word. */
  picture(digit: number): PictureItems;
  sound(digit: number): Sound;
  word(digit: number): string;
}

/**
 * The digits to train on, of MNIST and of 62 voices.
 * @param pictures how many of the written ones; 10,000 by default
 * @throws Error when a file is missing, cut short or changed; RangeError, from its functions, for what is no digit
 */
export async function loadDigitMedia({ pictures = 10_000 }: { pictures?: number } = {}): Promise<DigitMedia> {
  const written = await loadMnist('train', { limit: pictures });
  const [spoken, sounds] = [await loadSpokenDigits('train'), await loadSpokenDigitSounds('train')];
  const first = ({ labels }: { labels: Uint8Array }, digit: number) => {
    const found = labels.indexOf(digit);
    if (found >= 0) return found;
    throw new RangeError(`loadDigitMedia: there is no digit ${digit}, expected a whole number from 0 to 9`);
  };
  return {
    written,
    spoken,
    sounds,
    picture: digit => digitPicture(written, first(written, digit)),
    sound: digit => ({ samples: sounds[first(spoken, digit)], rate: DIGIT_SOUND.rate }),
    word: digit => NUMBER_WORDS[spoken.labels[first(spoken, digit)]],
  };
}
