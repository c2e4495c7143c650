import type { ItemDetails } from './stores/vector-store';

/** What has an id of its own, and says what it shows. */
type Found = Pick<ItemDetails, 'id' | 'label'>;

/** As many different concepts come first wherever there are so many: more than anybody looks at before asking again. */
export const FIRST_CONCEPTS = 10;

/** What shows the same is one card; what nobody knows stands for itself. */
const cardOf = ({ id, label }: Found) => (label === '' ? `id ${id}` : `label ${label}`);

/**
 * What was found in the order of cards: first the best item of each concept, then the others, either in the order in which they came.
 * Ten drawings of one lion then do not hide what else may be meant.
 * @param found the best first, each id once
 */
function cardsFirst<Item extends Found>(found: readonly Item[]): Item[] {
  const [firsts, others] = splitCards(found);
  return [...firsts, ...others];
}

/**
 * k of what was found, in the order of cards: half of them are concepts, and ten at least; the others show the same concepts once more,
 * as long as there are such items.
 * @param found the best first, each id once: more than k, so that there is something to choose from
 */
export function dealCards<Item extends Found>(found: readonly Item[], k: number): Item[] {
  const [firsts, others] = splitCards(found);
  const cards = firsts.slice(0, Math.min(k, Math.max(FIRST_CONCEPTS, Math.ceil(k / 2))));
  const shown = new Set(cards.map(cardOf));
  const isShown = (item: Item) => shown.has(cardOf(item));
  const rest = [...firsts.slice(cards.length), ...others.filter(item => !isShown(item))];
  return cardsFirst([...cards, ...others.filter(isShown), ...rest].slice(0, k));
}

/**
 * k of what was found in several lists, such as one a modality, in the order of cards: the first concepts of all that was found, then a
 * like share of each list. A modality whose items are never the nearest has its place, too.
 * @param all what was found whatever it is, the best first, each id once
 * @param lists parts of the same, each the best first
 */
export function dealRows<Item extends Found>(
  all: readonly Item[],
  lists: readonly (readonly Item[])[],
  k: number,
): Item[] {
  const filled = lists.filter(({ length }) => length > 0);
  const share = Math.ceil(k / Math.max(1, filled.length));
  const rows = filled.map(list => unique([...dealCards(list, share), ...list]));
  const turns = Array.from({ length: Math.max(0, ...rows.map(({ length }) => length)) }, (_, i) =>
    rows.flatMap(row => row.slice(i, i + 1)),
  );
  const firsts = splitCards(all)[0].slice(0, FIRST_CONCEPTS);
  return cardsFirst(unique([...firsts, ...turns.flat(), ...all]).slice(0, k));
}

/** The best item of each concept, and all the others. */
function splitCards<Item extends Found>(found: readonly Item[]): [firsts: Item[], others: Item[]] {
  const seen = new Set<string>();
  const [firsts, others]: [Item[], Item[]] = [[], []];
  for (const item of found) {
    const card = cardOf(item);
    (seen.has(card) ? others : firsts).push(item);
    seen.add(card);
  }
  return [firsts, others];
}

const unique = <Item extends Found>(items: readonly Item[]): Item[] => {
  const seen = new Set<string>();
  return items.filter(({ id }) => !seen.has(id) && seen.add(id));
};
