import { BRUSH_ROWS, BRUSHED, brush } from './brush';
import type { Chart } from './chart';
import { placePlates, plateMarks } from './class-labels';
import { CHOSEN, classLegend, LEGEND_Y, LINE } from './class-legend';
import { DOT_OPACITY, dotSize, dots, FAINT, pointRows, pointSignals, stillDots } from './dots';
import { hoverCard, type Place, rings } from './hover-card';
import { type HoverInput, readHover } from './hover-input';
import { requireSome } from './input';
import { AXIS_LEFT, MARGIN, NUMBERS_LEFT, type Panel, panelBottom, panelMarks, ROW_WIDTH, TITLE_HEIGHT } from './panel';
import { fitPlane, TENTH, tenths } from './plane';
import { type Classes, classOfEach, type PointLabels, type Points, readClasses, readPoints } from './point-input';
import { fixedPadding, fixedTitle, MUTED, sentence, vegaChart } from './theme';
import { assemble, mark } from './vega-mark';

export interface ScatterPanel {
  title?: string;
  /** n points of two coordinates. */
  points: Points;
  /** A class a point: a digit, or a word. */
  labels: PointLabels;
  /** Lines printed under the panel, for example what was measured. */
  note?: string[];
}

/** With `images` or `neighbours`, row i of every panel is the same thing. */
export interface ScatterOptions extends HoverInput {
  title?: string;
  /** Whether the axes have numbers: true by default; false for layouts whose coordinates mean nothing. */
  axes?: boolean;
  /** What the axes are. */
  xTitle?: string;
  yTitle?: string;
  /** Whether all panels show the same rows: a rectangle dragged in one then selects the same rows in the others. */
  linked?: boolean;
}

/** A panel with its points as they are drawn. */
interface Filled extends Panel {
  /** n * 2 numbers. */
  read: Float64Array;
  /** In tenths of a pixel. */
  xs: number[];
  ys: number[];
  classOf: number[];
  /** The place of its first point among those of all panels. */
  start: number;
}

const MOST_PANELS = 3;
const GAP = 22;
const TALLEST = 430;

/**
 * Labelled points in the plane, in one to three panels side by side; one unit across is as long as one unit up. The classes' names
 * stand at their medians, a click in the legend shows a class alone, and hovering over a point tells what it is.
 * @throws RangeError for no panel or more than three, no point, a coordinate that is no number, labels, pictures or neighbours of
 *   another number than points, more than ten classes, and linked panels of different sizes
 */
export function scatter2d(panels: ScatterPanel | ScatterPanel[], options: ScatterOptions = {}): Chart {
  const { title, linked = false } = options;
  const given = Array.isArray(panels) ? panels : [panels];
  requireSome('scatter2d', 'panels', given.length);
  if (given.length > MOST_PANELS)
    throw new RangeError(`scatter2d: there are ${given.length} panels, expected at most ${MOST_PANELS}, side by side`);
  const labels = given.map(panel => panel.labels);
  const classes = readClasses('scatter2d', labels);
  const filled = fill(given, classes, options);
  const n = filled[0]!.classOf.length;
  if (linked || options.images || options.neighbours) requireSameRows(filled, linked);
  const height = Math.max(...filled.map(panelBottom));
  const frame = { width: ROW_WIDTH, height, autosize: 'none', padding: fixedPadding(title) };
  const heading = { marks: fixedTitle(title) };

  const hover = readHover('scatter2d', options, n);
  const seen = linked ? `${CHOSEN} && ${BRUSHED}` : CHOSEN;
  const live = assemble(frame, [
    heading,
    {
      signals: [
        ...pointSignals(
          filled.flatMap(panel => panel.classOf),
          classes,
        ),
        { name: 'xs', value: filled.flatMap(panel => panel.xs) },
        { name: 'ys', value: filled.flatMap(panel => panel.ys) },
      ],
    },
    classLegend(classes, { room: ROW_WIDTH }),
    ...filled.map((panel, p) => ({
      data: [pointRows(`points${p}`, panel.start, panel.classOf.length, linked ? BRUSH_ROWS : []), plateRows(panel, p)],
      marks: panelMarks(panel, [
        dots('dots', `points${p}`, {
          ...placeIn('datum.i'),
          size: sizeIn(panel),
          opacity: `${seen} ? ${DOT_OPACITY} : ${FAINT}`,
        }),
        ...plateMarks(`plates${p}`, { x: 'datum.x', y: 'datum.y', opacity: `${CHOSEN} ? 1 : 0.15` }),
        ...rings(row => placeIn(`(${panel.start} + ${row})`), {
          neighbours: hover.neighbours !== undefined,
          seen: linked ? 'true' : `mouse && mouse.panel === ${p}`,
        }),
      ]),
    })),
    ...(linked ? [brush(filled, { classes, n, y: LEGEND_Y + LINE })] : []),
    hoverCard({
      ...hover,
      width: ROW_WIDTH,
      height,
      classes,
      panels: filled.map((panel, p) => ({
        name: panel.name,
        points: `points${p}`,
        visible: seen,
        start: panel.start,
        place: i => {
          const { x, y } = placeIn(i);
          return { x: `(${panel.left} + ${x})`, y: `(${panel.top} + ${y})` };
        },
      })),
    }),
  ]);
  const still = assemble(frame, [
    heading,
    { signals: [{ name: 'colours', value: classes.colours }] },
    classLegend(classes, { room: ROW_WIDTH, still: true }),
    { marks: linked ? [sameRows(n)] : [] },
    ...filled.map((panel, p) => ({
      data: [plateRows(panel, p)],
      marks: panelMarks(panel, [
        ...stillDots(panel, { classOf: panel.classOf, classes, size: sizeIn(panel) }),
        ...plateMarks(`plates${p}`, { x: 'datum.x', y: 'datum.y', opacity: '1' }),
      ]),
    })),
  ]);
  return vegaChart(live, inWords(given, filled, classes, options), still);

  function plateRows({ plane, classOf, read }: Filled, p: number): object {
    return { name: `plates${p}`, values: placePlates(read, plane, { classOf, classes }) };
  }
}

