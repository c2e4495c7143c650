import type { Hit } from '../../lib/search/stores/vector-store';
import type { Reason } from './answers';

/** Something that was found, and why. */
export type FoundHit = Hit & { reason: Reason };

/** What items were compared with: words, or something that is seen or heard. */
export type Compared = 'words' | 'seen' | 'heard';

/** By what a query is compared. */
export function comparedBy(content: object): Compared {
  if ('text' in content) return 'words';
  return 'sound' in content ? 'heard' : 'seen';
}

/**
 * Why items were found by their vectors. A name that lies near to another is there since the pictures of both look alike.
 * @param named labels of the concepts that are called what was asked
 */
export const withReasons = (hits: readonly Hit[], compared: Compared, named?: ReadonlySet<string>): FoundHit[] =>
  hits.map(hit => ({ ...hit, reason: named?.has(hit.label) ? 'name' : reasonOf(hit, compared) }));

function reasonOf({ modality }: Hit, compared: Compared): Reason {
  if (compared === 'words') return modality === 'audio' ? 'sounds' : 'looks';
  return compared === 'heard' ? 'sounds' : 'looks';
}
