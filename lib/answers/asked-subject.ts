import type { Passage } from '../data/passages';
import { contentStems } from '../search/english-forms';
import type { PassageSearch } from '../search/passage-search';
import type { Named } from './named';

/** How well a passage fits what a question is about. */
export type SubjectFit = 'own' | 'speaks of it' | 'other';

/** What a question is about. */
export interface AskedSubject {
  /** The passages that go by its name; none where it names nothing that there is. */
  passages: readonly Passage[];
  /** Whether it is about what it names, and does not only mention it. */
  isNamed: boolean;
  /**
   * Whether a passage goes by its name, or speaks at least of it. Where a question names nothing, its rarest word stands for what it is
   * about: whoever speaks of inventors alone does not answer 'Who invented the yo-yo?'.
   */
  fitOf(passage: Passage): SubjectFit;
}

/** How much commoner than another word a name may be and still be what is asked about, as the logarithm of a ratio. */
const COMMONER = 2;

/**
 * Of several names the rarest is what is asked about: of sloths in trees, the sloths. A name is only mentioned where a word much rarer
 * stands beside it: what nomads use as houses is no question about houses.
 */
export async function askedSubject(
  question: string,
  search: Pick<PassageSearch, 'rarity'>,
  named: readonly Named[],
): Promise<AskedSubject> {
  const rarity = await search.rarity();
  const rarest = (stems: readonly string[]) => Math.max(...stems.map(rarity));
  const names = named
    .map(({ name, passages }) => ({ stems: [...contentStems(name)], passages }))
    .filter(({ stems }) => stems.length > 0)
    .sort((one, other) => rarest(other.stems) - rarest(one.stems));
  const subject = names[0];
  const unknown = rarity('');
  const words = [...contentStems(question)].sort((one, other) => rarity(other) - rarity(one));
  const there = words.filter(word => rarity(word) < unknown);
  const isNamed = subject !== undefined && rarest(subject.stems) >= rarest(there) - COMMONER;
  const mentioned = new Set(names.flatMap(({ passages }) => passages));
  const telling = [subject?.stems ?? [], isNamed ? [] : words.slice(0, 1)].filter(stems => stems.length > 0);
  const fits = new Map<Passage, SubjectFit>();
  const fitOf = (passage: Passage): SubjectFit => {
    if (isNamed && subject.passages.includes(passage)) return 'own';
    if (mentioned.has(passage)) return 'speaks of it';
    const said = contentStems(`${passage.title} ${passage.text}`);
    return telling.some(stems => stems.every(stem => said.has(stem))) ? 'speaks of it' : 'other';
  };
  return {
    passages: subject?.passages ?? [],
    isNamed,
    fitOf: passage => {
      const known = fits.get(passage) ?? fitOf(passage);
      fits.set(passage, known);
      return known;
    },
  };
}
