import type { ItemDetails } from '../../lib/search/stores/vector-store';
import type { Item } from './answers';

/** What the page is told of an item, with the address of what is seen or heard of it. */
export const itemOf = ({ id, modality, source, title }: ItemDetails): Item => ({
  ...{ id, modality, source, title },
  ...(modality !== 'text' && { media: `/media/${encodeURIComponent(id)}` }),
});
