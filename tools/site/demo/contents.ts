import type { Concept } from '../../../lib/data/concepts';
import type { OtherWords } from '../../../lib/search/name-book';
import type { DemoItem } from './store-file';

/** What the files of the demo hold, beside rows. */

export interface WordsContent {
  /** Of the towers that the rows come from. */
  fingerprint: string;
  concepts: Concept[];
  other: Required<OtherWords>;
  items: DemoItem[];
  /** Ids of the items that there are rows of, in their order. */
  rowsOf: string[];
}

export interface PhotographsContent {
  /** Concepts of the rows of names, and of those of photographs; pictures with nothing on them have '' for one. */
  names: string[];
  photographs: string[];
  blanks: string[];
}

export interface DigitsContent {
  items: DemoItem[];
}

/** Files of the demo, from its folder. */
export const FILES = {
  words: 'words.store',
  photographs: 'photographs.store',
  digits: 'digits.store',
  pictures: 'digits.webp',
};

/** Bytes that each part of the demo loads, without the pictures that are found: the program, and what each way to search needs besides. */
export type DemoSizes = Record<'program' | 'words' | 'digits' | 'photographs', number>;

/** What was written for the page to search on. */
export interface WrittenDemo {
  folder: string;
  sizes: DemoSizes;
  /** The data sets that are in it, and their licences, which lie beside them in `licences/`. */
  licences: Record<string, string>;
}
