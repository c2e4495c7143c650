import type { Concept } from '../data/concepts';
import { contentStems } from './english-forms';
import { openEvidence } from './evidence';
import { type NameBook, type Named, nameBook, type OtherWords } from './name-book';
import type { Nearness, SentenceSearch } from './sentence-search';
import { listed, type PhrasePart, phraseParts, withoutLeadIn } from './typed-phrases';
import { foldText, plainText } from './typed-words';

/** Why a concept was found. */
export type Reason =
  | { by: 'name'; language: string }
  /** Its name, spelt otherwise. */
  | { by: 'near name'; language: string }
  /** Words of the sentence that are in its caption, as stems. */
  | { by: 'caption words'; words: string[] }
  /** What the sentence as a whole says. */
  | { by: 'meaning' };

export interface FoundConcept {
  concept: Concept;
  reason: Reason;
  /** Cosine of what was typed and the concept's caption; 0 where it cannot be read as English. */
  similarity: number;
}

export interface FoundConcepts {
  /** The concepts that what was typed may mean, the likeliest first: those that it names, and all the others where it can be compared. */
  ranking: FoundConcept[];
  /** How many of them it names. */
  named: number;
  /** Whether it names them and says nothing else: 'cat and dog', and not 'sleeping cat'. */
  namesOnly: boolean;
  /** Whether nothing in the store fits; the ranking then has the nearest all the same. */
  nothing: boolean;
}

export interface ConceptFinder {
  /**
   * The concepts that somebody may mean by a name, several names, a phrase or a sentence.
   * @param rest whether, after names and nothing else, all the other concepts follow: true by default. Without them nothing is embedded
   *   where names are all there is, and their similarity is 0
   * @throws RangeError for a text longer than 2,000 characters
   */
  find(typed: string, options?: { rest?: boolean }): Promise<FoundConcepts>;
}

/**
 * What the share of a sentence's words that a concept has adds to its cosines. It was chosen of 0, 0.1, 0.2 and 0.3 by leaving out one of
 * 128 sentences after the other, which gave 0.2 for 120 of them; chosen in this way, 65.0 % of the 60 sentences of the course are right in
 * the first place, and 86.7 % among ten.
 */
const WORDS_WEIGHT = 0.2;

/**
 * Finds concepts by what people type, through one door.
 *
 * Names come first: in any of thirteen languages, as emoji, in the plural, with articles, several at once ('cat and dog'), within a short
 * phrase ('a sleeping cat'), after what asks for them ('show me a picture of a lion'), and with a slip of the keys. What follows is ranked by
 * meaning: the mean of the cosines with the concept's caption and gloss, and the share of the words that it has in them.
 *
 *     score(sentence, concept) = (cos(sentence, caption) + cos(sentence, gloss)) / 2 + 0.2 · share of words
 *
 * A concept without a gloss has the first cosine alone. Scores are mixed here, and not places: what BM25 ranks first for a sentence hangs on
 * a stray word, and only its score tells how little that is.
 */
