import type { BatchScores } from './batch-scores';
import { ROOMY_CELL } from './ramp-pictures';
import { INK, SERIES_COLOURS } from './theme';
import { mark, signal } from './vega-mark';

export const RIGHT_COLOUR = INK;
export const FALSE_COLOUR = SERIES_COLOURS[3];

/**
 * Outlines round the right partners of a batch matrix and round its false negatives: these are seen while the signal `marked` says so.
 * @param cell pixels along a cell's side
 */
export function cellOutlines({ n, kinds, hasFalse }: BatchScores, cell: number): object[] {
  const roomy = cell >= ROOMY_CELL;
  const right = { path: diagonalPath(n, cell), stroke: RIGHT_COLOUR, strokeWidth: roomy ? 2 : 1 };
  const look = roomy ? { stroke: FALSE_COLOUR, strokeWidth: 2 } : { fill: FALSE_COLOUR };
  const falseCells = kinds.flatMap((kind, k) => (kind === 'false negative' ? [k] : []));
  const path = falseCells.map(k => (roomy ? square : corner)((k % n) * cell, Math.floor(k / n) * cell, cell)).join('');
  return [
    mark('path', { name: 'right', enter: right }),
    ...(hasFalse
      ? [
          mark('path', {
            name: 'false negatives',
            enter: { path, ...look },
            update: { opacity: signal('marked ? 1 : 0') },
          }),
        ]
      : []),
  ];
}

/** Around each diagonal cell, or where cells are tiny two lines along the diagonal, which hide nothing of it. */
function diagonalPath(n: number, cell: number): string {
  if (cell >= ROOMY_CELL) return Array.from({ length: n }, (_, i) => square(i * cell, i * cell, cell)).join('');
  const [off, side] = [1.5 * cell, n * cell];
  return `M${off} 0L${side} ${side - off}M0 ${off}L${side - off} ${side}`;
}

/** Half of a cell too small for an outline: its colour stays to be seen. */
function corner(x: number, y: number, cell: number): string {
  return `M${x} ${y}h${cell}l${-cell} ${cell}z`;
}

/** Inside the cell, so that neighbours keep their own. */
function square(x: number, y: number, cell: number): string {
  const inset = 1;
  const side = cell - 2 * inset;
  return `M${x + inset} ${y + inset}h${side}v${side}h${-side}z`;
}
