import type { tf } from '../../lib/engine/index';

/**
 * The course's shares counted again, by comparing cosines of double precision. Nothing of lib/metrics, lib/neighbours or lib/evaluation is
 * used here: a fault in their counting must not be in both.
 */

/** A row brought to length 1, with what it shows. */
export interface Item {
  unit: Float64Array;
  label: number;
}

/** An item a row; a row of zeros stays zero. */
export function itemsOf(rows: ArrayLike<number>, labels: ArrayLike<number>): Item[] {
  const dim = rows.length / labels.length;
  return Array.from(labels, (label, i) => {
    const row = Float64Array.from({ length: dim }, (_, j) => rows[i * dim + j]);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    return { unit: length > 0 ? row.map(value => value / length) : row, label };
  });
}

/** The same for what an encoder gives, which is disposed. */
export async function embedded(rows: Promise<tf.Tensor2D>, labels: ArrayLike<number>): Promise<Item[]> {
  const tensor = await rows;
  const items = itemsOf(await tensor.data(), labels);
  tensor.dispose();
  return items;
}

/** Cosines no farther apart are a tie where recall is counted. */
const TIE = 1e-6;

/**
 * For every query the labels of its k nearest rows, the nearest first: picked one after the other. Where two are as near, the first of
 * the gallery comes first.
 * @param tie by how much a wrong row may be less near than a right one, and still come before it
 */
function nearestFirst(queries: readonly Item[], gallery: readonly Item[], k: number, tie?: number): number[][] {
  return queries.map(({ unit, label }) => {
    const left = gallery.map(item => {
      const right = item.label === label;
      return { label: item.label, right, near: cosine(unit, item.unit) - (right ? (tie ?? 0) : 0) };
    });
    return Array.from({ length: Math.min(k, gallery.length) }, () => {
      let best = 0;
      for (let i = 1; i < left.length; i++) {
        const before = tie !== undefined && left[best].right && !left[i].right;
        if (left[i].near > left[best].near || (left[i].near === left[best].near && before)) best = i;
      }
      return left.splice(best, 1)[0].label;
    });
  });
}

function cosine(a: Float64Array, b: Float64Array): number {
  let [even, odd] = [0, 0];
  for (let i = 1; i < a.length; i += 2) {
    even += a[i - 1] * b[i - 1];
    odd += a[i] * b[i];
  }
  return even + odd + (a.length % 2 ? a[a.length - 1] * b[a.length - 1] : 0);
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Recall at 1 and at 10: is a right row among the first? Where wrong ones are as near, they come first. */
export function countRecall(queries: readonly Item[], gallery: readonly Item[]): { at1: number; at10: number } {
  const lists = nearestFirst(queries, gallery, 10, TIE);
  const recall = (k: number) => mean(queries.map(({ label }, i) => Number(lists[i].slice(0, k).includes(label))));
  return { at1: recall(1), at10: recall(10) };
}

/** For every query, the share of its k nearest rows that show the same. */
export function countNearest(queries: readonly Item[], gallery: readonly Item[], k = 1): number[] {
  return nearestFirst(queries, gallery, k).map((list, i) =>
    mean(list.map(label => Number(label === queries[i].label))),
  );
}

/** Concepts in the order of their nearest row: how often the right one is the first, or among the first three. */
export function countConcepts(queries: readonly Item[], gallery: readonly Item[]): Record<string, number> {
  const lists = nearestFirst(queries, gallery, gallery.length).map(list => [...new Set(list)]);
  const asked = [...new Set(queries.map(({ label }) => label))];
  const hits = (k: number) => queries.map(({ label }, i) => Number(lists[i].slice(0, k).includes(label)));
  const macro = (k: number) => mean(asked.map(concept => mean(hits(k).filter((_, i) => queries[i].label === concept))));
  return {
    'top 1': mean(hits(1)),
    'top 3': mean(hits(3)),
    'macro top 1': macro(1),
    'macro top 3': macro(3),
    sounds: queries.length,
    choices: new Set(gallery.map(({ label }) => label)).size,
  };
}
