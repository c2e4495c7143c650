import { aligned } from '../projection/procrustes';
import { caption, type ExploredLayout, type Grid, gridOf, readLayouts } from './input/explorer-input';
import { type HoverInput, readHover } from './input/hover-input';
import { type Classes, classOfEach, type PointLabels, readClasses } from './input/point-input';
import { PLATE_MIDDLE, plateMarks } from './parts/class-labels';
import { classLegend, LEGEND_Y, LINE } from './parts/class-legend';
import { dotSize, stillDots } from './parts/dots';
import { glidingPoints, requireFewPlaces } from './parts/glide';
import { placePlatesBeside } from './parts/labels-beside';
import { type FittedPanel, fittedBottom, MARGIN, panelBottom, panelMarks, TITLE_HEIGHT } from './parts/panel';
import { fitPlane, tenths } from './parts/plane';
import { roomSignals } from './parts/room';
import { sampleRows } from './parts/sample';
import { type SettingsRow, settingsTable, TABLE_WIDTH, tableHeight } from './parts/settings-table';
import { ROW_WIDTH } from './parts/sizes';
import { fixedFrame, fixedTitle, MUTED, sentence, vegaChart } from './parts/theme';
import { assemble, mark, signal } from './parts/vega-mark';
import type { Chart } from './render/chart';

export type { ExploredLayout };

export interface ExplorerOptions extends HoverInput {
  title?: string;
  /** What is shown at first: 15 neighbours and a minimal distance of 0.1 by default, or what is nearest to that. */
  start?: { neighbours: number; minDistance: number };
}

const HEIGHT = 400;
const GAP = 14;
/** Between the picture and the table. */
const TABLE_GAP = 22;
/** How long points glide from one layout to the next, and how often they are drawn anew, in milliseconds. */
const GLIDE_MS = 700;
const TICK_MS = 25;
/** Dots of the still picture, all layouts together. */
const MOST_STILL_DOTS = 20_000;

/**
 * UMAP with one setting after the other, computed beforehand: two sliders choose the number of neighbours and the minimal distance, and
 * the layout nearest to what they say is drawn. Points glide from one layout to the next. Names stand beside their points. A click in the
 * table of all numbers chooses a layout, too.
 *
 * A layout has no up and no right: each is turned so that it lies on the first shown as well as it can. All have the same scale.
 * @param layouts one for each pair of the two settings' values
 * @throws RangeError for no layout, a pair that is missing or there twice, layouts of different sizes, a coordinate that is no number,
 *   labels, pictures or neighbours of another number than points, more than ten classes, and too many points
 */
