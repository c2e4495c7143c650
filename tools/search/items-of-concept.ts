import type { Filter, ItemDetails } from '../../lib/search/stores/vector-store';

/** Items by the concept that they show. */
export function itemsByConcept<Item extends ItemDetails>(items: Iterable<Item>): ReadonlyMap<string, Item[]> {
  const ofConcept = new Map<string, Item[]>();
  for (const item of items) {
    const others = ofConcept.get(item.label);
    if (others) others.push(item);
    else ofConcept.set(item.label, [item]);
  }
  return ofConcept;
}

export const fitsFilter = (item: ItemDetails, filter: Filter) =>
  (['modality', 'source'] as const).every(field => filter[field] === undefined || filter[field] === item[field]);

/** The first picture, clip and sound, then the others; texts last, since the concept is named in any case. */
export function varied<Item extends ItemDetails>(items: Item[]): Item[] {
  const shown = items.filter(({ modality }) => modality !== 'text');
  const firsts = shown.filter((item, i) => shown.findIndex(({ modality }) => modality === item.modality) === i);
  return [...new Set([...firsts, ...shown, ...items])];
}

/** What is shown, by its label: each set has a text for it. */
export const namesOf = (items: readonly ItemDetails[]): ReadonlyMap<string, string> =>
  new Map(items.filter(({ source }) => NAMES.includes(source)).map(({ label, title }) => [label, title]));
const NAMES = ['name', 'number-words'];

/** Of the course's pictures, which are photographs and no drawings. */
export const isPhotograph = ({ source }: Pick<ItemDetails, 'source'>): boolean =>
  source === 'tuxpaint' || source === 'gcompris';
