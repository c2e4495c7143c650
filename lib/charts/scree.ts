import { requireSome, requireWhole } from './input/checks';
import { INK, PAGE_WIDTH, SAME_COLOUR, SERIES_COLOURS, sentence, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';

export interface ScreeOptions {
  title?: string;
  /** How many components are drawn; up to 40 by default. */
  most?: number;
  /** How many components are taken: their bars are dark, the rest is pale. */
  taken?: number;
  /** Pixels, of the plot. */
  width?: number;
  height?: number;
}

/** With more bars, their names and numbers would not fit. */
const MOST_BARS = 40;
/** Up to so many bars, each carries its number. */
const MOST_NUMBERS = 16;
/** The lowest bar, in %, that has room for a number inside. */
const ROOM_INSIDE = 10;
const PALE = '#a9c7dc';

/**
 * How much of the variance lies along each principal component: a bar each, and a line for the components up to there together. In %, from 0.
 * @param explainedVarianceRatio the share of each component, 0 to 1, the largest first; they need not add up to 1, since a PCA may find
 *   only the first components
 * @throws RangeError for no component, a share that is none, shares that rise, or shares of more than 1 together
 */
export function screeChart(explainedVarianceRatio: ArrayLike<number>, options: ScreeOptions = {}): Chart {
  const { title, most = MOST_BARS, taken, width = PAGE_WIDTH - 90, height = 260 } = options;
  const shares = checkShares(explainedVarianceRatio);
  requireWhole('screeChart', 'most', most, MOST_BARS);
  if (taken !== undefined) requireWhole('screeChart', 'taken', taken, shares.length);
  let together = 0;
  const values = shares.slice(0, most).map((share, i) => {
    together += share;
    return {
      component: i + 1,
      share: percent(share),
      together: percent(together),
      taken: taken === undefined || i < taken,
    };
  });
  const numbered = values.length <= MOST_NUMBERS;
  const x = {
    field: 'component',
    type: 'ordinal',
    title: 'principal component',
    axis: { labelAngle: 0, labelOverlap: true, labelSeparation: 4 },
  };
  const y = (field: string) => ({
    field,
    type: 'quantitative',
    title: 'share of the variance (%)',
    scale: { domain: [0, 100], nice: false },
    axis: { tickCount: 5 },
  });
  const tooltip = [
    { field: 'component', type: 'ordinal', title: 'component' },
    { field: 'share', type: 'quantitative', title: 'its share (%)', format: '.1f' },
    { field: 'together', type: 'quantitative', title: 'with all before it (%)', format: '.1f' },
  ];
  const numbers = (filter: string, look: object) => ({
    transform: [{ filter }],
    mark: { type: 'text', fontSize: 11, tooltip: null, ...look },
    encoding: { x, y: y('share'), text: { field: 'share', type: 'quantitative', format: '.1f' } },
  });
  const last = values.at(-1)!;

  return vegaLiteChart(
    {
      ...(title && { title }),
      width,
      height,
      data: { values },
      layer: [
        {
          mark: { type: 'bar', cornerRadiusEnd: 1 },
          encoding: {
            x,
            y: y('share'),
            color: { condition: { test: 'datum.taken', value: SAME_COLOUR }, value: PALE },
            tooltip,
          },
        },
        // The line begins on the first bar, whose number stands inside it.
        ...(numbered ? [numbers('datum.component > 1', { dy: -7, color: INK })] : []),
        ...(numbered && values[0].share >= ROOM_INSIDE
          ? [numbers('datum.component === 1', { dy: 15, color: '#ffffff' })]
          : []),
        {
          mark: {
            type: 'line',
            color: SERIES_COLOURS[1],
            strokeWidth: 2,
            point: { size: 36, filled: true, color: SERIES_COLOURS[1] },
          },
          encoding: { x, y: y('together'), tooltip },
        },
        {
          data: { values: [last] },
          mark: { type: 'text', align: 'right', dy: -12, fontWeight: 600, color: SERIES_COLOURS[1], tooltip: null },
          encoding: { x, y: y('together'), text: { value: `together ${last.together.toFixed(1)} %` } },
        },
      ],
    },
    `${sentence(title ?? 'Explained variance of the principal components')} ` +
      values
        .slice(0, 3)
        .map(({ component, share }) => `Component ${component}: ${share.toFixed(1)} %`)
        .join('; ') +
      `. The first ${values.length} together: ${last.together.toFixed(1)} %.`,
  );
}

const percent = (share: number) => Number((100 * share).toFixed(2));

function checkShares(ratio: ArrayLike<number>): number[] {
  requireSome('screeChart', 'explainedVarianceRatio', ratio.length);
  const shares = Array.from(ratio);
  shares.forEach((share, i) => {
    if (!(share >= 0 && share <= 1 + 1e-6))
      throw new RangeError(`screeChart: explainedVarianceRatio[${i}] is ${share}, expected a share from 0 to 1`);
    if (i > 0 && share > shares[i - 1] + 1e-6)
      throw new RangeError(
        `screeChart: explainedVarianceRatio[${i}] is ${share} and the one before it ${shares[i - 1]}, expected the largest first`,
      );
  });
  const total = shares.reduce((a, b) => a + b);
  if (total > 1 + 1e-4)
    throw new RangeError(`screeChart: the shares add up to ${total}, expected at most 1: all of the variance`);
  return shares;
}
