import { requireFinite, requireSome } from '../input/checks';
import { type HoverInput, readHover } from '../input/hover-input';
import {
  type Classes,
  classOfEach,
  type PointLabels,
  type Points,
  readClasses,
  readPoints,
} from '../input/point-input';
import type { Chart } from '../render/chart';
import { type Arrow, arrowMarks, beyond, spokeEnds, spokeMarks } from './arrows';
import { BRUSHED, brush } from './brush';
import { PLATE_MIDDLE, type Plate, placePlates, plateMarks } from './class-labels';
import { CHOSEN, classLegend, LEGEND_Y, LINE } from './class-legend';
import { DOT_OPACITY, dotSize, dots, pointClasses, pointRows, stillDots } from './dots';
import { faintDots } from './faint-dots';
import { hoverCard, type Place, rings } from './hover-card';
import { placePlatesBeside } from './labels-beside';
import { packedColumns } from './packed-columns';
import {
  AXIS_LEFT,
  fittedBottom,
  MARGIN,
  NUMBERS_LEFT,
  type Panel,
  panelBottom,
  panelMarks,
  TITLE_HEIGHT,
} from './panel';
import { fitPlane, type Plane, TENTH, tenths } from './plane';
import { roomSignals } from './room';
import { SIZED_MIDDLE, SIZED_PLACE, sizedRows } from './sized-labels';
import { ROW_WIDTH } from './sizes';
import { type Fitted, fitOf, PANEL_GAP, stacked, toFit } from './stacked-panels';
import { tellableRows } from './tellable-rows';
import { fixedFrame, fixedTitle, MUTED, sentence, vegaChart } from './theme';
import { assemble, mark, signal } from './vega-mark';

/** A panel of labelled points. */
export interface PointPanel {
  title?: string;
  /** n points of two coordinates. */
  points: Points;
  /** A class a point: a digit, or a word. */
  labels: PointLabels;
  /** Lines printed under the panel, for example what was measured. */
  note?: string[];
  /** Drawn over the points, for example principal axes. */
  arrows?: Arrow[];
}

/** With `images` or `neighbours`, row i of every panel is the same thing. */
export interface PanelsOptions extends HoverInput {
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
  arrows: Arrow[];
  /** Of each class, the end of its line from the origin; empty without such lines. */
  ends: ([number, number] | undefined)[];
}

const MOST_PANELS = 3;
const TALLEST = 430;

/**
 * Panels of labelled points side by side, with legend, names, card and, where they are linked, selection. See `scatter2d`.
 * @param where the public function's name: an error begins with it
 * @param spokes whether the origin is marked, with lines from it through the means of the classes, at whose ends the names stand then
 */
