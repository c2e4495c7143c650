import { linearScale, stepAxis, valueAxis } from './axes';
import type { Jump } from './film-clock';
import { outline, smoothed, thinned } from './loss-points';
import { panelTitle } from './panel';
import { roundTicks } from './scales';
import { INK, REFERENCE, SERIES_COLOURS } from './theme';
import { mark, type Part, pixels, signal } from './vega-mark';

/** What ran along with a training. */
export interface Measured {
  /** The loss of each step, the first step first. */
  losses?: ArrayLike<number>;
  /** The kNN accuracy at some steps, 0 to 1. */
  measures?: { step: number; accuracy: number }[];
}

/** Where the curves are in the chart, in pixels: the plots without what is written around them. */
interface CurvesPlace {
  /** Or an expression of it, where the curves follow the room that the chart has. */
  top: number | string;
  /** Of all curves, their axes included. */
  width: number;
  height: number;
}

/** Up to so many measurements, each has a dot. */
const MOST_DOTS = 40;

interface Curve {
  /** Of its group, which the pointer finds. */
  name: string;
  title: string;
  /** At each frame, as it is printed; and its unit. */
  atFrames: string[];
  unit: string;
  /** The first line is what was measured at every step, drawn faintly where a smoother one follows. */
  lines: { step: number; value: number }[][];
  /** Whether its points were measured one by one. */
  dotted: boolean;
  colour: string;
  ticks: number[];
}

/** Room for the numbers of an axis. */
const LEFT = 50;
const GAP = 16;
/** Below a curve, for its axis and the next one's title, where they stand one below the other. */
export const BELOW = 64;
const TITLE_GAP = 8;

/** What the film draws under its points. */
export interface FilmCurves {
  live: Part;
  still: Part;
  /** A click or a drag in a curve chooses the nearest frame. */
  jumps: Jump[];
}

/**
 * Loss and accuracy against the training step, side by side, with a cursor at the film's step.
 * @param steps of the frames, rising
 */
export function filmCurves(steps: number[], measured: Measured, { top, width, height }: CurvesPlace): FilmCurves {
  const curves = curvesOf(steps, measured);
  const { losses = [], measures = [] } = measured;
  const end = Math.max(steps.at(-1)!, losses.length, ...measures.map(measure => measure.step));
  const own = Math.floor((width - (curves.length - 1) * GAP) / curves.length) - LEFT;
  const following = typeof top === 'string';
  const places = curves.map((_, i): Place => {
    const left = LEFT + i * (LEFT + own + GAP);
    if (!following) return { left, top, width: own, height, end };
    return {
      left: `(room < ${width} ? ${LEFT} : ${left})`,
      top: `(${top} + (room < ${width} ? ${i * (height + BELOW)} : 0))`,
      width: `(room < ${width} ? room - ${LEFT} : ${own})`,
      height,
      end,
    };
  });
  const cursor = mark('rule', {
    name: 'cursor',
    enter: { y: 0, y2: height, stroke: INK, strokeWidth: 1.25 },
    update: { x: { scale: 'x', signal: 'stepNow' } },
  });
  const stops = steps.map(step =>
    mark('rule', {
      enter: { x: { scale: 'x', value: step }, y: 0, y2: height, stroke: REFERENCE, strokeDash: [3, 3] },
    }),
  );
  return {
    live: {
      signals: [
        { name: 'steps', value: steps },
        { name: 'stepNow', update: 'steps[from] + (steps[to] - steps[from]) * part' },
        ...curves.map(({ name, atFrames }) => ({ name: `${name}At`, value: atFrames })),
      ],
      scales: [nearestFrame(steps)],
      marks: curves.flatMap((curve, i) =>
        curveMarks(
          curve,
          places[i],
          signal(
            `${curve.name}At[from] ? '${curve.title} ' + ${curve.name}At[from] + '${curve.unit}' : '${curve.title}'`,
          ),
          [cursor],
        ),
      ),
    },
    still: {
      marks: curves.flatMap((curve, i) =>
        curveMarks(
          curve,
          places[i],
          `${curve.title} ${curve.atFrames.filter(Boolean).join(' → ')}${curve.unit}`,
          stops,
        ),
      ),
    },
    jumps: curves.map(({ name }, i) => ({
      events: `@${name}:mousedown, [@${name}:mousedown, window:mouseup] > window:mousemove!`,
      update: `scale('frameAt', (x() - ${places[i].left}) * ${end} / ${places[i].width})`,
    })),
  };
}