export function openConceptFinder(
  concepts: readonly Concept[],
  { sentences, other }: { sentences: Pick<SentenceSearch, 'nearness'>; other: OtherWords },
): ConceptFinder {
  const book = nameBook(concepts, other);
  const evidence = openEvidence(concepts, other.glosses ?? {});

  async function rank(sentence: string): Promise<FoundConcept[]> {
    const nearness = await sentences.nearness(sentence);
    const shares = evidence.shares(sentence);
    const scored = concepts.map((concept, i) => {
      const near = nearness.get(concept.id)!;
      return { concept, similarity: near.caption, score: cosineOf(near) + WORDS_WEIGHT * shares[i] };
    });
    const stems = contentStems(sentence);
    return scored
      .sort((one, other) => other.score - one.score)
      .map(({ concept, similarity }) => {
        const words = evidence.captionWords(stems, concept);
        const reason: Reason = words.length > 0 ? { by: 'caption words', words } : { by: 'meaning' };
        return { concept, similarity, reason };
      });
  }

  return {
    find: async (typed, { rest = true } = {}) => {
      const { named, namesOnly } = namesIn(book, typed);
      const text = plainText(book.named(typed));
      // in another language the sentence encoder knows the names alone
      const english = named.some(({ reason }) => 'language' in reason && reason.language !== 'en')
        ? named.map(({ concept }) => concept.name).join(', ')
        : text;
      const ranking = (rest || !namesOnly) && isReadable(english) ? await rank(english) : [];
      const nearest = Math.max(0, ...ranking.map(({ similarity }) => similarity));
      const meant = new Set(named.map(({ concept }) => concept));
      const similarities = new Map(ranking.map(({ concept, similarity }) => [concept, similarity]));
      return {
        ranking: [
          ...named.map(one => ({ ...one, similarity: similarities.get(one.concept) ?? 0 })),
          ...ranking.filter(({ concept }) => !meant.has(concept)),
        ],
        named: named.length,
        namesOnly,
        nothing: named.length === 0 && !evidence.fits(text, nearest),
      };
    },
  };
}

const cosineOf = ({ caption, gloss = caption }: Nearness): number => (caption + gloss) / 2;

/** Whether there is a letter or a digit that the sentence encoder reads. */
const isReadable = (text: string): boolean => /[a-z0-9]/i.test(text.normalize('NFKD'));

interface NamesFound {
  named: { concept: Concept; reason: Reason }[];
  namesOnly: boolean;
}

/** The names in what was typed: all of it, all that it lists, or those in a short phrase; each rather as it is spelt than nearly so. */
function namesIn(book: NameBook, typed: string): NamesFound {
  const whole = book.lookUp(typed);
  if (whole.length > 0) return { named: withReason(whole, 'name'), namesOnly: true };
  const bare = withoutLeadIn(foldText(book.named(typed)));
  // some names list things themselves: 'couch and lamp'
  const lists = bare.flatMap(text => [[text], listed(text).map(part => withoutLeadIn(part).at(-1)!)]);
  const ways = [
    ['name', book.lookUp],
    ['near name', lookUpEither(book)],
  ] as const;
  for (const [by, lookUp] of ways) {
    for (const parts of lists) {
      const found = parts.map(lookUp);
      if (found.every(one => one.length > 0)) return { named: withReason(inTurn(found), by), namesOnly: true };
    }
  }
  for (const [by, lookUp] of ways) {
    const named = namesInPhrase(bare.at(-1)!, lookUp, book.knowsWord);
    if (named.length > 0) return { named: withReason(named, by), namesOnly: false };
  }
  return { named: [], namesOnly: false };
}

function namesInPhrase(phrase: string, lookUp: NameBook['lookUp'], knowsWord: NameBook['knowsWord']): Named[] {
  const english = phrase.split(' ').some(knowsWord);
  const taken: PhrasePart[] = [];
  const found: Named[][] = [];
  for (const part of phraseParts(phrase)) {
    if (taken.some(({ start, end }) => part.start < end && start < part.end)) continue;
    // 'match' of 'football match' is no French game
    const named = lookUp(part.text).filter(({ language }) => !english || language === 'en');
    if (named.length === 0) continue;
    taken.push(part);
    found.push(named);
  }
  return inTurn(found);
}

const lookUpEither = (book: NameBook) => (part: string) => {
  const found = book.lookUp(part);
  return found.length > 0 ? found : book.lookUpNear(part);
};

const withReason = (found: Named[], by: 'name' | 'near name') =>
  found.map(({ concept, language }) => ({ concept, reason: { by, language } as const }));

/** The first of each, then the second of each, each concept once. */
function inTurn(parts: Named[][]): Named[] {
  const most = Math.max(0, ...parts.map(part => part.length));
  const all = Array.from({ length: most }, (_, i) => parts.flatMap(part => part.slice(i, i + 1))).flat();
  return [...new Map(all.map(one => [one.concept, one])).values()];
}
