import { type Concept, loadConceptWords } from '../data/concepts';
import { loadGlosses } from '../data/glosses';
import { loadStampCaptions } from '../data/stamps';
import { englishForms } from './english-forms';
import { nearestWords } from './near-words';
import { emojiCode, foldText, nameEmoji, withoutAccents, withoutArticle } from './typed-words';

/** The words that concepts go by in other languages. */
export interface OtherWords {
  /** By id and language; see `loadConceptWords`. */
  words: Record<string, Record<string, string[]>>;
  /** What the pictures of a concept are called, by its id; by language. */
  captions: { concept: string; captions: Record<string, string> }[];
  /** What concepts are, in English; see `loadGlosses`. Their words are no misspelt names. */
  glosses?: Record<string, string>;
}

/**
 * All the words that ship with the concepts.
 * @throws Error when a file is missing, cut short or changed
 */
export const loadOtherWords = async (): Promise<Required<OtherWords>> => ({
  words: await loadConceptWords(),
  captions: await loadStampCaptions(),
  glosses: await loadGlosses(),
});

/** A concept, and the language that it was named in: 'en', as also by its emoji, or any other that has the word, such as 'de'. */
export interface Named {
  concept: Concept;
  language: string;
}

export interface NameBook {
  /**
   * The concepts that are called what was typed: in English in any form, by the emoji, or in another language, where one word may name
   * several. Empty where it is no name.
   */
  lookUp(typed: string): Named[];
  /**
   * The concepts whose name is nearly what was typed: a slip of the keys, another ending. Empty where it is a word of its own, or near to
   * the names of several things.
   */
  lookUpNear(typed: string): Named[];
  /** Whether a word is an English one that comes with concepts. */
  knowsWord(word: string): boolean;
  /** What was typed with the names of emoji in their place. */
  named(typed: string): string;
}

/** A caption of more words tells a story. */
const MOST_CAPTION_WORDS = 3;
/** A name of so many letters on is known with two slips. */
const LETTERS_OF_TWO = 8;
/** Concepts that one word may name. */
const MOST_NAMED = 3;

/**
 * The names of concepts as people type them.
 *
 * A word of another language is taken at its best: as a concept's name there, or what pictures of it are called, which tells the lion from
 * the sign of the zodiac; as a word for it that is part of its name ('ライオン' of 'ライオンの顔'); as any word for it. A single
 * word that is English names what it does in English: 'car' is no French coach.
 */
export function nameBook(concepts: readonly Concept[], other?: OtherWords): NameBook {
  const english = new Map(concepts.map(concept => [withoutAccents(foldText(concept.name)), concept]));
  const byEmoji = new Map(concepts.map(concept => [codeOf(concept.id), concept]));
  const englishWords = new Set(
    concepts.flatMap(concept =>
      textOf(concept)
        .toLowerCase()
        .split(/[^a-z]+/),
    ),
  );
  const shelves = other ? otherShelves(concepts, other) : [];

  const knownTexts = [...concepts.map(textOf), ...Object.values(other?.glosses ?? {})].join(' ').toLowerCase();
  const knownWords = new Set(withoutAccents(knownTexts).split(/[^a-z]+/));
  const foreign: Shelf = plainShelf(shelves[0] ?? new Map());
  const knowsWord = (word: string) =>
    [...englishForms(word), word.replace(/(?:ing|ed)$/, ''), word.replace(/ing$/, 'e')].some(form =>
      knownWords.has(form),
    );
  const readings = (word: string): Named[] => {
    const concept = english.get(word);
    return concept ? [{ concept, language: 'en' }] : ofMostVotes(foreign.get(word)!);
  };

  const named = (typed: string) => nameEmoji(typed, code => byEmoji.get(code)?.name);
  const inEnglish = (folded: string) => {
    for (const form of englishForms(withoutAccents(folded))) {
      const concept = english.get(form);
      if (concept) return [{ concept, language: 'en' }];
    }
    return [];
  };
  const isEnglish = (folded: string) =>
    /^[a-z]+$/.test(folded) && englishForms(folded).some(form => englishWords.has(form));
  const inOthers = (folded: string) => {
    const bare = withoutArticle(folded, 'other');
    for (const shelf of shelves) {
      const found = shelf.get(folded) ?? shelf.get(bare);
      if (found) return ofMostVotes(found);
    }
    return [];
  };
  return {
    named,
    lookUp: typed => {
      const folded = foldText(named(typed));
      if (folded === '') return [];
      const found = inEnglish(folded);
      if (found.length > 0) return found;
      const meant = inOthers(folded);
      const word = withoutArticle(folded);
      // a kiwi is one in English as well, and pain is no bread
      if (isEnglish(word)) return meant.filter(({ concept }) => concept.tags.includes(word));
      if (meant.length > 0) return meant;
      // 'le lion', written as in English
      const bare = withoutArticle(folded, 'other');
      return bare === folded ? [] : inEnglish(bare);
    },
    lookUpNear: typed => {
      const folded = withoutAccents(withoutArticle(withoutArticle(foldText(named(typed))), 'other'));
      if (knowsWord(folded)) return [];
      const slips = folded.length >= LETTERS_OF_TWO ? 2 : 1;
      const near = nearestWords(folded, [...english.keys()], slips);
      const words = near.length > 0 ? near : nearestWords(folded, [...foreign.keys()], 1);
      const meant = unique(words.flatMap(readings));
      // a slip that may have been one of many names is none
      return meant.length > MOST_NAMED ? [] : meant;
    },
    knowsWord,
  };
}

