import { requireFinite, requireLength, requireSome } from './input/checks';
import { DIFFERENT_COLOUR, SAME_COLOUR, sentence, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';

export interface SimilarityPanel {
  title: string;
  /** Pairs of the same class in each bin: counts, from the lowest cosine to the highest. */
  same: ArrayLike<number>;
  /** The same for pairs of different classes. */
  different: ArrayLike<number>;
}

export interface SimilarityHistogramOptions {
  title?: string;
  /** Cosine at the lower border of the first bin and at the upper border of the last; -1 to 1 by default. */
  domain?: [number, number];
  /** What the two kinds of pairs are called. */
  names?: [string, string];
  /** Pixels, of a panel. */
  width?: number;
  height?: number;
}

/**
 * How similar pairs of the same class are, against pairs of different classes; panels (before and after training) share
 * both axes. Heights are shares of the pairs of a kind, so that the far more numerous different pairs do not drown the
 * others; the dashed lines are the means.
 * @throws RangeError for no panel, bins of unequal number, counts below zero, a kind without a pair
 */
export function similarityHistogram(panels: SimilarityPanel[], options: SimilarityHistogramOptions = {}): Chart {
  const { title, domain = [-1, 1], names = ['same digit', 'different digits'] } = options;
  requireSome('similarityHistogram', 'panels', panels.length);
  const bins = panels[0].same.length;
  requireSome('similarityHistogram', 'the first panel', bins);
  const width = (domain[1] - domain[0]) / bins;
  if (!(width > 0))
    throw new RangeError(`similarityHistogram: domain is ${domain.join(' to ')}, expected the lower value first`);

  const bars: object[] = [];
  const means: { panel: string; kind: string; mean: number }[] = [];
  for (const panel of panels) {
    for (const [kind, counts] of [
      [names[0], panel.same],
      [names[1], panel.different],
    ] as const) {
      const where = `'${panel.title}', ${kind}`;
      requireLength('similarityHistogram', where, counts.length, bins, 'bin');
      requireFinite('similarityHistogram', where, counts);
      const total = Array.from(counts).reduce((sum, count) => sum + checkedCount(where, count), 0);
      if (total === 0) throw new RangeError(`similarityHistogram: ${where} counts no pair; expected at least one`);
      let mean = 0;
      for (let i = 0; i < bins; i++) {
        const from = domain[0] + i * width;
        mean += ((from + width / 2) * counts[i]) / total;
        if (counts[i] === 0) continue;
        const share = Number(((100 * counts[i]) / total).toPrecision(4));
        bars.push({ panel: panel.title, kind, from: neat(from), to: neat(from + width), share, pairs: counts[i] });
      }
      means.push({ panel: panel.title, kind, mean: neat(mean) });
    }
  }
  const x = {
    field: 'from',
    type: 'quantitative',
    title: 'cosine similarity',
    scale: { domain, nice: false },
    axis: { tickCount: 5 },
  };
  const color = {
    field: 'kind',
    type: 'nominal',
    scale: { domain: names, range: [SAME_COLOUR, DIFFERENT_COLOUR] },
    legend: { title: null, orient: 'top', symbolType: 'square' },
  };

  return vegaLiteChart(
    {
      ...(title && { title }),
      data: { values: [...bars, ...means] },
      facet: { field: 'panel', type: 'nominal', sort: panels.map(panel => panel.title), title: null },
      columns: Math.min(panels.length, 3),
      spacing: 44,
      spec: {
        width: options.width ?? (panels.length > 2 ? 170 : 268),
        height: options.height ?? 190,
        layer: [
          {
            transform: [{ filter: 'isValid(datum.share)' }],
            mark: { type: 'bar', opacity: 0.62, binSpacing: 0, tooltip: true },
            encoding: {
              x: { ...x, bin: 'binned' },
              x2: { field: 'to' },
              y: {
                field: 'share',
                type: 'quantitative',
                stack: null,
                title: 'share of the pairs (%)',
                axis: { tickCount: 5 },
              },
              color,
              tooltip: [
                { field: 'kind', type: 'nominal', title: 'pairs' },
                { field: 'from', type: 'quantitative', title: 'cosine from', format: '.2f' },
                { field: 'to', type: 'quantitative', title: 'cosine to', format: '.2f' },
                { field: 'share', type: 'quantitative', title: 'share (%)', format: '.1f' },
                { field: 'pairs', type: 'quantitative', title: 'pairs counted', format: ',d' },
              ],
            },
          },
          {
            transform: [{ filter: 'isValid(datum.mean)' }],
            mark: { type: 'rule', strokeDash: [4, 3], strokeWidth: 1.5 },
            encoding: {
              x: { ...x, field: 'mean' },
              color,
              tooltip: [
                { field: 'kind', type: 'nominal', title: 'pairs' },
                { field: 'mean', type: 'quantitative', title: 'mean cosine', format: '.3f' },
              ],
            },
          },
        ],
      },
    },
    `${sentence(title ?? 'Distribution of cosine similarity')} Mean cosine: ` +
      means.map(({ panel, kind, mean }) => `${panel}, ${kind} ${mean.toFixed(2)}`).join('; ') +
      '.',
  );
}

function checkedCount(where: string, count: number): number {
  if (count < 0) throw new RangeError(`similarityHistogram: ${where} holds ${count}, expected counts from 0 on`);
  return count;
}

function neat(value: number): number {
  return Number(value.toFixed(4));
}
