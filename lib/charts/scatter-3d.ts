import { requireFinite } from './input/checks';
import { type HoverInput, readHover } from './input/hover-input';
import { type Classes, classOfEach, type PointLabels, type Points, readClasses, readPoints } from './input/point-input';
import { classMedians, plateMarks, plateTexts } from './parts/class-labels';
import { CHOSEN, classLegend, LEGEND_Y, LINE } from './parts/class-legend';
import { dotSize, dots, FAINT, pointClasses, pointRows, stillDots } from './parts/dots';
import { hoverCard, rings } from './parts/hover-card';
import { packedColumns } from './parts/packed-columns';
import { type FittedPanel, fittedBottom, type Panel, panelBottom, panelMarks } from './parts/panel';
import { TENTH } from './parts/plane';
import { roomSignals } from './parts/room';
import { sampleRows } from './parts/sample';
import { columnsBeside } from './parts/side-labels';
import { ROW_WIDTH } from './parts/sizes';
import { fixedFrame, fixedTitle, INK, MUTED, REFERENCE, sentence, vegaChart } from './parts/theme';
import { REACH, type Stage, type Standpoint, seen, seenFrom, turningSignals } from './parts/turning';
import { assemble, mark, type Part, signal } from './parts/vega-mark';
import type { Chart } from './render/chart';

export interface Scatter3dOptions extends HoverInput, Partial<Standpoint> {
  title?: string;
  /** The names of the axes: 'PC1', 'PC2' and 'PC3' by default. */
  axisTitles?: readonly [string, string, string];
  /** The share of the variance along each axis, 0 to 1: written beside the axes' names, in %. */
  explainedVarianceRatio?: ArrayLike<number>;
  /** Lines printed under the picture. */
  note?: string[];
}

/** Of the panel, where there is room. */
const WIDTH = 560;
const HEIGHT = 460;
const MARGIN = 22;
/** How solid the farthest and the nearest dots are, and how large beside the ordinary ones. */
const FAR = { opacity: 0.3, size: 0.5 };
const NEAR = { opacity: 0.95, size: 1.5 };
/** More dots than this do not turn smoothly on a machine that draws without a graphics card. */
const MOST_MOVING = 4000;
/** The still picture has so many degrees of depth. */
const LAYERS = 4;

/**
 * Labelled points in space. Sliders and dragging turn it, and with the box ticked it turns on its own; what is nearer is drawn later,
 * larger and more solid. Of many points a sample is drawn while it turns, and the picture says so. The axes meet in the origin, around which it turns. A click in the legend shows a class alone, and hovering over
 * a point, while nothing turns, tells what it is.
 * @param points n * 3 numbers, or n rows of three
 * @throws RangeError for no point, a coordinate that is no number, labels, pictures or neighbours of another number than points, more
 *   than ten classes, and shares of the variance that are none
 */
