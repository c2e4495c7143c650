import type { CourseItem } from '../../lib/search/course-items';
import type { Filter } from '../../lib/search/stores/vector-store';

/** Items by the concept that they show. */
export function itemsByConcept(items: Iterable<CourseItem>): ReadonlyMap<string, CourseItem[]> {
  const ofConcept = new Map<string, CourseItem[]>();
  for (const item of items) {
    const others = ofConcept.get(item.label);
    if (others) others.push(item);
    else ofConcept.set(item.label, [item]);
  }
  return ofConcept;
}

export const fitsFilter = (item: CourseItem, filter: Filter) =>
  (['modality', 'source'] as const).every(field => filter[field] === undefined || filter[field] === item[field]);

/** The first picture, clip and sound, then the others; texts last, since the concept is named in any case. */
export function varied(items: CourseItem[]): CourseItem[] {
  const shown = items.filter(({ modality }) => modality !== 'text');
  const firsts = shown.filter((item, i) => shown.findIndex(({ modality }) => modality === item.modality) === i);
  return [...new Set([...firsts, ...shown, ...items])];
}

/** What is shown, by its label: each set has a text for it. */
export const namesOf = (items: readonly CourseItem[]): ReadonlyMap<string, string> =>
  new Map(items.filter(({ source }) => NAMES.includes(source)).map(({ label, title }) => [label, title]));
const NAMES = ['name', 'number-words'];