export function umapExplorer(layouts: ExploredLayout[], labels: PointLabels, options: ExplorerOptions = {}): Chart {
  const { title, start = { neighbours: 15, minDistance: 0.1 } } = options;
  const grid = gridOf(layouts);
  const points = readLayouts(grid.layouts);
  const n = points[0].length / 2;
  requireFewPlaces('umapExplorer', 'layouts', points.length, n);
  const classes = readClasses('umapExplorer', [labels]);
  const classOf = classOfEach('umapExplorer', 'labels', labels, classes, n);
  const hover = readHover('umapExplorer', options, n);

  const first = {
    neighbours: nearest(grid.neighbours, start.neighbours),
    distance: nearest(grid.distances, start.minDistance),
  };
  const at = first.neighbours * grid.distances.length + first.distance;
  const turned = points.map(layout => aligned(layout, points[at]));
  const everywhere = turned.flatMap(layout => [...layout]);
  const lines = Math.max(...grid.layouts.map(layout => layout.note.length));
  const rows = settingsRows(grid.layouts);
  const panel: FittedPanel = {
    name: 'panel0',
    left: '0',
    top: String(LEGEND_Y + LINE + TITLE_HEIGHT),
    plane: fitPlane(everywhere, ROW_WIDTH - (rows ? TABLE_WIDTH + TABLE_GAP : 0), HEIGHT, MARGIN),
    title: { signal: 'captions[chosen]' },
    note: { signal: 'notes[chosen]', lines },
  };
  const bottom = fittedBottom(panel);
  // Without room beside the picture, the table stands below it.
  const table = {
    left: `(room < ${ROW_WIDTH} ? 0 : ${ROW_WIDTH - TABLE_WIDTH})`,
    top: `(room < ${ROW_WIDTH} ? ${bottom} + ${GAP} : ${panel.top})`,
  };
  const height = rows ? `max(${bottom}, ${table.top} + ${tableHeight(rows.length)})` : bottom;
  const size = { width: signal('room'), height: signal(height) };
  const live = assemble({ ...size, ...fixedFrame(title, true) }, [
    roomSignals(`min(1, room / ${panel.plane.width})`),
    fixedTitle(title, true),
    {
      signals: [
        ...sliders(grid, first),
        { name: 'captions', value: grid.layouts.map(caption) },
        { name: 'notes', value: grid.layouts.map(layout => layout.note) },
        ...glideSignals(at),
      ],
      scales: [
        borders('neighboursAt', grid.neighbours, (a, b) => Math.sqrt(a * b)),
        borders('distanceAt', grid.distances, (a, b) => (a + b) / 2),
      ],
    },
    classLegend(classes, `min(room, ${panel.plane.width})`),
    ...(rows ? [settingsTable(rows, table)] : []),
    ...glidingPoints(turned, {
      ...hover,
      panel,
      classOf,
      classes,
      place: plane => turned.map(layout => placePlatesBeside(layout, plane, { classOf, classes })),
      width: 'room',
      height,
    }),
  ]);
  const still = sideBySide(grid, turned, { classOf, classes, title, everywhere });
  return vegaChart(live, inWords(grid, n, classes, title), still);
}

/** The rows of the table; undefined where a layout has no numbers for it. */
function settingsRows(layouts: ExploredLayout[]): SettingsRow[] | undefined {
  const rows = layouts.flatMap(({ scores, neighbours, minDistance }) =>
    scores ? [{ ...scores, neighbours, minDistance }] : [],
  );
  return rows.length === layouts.length ? rows : undefined;
}

/** Two sliders, as far as there is something to choose, and the place of the layout chosen. */
function sliders({ neighbours, distances }: Grid, first: { neighbours: number; distance: number }): object[] {
  const slider = (name: string, values: number[], at: number, words: string, step: number) => ({
    name,
    value: values[at],
    on: [{ events: '@settings:click', update: name === 'neighboursWanted' ? 'datum.neighbours' : 'datum.minDistance' }],
    ...(values.length > 1 && { bind: { input: 'range', name: `${words} `, min: values[0], max: values.at(-1), step } }),
  });
  const gaps = distances.slice(1).map((distance, i) => distance - distances[i]);
  const gap = Number(Math.min(1, ...gaps).toPrecision(6));
  return [
    slider('neighboursWanted', neighbours, first.neighbours, 'neighbours', 1),
    slider('distanceWanted', distances, first.distance, 'minimal distance', gap),
    {
      name: 'chosen',
      update: `scale('neighboursAt', neighboursWanted) * ${distances.length} + scale('distanceAt', distanceWanted)`,
    },
  ];
}

/** From a slider's value to the place of the value that is nearest to it. */
function borders(name: string, values: number[], between: (a: number, b: number) => number): object {
  return {
    name,
    type: 'threshold',
    domain: values.slice(1).map((value, i) => between(values[i], value)),
    range: values.map((_, place) => place),
  };
}

/** From the layout before to the one chosen, slowly at both ends. */
function glideSignals(first: number): object[] {
  return [
    {
      name: 'way',
      value: { from: first, to: first, began: 0 },
      on: [{ events: { signal: 'chosen' }, update: '{from: way.to, to: chosen, began: now()}' }],
    },
    {
      name: 'clock',
      value: 0,
      on: [{ events: { type: 'timer', throttle: TICK_MS }, update: `clock < way.began + ${GLIDE_MS} ? now() : clock` }],
    },
    { name: 'done', update: `clamp((clock - way.began) / ${GLIDE_MS}, 0, 1)` },
    { name: 'from', update: 'way.from' },
    { name: 'to', update: 'way.to' },
    { name: 'part', update: 'done * done * (3 - 2 * done)' },
  ];
}

