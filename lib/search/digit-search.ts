import { DIGIT_PIXELS, digitPicture, NUMBER_WORDS } from '../data/digits';
import { loadMnist } from '../data/mnist';
import type { PictureItems } from '../data/picture-items';
import { sha256 } from '../data/sha256';
import { DIGIT_SOUND, loadSpokenDigitSounds, loadSpokenDigits, spokenDigitMels } from '../data/spoken-digits';
import { type DigitTowers, loadDigitTowers } from '../encoders/digit-towers';
import type { CourseItem } from './course-items';
import { type ContentEncoders, embedContents } from './embed-content';
import { indexItems } from './index-items';
import { openStore } from './open-store';
import { openSearch, type Search } from './search';

/** Handwritten digits that can be found: the first of the official test set, of which no encoder has seen any. */
const WRITTEN = 2_000;

export interface DigitSearch extends Search {
  /** Everything that can be found, by id. */
  items: ReadonlyMap<string, CourseItem>;
  close(): Promise<void>;
}

/**
 * The search among digits that are written, spoken and named, in the space of lesson 5's first towers. It is another space than that of
 * the concepts, and the two cannot be compared. It is small, and is embedded anew each time, in a second.
 *
 * A query { picture } is a digit of 28 x 28 pixels, dark on white, as `drawnDigit` makes it; a { sound } is one spoken digit.
 * @throws Error when a set or the checkpoint is missing or damaged
 */
export async function openDigitSearch(): Promise<DigitSearch> {
  const towers = await loadDigitTowers();
  const encoders = digitEncoders(towers);
  const store = await openStore('memory:', { dim: towers.picture.dim, fingerprint: towers.fingerprint });
  const items = [...(await writtenItems()), ...(await spokenItems()), ...NUMBER_WORDS.map(wordItem)];
  const embed = (part: readonly CourseItem[]) =>
    embedContents(
      encoders,
      part.map(({ content }) => content),
    );
  await indexItems(store, items, { embed });
  return {
    ...openSearch(store, encoders),
    items: new Map(items.map(item => [item.id, item])),
    close: async () => {
      await store.close();
      towers.dispose();
    },
  };
}

/** The towers of digits, which take ink and log-mels, as encoders of what can be seen and heard. */
export const digitEncoders = ({ picture, sound, word }: DigitTowers): ContentEncoders => ({
  image: { ...picture, embed: pictures => picture.embed(inkOf(pictures)) },
  sound: { ...sound, embed: sounds => sound.embed({ mels: spokenDigitMels(sounds), ...DIGIT_SOUND }) },
  text: word,
});

const inkOf = ({ pixels }: PictureItems) =>
  Float32Array.from({ length: pixels.length / 3 }, (_, i) => 1 - pixels[3 * i] / 255);

async function writtenItems(): Promise<CourseItem[]> {
  const digits = await loadMnist('test', { limit: WRITTEN });
  return Array.from({ length: digits.size }, (_, i) => {
    const picture = digitPicture(digits, i);
    const hash = digest(digits.images.subarray(i * DIGIT_PIXELS, (i + 1) * DIGIT_PIXELS));
    return digitItem(`written/${i}`, 'image', 'mnist', digits.labels[i], hash, { picture });
  });
}

async function spokenItems(): Promise<CourseItem[]> {
  const { labels } = await loadSpokenDigits('test');
  const sounds = await loadSpokenDigitSounds('test');
  return sounds.map((samples, i) => {
    const sound = { samples, rate: DIGIT_SOUND.rate };
    return digitItem(`spoken/${i}`, 'audio', 'spoken-digits', labels[i], digest(samples), { sound });
  });
}

const wordItem = (word: string, digit: number) =>
  digitItem(`number/${digit}`, 'text', 'number-words', digit, word, { text: word });

const digitItem = (
  id: string,
  modality: CourseItem['modality'],
  source: string,
  digit: number,
  hash: string,
  content: CourseItem['content'],
): CourseItem => ({
  id,
  modality,
  source,
  title: NUMBER_WORDS[digit],
  label: String(digit),
  hash,
  content,
  unseen: true,
});

const digest = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  sha256(new Uint8Array(buffer, byteOffset, byteLength));
