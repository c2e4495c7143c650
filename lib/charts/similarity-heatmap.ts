import { requireFinite, requireLength, requireSome } from './input/checks';
import { cosineCells } from './parts/cosine-cells';
import { sentence, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';

export interface HeatmapPanel {
  title: string;
  /** Square: row i, column j is the mean cosine between class i and class j. */
  matrix: ArrayLike<number>[];
}

export interface SimilarityHeatmapOptions {
  /** Names of the classes; their numbers by default. */
  labels?: ArrayLike<string | number>;
  title?: string;
  /** What a class is called on the axes; 'digit' by default. */
  classes?: string;
  /** Ends of the colour scale: 0 to 1, or -1 to 1 where a value is below zero. Shared by all panels. */
  domain?: [number, number];
  /** Pixels of a cell. */
  cell?: number;
}

/**
 * How similar classes are to each other on average; side by side where several panels are given, with one colour scale.
 * @param matrices one square matrix of cosines, or panels with a title each
 * @throws RangeError for matrices that are empty, not square or of unequal size, and for values outside -1..1
 */
export function similarityHeatmap(
  matrices: ArrayLike<number>[] | HeatmapPanel[],
  options: SimilarityHeatmapOptions = {},
): Chart {
  const { title, classes = 'digit', cell = 24 } = options;
  requireSome('similarityHeatmap', 'the matrix', matrices.length);
  const panels = isPanels(matrices) ? matrices : [{ title: '', matrix: matrices }];
  const size = panels[0].matrix.length;
  requireSome('similarityHeatmap', 'the matrix', size);
  const labels = Array.from(options.labels ?? Array.from({ length: size }, (_, i) => i), String);
  requireLength('similarityHeatmap', 'labels', labels.length, size, 'row of the matrix');
  for (const panel of panels) checkMatrix(panel, size);

  const values = panels.flatMap(panel =>
    panel.matrix.flatMap((row, i) =>
      Array.from(row, (cosine, j) => ({
        panel: panel.title,
        row: labels[i],
        column: labels[j],
        cosine: Number(cosine.toFixed(4)),
        printed: cosine.toFixed(1).replace('-0.0', '0.0').replace('-', '−'),
      })),
    ),
  );
  const belowZero = values.some(({ cosine }) => cosine < -0.005);
  const domain: [number, number] = options.domain ?? (belowZero ? [-1, 1] : [0, 1]);
  const axis = { labelAngle: 0, ticks: false, domain: false, labelPadding: 6, labelFontSize: 12 };
  const x = { field: 'column', type: 'nominal', sort: labels, title: classes, axis };
  const y = { field: 'row', type: 'nominal', sort: labels, title: classes, axis };
  const plot = {
    width: { step: cell },
    height: { step: cell },
    layer: cosineCells({
      x,
      y,
      domain,
      legend: { title: 'mean cosine', gradientLength: Math.min(200, cell * size) },
      tooltip: [
        { field: 'row', type: 'nominal', title: classes },
        { field: 'column', type: 'nominal', title: `against ${classes}` },
        { field: 'cosine', type: 'quantitative', title: 'mean cosine', format: '.3f' },
      ],
      fontSize: Math.max(8, Math.round(cell * 0.36)),
    }),
  };

  return vegaLiteChart(
    {
      ...(title && { title }),
      data: { values },
      ...(isPanels(matrices)
        ? {
            facet: { field: 'panel', type: 'nominal', sort: panels.map(panel => panel.title), title: null },
            columns: Math.min(panels.length, 3),
            spacing: 28,
            spec: plot,
          }
        : plot),
    },
    `${sentence(title ?? `Mean cosine between every two of ${size} classes`)} ${panels.map(inWords).join(' ')}`,
  );
}

function isPanels(matrices: ArrayLike<number>[] | HeatmapPanel[]): matrices is HeatmapPanel[] {
  return 'matrix' in matrices[0];
}

function checkMatrix({ title, matrix }: HeatmapPanel, size: number): void {
  const name = title ? `the matrix of '${title}'` : 'the matrix';
  requireLength('similarityHeatmap', name, matrix.length, size, 'class');
  matrix.forEach((row, i) => {
    requireLength('similarityHeatmap', `row ${i} of ${name}`, row.length, size, 'class');
    requireFinite('similarityHeatmap', `row ${i} of ${name}`, row);
    const outside = Array.from(row).find(value => Math.abs(value) > 1.001);
    if (outside !== undefined)
      throw new RangeError(`similarityHeatmap: row ${i} of ${name} holds ${outside}, expected cosines from -1 to 1`);
  });
}

function inWords({ title, matrix }: HeatmapPanel): string {
  let within = 0;
  let between = 0;
  matrix.forEach((row, i) => {
    for (let j = 0; j < row.length; j++) {
      if (i === j) within += row[j] / matrix.length;
      else between += row[j] / (matrix.length * (matrix.length - 1));
    }
  });
  return (
    `${title ? `${title}: ` : ''}${within.toFixed(2)} on average within a class` +
    (matrix.length > 1 ? `, ${between.toFixed(2)} between classes.` : '.')
  );
}
