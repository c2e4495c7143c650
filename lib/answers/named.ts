import pluralize from 'pluralize';
import type { Concept } from '../data/concepts';
import type { Passage } from '../data/passages';
import { plainText, withoutAccents } from '../search/typed-words';

/** What introduces another name: 'Maize, also known as corn', 'The orca, or killer whale'. */
const OTHERWISE = /\b(?:or|also|called|known|spelled|referred to|abbreviated|shortened)(?= )/gi;
/** Some words, and what ends them. */
const NAME = /^ ((?:[\p{L}'’-]+ ?){1,6}?)(?=,|;|\)| or\b| and\b| in\b|\.|$)/u;
/** What stands before a name and is none of it. */
const BEFORE_NAME =
  /^(?:(?:also|often|simply|just|commonly|colloquially|known|called|spelled|referred|abbreviated|shortened|as|to|an?|the) )+/i;
const MOST_WORDS = 3;
/** A first sentence gives names before it says what the thing is. */
const SAYS_WHAT = / (?:is|are|was|were|refers?|consists?) /;

/** The names that a text gives its subject: its title without brackets, and what its first sentence calls it besides. */
function namesIn({ title, sentences }: Pick<Passage, 'title' | 'sentences'>): string[] {
  const names = [title.replace(/ \(.*/, '')];
  const first = sentences[0] ?? '';
  const beginning = first.slice(0, Math.max(0, first.search(SAYS_WHAT)));
  for (const match of beginning.matchAll(OTHERWISE)) {
    const name = NAME.exec(beginning.slice(match.index! + match[0].length))?.[1]
      .trim()
      .replace(BEFORE_NAME, '');
    if (name && name.split(' ').length <= MOST_WORDS) names.push(name);
  }
  return [...new Set(names)];
}

/** A name that stands in a question. */
export interface Named {
  name: string;
  /** The passages that go by it. */
  passages: readonly Passage[];
}

/**
 * Finds the names in a question that passages go by: their titles, what their first sentences call their subjects besides ('corn' is
 * maize), and the names of their concepts. In 'polar bear' there is no bear.
 */
export function openNames(
  passages: readonly Passage[],
  concepts: readonly Pick<Concept, 'id' | 'name'>[] = [],
): (question: string) => Named[] {
  const conceptNames = new Map(concepts.map(({ id, name }) => [id, name.replace(/ face$/, '')]));
  const known = new Map<string, Passage[]>();
  let longest = 0;
  for (const passage of passages) {
    const names = [...namesIn(passage), ...passage.concepts.flatMap(id => conceptNames.get(id) ?? [])].map(singulars);
    for (const words of names) longest = Math.max(longest, words.length);
    for (const name of new Set(names.map(words => words.join(' ')))) {
      if (name) known.set(name, [...(known.get(name) ?? []), passage]);
    }
  }
  return question => {
    const asked = singulars(question);
    const found: Named[] = [];
    for (let start = 0; start < asked.length; ) {
      const ends = Array.from({ length: Math.min(longest, asked.length - start) }, (_, i) => start + i + 1).reverse();
      const end = ends.find(one => known.has(asked.slice(start, one).join(' ')));
      if (end) {
        const name = asked.slice(start, end).join(' ');
        found.push({ name, passages: known.get(name)! });
      }
      start = end ?? start + 1;
    }
    return found;
  };
}

/** The words of a text in small letters, each in the singular. */
const singulars = (text: string): string[] =>
  (withoutAccents(plainText(text).toLowerCase()).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map(word =>
    pluralize.singular(word),
  );
