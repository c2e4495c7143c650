import type { Chart } from './chart';
import { type Plate, placeMovingPlates, plateMarks } from './class-labels';
import { CHOSEN, classLegend } from './class-legend';
import { DOT_OPACITY, dotSize, dots, FAINT, pointRows, pointSignals } from './dots';
import { filmClock } from './film-clock';
import { filmCurves } from './film-curves';
import { checkMeasured, type FilmFrame, type FilmOptions, readFrames } from './film-input';
import { CURVES_HEIGHT, storyboard, TOP } from './film-storyboard';
import { hoverCard, type Place, rings } from './hover-card';
import { readHover } from './hover-input';
import { AXIS_LEFT, MARGIN, type Panel, panelBottom, panelMarks, ROW_WIDTH } from './panel';
import { fitPlane, type Plane, TENTH, tenths } from './plane';
import { type Classes, classOfEach, readClasses } from './point-input';
import { fixedPadding, fixedTitle, MUTED, sentence, vegaChart } from './theme';
import { assemble, mark, signal } from './vega-mark';

export type { FilmFrame, FilmOptions };

const HEIGHT = 380;

/**
 * A training as a film: the same points at one moment after the other, in axes that stay. A box plays, a menu sets the speed, a slider
 * goes to a frame, and so does a click in the curves of loss and accuracy below. Resting, the film shows a frame as it was measured;
 * playing, points glide from one to the next. Hovering over a point tells what it is, also while it moves.
 * @throws RangeError for fewer than two frames, frames of different sizes or not in the order of their steps, a coordinate, loss or
 *   accuracy that is no number, labels or pictures of another number than points, more than ten classes, and too many points
 */
export function trainingFilm(frames: FilmFrame[], options: FilmOptions): Chart {
  const { title, labels, xTitle = 'PC1', yTitle = 'PC2' } = options;
  const layouts = readFrames(frames);
  const n = layouts[0]!.length / 2;
  const classes = readClasses('trainingFilm', [labels]);
  const classOf = classOfEach('trainingFilm', 'labels', labels, classes, n);
  checkMeasured(options);
  const hover = readHover('trainingFilm', options, n);
  const steps = frames.map(frame => frame.step);

  const everywhere = concatenated(layouts);
  const panel: Panel = {
    name: 'panel0',
    left: AXIS_LEFT,
    top: TOP,
    plane: fitPlane(everywhere, ROW_WIDTH - AXIS_LEFT, HEIGHT, MARGIN),
    axes: { x: xTitle, y: yTitle },
  };
  const size = dotSize(n, HEIGHT, HEIGHT);
  const plates = placeMovingPlates(layouts, panel.plane, { classOf, classes });
  const curves = filmCurves(steps, options, { top: panelBottom(panel) + 36, width: ROW_WIDTH, height: CURVES_HEIGHT });
  const hasCurves = curves.jumps.length > 0;
  const height = panelBottom(panel) + (hasCurves ? 36 + CURVES_HEIGHT + 40 : 0);
  const frame = { width: ROW_WIDTH, height, autosize: 'none', padding: fixedPadding(title) };

  const live = assemble(frame, [
    { marks: fixedTitle(title) },
    {
      signals: [
        ...pointSignals(classOf, classes),
        ...placeSignals(everywhere, panel.plane),
        { name: 'plateXs', value: plates.flatMap(moment => moment.map(plate => tenth(plate.x))) },
        { name: 'plateYs', value: plates.flatMap(moment => moment.map(plate => tenth(plate.y))) },
        ...filmClock(frames.length, curves.jumps),
      ],
      data: [pointRows('points', 0, n), { name: 'plateRows', values: plateRows(plates[0]!) }],
    },
    curves.live,
    classLegend(classes, { room: ROW_WIDTH }),
    {
      marks: panelMarks(panel, [
        stepNumber(panel.plane),
        dots('dots', 'points', {
          ...between('xs', 'ys', n, 'datum.i'),
          size,
          opacity: opacity(DOT_OPACITY),
          moving: true,
        }),
        ...plateMarks('plateRows', {
          ...between('plateXs', 'plateYs', plates[0]!.length, 'datum.place'),
          opacity: `${CHOSEN} ? 1 : 0.15`,
        }),
        ...rings(row => between('xs', 'ys', n, row), { neighbours: hover.neighbours !== undefined }),
      ]),
    },
    hoverCard({
      ...hover,
      width: ROW_WIDTH,
      height,
      classes,
      panels: [
        {
          name: panel.name,
          points: 'points',
          visible: CHOSEN,
          place: i => {
            const { x, y } = between('xs', 'ys', n, i);
            return { x: `(${panel.left} + ${x})`, y: `(${panel.top} + ${y})` };
          },
        },
      ],
    }),
  ]);
  const still = storyboard(frames, layouts, { options, classes, classOf, everywhere });
  return vegaChart(live, inWords(frames, n, classes, options), still);
}

const opacity = (solid: number) => `${CHOSEN} ? ${solid} : ${FAINT}`;
const tenth = (pixels: number) => Math.round(TENTH * pixels);

/** Between the places of frame `from` and frame `to`, of which each has `count` in a row. */
function between(xs: string, ys: string, count: number, i: string): Place {
  const glide = (places: string) => {
    const [start, end] = [`${places}[from * ${count} + ${i}]`, `${places}[to * ${count} + ${i}]`];
    return `((${start} + (${end} - ${start}) * part) / ${TENTH})`;
  };
  return { x: glide(xs), y: glide(ys) };
}

function placeSignals(points: ArrayLike<number>, plane: Plane): object[] {
  const { xs, ys } = tenths(points, plane);
  return [
    { name: 'xs', value: xs },
    { name: 'ys', value: ys },
  ];
}

function stepNumber({ width }: Plane): object {
  return mark('text', {
    name: 'step',
    enter: { x: width - 12, y: 24, align: 'right', fontSize: 18, fontWeight: 600, fill: MUTED },
    update: { text: signal("'step ' + format(stepNow, ',.0f')") },
  });
}

function plateRows(plates: Plate[]): object[] {
  return plates.map(({ c, text, half }, place) => ({ c, text, half, place }));
}

function concatenated(layouts: Float64Array[]): Float64Array {
  const all = new Float64Array(layouts.length * layouts[0]!.length);
  layouts.forEach((layout, f) => {
    all.set(layout, f * layout.length);
  });
  return all;
}

function inWords(
  frames: FilmFrame[],
  n: number,
  { names, digits }: Classes,
  { title, losses, measures }: FilmOptions,
): string {
  const [first, last] = [frames[0]!, frames.at(-1)!];
  const percent = (accuracy: number) => `${(100 * accuracy).toFixed(1)} %`;
  return [
    title ? sentence(title) : 'A training as a film.',
    `${n.toLocaleString('en')} points${names.length > 1 ? ` of ${names.length} ${digits ? 'digits' : 'classes'}, a colour each,` : ''} ` +
      `in ${frames.length} frames from step ${first.step} to step ${last.step}.`,
    ...(losses?.length
      ? [`Loss ${losses[0]!.toFixed(2)} at step 1, ${losses[losses.length - 1]!.toFixed(2)} at step ${losses.length}.`]
      : []),
    ...(measures?.length
      ? [
          `kNN accuracy ${percent(measures[0]!.accuracy)} at step ${measures[0]!.step}, ` +
            `${percent(measures.at(-1)!.accuracy)} at step ${measures.at(-1)!.step}.`,
        ]
      : []),
  ].join(' ');
}
