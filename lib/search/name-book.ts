import type { Concept } from '../data/concepts';
import { englishForms } from './english-forms';
import { emojiCode, foldText, nameEmoji, withoutAccents, withoutArticle } from './typed-words';

/** The words that concepts go by in other languages. */
export interface OtherWords {
  /** By id and language; see `loadConceptWords`. */
  words: Record<string, Record<string, string[]>>;
  /** What the pictures of a concept are called, by its id; by language. */
  captions: { concept: string; captions: Record<string, string> }[];
}

export interface NameBook {
  /**
   * The concepts that are called what was typed: in English in any form, by the emoji, or in another language, where one word may name
   * several. Empty where it is no name.
   */
  lookUp(typed: string): Concept[];
  /** What was typed with the names of emoji in their place. */
  named(typed: string): string;
}

/** A caption of more words tells a story. */
const MOST_CAPTION_WORDS = 3;
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
    concepts.flatMap(({ name, tags }) => `${name} ${tags.join(' ')}`.toLowerCase().split(/[^a-z]+/)),
  );
  const shelves = other ? otherShelves(concepts, other) : [];

  const named = (typed: string) => nameEmoji(typed, code => byEmoji.get(code)?.name);
  const inEnglish = (folded: string) => {
    for (const form of englishForms(withoutAccents(folded))) {
      const concept = english.get(form);
      if (concept) return [concept];
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
      if (isEnglish(word)) return meant.filter(({ tags }) => tags.includes(word));
      if (meant.length > 0) return meant;
      // 'le lion', written as in English
      const bare = withoutArticle(folded, 'other');
      return bare === folded ? [] : inEnglish(bare);
    },
  };
}

const codeOf = (id: string) => emojiCode(String.fromCodePoint(...id.split('-').map(code => Number.parseInt(code, 16))));

/** Concepts by a word, with how often each is called so. */
type Shelf = Map<string, Map<Concept, number>>;

/** The best names first; each kind once as it is written, and then all once more without accents. */
function otherShelves(concepts: readonly Concept[], { words, captions }: OtherWords): Shelf[] {
  const [names, parts, loose]: Shelf[] = [new Map(), new Map(), new Map()];
  const byId = new Map(concepts.map(concept => [concept.id, concept]));
  for (const concept of concepts) {
    // some languages give several: 'घर, भवन'
    for (const name of Object.values(concept.names).flatMap(text => [...new Set([text, ...text.split(', ')])]))
      put(names, name, concept);
    for (const [language, own] of Object.entries(words[concept.id] ?? {})) {
      const name = foldText(concept.names[language] ?? '');
      for (const word of own) put(name.includes(foldText(word)) ? parts : loose, word, concept);
    }
  }
  for (const { concept: id, captions: caption } of captions) {
    const concept = byId.get(id);
    if (!concept) continue;
    for (const [language, text] of Object.entries(caption)) {
      const bare = withoutArticle(foldText(text), 'other');
      if (language !== 'en' && bare.split(' ').length <= MOST_CAPTION_WORDS) put(names, bare, concept);
    }
  }
  const shelves = [names, parts, loose];
  return [...shelves, ...shelves.map(plainShelf)];
}

function put(shelf: Shelf, text: string, concept: Concept, votes = 1): void {
  const word = foldText(text);
  if (word === '') return;
  const found = shelf.get(word) ?? new Map<Concept, number>();
  found.set(concept, (found.get(concept) ?? 0) + votes);
  shelf.set(word, found);
}

function plainShelf(shelf: Shelf): Shelf {
  const plain: Shelf = new Map();
  for (const [word, found] of shelf)
    for (const [concept, votes] of found) put(plain, withoutAccents(word), concept, votes);
  return plain;
}

function ofMostVotes(found: Map<Concept, number>): Concept[] {
  const most = Math.max(...found.values());
  return [...found].flatMap(([concept, votes]) => (votes === most ? [concept] : [])).slice(0, MOST_NAMED);
}
