import type { FilmFrame } from '../projection/film-frames';
import { checkMeasured, type FilmOptions, readFrames } from './input/film-input';
import { readHover } from './input/hover-input';
import { type Classes, classOfEach, type Points, readClasses } from './input/point-input';
import { classLegend } from './parts/class-legend';
import { glidingClock } from './parts/film-clock';
import { BELOW, filmCurves } from './parts/film-curves';
import { CURVES_HEIGHT, storyboard, TOP } from './parts/film-storyboard';
import { glidingPoints } from './parts/glide';
import { placeMovingPlates } from './parts/labels-beside';
import { AXIS_LEFT, type FittedPanel, fittedBottom, MARGIN } from './parts/panel';
import { fitPlane, type Plane } from './parts/plane';
import { roomSignals } from './parts/room';
import { ROW_WIDTH } from './parts/sizes';
import { fixedFrame, fixedTitle, MUTED, sentence, vegaChart } from './parts/theme';
import { assemble, mark, signal } from './parts/vega-mark';
import type { Chart } from './render/chart';

export type { FilmOptions };

const HEIGHT = 380;

/**
 * A training as a film: the same points at one moment after the other, in axes that stay. A box plays, a menu sets the speed, a slider
 * goes to a frame, and so does a click in the curves of loss and accuracy below. Resting, the film shows a frame as it was measured;
 * playing, points glide from one to the next. Hovering over a point tells what it is, also while it moves.
 * @throws RangeError for fewer than two frames, frames of different sizes or not in the order of their steps, a coordinate, loss or
 *   accuracy that is no number, labels or pictures of another number than points, more than ten classes, and too many points
 */
export function trainingFilm(frames: FilmFrame<Points>[], options: FilmOptions): Chart {
  const { title, labels, xTitle = 'PC1', yTitle = 'PC2' } = options;
  const layouts = readFrames(frames);
  const n = layouts[0].length / 2;
  const classes = readClasses('trainingFilm', [labels]);
  const classOf = classOfEach('trainingFilm', 'labels', labels, classes, n);
  checkMeasured(options);
  const hover = readHover('trainingFilm', options, n);
  const steps = frames.map(frame => frame.step);

  const everywhere = concatenated(layouts);
  const panel: FittedPanel = {
    name: 'panel0',
    left: String(AXIS_LEFT),
    top: String(TOP),
    plane: fitPlane(everywhere, ROW_WIDTH - AXIS_LEFT, HEIGHT, MARGIN),
    axes: { x: xTitle, y: yTitle },
  };
  const bottom = fittedBottom(panel);
  const curves = filmCurves(steps, options, { top: `${bottom} + 36`, width: ROW_WIDTH, height: CURVES_HEIGHT });
  const below = curves.jumps.length > 0 ? 36 + CURVES_HEIGHT + 40 : 0;
  const stacked = `(room < ${ROW_WIDTH} ? ${Math.max(0, curves.jumps.length - 1) * (CURVES_HEIGHT + BELOW)} : 0)`;
  const height = `${bottom} + ${below} + ${stacked}`;
  const size = { width: signal('room'), height: signal(height) };
  const frame = { ...size, ...fixedFrame(title, true) };

  const live = assemble(frame, [
    roomSignals(`min(1, (room - ${AXIS_LEFT}) / ${panel.plane.width})`),
    fixedTitle(title, true),
    { signals: glidingClock(frames.length, curves.jumps) },
    curves.live,
    classLegend(classes, 'room'),
    ...glidingPoints(layouts, {
      ...hover,
      panel,
      classOf,
      classes,
      place: plane => placeMovingPlates(layouts, plane, { classOf, classes, taken: stepBox }),
      under: [stepNumber(panel.plane)],
      width: 'room',
      height: `(${height})`,
    }),
  ]);
  const still = storyboard(frames, layouts, { options, classes, classOf, everywhere });
  return vegaChart(live, inWords(frames, n, classes, options), still);
}

/** Where the step's number ends and stands, in pixels from the panel's right and top, and half of what it takes. */
const STEP = { right: 12, y: 24, half: 56, tall: 12 };

const stepBox = ({ width }: Plane) => ({ ...STEP, x: width - STEP.right - STEP.half, y: STEP.y - STEP.tall / 2 });

function stepNumber({ width }: Plane): object {
  return mark('text', {
    name: 'step',
    enter: { y: STEP.y, align: 'right', fontSize: 18, fontWeight: 600, fill: MUTED },
    update: { x: signal(`${width} * fit - ${STEP.right}`), text: signal("'step ' + format(stepNow, ',.0f')") },
  });
}

function concatenated(layouts: Float64Array[]): Float64Array {
  const all = new Float64Array(layouts.length * layouts[0].length);
  layouts.forEach((layout, f) => {
    all.set(layout, f * layout.length);
  });
  return all;
}

function inWords(
  frames: FilmFrame<Points>[],
  n: number,
  { names, digits }: Classes,
  { title, losses, measures }: FilmOptions,
): string {
  const [first, last] = [frames[0], frames.at(-1)!];
  const percent = (accuracy: number) => `${(100 * accuracy).toFixed(1)} %`;
  return [
    title ? sentence(title) : 'A training as a film.',
    `${n.toLocaleString('en')} points${names.length > 1 ? ` of ${names.length} ${digits ? 'digits' : 'classes'}, a colour each,` : ''} ` +
      `in ${frames.length} frames from step ${first.step} to step ${last.step}.`,
    ...(losses?.length
      ? [`Loss ${losses[0].toFixed(2)} at step 1, ${losses[losses.length - 1].toFixed(2)} at step ${losses.length}.`]
      : []),
    ...(measures?.length
      ? [
          `kNN accuracy ${percent(measures[0].accuracy)} at step ${measures[0].step}, ` +
            `${percent(measures.at(-1)!.accuracy)} at step ${measures.at(-1)!.step}.`,
        ]
      : []),
  ].join(' ');
}
