import type { CourseItem } from '../../lib/search/course-items';
import type { CourseSearch } from '../../lib/search/course-search';
import type { FindOptions } from '../../lib/search/search';
import type { Filter, Hit } from '../../lib/search/stores/vector-store';
import { refusing } from './refusal';

/** Concepts that a sentence may mean; all of them where a filter leaves few items, such as sounds. */
const MEANINGS = 60;
/** Items shown of each. */
const SHOWN_OF_EACH = 3;
/** Concepts that are named to the reader. */
const NAMED = 5;

export interface FoundByWords {
  hits: Hit[];
  asked: string;
  meanings?: { name: string; similarity: number }[];
}

/**
 * Looks for words. The name of a concept, and every other text that is stored, is looked for as it stands, in the space of pictures and
 * sounds. Anything else is a sentence, which the towers know little of: it is compared with the stored captions, and what is found are
 * items of the concepts that it may mean.
 * @throws Refusal for words that the sentence model cannot read
 */
export function wordFinder({ items, find, sentences }: Pick<CourseSearch, 'items' | 'find' | 'sentences'>) {
  const texts = new Set<string>();
  const ofConcept = new Map<string, CourseItem[]>();
  for (const item of items.values()) {
    if (item.modality === 'text') texts.add(item.title.toLowerCase());
    const others = ofConcept.get(item.label);
    if (others) others.push(item);
    else ofConcept.set(item.label, [item]);
  }
  return async (words: string, { k, filter }: Required<Pick<FindOptions, 'k' | 'filter'>>): Promise<FoundByWords> => {
    if (texts.has(words.toLowerCase())) {
      const name = words.toLowerCase();
      const hits = await find({ text: name }, { k: k + 1, filter });
      // the name itself, which would come first, is known to who typed it
      const others = hits.filter(({ modality, title }) => modality !== 'text' || title.toLowerCase() !== name);
      return { hits: others.slice(0, k), asked: `the name “${words}”` };
    }
    const most = Object.keys(filter).length === 0 ? MEANINGS : ofConcept.size;
    const meanings = await refusing(() => sentences.meanings(words, { k: most }));
    const hits = meanings.flatMap(({ concept, similarity }) => {
      const fitting = (ofConcept.get(concept) ?? []).filter(item => fits(item, filter));
      return varied(fitting)
        .slice(0, SHOWN_OF_EACH)
        .map(item => ({ ...item, similarity }));
    });
    return { hits: hits.slice(0, k), asked: `the sentence “${words}”`, meanings: meanings.slice(0, NAMED) };
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