export function scatter3d(points: Points, labels: PointLabels, options: Scatter3dOptions = {}): Chart {
  const { title, note, azimuth = 30, elevation = 20 } = options;
  requireFinite('scatter3d', 'azimuth and elevation', [azimuth, elevation]);
  const read = readPoints('scatter3d', 'points', points, 3);
  const n = read.length / 3;
  const classes = readClasses('scatter3d', [labels]);
  const classOf = classOfEach('scatter3d', 'labels', labels, classes, n);
  const hover = readHover('scatter3d', options, n);
  const axes = namedAxes(options);

  const places = thousandths(read);
  const standpoint = { azimuth: ((azimuth % 360) + 360) % 360, elevation: Math.min(90, Math.max(-90, elevation)) };
  const whole = { x: WIDTH / 2, y: HEIGHT / 2, radius: HEIGHT / 2 - MARGIN };
  const stage: Stage = { x: `(${whole.x} * fit)`, y: `(${whole.y} * fit)`, radius: `(${whole.radius} * fit)` };
  const panel = panelOf(classes, note);
  const fitted: FittedPanel = { ...panel, left: '0', top: String(panel.top) };
  const height = fittedBottom(fitted);
  const size = dotSize(n, HEIGHT, HEIGHT);
  const medians = plateTexts(classes, classMedians(places, 3, { classOf, classes }), ROW_WIDTH);
  const along = (axis: number) => places.filter((_, at) => at % 3 === axis);
  const point = (i: string) => seen([`xs[${i}]`, `ys[${i}]`, `zs[${i}]`], stage);

  const shared = (on: Stage): Part => ({
    signals: turningSignals(panel.name, standpoint, on),
    data: [{ name: 'axes', values: axes }, columnsBeside(medians, on)],
  });
  const plates = (opacity: string) =>
    plateMarks('plateRows', {
      x: 'datum.shownX',
      y: 'datum.shownY',
      opacity,
      middle: { x: 'datum.mx', y: 'datum.my' },
    });
  const live = assemble({ width: signal('room'), height: signal(height), ...fixedFrame(title, true) }, [
    roomSignals(`min(1, room / ${WIDTH})`),
    ...pointClasses(classOf, classes),
    packedColumns('places', { xs: along(0), ys: along(1), zs: along(2) }),
    fixedTitle(title, true),
    shared(stage),
    drawnRows(n, point('datum.i').depth),
    classLegend(classes, 'room'),
    {
      marks: panelMarks(fitted, [
        axisLines(stage),
        dots('dots', 'drawn', {
          ...point('datum.i'),
          size: byDepth(FAR.size * size, NEAR.size * size),
          opacity: `${CHOSEN} ? ${byDepth(FAR.opacity, NEAR.opacity)} : ${FAINT}`,
          moving: true,
          sort: 'datum.depth',
        }),
        ...plates(`${CHOSEN} ? 1 : 0.15`),
        ...axisNames(stage),
        ...rings(point, { neighbours: hover.neighbours !== undefined }),
        remark(
          n > MOST_MOVING
            ? signal(
                `moving ? 'while it turns: ${sampleOf(n)}' : 'drag to turn' + (fit < 1 ? '' : '; while it turns, ${sampleOf(n)}')`,
              )
            : 'drag to turn',
          signal(`${HEIGHT} * fit - 10`),
        ),
      ]),
    },
    ...hoverCard({
      ...hover,
      width: 'room',
      height,
      classes,
      panels: [
        {
          name: panel.name,
          points: 'points',
          visible: `!moving && ${CHOSEN}`,
          place: i => ({ x: point(i).x, y: `(${panel.top} + ${point(i).y})` }),
        },
      ],
    }),
  ]);
  const still = assemble({ width: ROW_WIDTH, height: panelBottom(panel), ...fixedFrame(title) }, [
    fixedTitle(title),
    shared(whole),
    { signals: [{ name: 'colours', value: classes.colours }] },
    classLegend(classes),
    {
      marks: panelMarks(panel, [
        axisLines(whole),
        ...layers(seenFrom(standpoint, places, whole), { classOf, classes, size }),
        ...plates('1'),
        ...axisNames(whole),
        remark(`seen from ${standpoint.azimuth}° around and ${standpoint.elevation}° above`),
      ]),
    },
  ]);
  return vegaChart(live, inWords(n, classes, axes, options), still);
}

/** The coordinates in thousandths of the distance from the origin to the farthest point. */
function thousandths(points: Float64Array): number[] {
  let farthest = 0;
  for (let at = 0; at < points.length; at += 3)
    farthest = Math.max(farthest, Math.hypot(points[at], points[at + 1], points[at + 2]));
  const unit = farthest > 0 ? REACH / farthest : 0; // all in the origin
  return Array.from(points, value => Math.round(value * unit));
}

function panelOf(classes: Classes, note: string[] | undefined): Panel {
  const top = classes.names.length > 1 ? LEGEND_Y + LINE : 0;
  const itself = (pixels: number) => pixels;
  const domain: [number, number] = [0, 1]; // the panel has no axes of its own
  return {
    name: 'panel0',
    left: 0,
    top,
    note,
    plane: { width: WIDTH, height: HEIGHT, domain: { x: domain, y: domain }, x: itself, y: itself },
  };
}

interface Axis {
  name: string;
  /** Its end, in thousandths. */
  x: number;
  y: number;
  z: number;
}

function namedAxes({ axisTitles = ['PC1', 'PC2', 'PC3'], explainedVarianceRatio }: Scatter3dOptions): Axis[] {
  const shares = explainedVarianceRatio && Array.from(explainedVarianceRatio).slice(0, 3);
  if (shares && (shares.length < 3 || shares.some(share => !(share >= 0 && share <= 1))))
    throw new RangeError(
      `scatter3d: explainedVarianceRatio is [${shares.join(', ')}], expected a share from 0 to 1 for each of the three axes`,
    );
  return axisTitles.map((title, axis) => ({
    name: shares ? `${title} (${(100 * shares[axis]).toFixed(1)} %)` : title,
    x: axis === 0 ? REACH : 0,
    y: axis === 1 ? REACH : 0,
    z: axis === 2 ? REACH : 0,
  }));
}