/** From a step to the frame that is nearest to it. */
function nearestFrame(steps: number[]): object {
  const borders = steps.slice(1).map((step, i) => (step + steps[i]) / 2);
  return { name: 'frameAt', type: 'threshold', domain: borders, range: steps.map((_, frame) => frame) };
}

function curvesOf(steps: number[], { losses, measures }: Measured): Curve[] {
  const curves: Curve[] = [];
  if (losses && losses.length > 0) {
    const raw = Array.from(losses, (loss, i) => ({ step: i + 1, loss }));
    const calm = smoothed(raw, Math.round(raw.length / 80));
    const line = (points: { step: number; loss: number }[]) => points.map(({ step, loss }) => ({ step, value: loss }));
    curves.push({
      name: 'loss',
      title: 'loss',
      // Before the first step there is none.
      atFrames: steps.map(step => (step < 1 ? '' : calm[Math.min(step, calm.length) - 1].loss.toFixed(2))),
      unit: '',
      lines: [line(outline(raw)), line(thinned(calm))],
      dotted: false,
      colour: SERIES_COLOURS[0],
      ticks: roundTicks(raw.map(point => point.loss)),
    });
  }
  if (measures && measures.length > 0) {
    const points = measures.map(({ step, accuracy }) => ({ step, value: Number((100 * accuracy).toFixed(2)) }));
    const lastBefore = (step: number) => points.filter(point => point.step <= step).at(-1);
    curves.push({
      name: 'accuracy',
      title: 'kNN accuracy',
      atFrames: steps.map(step => (lastBefore(step) ? lastBefore(step)!.value.toFixed(1) : '')),
      unit: ' %',
      lines: [points],
      dotted: points.length <= MOST_DOTS,
      colour: SERIES_COLOURS[1],
      ticks: roundTicks(points.map(point => point.value)).filter(tick => tick <= 100),
    });
  }
  return curves;
}

/** In pixels, or expressions of them. */
interface Place {
  left: number | string;
  top: number | string;
  width: number | string;
  height: number;
  /** The step at the right end. */
  end: number;
}

function curveMarks(curve: Curve, place: Place, words: string | object, over: object[]): object[] {
  const { name, lines, dotted, colour, ticks } = curve;
  const { left, top, width, height, end } = place;
  const point = { x: { scale: 'x', field: 'step' }, y: { scale: 'y', field: 'value' } };
  return [
    panelTitle(name, { x: pixels(left), y: pixels(top, -TITLE_GAP) }, words),
    mark('group', {
      name,
      interactive: true,
      enter: { height, fill: '#ffffff', cursor: 'pointer' },
      update: { x: pixels(left), y: pixels(top), width: pixels(width) },
      data: lines.map((values, i) => ({ name: `line${i}`, values })),
      scales: [linearScale('x', [0, end], pixels(width)), linearScale('y', [ticks[0], ticks.at(-1)!], height)],
      axes: [stepAxis('training step', { titlePadding: 4 }), valueAxis({ values: everyOther(ticks), format: ',.6~r' })],
      marks: [
        ...lines.map((_, i) =>
          mark('line', {
            name: `${name} line ${i}`,
            from: `line${i}`,
            enter: {
              stroke: colour,
              strokeJoin: 'round',
              ...(i < lines.length - 1 ? { strokeWidth: 1, strokeOpacity: 0.28 } : { strokeWidth: 2 }),
            },
            update: point,
          }),
        ),
        ...(dotted
          ? [mark('symbol', { name: `${name} dots`, from: 'line0', enter: { size: 22, fill: colour }, update: point })]
          : []),
        ...over,
      ],
    }),
  ];
}

/** The axis is low: from five numbers on, every other one is enough, from the lowest. */
function everyOther(ticks: number[]): number[] {
  return ticks.length < 5 ? ticks : ticks.filter((_, i) => i % 2 === 0);
}
