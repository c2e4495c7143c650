import { marked, type Tokens } from 'marked';
import { MARK } from './prose';

export interface Entry {
  /** The word, and others that the entry explains with it. */
  words: string[];
  meaning: string;
  /** The file of the lesson that explains it. */
  lesson: string;
}

export interface Lesson {
  file: string;
  /** As `proseOf` gives it. */
  prose: string[];
}

/** The rows of the table of a glossary. What stands in brackets behind a word is no word to look for. */
export function readGlossary(text: string): Entry[] {
  const table = marked.lexer(text).find((token): token is Tokens.Table => token.type === 'table');
  return (table?.rows ?? []).map(([word, meaning, lesson]) => ({
    words: word.text.replace(/\s*\(.*\)/, '').split(', '),
    meaning: meaning.text,
    lesson: /\]\(([^)]+)\)/.exec(lesson.text)?.[1] ?? '',
  }));
}

/** Finds a word, one or several of it, at the start of a sentence or within; CLIP is no clip. */
export function patternOf(word: string): RegExp {
  const stem = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[- ]/g, '[- ]');
  const forms = stem.endsWith('y') ? `${stem.slice(0, -1)}(?:y|ies)` : stem.replace(/xis$/, 'x[ie]s') + '(?:e?s)?';
  return new RegExp(`(?<![\\w-])${forms}(?![\\w-])`, /[A-Z]{2}/.test(word) ? '' : 'i');
}

const unmarked = (text: string) => text.replaceAll(MARK.from, '').replaceAll(MARK.to, '');

/**
 * What keeps a reader of the lessons, in their order, from understanding a word where it first comes up.
 * @param elsewhere finds phrases in which the word means something else
 */
export function notExplained(word: string, lesson: string, lessons: readonly Lesson[], elsewhere?: RegExp): string[] {
  const pattern = patternOf(word);
  const placeIn = (text: string) =>
    (elsewhere ? text.replaceAll(elsewhere, found => '…'.repeat(found.length)) : text).search(pattern);
  /** Whether the first of the words in a paragraph is in italics or bold. */
  const explains = (text: string) => {
    const before = text.slice(0, placeIn(text));
    return before.lastIndexOf(MARK.from) > before.lastIndexOf(MARK.to);
  };
  const used = lessons.flatMap(({ file, prose }) =>
    prose.filter(text => placeIn(text) >= 0).map(text => ({ file, text })),
  );
  if (used.length === 0) return [`${word}: no lesson uses it`];
  const [first] = used;
  const problems: string[] = [];
  if (!explains(first.text)) {
    problems.push(`${word}: ${first.file} uses it before it is explained, in “${unmarked(first.text).slice(0, 160)}”`);
  }
  if (!used.some(({ file, text }) => file === lesson && explains(text))) {
    problems.push(`${word}: the glossary leads to ${lesson}, where it stands neither in italics nor in bold`);
  }
  return problems;
}
