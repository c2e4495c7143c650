import { requireFinite, requireLength, requireSome } from './input/checks';
import { cosineCells } from './parts/cosine-cells';
import { FIXED_WIDTH } from './parts/sizes';
import { INK, sentence, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';

export interface CrossHeatmapOptions {
  /** A name a row and a name a column: 'lion, photograph', 'a roar'. */
  rows: string[];
  columns: string[];
  title?: string;
  /** Pixels of a cell across; by default as wide as the names, where there is room. */
  cell?: number;
}

/**
 * Cosines of one list of things with another: pictures with sounds, words with pictures. The best of each row has a frame.
 * @param cosines a list a row, one value a column
 * @throws RangeError for no row, names of another number, values outside -1 to 1
 */
export function crossHeatmap(cosines: ArrayLike<number>[], options: CrossHeatmapOptions): Chart {
  const { rows, columns, title } = options;
  requireSome('crossHeatmap', 'the matrix', cosines.length);
  requireLength('crossHeatmap', 'rows', rows.length, cosines.length, 'row of the matrix');
  cosines.forEach((row, i) => {
    requireLength('crossHeatmap', `row ${i} of the matrix`, row.length, columns.length, 'column');
    requireFinite('crossHeatmap', `row ${i} of the matrix`, row);
    const outside = Array.from(row).find(value => Math.abs(value) > 1.001);
    if (outside !== undefined)
      throw new RangeError(`crossHeatmap: row ${i} of the matrix holds ${outside}, expected cosines from -1 to 1`);
  });
  const room = FIXED_WIDTH - 120 - 7 * Math.max(...rows.map(name => name.length));
  const longest = 7 * Math.max(...columns.map(name => name.length)) + 10;
  const cell = options.cell ?? Math.max(24, Math.min(longest, 120, Math.floor(room / columns.length)));
  const values = cosines.flatMap((row, i) => {
    const best = Math.max(...Array.from(row));
    return Array.from(row, (cosine, j) => ({
      row: rows[i],
      column: columns[j],
      cosine: Number(cosine.toFixed(4)),
      printed: cosine.toFixed(2).replace('-0.00', '0.00').replace('-', '−'),
      best: cosine === best,
    }));
  });
  const reach = Math.max(0.2, ...values.map(({ cosine }) => Math.abs(cosine)));
  const below = values.some(({ cosine }) => cosine < -0.005);
  const domain: [number, number] = below ? [-reach, reach] : [0, reach];
  const axis = { ticks: false, domain: false, labelPadding: 6, labelFontSize: 12, labelColor: INK, labelLimit: 220 };
  const x = {
    field: 'column',
    type: 'nominal',
    sort: columns,
    title: null,
    axis: { ...axis, orient: 'top', labelAngle: longest > cell + 8 ? -35 : 0 },
  };
  const y = { field: 'row', type: 'nominal', sort: rows, title: null, axis };

  const [cells, numbers] = cosineCells({
    x,
    y,
    domain,
    legend: { title: 'cosine', gradientLength: Math.max(80, Math.min(160, 34 * rows.length)) },
    tooltip: [
      { field: 'row', type: 'nominal', title: 'of' },
      { field: 'column', type: 'nominal', title: 'with' },
      { field: 'cosine', type: 'quantitative', title: 'cosine', format: '.3f' },
    ],
    fontSize: cell < 36 ? 9 : 12,
  });
  const frames = {
    transform: [{ filter: 'datum.best' }],
    mark: { type: 'rect', fill: null, stroke: INK, strokeWidth: 2, tooltip: null },
    encoding: { x, y },
  };

  return vegaLiteChart(
    {
      ...(title && { title }),
      data: { values },
      width: { step: cell },
      height: { step: 34 },
      layer: [cells, frames, numbers],
    },
    `${title ? `${sentence(title)} ` : ''}Cosines, the best of each row framed. ` +
      rows
        .map(
          (name, i) =>
            `${name}: ${columns[indexOfBest(cosines[i])]} ${Math.max(...Array.from(cosines[i])).toFixed(2)}.`,
        )
        .join(' '),
  );
}

const indexOfBest = (row: ArrayLike<number>) => Array.from(row).indexOf(Math.max(...Array.from(row)));
