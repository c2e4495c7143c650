import type { Concept } from '../../lib/data/concepts';
import { loadConcepts, loadConceptWords } from '../../lib/data/concepts';
import { loadStamps } from '../../lib/data/stamps';
import type { CourseItem } from '../../lib/search/course-items';
import type { CourseSearch } from '../../lib/search/course-search';
import { fitJudge } from '../../lib/search/evidence';
import { type NameBook, nameBook } from '../../lib/search/name-book';
import type { FindOptions } from '../../lib/search/search';
import type { Filter } from '../../lib/search/stores/vector-store';
import { foldText, plainText, saysSomething } from '../../lib/search/typed-words';
import type { Found } from './found';
import { type FoundHit, withReasons } from './reasons';
import { Refusal, refusingQuery } from './refusal';

/** Concepts that a sentence may mean; all of them where a filter leaves few items, such as sounds. */
const MEANINGS = 60;
/** Items shown of each. */
const SHOWN_OF_EACH = 3;
/** Concepts that are named to the reader. */
const NAMED = 5;

type Options = Required<Pick<FindOptions, 'k' | 'filter'>>;

/**
 * Looks for words. The name of a concept, as people type it in any of the course's languages or as an emoji, and every other text that is
 * stored, is looked for as it stands, in the space of pictures and sounds. Anything else is a sentence, which the towers know little of: it
 * is compared with the stored captions, and what is found are items of the concepts that it may mean.
 * @returns its function throws a Refusal for words that say nothing at all
 */
export async function wordFinder(
  search: Pick<CourseSearch, 'items' | 'find' | 'sentences'>,
): Promise<(words: string, options: Options) => Promise<Found>> {
  /** What the stored texts speak of. */
  const texts = new Map<string, Set<string>>();
  const labels = new Set<string>();
  for (const { modality, title, label } of search.items.values()) {
    const text = title.toLowerCase();
    if (modality === 'text') texts.set(text, new Set([...(texts.get(text) ?? []), label]));
    labels.add(label);
  }
  const concepts = (await loadConcepts()).filter(({ id }) => labels.has(id));
  const book = await openBook(concepts);
  const findSentence = sentenceFinder(search, fitJudge(concepts));
  return async (typed, options) => {
    const found = await findTyped(typed, options);
    return found.hits.length === 0 ? { ...found, nothing: true } : found;
  };

  async function findTyped(typed: string, options: Options): Promise<Found> {
    if (!saysSomething(typed)) {
      throw new Refusal(400, `there is no letter and no digit in “${typed}”, expected words, such as lion`);
    }
    const stored = [typed, plainText(typed)].find(text => texts.has(text.toLowerCase()));
    if (stored !== undefined) {
      const text = stored.toLowerCase();
      return { hits: await findName(text, texts.get(text)!, options), asked: `the name “${typed}”` };
    }
    const meant = book.lookUp(typed);
    if (meant.length === 0) return findSentence(typed, plainText(book.named(typed)), options);
    const hits = [];
    const named = new Set(meant.map(({ id }) => id));
    for (const { name } of meant) hits.push(...(await findName(name.toLowerCase(), named, options)));
    return { hits: namedFirst(bestOf(hits, options.k)), asked: askedFor(typed, meant) };
  }

  async function findName(name: string, named: Set<string>, { k, filter }: Options): Promise<FoundHit[]> {
    const hits = await refusingQuery(() => search.find({ text: name }, { k: k + 1, filter }));
    // the name itself, which would come first, is known to who typed it
    const others = hits.filter(({ modality, title }) => modality !== 'text' || title.toLowerCase() !== name);
    return namedFirst(withReasons(others.slice(0, k), 'words', named));
  }
}

async function openBook(concepts: Concept[]): Promise<NameBook> {
  const all = await loadConcepts();
  const stamps = await loadStamps({ side: 32 });
  const captions = stamps.captions.flatMap((caption, i) =>
    stamps.concepts[i] < 0 ? [] : [{ concept: all[stamps.concepts[i]].id, captions: caption }],
  );
  return nameBook(concepts, { words: await loadConceptWords(), captions });
}

/** Of several names the nearest hits of all, each once. */
function bestOf(hits: FoundHit[], k: number): FoundHit[] {
  const sorted = [...hits].sort((a, b) => b.similarity - a.similarity);
  return [...new Map(sorted.reverse().map(hit => [hit.id, hit])).values()].reverse().slice(0, k);
}

/** What is called so comes before what is only near to it. */
const namedFirst = (hits: FoundHit[]): FoundHit[] => [
  ...hits.filter(({ reason }) => reason === 'name'),
  ...hits.filter(({ reason }) => reason !== 'name'),
];

function askedFor(typed: string, meant: Concept[]): string {
  const names = meant.map(({ name }) => `“${name}”`).join(' and ');
  const asked = meant.length === 1 ? `the name ${names}` : `the names ${names}`;
  return meant.some(({ name }) => foldText(name) === foldText(typed)) ? asked : `${asked} (typed “${typed}”)`;
}

function sentenceFinder(
  { items, sentences }: Pick<CourseSearch, 'items' | 'sentences'>,
  fitsSomething: (sentence: string, similarity: number) => boolean,
) {
  const ofConcept = new Map<string, CourseItem[]>();
  for (const item of items.values()) {
    const others = ofConcept.get(item.label);
    if (others) others.push(item);
    else ofConcept.set(item.label, [item]);
  }
  return async (typed: string, sentence: string, { k, filter }: Options): Promise<Found> => {
    const asked = `the sentence “${typed}”`;
    // the model reads English alone; what is no name in any of the languages says nothing to it
    if (!/[a-z0-9]/i.test(sentence.normalize('NFKD'))) return { hits: [], asked, nothing: true };
    const most = Object.keys(filter).length === 0 ? MEANINGS : ofConcept.size;
    const meanings = await refusingQuery(() => sentences.meanings(sentence, { k: most }));
    const hits = meanings.flatMap(({ concept, similarity }) => {
      const fitting = (ofConcept.get(concept) ?? []).filter(item => fits(item, filter));
      return varied(fitting)
        .slice(0, SHOWN_OF_EACH)
        .map(item => ({ ...item, similarity, reason: 'caption' as const }));
    });
    const nothing = !fitsSomething(sentence, meanings[0]?.similarity ?? 0);
    return {
      ...{ hits: hits.slice(0, k), asked, meanings: meanings.slice(0, NAMED) },
      ...(nothing && { nothing: true as const }),
    };
  };
}

const fits = (item: CourseItem, filter: Filter) =>
  (['modality', 'source'] as const).every(field => filter[field] === undefined || filter[field] === item[field]);

/** The first picture, clip and sound, then the others; texts last, since the concept is named in any case. */
function varied(items: CourseItem[]): CourseItem[] {
  const shown = items.filter(({ modality }) => modality !== 'text');
  const firsts = shown.filter((item, i) => shown.findIndex(({ modality }) => modality === item.modality) === i);
  return [...new Set([...firsts, ...shown, ...items])];
}
