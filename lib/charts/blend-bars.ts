import type { PictureItems } from '../data/picture-items';
import { requireFinite, requireSome } from './input/checks';
import { followingPlot } from './parts/room';
import { AS_ELEMENTS, IN_COLOUR, INK, SAME_COLOUR, sentence, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';
import { encodePng, pngDataUri } from './render/png';

/** Something that may be near, in each of two spaces. */
export interface BlendThing {
  name: string;
  /** One picture. */
  picture: PictureItems;
  /** How near it is in the one space and in the other, on one scale. */
  left: number;
  right: number;
}

/** What is compared, with all that it is compared with. */
export interface BlendQuery {
  like: string;
  things: readonly BlendThing[];
}

export interface BlendBarsOptions {
  /** What the two spaces are of: 'looks' and 'texts' by default. */
  left?: string;
  right?: string;
  /** Where the slider starts, 0 to 1; 0.5 by default. */
  weight?: number;
  title?: string;
}

/** How many are shown of each query, and pixels for each. */
const SHOWN = 6;
const ROW = 40;
const PICTURE = 34;
/** Left of the bars, 150 pixels for the names and pictures, which are marks of their own. */
const NAMES_AXIS = { title: null, labels: false, ticks: false, domain: false, minExtent: 150, maxExtent: 150 };
/** The slider's steps. */
const STEPS = 20;

const blended = ({ left, right }: BlendThing, weight: number) => (1 - weight) * left + weight * right;

/** The nearest things, the nearest first. */
const nearest = (things: readonly BlendThing[], weight: number): BlendThing[] =>
  [...things].sort((one, other) => blended(other, weight) - blended(one, weight)).slice(0, SHOWN);

/**
 * The nearest things in two spaces at once, as bars with their pictures: a slider says how much the second space counts, a menu what they
 * are compared with. The chart itself orders them anew.
 *
 *     score = (1 − weight) · left + weight · right
 * @throws RangeError for no query, one without things, two of a name, a score that is no number, a weight outside 0 to 1; TypeError or
 *   RangeError for pixels that are no picture
 */
export function blendBars(
  queries: readonly BlendQuery[],
  { left = 'looks', right = 'texts', weight = 0.5, title }: BlendBarsOptions = {},
): Chart {
  check(queries, weight);
  const names = queries.map(({ like }) => like);
  const values = queries.flatMap(({ like, things }) =>
    everNearest(things).map(thing => ({
      ...{ like, name: thing.name, left: neat(thing.left), right: neat(thing.right) },
      picture: uriOf(thing.picture),
    })),
  );
  const highest = Math.max(...values.flatMap(value => [value.left, value.right]));
  const plot = followingPlot(title) as { params: object[] };
  const places = Array.from({ length: SHOWN }, (_, i) => i + 1);
  const y = { field: 'place', type: 'ordinal', scale: { domain: places }, axis: NAMES_AXIS };
  const x = {
    field: 'score',
    type: 'quantitative',
    title: 'score',
    scale: { domain: [0, Math.ceil(highest)], nice: false, clamp: true },
    axis: { tickCount: 5, grid: true },
  };
  const tooltip = [
    { field: 'name', type: 'nominal', title: 'thing' },
    { field: 'left', type: 'quantitative', title: left, format: '.2f' },
    { field: 'right', type: 'quantitative', title: right, format: '.2f' },
    { field: 'score', type: 'quantitative', title: 'both', format: '.2f' },
  ];
  return vegaLiteChart(
    {
      ...plot,
      ...AS_ELEMENTS,
      title: {
        text: title ?? 'Two spaces, one ranking',
        subtitle: `score: (1 − weight) · ${left} + weight · ${right}`,
      },
      params: [
        ...plot.params,
        {
          name: 'weight',
          value: weight,
          bind: { input: 'range', min: 0, max: 1, step: 1 / STEPS, name: `weight of ${right} ` },
        },
        { name: 'like', value: names[0], bind: { input: 'select', options: names, name: 'like ' } },
      ],
      height: ROW * SHOWN,
      data: { values },
      transform: [
        { filter: 'datum.like === like' },
        { calculate: '(1 - weight) * datum.left + weight * datum.right', as: 'score' },
        { window: [{ op: 'row_number', as: 'place' }], sort: [{ field: 'score', order: 'descending' }] },
        { filter: `datum.place <= ${SHOWN}` },
      ],
      layer: [
        { mark: { type: 'bar', height: 18, color: SAME_COLOUR, cornerRadiusEnd: 2 }, encoding: { x, y, tooltip } },
        {
          name: IN_COLOUR,
          mark: { type: 'image', width: PICTURE, height: PICTURE, xOffset: -PICTURE / 2 - 6 },
          encoding: { x: { datum: 0, type: 'quantitative' }, y, url: { field: 'picture', type: 'nominal' }, tooltip },
        },
        {
          mark: { type: 'text', align: 'right', dx: -PICTURE - 12, fontSize: 12, color: INK, tooltip: null },
          encoding: { x: { datum: 0, type: 'quantitative' }, y, text: { field: 'name', type: 'nominal' } },
        },
        {
          mark: { type: 'text', align: 'left', dx: 6, fontWeight: 600, tooltip: null },
          encoding: { x, y, text: { field: 'score', type: 'quantitative', format: '.1f' } },
        },
      ],
    },
    `${title ? `${sentence(title)} ` : ''}With ${weight} as the weight of ${right} and the rest for ${left}: ` +
      queries
        .map(
          ({ like, things }) =>
            `nearest to ${like}: ${nearest(things, weight)
              .map(one => one.name)
              .join(', ')}.`,
        )
        .join(' '),
  );
}

/** What is among the first at some place of the slider. */
function everNearest(things: readonly BlendThing[]): BlendThing[] {
  const steps = Array.from({ length: STEPS + 1 }, (_, i) => i / STEPS);
  return [...new Set(steps.flatMap(weight => nearest(things, weight)))];
}

function check(queries: readonly BlendQuery[], weight: number): void {
  requireSome('blendBars', 'queries', queries.length);
  for (const { like, things } of queries) {
    requireSome('blendBars', `things of '${like}'`, things.length);
    for (const side of ['left', 'right'] as const) {
      requireFinite(
        'blendBars',
        `${side} of '${like}'`,
        things.map(thing => thing[side]),
      );
    }
  }
  if (new Set(queries.map(({ like }) => like)).size < queries.length)
    throw new RangeError('blendBars: two queries have the same name; give each its own');
  if (!(weight >= 0 && weight <= 1)) throw new RangeError(`blendBars: weight is ${String(weight)}, expected 0 to 1`);
}

const uriOf = ({ pixels, side }: PictureItems): string =>
  pngDataUri(encodePng(pixels, { width: side, height: side, channels: 3 }));

const neat = (value: number) => Number(value.toFixed(3));