/** What the still picture says where the other one invites to drag. */
function sameRows(n: number): object {
  const text = `the same ${n.toLocaleString('en')} points in each picture`;
  return mark('text', { enter: { y: LEGEND_Y + LINE, baseline: 'middle', text, fill: MUTED, fontSize: 11 } });
}

/** Of a point in its panel, given an expression of its place among all points. */
function placeIn(i: string): Place {
  return { x: `xs[${i}] / ${TENTH}`, y: `ys[${i}] / ${TENTH}` };
}

function sizeIn({ classOf, plane }: Filled): number {
  return dotSize(classOf.length, plane.width, plane.height);
}

/** Reads the panels' points and gives them their places. */
function fill(given: ScatterPanel[], classes: Classes, options: ScatterOptions): Filled[] {
  const { axes = true, xTitle, yTitle, linked } = options;
  // The first panel has the axis's title, the others have numbers only.
  const margins = given.map((_, p): number => (!axes ? 0 : p === 0 && yTitle ? AXIS_LEFT : NUMBERS_LEFT));
  const width = Math.floor((ROW_WIDTH - (given.length - 1) * GAP - margins.reduce((a, b) => a + b)) / given.length);
  const height = Math.min(width, TALLEST);
  const titled = given.some(panel => panel.title);
  const top = (classes.names.length > 1 ? LEGEND_Y + LINE : 0) + (linked ? LINE : 0) + (titled ? TITLE_HEIGHT : 0);
  let [start, left] = [0, 0];
  return given.map(({ title, points, labels, note }, p) => {
    const name = nameOf(title, p, given.length);
    const read = readPoints('scatter2d', `points${name}`, points, 2);
    const plane = fitPlane(read, width, height, MARGIN);
    const classOf = classOfEach('scatter2d', `labels${name}`, labels, classes, read.length / 2);
    const panel = {
      name: `panel${p}`,
      title,
      note,
      left: left + margins[p]!,
      top,
      plane,
      read,
      classOf,
      start,
      ...tenths(read, plane),
      ...(axes && { axes: { x: xTitle, y: p === 0 ? yTitle : undefined } }),
    };
    start += classOf.length;
    left += margins[p]! + width + GAP;
    return panel;
  });
}

/** How an error speaks of a panel. */
function nameOf(title: string | undefined, p: number, panels: number): string {
  if (title) return ` of '${title}'`;
  return panels > 1 ? ` of panel ${p}` : '';
}

function requireSameRows(panels: Filled[], linked: boolean): void {
  const [first, ...others] = panels.map(panel => panel.classOf.length);
  const other = others.find(n => n !== first);
  if (other !== undefined)
    throw new RangeError(
      `scatter2d: one panel has ${first} points and another ${other}, expected the same rows in every panel, ` +
        (linked ? 'since linked selects the same rows' : 'since picture i belongs to row i'),
    );
}

function inWords(given: ScatterPanel[], filled: Filled[], { names, digits }: Classes, options: ScatterOptions): string {
  const { title, linked } = options;
  const inColours = names.length > 1 ? ` of ${names.length} ${digits ? 'digits' : 'classes'}, a colour each` : '';
  const panels = given.map(({ title: own, note }, p) => {
    const points = `${filled[p]!.classOf.length.toLocaleString('en')} points${inColours}`;
    return `${own ? `${own}: ` : ''}${[points, ...(note ?? [])].join('; ')}.`;
  });
  return [
    title ? sentence(title) : 'Points in the plane.',
    ...panels,
    ...(linked ? ['A rectangle dragged in one panel selects the same points in the others.'] : []),
  ].join(' ');
}
