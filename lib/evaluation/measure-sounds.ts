import { subtractBandMeans } from '../data/log-mel';
import type { Encoder } from '../encoders/encoder';
import { tf } from '../engine/index';
import { readLabels } from '../engine/rows';
import { nearestNeighbours } from '../neighbours/nearest-neighbours';

/** How often the right concept comes first, or among the first three, 0 to 1. */
export interface ConceptScores {
  top1: number;
  top3: number;
  /** The same with every concept counted once, however many sounds it has. */
  macroTop1: number;
  macroTop3: number;
  queries: number;
  /** Concepts to choose from: a random guess has 1 and 3 of them. */
  choices: number;
}

/**
 * Which concept a row is nearest to, by cosine: concepts in the order of their nearest row of the gallery. Of rows that are equally near,
 * the one that comes first in the gallery counts as the nearer.
 * @param queries [n, dim], with one label each
 * @param gallery [m, dim], with one label each; a concept may have many rows
 * @throws RangeError for labels that are not one for each row, a query whose concept has no row in the gallery, and rows that
 *   nearestNeighbours refuses
 */
export async function measureConcepts(
  queries: tf.Tensor2D,
  queryLabels: ArrayLike<number>,
  gallery: tf.Tensor2D,
  galleryLabels: ArrayLike<number>,
): Promise<ConceptScores> {
  await readLabels('measureConcepts', 'queryLabels', queryLabels, queries.shape[0], 'queries');
  await readLabels('measureConcepts', 'galleryLabels', galleryLabels, gallery.shape[0], 'gallery');
  const choices = new Set(Array.from(galleryLabels));
  const missing = Array.from(queryLabels).find(label => !choices.has(label));
  if (missing !== undefined) {
    throw new RangeError(`measureConcepts: a query has the label ${missing}, expected one that galleryLabels holds`);
  }
  const k = galleryLabels.length;
  const { indices } = await nearestNeighbours(gallery, queries, { k });
  const ranks = Array.from(queryLabels, (label, query) => {
    const order = new Set<number>();
    for (let i = query * k; i < (query + 1) * k; i++) {
      order.add(galleryLabels[indices[i]]);
      if (galleryLabels[indices[i]] === label) break;
    }
    return order.size;
  });
  const share = (most: number, chosen: number[]) => chosen.filter(rank => rank <= most).length / chosen.length;
  const byConcept = new Map<number, number[]>();
  ranks.forEach((rank, i) => {
    byConcept.set(queryLabels[i], [...(byConcept.get(queryLabels[i]) ?? []), rank]);
  });
  const macro = (most: number) =>
    [...byConcept.values()].reduce((sum, chosen) => sum + share(most, chosen), 0) / byConcept.size;
  return {
    top1: share(1, ranks),
    top3: share(3, ranks),
    macroTop1: macro(1),
    macroTop3: macro(3),
    queries: ranks.length,
    choices: choices.size,
  };
}

/** Raw log-mels as an encoder of sounds: what a trained one has to beat. Words lose their band means first, as in the audio tower. */
export function rawMels(kind: 'words' | 'notes', { frames, bands }: { frames: number; bands: number }) {
  const encoder: Encoder<{ mels: Float32Array }> = {
    modality: 'audio',
    dim: frames * bands,
    embed: async ({ mels }) => {
      const rows = kind === 'words' ? subtractBandMeans(mels, { frames, bands }) : mels;
      return tf.tensor2d(rows, [mels.length / (frames * bands), frames * bands]);
    },
    dispose: () => {},
  };
  return encoder;
}
