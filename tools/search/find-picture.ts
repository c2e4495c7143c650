import type { SeenPicture } from '../../lib/data/picture-items';
import type { PictureMeaning } from '../../lib/search/picture-meaning';
import type { Voice } from '../../lib/search/picture-votes';
import type { ItemDetails } from '../../lib/search/stores/vector-store';
import type { Reason } from './answers';
import type { Finder, Found } from './found';
import { fitsFilter, isPhotograph, itemsByConcept, varied } from './items-of-concept';
import type { FoundHit } from './reasons';

/** Items shown of each concept. */
const SHOWN_OF_EACH = 6;
/** Concepts that a picture may show; behind them everything is as unlikely. */
const CONCEPTS = 100;

const REASONS: Record<Voice, Reason> = { name: 'name', photograph: 'looks', drawing: 'looks' };

/**
 * Looks for what a picture or a clip shows: items of the concepts that speak for it, the likeliest first.
 * @returns its function takes a picture or the frames of a clip, and gives what looks for it, and whether anything that is stored fits
 */
export function pictureFinder(
  items: ReadonlyMap<string, ItemDetails>,
  pictures: { meaning(frames: readonly SeenPicture[]): Promise<PictureMeaning> },
) {
  const ofConcept = itemsByConcept(items.values());
  return async (
    frames: readonly SeenPicture[],
    asked: string,
    without?: string,
  ): Promise<{ find: Finder; nothing: boolean }> => {
    const { concepts, photograph, nothing } = await pictures.meaning(frames);
    const photographsFirst = (item: ItemDetails) => Number(isPhotograph(item) !== photograph >= 0.5);
    const find: Finder = async ({ k, filter }): Promise<Found> => {
      const hits: FoundHit[] = [];
      for (const { concept, share, voice } of concepts.slice(0, CONCEPTS)) {
        if (hits.length >= k) break;
        const fitting = (ofConcept.get(concept) ?? []).filter(item => fitsFilter(item, filter) && item.id !== without);
        const alike = [...fitting].sort((a, b) => photographsFirst(a) - photographsFirst(b));
        hits.push(
          ...varied(alike)
            .slice(0, SHOWN_OF_EACH)
            .map(item => ({ ...item, similarity: share, reason: REASONS[voice] })),
        );
      }
      return { hits: hits.slice(0, k), asked };
    };
    return { find, nothing };
  };
}