/** The still picture: all layouts, a row for each number of neighbours and a column for each minimal distance. */
function sideBySide({ distances, layouts }: Grid, points: Float64Array[], look: StillLook): object {
  const { classOf, classes, title, everywhere } = look;
  const n = classOf.length;
  const count = Math.min(n, Math.floor(MOST_STILL_DOTS / layouts.length));
  const rows = sampleRows('umapExplorer', n, count);
  const sampled = `${count.toLocaleString('en')} of ${n.toLocaleString('en')} points in each picture, drawn at random`;
  const columns = distances.length;
  const named = columns <= 2; // in smaller panels there is no room beside the points; the legend has to do
  const width = Math.floor((ROW_WIDTH - (columns - 1) * GAP) / columns);
  const plane = fitPlane(everywhere, width, Math.min(HEIGHT, Math.round(width * 0.8)), MARGIN);
  const top = LEGEND_Y + LINE + (count < n ? LINE : 0) + TITLE_HEIGHT;
  const lines = Math.max(...layouts.map(layout => layout.note.length));
  const pitch = panelBottom({ name: '', left: 0, top: 0, plane, note: { signal: '', lines } }) + TITLE_HEIGHT + GAP;
  const panels = layouts.map((layout, at) => ({
    name: `panel${at}`,
    title: columns > 2 ? `${layout.neighbours} neighbours, ${layout.minDistance}` : caption(layout),
    left: (at % columns) * (width + GAP),
    top: top + Math.floor(at / columns) * pitch,
    plane,
    // Beside others there is no room for an interval.
    note: columns > 2 ? layout.note.map(line => line.replace(/ \([^)]*\)$/, '')) : layout.note,
  }));
  const height = Math.max(...panels.map(panelBottom));
  return assemble({ width: ROW_WIDTH, height, ...fixedFrame(title) }, [
    fixedTitle(title),
    { signals: [{ name: 'colours', value: classes.colours }] },
    classLegend(classes),
    { marks: count < n ? [remark(sampled)] : [] },
    ...panels.map((panel, at) => {
      const { xs, ys } = tenths(points[at], plane);
      const dots = { xs: rows.map(i => xs[i]), ys: rows.map(i => ys[i]) };
      const size = dotSize(count, width, plane.height);
      return {
        data: named
          ? [{ name: `plates${at}`, values: placePlatesBeside(points[at], plane, { classOf, classes }) }]
          : [],
        marks: panelMarks(panel, [
          ...stillDots(dots, { classOf: rows.map(i => classOf[i]), classes, size }),
          ...(named
            ? plateMarks(`plates${at}`, { x: 'datum.x', y: 'datum.y', opacity: '1', middle: PLATE_MIDDLE })
            : []),
        ]),
      };
    }),
  ]);
}

interface StillLook {
  classOf: number[];
  classes: Classes;
  title?: string;
  /** The points of all layouts. */
  everywhere: number[];
}

function remark(text: string): object {
  return mark('text', { enter: { y: LEGEND_Y + LINE, baseline: 'middle', text, fill: MUTED, fontSize: 11 } });
}

/** The place of the value nearest to a wanted one. */
function nearest(values: number[], wanted: number): number {
  const away = values.map(value => Math.abs(value - wanted));
  return away.indexOf(Math.min(...away));
}

function inWords({ layouts }: Grid, n: number, { names, digits }: Classes, title?: string): string {
  const inColours = names.length > 1 ? ` of ${names.length} ${digits ? 'digits' : 'classes'}, a colour each,` : '';
  const each = layouts.map(layout => `${[caption(layout), ...layout.note].join('; ')}.`);
  return [
    title ? sentence(title) : 'UMAP with one setting after the other.',
    `${n.toLocaleString('en')} points${inColours} in ${layouts.length} layouts.`,
    ...each,
  ].join(' ');
}
