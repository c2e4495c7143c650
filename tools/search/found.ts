import { dealCards, dealRows, FIRST_CONCEPTS } from '../../lib/search/cards-first';
import type { FindOptions } from '../../lib/search/search';
import type { Answer, Modality } from './answers';
import { filterOf, type SearchOptions } from './options';
import type { FoundHit } from './reasons';

/** What was found, the best first, and what the reader is told of it. */
export type Found = Omit<Answer, 'hits' | 'more'> & { hits: FoundHit[] };

/** Looks for one query, in a part of what is there. */
export type Finder = (options: Required<Pick<FindOptions, 'k' | 'filter'>>) => Promise<Found>;

const MODALITIES: Modality[] = ['image', 'audio', 'video', 'text'];

/** How many are looked at to show k: there are ten items and more of one concept. */
const toChooseFrom = (k: number) => 8 * k + 40;

/**
 * What a finder finds, in the order of cards; where any modality may be shown, each has its share.
 * @returns one more than is asked for, where there is more
 */
export async function findCards(query: SearchOptions, find: Finder): Promise<Found> {
  const wanted = query.k + 1;
  const filter = filterOf(query);
  if (query.modality !== undefined) {
    const found = await find({ k: toChooseFrom(wanted), filter });
    return { ...found, hits: dealCards(found.hits, wanted) };
  }
  const share = Math.ceil(wanted / MODALITIES.length);
  const [found, ...rows] = await Promise.all([
    find({ k: Math.max(wanted, toChooseFrom(FIRST_CONCEPTS)), filter }),
    ...MODALITIES.map(modality => find({ k: toChooseFrom(share), filter: { ...filter, modality } })),
  ]);
  return {
    ...found,
    hits: dealRows(
      found.hits,
      rows.map(({ hits }) => hits),
      wanted,
    ),
  };
}
