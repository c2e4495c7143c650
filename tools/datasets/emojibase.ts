/** The list of concepts, from emojibase-data: every emoji but people, flags, and the parts that others are put together from. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NpmPackage, npmPackage } from './packages';

export const EMOJIBASE: NpmPackage = {
  package: 'emojibase-data',
  version: '17.0.0',
  integrity: 'sha512-Yvgb5AWoHViHV/gq1qr5ZAarcBip+B27/ZLRsUJkbgAEaLlZ/fof9g882LTpmEpyhBNEC0m2SEmItljHsTygjA==',
};

/** Languages that the words are kept in, beside English. */
export const LANGUAGES = ['de', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'ru', 'zh'];
/** emojibase's groups 1 (people and bodies), 2 (components) and 9 (flags) are left out. */
const GROUPS: Record<number, string> = {
  0: 'smileys',
  3: 'nature',
  4: 'food',
  5: 'places',
  6: 'activities',
  7: 'objects',
  8: 'symbols',
};

interface Entry {
  label: string;
  hexcode: string;
  tags?: string[];
  group?: number;
  order?: number;
}

/** A concept as `concepts.json` holds it. */
export interface ConceptEntry {
  /** Code points in hexadecimal: '1F981'. */
  id: string;
  /** The English name: 'lion'. */
  name: string;
  group: string;
  tags: string[];
  /** Its name by language, English left out. */
  names: Record<string, string>;
}

/** The concepts in Unicode's order. */
export function readConcepts(): ConceptEntry[] {
  const folder = npmPackage(EMOJIBASE);
  const read = (language: string) => JSON.parse(readFileSync(join(folder, language, 'data.json'), 'utf8')) as Entry[];
  const translations = LANGUAGES.map(language => {
    const labels = new Map(read(language).map(({ hexcode, label }) => [hexcode, label]));
    return [language, labels] as const;
  });
  return read('en')
    .filter(({ group }) => group !== undefined && group in GROUPS)
    .sort((a, b) => a.order! - b.order!)
    .map(({ hexcode, label, tags = [], group }) => ({
      id: hexcode,
      name: label,
      group: GROUPS[group!],
      tags,
      names: Object.fromEntries(
        translations.flatMap(([language, labels]) => {
          const name = labels.get(hexcode);
          return name === undefined ? [] : [[language, name]];
        }),
      ),
    }));
}

/** More concepts than this that share a word are a kind of thing (animal, face, food), which names none of them. */
const MOST_SHARING = 4;

/** Other words for the concepts by id and language, English left out: what people there say beside the name. */
export function readWords(concepts: readonly ConceptEntry[]): Record<string, Record<string, string[]>> {
  const folder = npmPackage(EMOJIBASE);
  const words: Record<string, Record<string, string[]>> = Object.fromEntries(concepts.map(({ id }) => [id, {}]));
  for (const language of LANGUAGES) {
    const entries = JSON.parse(readFileSync(join(folder, language, 'data.json'), 'utf8')) as Entry[];
    const tags = new Map(entries.map(({ hexcode, tags = [] }) => [hexcode, tags]));
    const sharing = new Map<string, number>();
    for (const { id } of concepts)
      for (const word of tags.get(id) ?? []) sharing.set(word, (sharing.get(word) ?? 0) + 1);
    for (const { id, names } of concepts) {
      const name = names[language]?.toLowerCase();
      const own = (tags.get(id) ?? []).filter(word => word !== name && sharing.get(word)! <= MOST_SHARING);
      if (own.length > 0) words[id][language] = own;
    }
  }
  return words;
}

/** Code points without the variation selector, which sources write or leave out as they like: '2764-FE0F' is '2764'. */
export const plainCode = (hexcode: string): string =>
  hexcode
    .toUpperCase()
    .split('-')
    .filter(code => code !== 'FE0F')
    .join('-');
