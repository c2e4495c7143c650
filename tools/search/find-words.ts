import type { Concept } from '../../lib/data/concepts';
import { type FoundConcept, type FoundConcepts, openConceptFinder } from '../../lib/search/concept-finder';
import type { OtherWords } from '../../lib/search/name-book';
import { remembered } from '../../lib/search/remembered';
import type { FindOptions, Search } from '../../lib/search/search';
import type { SentenceSearch } from '../../lib/search/sentence-search';
import type { Filter, ItemDetails } from '../../lib/search/stores/vector-store';
import { foldText, plainText, saysSomething } from '../../lib/search/typed-words';
import type { Reason } from './answers';
import type { Found } from './found';
import { fitsFilter, itemsByConcept, varied } from './items-of-concept';
import { type FoundHit, withReasons } from './reasons';
import { Refusal, refusingQuery } from './refusal';

/** Concepts that a sentence may mean; all of them where a filter leaves few items, such as sounds. */
const MEANINGS = 60;
/** Items shown of each. */
const SHOWN_OF_EACH = 3;
/** Concepts that are named to the reader. */
const NAMED = 5;

type Options = Required<Pick<FindOptions, 'k' | 'filter'>>;

/** Where words are looked for. */
export interface WordsSearched extends Pick<Search, 'find' | 'vectorOf'> {
  items: ReadonlyMap<string, ItemDetails>;
  sentences: Pick<SentenceSearch, 'nearness'>;
}

/**
 * Looks for words. The name of a concept, as people type it, and every other text that is stored, is looked for in the space of pictures
 * and sounds: first come items of the concept, then what looks or sounds like it. Anything else is a sentence, which the towers know little
 * of: what is found are items of the concepts that it may mean.
 * @param all the concepts that there are; those of which nothing is stored are not found
 * @param other what else they are called; see `loadOtherWords`
 * @returns its function throws a Refusal for words that say nothing at all
 */
export function wordFinder(
  search: WordsSearched,
  all: readonly Concept[],
  other: OtherWords,
): (words: string, options: Options) => Promise<Found> {
  const items = [...search.items.values()];
  const labels = new Set(items.map(({ label }) => label));
  const texts = new Set(items.flatMap(({ modality, title }) => (modality === 'text' ? [title.toLowerCase()] : [])));
  const concepts = all.filter(({ id }) => labels.has(id));
  const finder = openConceptFinder(concepts, { sentences: search.sentences, other });
  const itemsOf = itemsByConcept(items);
  // the page looks for the same words in each of its rows
  const namesOf = remembered(typed => finder.find(typed, { rest: false }));
  const meaningOf = remembered(typed => finder.find(typed));
  const vectorOf = remembered(text => search.vectorOf({ text }));

  return async (typed, options) => {
    if (!saysSomething(typed)) {
      throw new Refusal(400, `there is no letter and no digit in “${typed}”, expected words, such as lion`);
    }
    const found = await answer(typed, options);
    return found.hits.length === 0 ? { ...found, nothing: true } : found;
  };

  async function answer(typed: string, options: Options): Promise<Found> {
    const { ranking, named, namesOnly, nothing } = await refusingQuery(() => namesOf(typed));
    const meant = ranking.slice(0, named);
    if (namesOnly) return { hits: await findNames(typed, meant, options), asked: askedFor(typed, meant) };
    const stored = [typed, plainText(typed)].map(text => text.toLowerCase()).find(text => texts.has(text));
    if (stored !== undefined) {
      return { hits: await findText(stored, new Set(), options), asked: `the name “${typed}”` };
    }
    return {
      hits: itemsOfMeant(ranking, 'caption', options.filter).slice(0, options.k),
      asked: `“${typed}”`,
      meanings: ranking.slice(0, NAMED).map(({ concept, similarity }) => ({ name: concept.name, similarity })),
      ...(nothing && { nothing }),
    };
  }

  async function findNames(typed: string, named: FoundConcept[], options: Options): Promise<FoundHit[]> {
    const found: FoundHit[] = [];
    const labels = new Set(named.map(({ concept }) => concept.id));
    for (const { concept } of named) found.push(...(await findText(concept.name.toLowerCase(), labels, options)));
    const sorted = found.sort((one, other) => other.similarity - one.similarity);
    const each = [...new Map([...sorted].reverse().map(hit => [hit.id, hit])).values()].reverse();
    const own: FoundHit[] = [];
    for (const { concept } of named) {
      const near = each.filter(({ label }) => label === concept.id);
      own.push(...(near.length > 0 ? near : await findFarItems(typed, concept, options.filter)));
    }
    return [...new Set([...own, ...each])].slice(0, Math.max(options.k, ENOUGH));
  }

  /** Items of a concept that are not among those near to its name. */
  async function findFarItems(typed: string, concept: Concept, filter: Filter): Promise<FoundHit[]> {
    if (!itemsOf.get(concept.id)?.some(item => fitsFilter(item, filter))) return [];
    const { ranking } = await refusingQuery(() => meaningOf(typed));
    return itemsOfMeant([ranking.find(one => one.concept === concept)!], 'name', filter);
  }

  async function findText(text: string, named: ReadonlySet<string>, { k, filter }: Options): Promise<FoundHit[]> {
    const vector = await refusingQuery(() => vectorOf(text));
    const hits = await refusingQuery(() => search.find({ vector }, { k: Math.max(k, ENOUGH) + 1, filter }));
    // the text itself, which would come first, is known to who typed it
    const others = hits.filter(({ modality, title }) => modality !== 'text' || title.toLowerCase() !== text);
    return withReasons(others, 'words', named);
  }

  function itemsOfMeant(ranking: FoundConcepts['ranking'], reason: Reason, filter: Filter): FoundHit[] {
    const most = Object.keys(filter).length === 0 ? MEANINGS : ranking.length;
    return ranking.slice(0, most).flatMap(({ concept, similarity }) => {
      const fitting = (itemsOf.get(concept.id) ?? []).filter(item => fitsFilter(item, filter));
      return varied(fitting)
        .slice(0, SHOWN_OF_EACH)
        .map(item => ({ ...item, similarity, reason }));
    });
  }
}

/** Items that are looked at for a name: fewer would all show the one concept. */
const ENOUGH = 60;

function askedFor(typed: string, named: FoundConcept[]): string {
  const names = named.map(({ concept }) => concept.name);
  const [name] = names;
  if (names.length === 1 && foldText(name) === foldText(typed)) return `the name “${typed}”`;
  const quoted = names.map(one => `“${one}”`).join(' and ');
  return `${names.length === 1 ? 'the name' : 'the names'} ${quoted} (typed “${typed}”)`;
}
