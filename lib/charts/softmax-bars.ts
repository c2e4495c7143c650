import { requireFinite, requireLength, requireSome } from './input/checks';
import { FIXED_WIDTH, PADDING } from './parts/sizes';
import { DIFFERENT_COLOUR, INK, REFERENCE, SAME_COLOUR, sentence, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';

export interface SoftmaxBarsData {
  /** What each similarity is to, in the order of the bars. */
  names: string[];
  /** Cosines, -1 to 1, one a name. */
  similarities: ArrayLike<number>;
  /** Position of the right answer. */
  positive: number;
}

export interface SoftmaxBarsOptions {
  /** Where the slider starts, 0.01 to 1; 0.1 by default. */
  temperature?: number;
  title?: string;
}

const MOST_BARS = 16;
const BAR = 30;
const GAP = 30;
/** Beside a panel, for the numbers. */
const NUMBERS = 48;

/**
 * The same similarities before and after the softmax, as bars: cosines at the left, at the right the probability that each is the
 * partner. A slider changes the temperature; the chart itself recomputes the bars and the loss.
 *
 *     p_i = exp(cos_i / temperature) / Σ_j exp(cos_j / temperature),  loss = -log p_positive
 * @throws RangeError for fewer than two or more than 16 similarities, what is no cosine, a positive that is not among them, a
 *   temperature outside 0.01 to 1
 */
export function softmaxBars(
  { names, similarities, positive }: SoftmaxBarsData,
  { temperature = 0.1, title }: SoftmaxBarsOptions = {},
): Chart {
  const cosines = checked(names, similarities, positive, temperature);
  const largest = Math.max(...cosines);
  // Exact to the last digit at any temperature: the largest term is exp(0).
  const terms = cosines.map(cosine => `exp(${neat(cosine - largest)} / temperature)`).join(' + ');
  const values = names.map((name, i) => ({
    name,
    cosine: cosines[i],
    kind: i === positive ? 'positive' : 'negative',
    below: cosines[i] - largest,
  }));

  const nameWidth = Math.min(180, 7 * Math.max(...names.map(name => name.length)) + 12);
  const width = Math.max(140, Math.floor((FIXED_WIDTH - 2 * PADDING - nameWidth - GAP - 2 * NUMBERS) / 2));

  const y = (axis: object) => ({ field: 'name', type: 'nominal', sort: names, title: null, axis });
  const named = { labelFontSize: 12, labelColor: INK, labelLimit: 180, labelPadding: 8 };
  const unnamed = { ...named, labels: false };
  const color = {
    field: 'kind',
    type: 'nominal',
    scale: { domain: ['positive', 'negative'], range: [SAME_COLOUR, DIFFERENT_COLOUR] },
    legend: { title: null, orient: 'top', direction: 'horizontal', symbolType: 'square', offset: 4 },
  };
  const tooltip = [
    { field: 'name', type: 'nominal', title: 'similarity to' },
    { field: 'kind', type: 'nominal', title: 'a' },
    { field: 'cosine', type: 'quantitative', format: '.3f' },
    { field: 'probability', type: 'quantitative', format: '.4~f' },
  ];
  const bars = { type: 'bar', height: 16, cornerRadiusEnd: 2 };
  const number = (field: string, format: string, axis: object) => ({
    mark: { type: 'text', align: 'left', dx: 6, fontWeight: 600, tooltip: null },
    encoding: { x: { value: width }, y: y(axis), text: { field, type: 'quantitative', format } },
  });
  const cosineX = {
    field: 'cosine',
    type: 'quantitative',
    title: 'cosine similarity',
    scale: { domain: [-1, 1], nice: false },
    axis: { values: [-1, -0.5, 0, 0.5, 1], grid: true, format: '.1~f' },
  };
  const probabilityX = {
    field: 'probability',
    type: 'quantitative',
    title: 'probability after the softmax',
    scale: { domain: [0, 1], nice: false },
    axis: { values: [0, 0.25, 0.5, 0.75, 1], grid: true, format: '.2~f' },
  };
  const panel = { width, height: { step: BAR } };

  return vegaLiteChart(
    {
      title: {
        text: title ?? 'From similarities to probabilities',
        subtitle: {
          expr: `'temperature ' + format(temperature, '.2~r') + ${JSON.stringify(`  ·  loss = −log p(${names[positive]}) = `)} + format(loss, '.3f')`,
        },
        subtitleFontSize: 13,
        subtitleColor: INK,
        subtitlePadding: 6,
      },
      params: [
        {
          name: 'temperature',
          value: temperature,
          bind: { input: 'range', min: 0.01, max: 1, step: 0.01, name: 'temperature ' },
        },
        { name: 'total', expr: terms },
        { name: 'loss', expr: `log(total) + ${neat(largest - cosines[positive])} / temperature` },
      ],
      data: { values },
      transform: [{ calculate: 'exp(datum.below / temperature) / total', as: 'probability' }],
      hconcat: [
        {
          ...panel,
          layer: [
            { mark: bars, encoding: { x: cosineX, y: y(named), color, tooltip } },
            // The number stands at the right of the axis: at the end of a bar it would cover the names.
            {
              mark: { type: 'rule', color: REFERENCE, tooltip: null },
              encoding: { x: { datum: 0, type: 'quantitative' } },
            },
            number('cosine', '.2f', named),
          ],
        },
        {
          ...panel,
          layer: [
            {
              mark: bars,
              encoding: { x: probabilityX, y: y(unnamed), color, tooltip },
            },
            number('probability', '.3f', unnamed),
          ],
        },
      ],
      // Flush: the room that the numbers take is known.
      bounds: 'flush',
      spacing: GAP + NUMBERS,
      resolve: { legend: { color: 'shared' } },
    },
    description({ names, positive }, cosines, temperature, title),
  );
}

function checked(names: string[], similarities: ArrayLike<number>, positive: number, temperature: number): number[] {
  requireSome('softmaxBars', 'names', names.length);
  requireLength('softmaxBars', 'similarities', similarities.length, names.length, 'name');
  if (names.length < 2 || names.length > MOST_BARS)
    throw new RangeError(`softmaxBars: names has ${names.length} entries, expected 2 to ${MOST_BARS}`);
  requireFinite('softmaxBars', 'similarities', similarities);
  const outside = Array.from(similarities).findIndex(cosine => Math.abs(cosine) > 1.001);
  if (outside >= 0)
    throw new RangeError(
      `softmaxBars: similarities[${outside}] is ${similarities[outside]}, expected a cosine from -1 to 1; do not divide by the temperature`,
    );
  if (new Set(names).size < names.length)
    throw new RangeError('softmaxBars: two similarities have the same name; give each its own');
  if (!Number.isInteger(positive) || positive < 0 || positive >= names.length)
    throw new RangeError(
      `softmaxBars: positive is ${String(positive)}, expected the position of the right answer, 0 to ${names.length - 1}`,
    );
  if (!(temperature >= 0.01 && temperature <= 1))
    throw new RangeError(`softmaxBars: temperature is ${String(temperature)}, expected 0.01 to 1`);
  return Array.from(similarities, cosine => neat(Math.max(-1, Math.min(1, cosine))));
}

function description(
  { names, positive }: { names: string[]; positive: number },
  cosines: number[],
  temperature: number,
  title?: string,
): string {
  const largest = Math.max(...cosines);
  const terms = cosines.map(cosine => Math.exp((cosine - largest) / temperature));
  const total = terms.reduce((a, b) => a + b);
  const rows = names.map((name, i) => `${name} ${cosines[i].toFixed(2)} and ${(terms[i] / total).toFixed(3)}`);
  return (
    `${title ? `${sentence(title)} ` : ''}Cosine similarity, and probability after a softmax at temperature ${temperature}: ` +
    `${rows.join('; ')}. ${names[positive]} is right: the loss is ${(Math.log(total) + (largest - cosines[positive]) / temperature).toFixed(3)}.`
  );
}

function neat(value: number): number {
  return Number(value.toFixed(6));
}
