import { DATASETS, openDataSet } from './data-set';

/** One of the thousand classes that the backbone tells photographs apart by. */
export interface ImageClass {
  /** The usual name first, then others: ['goldfish', 'Carassius auratus']. */
  names: string[];
  /** What it looks like; missing for a few. */
  description?: string;
}

/**
 * The classes of ImageNet-1k, in the order of the backbone's logits.
 * @throws Error when the file is missing, cut short or changed
 */
export async function loadImageClasses({ folder = DATASETS }: { folder?: string } = {}): Promise<ImageClass[]> {
  const { items } = await openDataSet<{ items: ImageClass[] }>('loadImageClasses', 'image-classes', folder);
  return items;
}
