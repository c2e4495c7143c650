import { loadConcepts } from '../data/concepts';
import { loadPictures, STYLES, UNSEEN_STYLES } from '../data/pictures';
import { takePictures } from '../data/take-pictures';
import type { Towers } from '../encoders/towers';

/** Embeddings, with the concept of each. */
export interface ConceptRows {
  rows: Float32Array;
  labels: number[];
}

/** What the image tower makes of every picture of these concepts, in the styles that it was trained on. */
export async function pictureRows(
  { image, side }: Pick<Towers, 'image' | 'side'>,
  concepts: number[],
): Promise<ConceptRows> {
  const wanted = new Set(concepts);
  const rows: number[] = [];
  const labels: number[] = [];
  for (const style of STYLES.filter(each => !UNSEEN_STYLES.includes(each))) {
    const pictures = await loadPictures(style, { side });
    const shown = Array.from(pictures.concepts, (_, i) => i).filter(i => wanted.has(pictures.concepts[i]));
    if (shown.length === 0) continue;
    const embedded = await image.embed(takePictures(pictures, shown));
    rows.push(...(await embedded.data()));
    labels.push(...shown.map(i => pictures.concepts[i]));
    embedded.dispose();
  }
  return { rows: Float32Array.from(rows), labels };
}

/** What the text tower makes of the names of these concepts. */
export async function nameRows({ text }: Pick<Towers, 'text'>, labels: number[]): Promise<ConceptRows> {
  const concepts = await loadConcepts();
  const embedded = await text.embed(labels.map(label => concepts[label].name));
  const rows = Float32Array.from(await embedded.data());
  embedded.dispose();
  return { rows, labels };
}
