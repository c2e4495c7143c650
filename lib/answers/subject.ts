import pluralize from 'pluralize';
import type { Passage } from '../data/passages';

/** How a question speaks of what is shown or played with it. */
export interface Subject {
  /** The kind of thing that it is asked about: 'animal' of 'this animal'; undefined where no kind that there is is named. */
  kind?: string;
  /** The question with a name in place of what points at the thing: 'What does the lion eat?' of 'What does it eat?'. */
  about(name: string): string;
}

/** @param kinds the words that passages have for what they are about, in the singular */
export function readSubject(question: string, kinds: Iterable<string>): Subject {
  const words = [...kinds].flatMap(kind => [kind, pluralize.plural(kind)]);
  const one = words.sort((a, b) => b.length - a.length).join('|') || '(?!)';
  const pointing = new RegExp(`\\b(?:this|that|these|those) (?:[a-z-]+ ){0,2}?(${one})\\b`, 'i').exec(question);
  const ofThisKind = new RegExp(`\\b(${one}) (?:of|like) (?:this|that)(?: (?:kind|sort|type))?\\b`, 'i').exec(question);
  const family = new RegExp(`\\b(?:family|kind|type|sort|group|class) of (${one})\\b`, 'i').exec(question);
  const kind = (pointing ?? ofThisKind ?? family)?.[1].toLowerCase();
  const place = pointing ?? ofThisKind ?? /\b(?:this|that|these|those) (?:one|thing|picture|sound)\b/i.exec(question);
  return {
    kind: kind && pluralize.singular(kind),
    about: name => {
      if (place) return question.replace(place[0], `the ${name}`);
      const owner = question.replace(/\b(?:its|their|his|her)\b/i, `the ${name}'s`);
      return owner === question
        ? question.replace(/\b(?:this|that|it|these|they|them|he|she)\b/i, `the ${name}`)
        : owner;
    },
  };
}

/** How a question names what a passage is about: 'lime' for 'Lime (fruit)'. */
export const subjectName = ({ title }: Pick<Passage, 'title'>): string => title.replace(/ \(.*/, '').toLowerCase();
