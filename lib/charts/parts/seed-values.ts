import { LOSS_MEASURES, type LossFigures } from '../../evaluation/loss-figures';
import { requireFinite, requireSome } from '../input/checks';

/** A measure as it is drawn: the title of its axis, and the number that stands there. */
export interface DrawnMeasure {
  measure: (typeof LOSS_MEASURES)[number];
  title: string;
  /** Which end is better, where one is. */
  better: string;
  /** From what was measured to what is drawn. */
  scale: number;
  decimals: number;
}

export const DRAWN_MEASURES: DrawnMeasure[] = [
  { measure: 'kNN', title: 'kNN accuracy (%)', better: 'higher is better', scale: 100, decimals: 2 },
  { measure: 'alignment', title: 'alignment', better: 'lower is tighter', scale: 1, decimals: 2 },
  { measure: 'uniformity', title: 'uniformity', better: 'lower is more even', scale: 1, decimals: 2 },
];

/** What one measure of all rows is drawn from: a value a seed, and their mean. `of` names the row. */
export function seedValues<Of extends object>(
  rows: LossFigures[],
  { measure, scale, decimals }: DrawnMeasure,
  of: (row: LossFigures) => Of,
) {
  const drawn = (value: number) => Number((scale * value).toFixed(4));
  const seeds = rows.flatMap(row =>
    row[measure].values.map((value, i) => ({ ...of(row), seed: row.seeds[i], value: drawn(value) })),
  );
  const means = rows.map(row => {
    const mean = drawn(row[measure].mean);
    return { ...of(row), mean, printed: mean.toFixed(decimals) };
  });
  return { seeds, means };
}

export function checkLossFigures(where: string, rows: LossFigures[]): void {
  requireSome(where, 'rows', rows.length);
  for (const row of rows) {
    for (const measure of LOSS_MEASURES) {
      requireSome(where, `${measure} of '${row.loss}'`, row[measure].values.length);
      requireFinite(where, `${measure} of '${row.loss}'`, row[measure].values);
    }
  }
}

/** A row in words: 'kNN accuracy (%) 97.60 (97.31 to 97.88), alignment …'. */
export const measuresInWords = (row: LossFigures): string =>
  DRAWN_MEASURES.map(({ measure, title, scale, decimals }) => {
    const { mean, low, high } = row[measure];
    const [middle, from, to] = [mean, low, high].map(value => (scale * value).toFixed(decimals));
    return `${title} ${middle} (${from} to ${to})`;
  }).join(', ');
