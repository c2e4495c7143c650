import { shareInterval } from '../metrics/interval';
import { requireFinite, requireLength, requireSome } from './input/checks';
import { followingPlot } from './parts/room';
import { spread } from './parts/scales';
import { INK, MUTED, SERIES_COLOURS, sentence, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';

export interface Staircase {
  name: string;
  /** One a step, in the unit that is printed: 92.2 for 92.2 %. */
  scores: number[];
  /** How many questions each score counts: it gets its 95 % interval. */
  of?: number[];
}

export interface StaircaseOptions {
  title?: string;
  /** What the axis measures, in %: 'right word', or 'right word (%)'. */
  measure: string;
  /** What guessing would score, drawn as a line. */
  chance?: number;
}

const HEIGHT = 260;
/** From one score to the next at a step, at most and at least, and from one number to the next below it, in pixels. */
const [ASIDE, CLOSE] = [17, 7];
const NUMBER_HEIGHT = 13;
/** What the numbers of a step take across, with their signs, and the room before the next step. */
const NUMBERS_WIDTH = 46;
const GAP = 18;
/** Steps that are narrower have smaller names. */
const NARROW = 100;
/** Pixels of a letter of the steps' names, about. */
const [LETTER, SMALL_LETTER] = [7, 5.6];
/** Beside its colour, what is compared has a shape of its own, in the plot and before its numbers. */
const SHAPES = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down'];
const SIGNS = ['●', '■', '▲', '◆', '✚', '▼'];

/**
 * How a score falls from step to step as the questions move away from what was trained on: known voices, unknown voices, real people.
 * @param steps a name each, in the order in which they get harder
 * @param stairs what is compared, each with a score a step
 * @throws RangeError for fewer than two steps, no stairs, another number of scores or counts than steps, scores outside 0 to 100, counts
 *   that are no whole numbers of 1 or more, two of a name
 */
export function staircase(steps: string[], stairs: Staircase[], options: StaircaseOptions): Chart {
  const { title, chance } = options;
  const measure = options.measure.replace(/ *\(%\)$/, '');
  checkStairs(steps, stairs);
  const names = stairs.map(one => one.name);
  const values = stairs.flatMap(({ name, scores, of }) =>
    scores.map((score, i) => {
      const ends = of ? intervalOf(score, of[i]) : { low: score, high: score };
      return { name, step: steps[i], score, ...ends, printed: score.toFixed(1), interval: inWords(ends, of?.[i]) };
    }),
  );
  const counted = stairs.some(({ of }) => of);
  const stepWidth = `(width / ${steps.length})`;
  const look = (range: string[]) => ({
    field: 'name',
    type: 'nominal',
    scale: { domain: names, range },
    legend:
      names.length > 1
        ? { title: null, orient: 'top', labelLimit: 400, columns: { expr: 'room < 440 ? 1 : 2' }, symbolOpacity: 1 }
        : null,
  });
  const [color, shape] = [look(SERIES_COLOURS), look(SHAPES)];
  const x = {
    field: 'step',
    type: 'ordinal',
    sort: steps,
    title: null,
    scale: { padding: 0.5 },
    axis: {
      labelAngle: 0,
      labelFontSize: { expr: `${stepWidth} < ${NARROW} ? 10 : 12` },
      labelColor: INK,
      labelLimit: 0,
      labelOverlap: false,
      labelExpr: inLines(steps, stepWidth),
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
    ...(counted ? [{ field: 'interval', type: 'nominal', title: '95 % interval' }] : []),
  ];
  // Side by side, so that no interval hides another; their numbers in a column to the right, the highest at its height.
  const gap = `clamp((${stepWidth} - ${NUMBERS_WIDTH + GAP}) / ${stairs.length}, ${CLOSE}, ${ASIDE})`;
  const aside = (i: number, more = 0) => ({
    expr: `${gap} * ${i - (stairs.length - 1) / 2} + ${more - NUMBERS_WIDTH / 2}`,
  });
  const placed = steps.map((_, i) =>
    spread(
      stairs.map(({ scores }) => -scores[i]),
      (NUMBER_HEIGHT * 100) / HEIGHT,
      -100,
    ),
  );
  const stair = (name: string, i: number) => {
    const own = values.filter(value => value.name === name).map((value, step) => ({ ...value, at: -placed[step][i] }));
    const xOffset = aside(i);
    const dx = (more: number) => aside(stairs.length - 1, ASIDE - 2 + more);
    const at = { x, y: { ...y, field: 'at' }, color };
    const text = { type: 'text', fontSize: 11, fontWeight: 600, tooltip: null };
    return [
      {
        data: { values: own.filter(({ low, high }) => low < high) },
        mark: { type: 'rule', strokeWidth: 1.5, xOffset, tooltip: null },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
      },
      {
        data: { values: own },
        mark: { type: 'point', filled: true, size: 90, opacity: 1, xOffset },
        encoding: { x, y, color, shape, tooltip },
      },
      {
        data: { values: own },
        mark: { ...text, fontSize: 7, dx: dx(0) },
        encoding: { ...at, text: { value: SIGNS[i % SIGNS.length] } },
      },
      {
        data: { values: own },
        mark: { ...text, align: 'left', dx: dx(6) },
        encoding: { ...at, text: { field: 'printed', type: 'nominal' } },
      },
    ];
  };

  return vegaLiteChart(
    {
      ...followingPlot(title),
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
        ...names.flatMap(stair),
      ],
    },
    `${title ? `${sentence(title)} ` : ''}${measure} in per cent. ` +
      stairs
        .map(({ name }) => {
          const of = values.filter(value => value.name === name);
          return `${name}: ${of.map(({ step, printed, interval }) => `${step} ${printed}${interval && ` (${interval})`}`).join(', ')}.`;
        })
        .join(' ') +
      (chance === undefined ? '' : ` Chance: ${chance.toFixed(1)}.`),
  );
}

function checkStairs(steps: string[], stairs: Staircase[]): void {
  if (steps.length < 2) throw new RangeError(`staircase: there are ${steps.length} steps, expected two or more`);
  requireSome('staircase', 'stairs', stairs.length);
  for (const { name, scores, of } of stairs) {
    requireLength('staircase', `scores of '${name}'`, scores.length, steps.length, 'step');
    if (of) requireLength('staircase', `counts of '${name}'`, of.length, steps.length, 'step');
    requireFinite('staircase', `scores of '${name}'`, scores);
    const outside = scores.find(score => score < 0 || score > 100);
    if (outside !== undefined)
      throw new RangeError(`staircase: '${name}' has a score of ${outside}, expected per cent from 0 to 100`);
  }
  if (new Set(stairs.map(({ name }) => name)).size < stairs.length)
    throw new RangeError('staircase: two stairs have the same name; give each its own');
}

/** Breaks names into lines that are no longer than a step is wide, as far as their words allow: an expression for an axis. */
function inLines(names: string[], stepWidth: string): string {
  const letters = `${stepWidth} / (${stepWidth} < ${NARROW} ? ${SMALL_LETTER} : ${LETTER})`;
  const longest = Math.max(...names.map(name => name.length));
  // for each number of letters that a line may have
  const broken = Array.from({ length: longest + 1 }, (_, most) => names.map(name => brokenName(name, most)));
  const place = `round(datum.index * ${names.length - 1})`;
  return `split(${JSON.stringify(broken)}[clamp(floor(${letters}), 0, ${longest})][${place}] || datum.label, '\\n')`;
}

/** null for what stays in one line. */
function brokenName(name: string, letters: number): string | null {
  const lines: string[] = [];
  for (const word of name.split(/ |(?<=-)/)) {
    const longer = lines.at(-1)?.endsWith('-') ? `${lines.at(-1)}${word}` : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= letters) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.length > 1 ? lines.join('\n') : null;
}

function intervalOf(score: number, of: number): { low: number; high: number } {
  const { low, high } = shareInterval(Math.round((score * of) / 100), of);
  return { low: 100 * low, high: 100 * high };
}

const inWords = ({ low, high }: { low: number; high: number }, of?: number) =>
  of === undefined ? '' : `${low.toFixed(1)} to ${high.toFixed(1)}, of ${of.toLocaleString('en')}`;
