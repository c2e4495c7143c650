import type { LayoutScores } from '../../evaluation/layout-scores';
import { requireSome } from './checks';
import { type Points, readPoints } from './point-input';

/** A layout that was computed with these two settings. */
export interface ExploredLayout {
  neighbours: number;
  minDistance: number;
  /** n points of two coordinates; row i is the same thing in every layout. */
  points: Points;
  /** Lines printed under the picture, for example what was measured. */
  note: string[];
  /** The same as numbers: where every layout has them, a table of all stands beside the picture. */
  scores?: Pick<LayoutScores, 'trustworthiness' | 'kept' | 'accuracy'>;
}

/** The layouts as a grid, each setting's values rising; layout `neighbours[a]`, `distances[b]` is at place `a * distances.length + b`. */
export interface Grid {
  neighbours: number[];
  distances: number[];
  layouts: ExploredLayout[];
}

export const caption = ({ neighbours, minDistance }: ExploredLayout) =>
  `${neighbours} neighbours, minimal distance ${minDistance}`;

/** @throws RangeError unless there is one layout for each pair of values */
export function gridOf(layouts: ExploredLayout[]): Grid {
  requireSome('umapExplorer', 'layouts', layouts.length);
  layouts.forEach(({ neighbours, minDistance }, i) => {
    if (!(neighbours > 0 && minDistance >= 0 && Number.isFinite(neighbours + minDistance)))
      throw new RangeError(
        `umapExplorer: layouts[${i}] has ${neighbours} neighbours and a minimal distance of ${minDistance}, expected numbers`,
      );
  });
  const values = (of: (layout: ExploredLayout) => number) => [...new Set(layouts.map(of))].sort((a, b) => a - b);
  const neighbours = values(layout => layout.neighbours);
  const distances = values(layout => layout.minDistance);
  const ordered = neighbours.flatMap(k =>
    distances.map(distance => {
      const found = layouts.filter(layout => layout.neighbours === k && layout.minDistance === distance);
      if (found.length !== 1)
        throw new RangeError(
          `umapExplorer: there ${found.length === 0 ? 'is no layout' : `are ${found.length} layouts`} with ${k} neighbours and ` +
            `a minimal distance of ${distance}, expected one for each pair of values`,
        );
      return found[0];
    }),
  );
  return { neighbours, distances, layouts: ordered };
}

/** @returns the points of each layout, n * 2 numbers */
export function readLayouts(layouts: ExploredLayout[]): Float64Array[] {
  const read = layouts.map(layout => readPoints('umapExplorer', `points of '${caption(layout)}'`, layout.points, 2));
  read.forEach((points, i) => {
    if (points.length !== read[0].length)
      throw new RangeError(
        `umapExplorer: '${caption(layouts[i])}' has ${points.length / 2} points and '${caption(layouts[0])}' ` +
          `${read[0].length / 2}, expected the same points in every layout`,
      );
  });
  return read;
}
