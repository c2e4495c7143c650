import { similarityHistogram } from '../charts/similarity-histogram';
import type { Digits } from '../data/digits';
import type { Encoder } from '../encoders/encoder';
import { type ClassSimilarity, classSimilarity } from '../metrics/class-similarity';
import { show } from './show';

/**
 * Shows how similar pictures of one digit are to each other, and to those of other digits, for several encoders below each other.
 * @param encoders by what stands above each panel
 * @param digits a few thousand at most, since every pair is looked at
 * @returns what was counted, by the same names
 * @throws RangeError as classSimilarity and similarityHistogram do
 */
export async function showSimilarity(
  encoders: Record<string, Pick<Encoder<Float32Array>, 'embed'>>,
  { images, labels }: Pick<Digits, 'images' | 'labels'>,
  options: { title?: string } = {},
): Promise<Record<string, ClassSimilarity>> {
  const similarity: Record<string, ClassSimilarity> = {};
  for (const [title, encoder] of Object.entries(encoders)) {
    const rows = await encoder.embed(images);
    similarity[title] = await classSimilarity(rows, labels);
    rows.dispose();
  }
  const panels = Object.entries(similarity).map(([title, counts]) => ({ title, ...counts }));
  await show(similarityHistogram(panels, options));
  return similarity;
}