const unique = (found: Named[]): Named[] => [...new Map(found.map(one => [one.concept, one])).values()];

const textOf = ({ name, tags }: Concept) => `${name} ${tags.join(' ')}`;

const codeOf = (id: string) => emojiCode(String.fromCodePoint(...id.split('-').map(code => Number.parseInt(code, 16))));

/** Concepts by a word, with how often each is called so, and in which language first. */
type Shelf = Map<string, Map<Concept, Votes>>;

interface Votes {
  votes: number;
  language: string;
}

/** The best names first; each kind once as it is written, and then all once more without accents. */
function otherShelves(concepts: readonly Concept[], { words, captions }: OtherWords): Shelf[] {
  const [names, parts, loose]: Shelf[] = [new Map(), new Map(), new Map()];
  const byId = new Map(concepts.map(concept => [concept.id, concept]));
  for (const concept of concepts) {
    // some languages give several: 'घर, भवन'
    for (const [language, text] of Object.entries(concept.names))
      for (const name of new Set([text, ...text.split(', ')])) put(names, name, concept, { votes: 1, language });
    for (const [language, own] of Object.entries(words[concept.id] ?? {})) {
      const name = foldText(concept.names[language] ?? '');
      for (const word of own) {
        put(name.includes(foldText(word)) ? parts : loose, word, concept, { votes: 1, language });
      }
    }
  }
  for (const { concept: id, captions: caption } of captions) {
    const concept = byId.get(id);
    if (!concept) continue;
    for (const [language, text] of Object.entries(caption)) {
      const bare = withoutArticle(foldText(text), 'other');
      if (language !== 'en' && bare.split(' ').length <= MOST_CAPTION_WORDS) {
        put(names, bare, concept, { votes: 1, language });
      }
    }
  }
  const shelves = [names, parts, loose];
  return [...shelves, ...shelves.map(plainShelf)];
}

function put(shelf: Shelf, text: string, concept: Concept, { votes, language }: Votes): void {
  const word = foldText(text);
  if (word === '') return;
  const found = shelf.get(word) ?? new Map<Concept, Votes>();
  const known = found.get(concept);
  found.set(concept, known ? { ...known, votes: known.votes + votes } : { votes, language });
  shelf.set(word, found);
}

function plainShelf(shelf: Shelf): Shelf {
  const plain: Shelf = new Map();
  for (const [word, found] of shelf)
    for (const [concept, votes] of found) put(plain, withoutAccents(word), concept, votes);
  return plain;
}

function ofMostVotes(found: Map<Concept, Votes>): Named[] {
  const most = Math.max(...[...found.values()].map(({ votes }) => votes));
  return [...found]
    .flatMap(([concept, { votes, language }]) => (votes === most ? [{ concept, language }] : []))
    .slice(0, MOST_NAMED);
}
