import { TENTH } from './plane';

/** Closer together than so many tenths of a pixel, the pointer cannot choose between two dots. */
const APART = 4 * TENTH;
/** Up to so many points, a chart has room for the pictures of all. */
const FEW = 2500;

interface Dotted {
  /** In tenths of a pixel. */
  xs: number[];
  ys: number[];
  classOf: number[];
}

/**
 * The rows that the pointer can tell apart: of dots of one class in one little square, one; all rows, if they are few. A row that stands
 * alone in any of the panels is among them.
 * @param panels all with the same rows
 */
export function tellableRows(panels: Dotted[]): number[] {
  const rows = panels[0].classOf.map((_, row) => row);
  if (rows.length <= FEW) return rows;
  const told = new Set<number>();
  for (const { xs, ys, classOf } of panels) {
    const square = (row: number) => [classOf[row], Math.floor(xs[row] / APART), Math.floor(ys[row] / APART)].join(' ');
    const taken = new Set([...told].map(square));
    for (const row of rows) {
      if (taken.has(square(row))) continue;
      taken.add(square(row));
      told.add(row);
    }
  }
  return rows.filter(row => told.has(row));
}