/** Through the origin, as far as the farthest point on either side. */
function axisLines(stage: Stage): object {
  const [low, high] = [end(-1, stage), end(1, stage)];
  return mark('rule', {
    name: 'axis lines',
    from: 'axes',
    enter: { stroke: REFERENCE, strokeWidth: 1 },
    update: { x: signal(low.x), y: signal(low.y), x2: signal(high.x), y2: signal(high.y) },
  });
}

/** Of an axis's name from its middle, and of a column of short names beside it. */
const AXIS_ROOM = 64;

/** At the ends that count upwards. */
function axisNames(stage: Stage): object[] {
  const beyond = end(1.06, stage);
  const words = (name: string, look: object) =>
    mark('text', {
      name,
      from: 'axes',
      enter: { text: { field: 'name' }, align: 'center', baseline: 'middle', fontSize: 12, ...look },
      update: { x: signal(`clamp(${beyond.x}, ${AXIS_ROOM}, 2 * ${stage.x} - ${AXIS_ROOM})`), y: signal(beyond.y) },
    });
  return [
    words('axis halos', { stroke: '#ffffff', strokeWidth: 4, strokeOpacity: 0.8 }),
    words('axis names', { fill: INK }),
  ];
}

const end = (factor: number, stage: Stage) =>
  seen([`${factor} * datum.x`, `${factor} * datum.y`, `${factor} * datum.z`], stage);

const byDepth = (far: number, near: number) => `(${far} + ${near - far} * clamp((datum.depth + 1) / 2, 0, 1))`;

/** The dots of the still picture in a few layers, from the farthest to the nearest. */
function layers(
  places: { x: number; y: number; depth: number }[],
  look: { classOf: number[]; classes: Classes; size: number },
): object[] {
  const { classOf, classes, size } = look;
  return Array.from({ length: LAYERS }, (_, layer) => {
    const rows = places.flatMap(({ depth }, i) =>
      Math.min(LAYERS - 1, Math.floor(((depth + 1) / 2) * LAYERS)) === layer ? [i] : [],
    );
    const share = (layer + 0.5) / LAYERS;
    return stillDots(
      { xs: rows.map(i => Math.round(TENTH * places[i].x)), ys: rows.map(i => Math.round(TENTH * places[i].y)) },
      {
        classOf: rows.map(i => classOf[i]),
        classes,
        size: size * (FAR.size + share * (NEAR.size - FAR.size)),
        opacity: FAR.opacity + share * (NEAR.opacity - FAR.opacity),
      },
    );
  }).flat();
}

/** The points that are drawn, with how near they are: all of them, and while the picture moves a sample. */
function drawnRows(n: number, depth: string): Part {
  const sampled = new Set(sampleRows('scatter3d', n, MOST_MOVING));
  const sampling = n > MOST_MOVING;
  return {
    signals: sampling
      ? [{ name: 'sampled', value: Array.from({ length: n }, (_, i) => Number(sampled.has(i))).join('') }]
      : [],
    data: [
      pointRows('points', 0, n),
      {
        name: 'drawn',
        source: 'points',
        transform: [
          ...(sampling ? [{ type: 'filter', expr: "!moving || sampled[datum.i] === '1'" }] : []),
          { type: 'formula', as: 'depth', expr: depth },
        ],
      },
    ],
  };
}

const sampleOf = (n: number) =>
  `${MOST_MOVING.toLocaleString('en')} of ${n.toLocaleString('en')} points, drawn at random`;

function remark(text: string | object, y: number | object = HEIGHT - 10): object {
  return mark('text', {
    name: 'remark',
    enter: { x: 10, fill: MUTED, fontSize: 11 },
    update: { y, text },
  });
}

function inWords(n: number, { names, digits }: Classes, axes: Axis[], { title, note = [] }: Scatter3dOptions): string {
  const inColours = names.length > 1 ? ` of ${names.length} ${digits ? 'digits' : 'classes'}, a colour each,` : '';
  const along = axes.map(axis => axis.name).join(', ');
  return [
    title ? sentence(title) : 'Points in space.',
    `${n.toLocaleString('en')} points${inColours} along ${along}${[...note].map(line => `; ${line}`).join('')}.`,
  ].join(' ');
}
