import type { Reason } from '../../../search/answers';
import type { PicturePlace } from '../store-file';

/** What the page and the search in its worker say to each other. */

/** What the page asks; each question has a number, which its answer has as well. */
export type Question =
  | { ask: 'load' }
  | { ask: 'words'; words: string }
  /** A square of red, green, blue and alpha, dark on white. */
  | { ask: 'digit'; drawn: ImageData }
  | { ask: 'photograph'; file: Blob };

export type Numbered<T> = T & { number: number };

/** Something that was found. */
export interface DemoHit {
  id: string;
  title: string;
  source: string;
  /** Whether no encoder was trained on it. */
  unseen: boolean;
  /** The name of what it shows, 'lion' or 'seven'. */
  concept: string;
  /** The cosine of the question and this; of a picture how much of what speaks for any concept speaks for that of this, 0 to 1. */
  similarity: number;
  reason: Reason;
  picture: PicturePlace;
}

export interface DemoAnswer {
  /** The first ten show different concepts; of a digit the nearest first. */
  hits: DemoHit[];
  /** What was asked, in words. */
  asked: string;
  /** Whether nothing that is known fits it. */
  nothing: boolean;
  /** Whether it was a sentence, of which the demo knows the words alone. */
  sentence: boolean;
}

/** What the search says. `bytes` are those of the question's files that have come. */
export type Said =
  | { said: 'loading'; bytes: number }
  | { said: 'loaded'; engine: string }
  | { said: 'answer'; answer: DemoAnswer }
  | { said: 'problem'; problem: string };