export function pointPanels(where: string, given: PointPanel[], options: PanelsOptions, spokes = false): Chart {
  const { title, linked = false } = options;
  requireSome(where, 'panels', given.length);
  if (given.length > MOST_PANELS)
    throw new RangeError(`${where}: there are ${given.length} panels, expected at most ${MOST_PANELS}, side by side`);
  const labels = given.map(panel => panel.labels);
  const classes = readClasses(where, labels);
  const filled = fill(where, given, classes, { ...options, spokes });
  const n = filled[0].classOf.length;
  if (linked || options.images || options.neighbours) requireSameRows(where, filled, linked);
  const fitted = stacked(filled);
  const height = `max(${fitted.map(fittedBottom).join(', ')})`;

  const hover = readHover(where, options, n, options.images && tellableRows(filled));
  const seen = linked ? `${CHOSEN} && ${BRUSHED}` : CHOSEN;
  const live = assemble({ width: signal('room'), height: signal(height), ...fixedFrame(title, true) }, [
    roomSignals(fitOf(filled)),
    fixedTitle(title, true),
    ...pointClasses(
      filled.flatMap(panel => panel.classOf),
      classes,
    ),
    packedColumns('places', { xs: filled.flatMap(panel => panel.xs), ys: filled.flatMap(panel => panel.ys) }),
    classLegend(classes, 'room'),
    ...fitted.map((panel, p) => ({
      data: [
        pointRows(`points${p}`, panel.start, panel.classOf.length),
        { name: `chosen${p}`, source: `points${p}`, transform: [{ type: 'filter', expr: seen }] },
        { name: `plates${p}`, values: sizedRows(panel.plane, plane => platesIn(plane, panel)) },
      ],
      marks: panelMarks(panel, [
        ...(spokes ? toFit(spokeMarks(panel.ends, panel.plane, classes)) : []),
        ...(linked || classes.names.length > 1 ? [paleMark(panel)] : []),
        dots('dots', `chosen${p}`, {
          ...placeIn('datum.i'),
          size: sizeIn(panel),
          opacity: String(DOT_OPACITY),
          moving: true,
        }),
        ...toFit(arrowMarks(panel.arrows, panel.plane)),
        ...plateMarks(`plates${p}`, {
          ...SIZED_PLACE,
          opacity: `${CHOSEN} ? 1 : 0.15`,
          middle: spokes ? undefined : SIZED_MIDDLE,
        }),
        ...rings(row => placeIn(`(${panel.start} + ${row})`), {
          neighbours: hover.neighbours !== undefined,
          seen: linked ? 'true' : `mouse && mouse.panel === ${p}`,
        }),
      ]),
    })),
    ...(linked ? [brush(fitted, { classes, n, y: LEGEND_Y + LINE })] : []),
    ...hoverCard({
      ...hover,
      width: 'room',
      height,
      classes,
      panels: fitted.map((panel, p) => ({
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
  const still = assemble({ width: ROW_WIDTH, height: Math.max(...filled.map(panelBottom)), ...fixedFrame(title) }, [
    fixedTitle(title),
    { signals: [{ name: 'colours', value: classes.colours }] },
    classLegend(classes),
    { marks: linked ? [sameRows(n)] : [] },
    ...filled.map((panel, p) => ({
      data: [{ name: `plates${p}`, values: platesIn(panel.plane, panel) }],
      marks: panelMarks(panel, [
        ...(spokes ? spokeMarks(panel.ends, panel.plane, classes) : []),
        ...stillDots(panel, { classOf: panel.classOf, classes, size: sizeIn(panel) }),
        ...arrowMarks(panel.arrows, panel.plane),
        ...plateMarks(`plates${p}`, {
          x: 'datum.x',
          y: 'datum.y',
          opacity: '1',
          middle: spokes ? undefined : PLATE_MIDDLE,
        }),
      ]),
    })),
  ]);
  return vegaChart(live, inWords(given, filled, classes, options), still);

  /** What is left of the points that are not chosen. */
  function paleMark(panel: Fitted<Filled>): object {
    const { width, height } = panel.plane;
    const url = faintDots(panel, { classOf: panel.classOf, classes, size: sizeIn(panel), width, height });
    const opacity = signal(`${linked ? 'brushed || ' : ''}alone >= 0 ? 1 : 0`);
    const size = { width: signal(`${width} * fit`), height: signal(`${height} * fit`) };
    return mark('image', { name: 'faint dots', enter: { url, aspect: false }, update: { ...size, opacity } });
  }

  /** At the ends of the spokes, or beside the points. */
  function platesIn(plane: Plane, { classOf, read, ends }: Pick<Filled, 'classOf' | 'read' | 'ends'>): Plate[] {
    if (!spokes) return placePlatesBeside(read, plane, { classOf, classes });
    const known = ends.flatMap((end, c) => (end ? [{ end, c }] : []));
    const tips = known.flatMap(({ end }) => beyond(end, plane, MARGIN));
    return placePlates(tips, plane, { classOf: known.map(({ c }) => c), classes });
  }
}

/** What the still picture says where the other one invites to drag. */
function sameRows(n: number): object {
  const text = `the same ${n.toLocaleString('en')} points in each picture`;
  return mark('text', { enter: { y: LEGEND_Y + LINE, baseline: 'middle', text, fill: MUTED, fontSize: 11 } });
}

/** Of a point in its panel, given an expression of its place among all points. */
function placeIn(i: string): Place {
  return { x: `xs[${i}] / ${TENTH} * fit`, y: `ys[${i}] / ${TENTH} * fit` };
}

function sizeIn({ classOf, plane }: Pick<Filled, 'classOf' | 'plane'>): number {
  return dotSize(classOf.length, plane.width, plane.height);
}

interface FillOptions extends PanelsOptions {
  spokes: boolean;
}

/** Reads the panels' points and gives them their places. */
function fill(where: string, given: PointPanel[], classes: Classes, options: FillOptions): Filled[] {
  const { axes = true, xTitle, yTitle, linked, spokes } = options;
  // The first panel has the axis's title, the others have numbers only.
  const margins = given.map((_, p): number => (!axes ? 0 : p === 0 && yTitle ? AXIS_LEFT : NUMBERS_LEFT));
  const width = Math.floor(
    (ROW_WIDTH - (given.length - 1) * PANEL_GAP - margins.reduce((a, b) => a + b)) / given.length,
  );
  const height = Math.min(width, TALLEST);
  const titled = given.some(panel => panel.title);
  const top = (classes.names.length > 1 ? LEGEND_Y + LINE : 0) + (linked ? LINE : 0) + (titled ? TITLE_HEIGHT : 0);
  let [start, left] = [0, 0];
  return given.map(({ title, points, labels, note, arrows = [] }, p) => {
    const name = nameOf(title, p, given.length);
    const read = readPoints(where, `points${name}`, points, 2);
    const classOf = classOfEach(where, `labels${name}`, labels, classes, read.length / 2);
    for (const place of arrows.flatMap(({ from, to }) => [from, to])) {
      if (place.length !== 2)
        throw new RangeError(`${where}: an end of arrows${name} has ${place.length} coordinates, expected 2: x and y`);
      requireFinite(where, `arrows${name}`, place);
    }
    const beside = [...arrows.flatMap(({ from, to }) => [...from, ...to]), ...(spokes ? [0, 0] : [])];
    const plane = fitPlane([...read, ...beside], width, height, MARGIN);
    const panel = {
      name: `panel${p}`,
      title,
      note,
      left: left + margins[p],
      top,
      plane,
      read,
      classOf,
      start,
      arrows,
      ends: spokes ? spokeEnds(read, classOf, classes) : [],
      ...tenths(read, plane),
      ...(axes && { axes: { x: xTitle, y: p === 0 ? yTitle : undefined } }),
    };
    start += classOf.length;
    left += margins[p] + width + PANEL_GAP;
    return panel;
  });
}

/** How an error speaks of a panel. */
function nameOf(title: string | undefined, p: number, panels: number): string {
  if (title) return ` of '${title}'`;
  return panels > 1 ? ` of panel ${p}` : '';
}

function requireSameRows(where: string, panels: Filled[], linked: boolean): void {
  const [first, ...others] = panels.map(panel => panel.classOf.length);
  const other = others.find(n => n !== first);
  if (other !== undefined)
    throw new RangeError(
      `${where}: one panel has ${first} points and another ${other}, expected the same rows in every panel, ` +
        (linked ? 'since linked selects the same rows' : 'since picture i belongs to row i'),
    );
}

function inWords(given: PointPanel[], filled: Filled[], { names, digits }: Classes, options: PanelsOptions): string {
  const { title, linked } = options;
  const inColours = names.length > 1 ? ` of ${names.length} ${digits ? 'digits' : 'classes'}, a colour each` : '';
  const panels = given.map(({ title: own, note }, p) => {
    const points = `${filled[p].classOf.length.toLocaleString('en')} points${inColours}`;
    return `${own ? `${own}: ` : ''}${[points, ...(note ?? [])].join('; ')}.`;
  });
  return [
    title ? sentence(title) : 'Points in the plane.',
    ...panels,
    ...(linked ? ['A rectangle dragged in one panel selects the same points in the others.'] : []),
  ].join(' ');
}
