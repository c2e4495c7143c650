import { requireFinite, requireLength, requireSome } from './input/checks';
import { INK, MUTED, PAGE_WIDTH, SERIES_COLOURS, sentence, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';

export interface Staircase {
  name: string;
  /** One a step, in the unit that is printed: 92.2 for 92.2 %. */
  scores: number[];
}

export interface StaircaseOptions {
  title?: string;
  /** What the axis measures, in %: 'right word', or 'right word (%)'. */
  measure: string;
  /** What guessing would score, drawn as a line. */
  chance?: number;
}

const HEIGHT = 260;

/**
 * How a score falls from step to step as the questions move away from what was trained on: known voices, unknown voices, real people.
 * @param steps a name each, in the order in which they get harder
 * @param stairs what is compared, each with a score a step
 * @throws RangeError for fewer than two steps, no stairs, another number of scores than steps, scores outside 0 to 100, two of a name
 */
export function staircase(steps: string[], stairs: Staircase[], options: StaircaseOptions): Chart {
  const { title, chance } = options;
  const measure = options.measure.replace(/ *\(%\)$/, '');
  if (steps.length < 2) throw new RangeError(`staircase: there are ${steps.length} steps, expected two or more`);
  requireSome('staircase', 'stairs', stairs.length);
  for (const { name, scores } of stairs) {
    requireLength('staircase', `scores of '${name}'`, scores.length, steps.length, 'step');
    requireFinite('staircase', `scores of '${name}'`, scores);
    const outside = scores.find(score => score < 0 || score > 100);
    if (outside !== undefined)
      throw new RangeError(`staircase: '${name}' has a score of ${outside}, expected per cent from 0 to 100`);
  }
  const names = stairs.map(one => one.name);
  if (new Set(names).size < names.length)
    throw new RangeError('staircase: two stairs have the same name; give each its own');

  const values = stairs.flatMap(({ name, scores }) =>
    scores.map((score, i) => ({ name, step: steps[i], score, printed: score.toFixed(1) })),
  );
  const color = {
    field: 'name',
    type: 'nominal',
    scale: { domain: names, range: SERIES_COLOURS },
    legend: names.length > 1 ? { title: null, orient: 'top', labelLimit: 400, columns: 2 } : null,
  };
  const x = {
    field: 'step',
    type: 'ordinal',
    sort: steps,
    title: null,
    scale: { padding: 0.5 },
    axis: {
      labelAngle: 0,
      labelFontSize: 12,
      labelColor: INK,
      labelLimit: PAGE_WIDTH / steps.length + 60,
      domain: false,
    },
  };
  const y = {
    field: 'score',
    type: 'quantitative',
    title: `${measure} (%)`,
    scale: { domain: [0, 100], nice: false },
    axis: { tickCount: 5, grid: true },
  };
  const tooltip = [
    { field: 'name', type: 'nominal', title: 'training' },
    { field: 'step', type: 'nominal', title: 'asked' },
    { field: 'printed', type: 'nominal', title: `${measure} (%)` },
  ];
  // The best of a step is printed above its point, the others below theirs: they would hide each other.
  const best = steps.map((_, i) => Math.max(...stairs.map(({ scores }) => scores[i])));
  const isBest = (value: (typeof values)[number]) => value.score === best[steps.indexOf(value.step)];
  const numbers = (shown: typeof values, dy: number) => ({
    data: { values: shown },
    mark: { type: 'text', dy, fontSize: 11, fontWeight: 600, tooltip: null },
    encoding: { x, y, color, text: { field: 'printed', type: 'nominal' } },
  });

  return vegaLiteChart(
    {
      ...(title && { title }),
      width: PAGE_WIDTH - 90,
      height: HEIGHT,
      layer: [
        ...(chance === undefined
          ? []
          : [
              {
                data: { values: [{ score: chance, label: `chance ${chance.toFixed(1)}` }] },
                layer: [
                  { mark: { type: 'rule', color: MUTED, strokeDash: [5, 3], tooltip: null }, encoding: { y } },
                  {
                    mark: { type: 'text', color: MUTED, align: 'left', dx: 6, dy: -8, fontSize: 11, tooltip: null },
                    encoding: { x: { value: 0 }, y, text: { field: 'label', type: 'nominal' } },
                  },
                ],
              },
            ]),
        {
          data: { values },
          mark: { type: 'line', strokeWidth: 2, interpolate: 'linear', tooltip: null },
          encoding: { x, y, color },
        },
        {
          data: { values },
          mark: { type: 'circle', size: 90, opacity: 1 },
          encoding: { x, y, color, tooltip },
        },
        numbers(values.filter(isBest), -14),
        numbers(
          values.filter(value => !isBest(value)),
          16,
        ),
      ],
    },
    `${title ? `${sentence(title)} ` : ''}${measure} in per cent. ` +
      stairs
        .map(({ name, scores }) => `${name}: ${scores.map((s, i) => `${steps[i]} ${s.toFixed(1)}`).join(', ')}.`)
        .join(' ') +
      (chance === undefined ? '' : ` Chance: ${chance.toFixed(1)}.`),
  );
}
