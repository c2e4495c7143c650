import type { DescentFrame } from '../training/descent';
import { requireFinite, requireLength, requireSome } from './input/checks';
import { type CircleLabel, placeLabels } from './parts/circle-labels';
import {
  DIFFERENT_COLOUR,
  fixedPadding,
  fixedTitle,
  INK,
  MUTED,
  REFERENCE,
  SAME_COLOUR,
  SERIES_COLOURS,
  sentence,
  VALUE_AXIS,
  vegaChart,
} from './parts/theme';
import type { Chart } from './render/chart';

export interface CircleFilm {
  /** What the menu calls it: the loss. */
  name: string;
  /** As `descend` returns them; the same steps in every film of a chart. */
  frames: DescentFrame[];
  /** What each point is: 'anchor', 'positive' and 'negative' have looks of their own, any other word gets the next free one. */
  roles: string[];
  /** What is written beside each point; its role by default. */
  labels?: string[];
}

interface Look {
  colour: string;
  shape: string;
  size: number;
}

/** The anchor lies under the others and is larger: where points meet, both are seen. */
const LOOKS: Record<string, Look> = {
  anchor: { colour: INK, shape: 'circle', size: 260 },
  positive: { colour: SAME_COLOUR, shape: 'triangle-up', size: 150 },
  negative: { colour: DIFFERENT_COLOUR, shape: 'square', size: 130 },
};
const SPARE_COLOURS = SERIES_COLOURS.slice(2);
const SPARE_SHAPES = ['diamond', 'triangle-down', 'cross', 'circle', 'square', 'triangle-up'];

/** The circle, in pixels of the chart. */
const CENTRE = { x: 186, y: 150 };
const RADIUS = 108;
/** The longest arrow of a film, in radii: longer ones would reach the labels. */
const LONGEST_ARROW = 0.42;
const WIDTH = 636;
const HEIGHT = 340;
/** The plot of the loss, beside the circle. */
const PLOT = { x: 442, y: 112, width: 184, height: 136 };
/** More points than this are named once a role. */
const MOST_LABELS = 8;
/** Frames a second, and how many of them the film rests at its end. */
const FRAME_MS = 125;
const REST = 10;

/**
 * Points on the unit circle while a loss moves them: a menu switches the loss, a slider goes through the steps, a box plays. Arrows
 * are minus the real gradients, as far as they point along the circle; arcs inside the circle are the way a point has come.
 * @param films one a loss
 * @throws RangeError for no film, films of different steps, frames that are not evenly apart, roles or labels of another number than
 *   points, two films of a name, and values that are no numbers
 */
export function circleFilm(films: CircleFilm[], { title }: { title?: string } = {}): Chart {
  requireSome('circleFilm', 'films', films.length);
  const every = checkFilms(films);
  const last = films[0].frames.at(-1)!.step;
  const looks = looksOf(films);
  const scales = films.map(arrowScale);
  const labels = films.map(labelsOf);
  const names = films.map(film => film.name);

  const cast = films.map((film, f) =>
    film.roles.map((role, p) => ({
      ...looks.get(role)!,
      role,
      label: labels[f][p]?.text ?? '',
      half: labels[f][p]?.half ?? 0,
    })),
  );
  const moments = films.flatMap((film, f) => film.frames.map(({ step, loss }) => ({ f, step, loss: neat(loss, 5) })));
  const places = films.flatMap((film, f) => rowsOf(film, f, labels[f]));

  return vegaChart(
    {
      width: WIDTH,
      height: HEIGHT,
      // A fixed size: with room made for every letter, the chart would tremble as it plays.
      autosize: 'none',
      padding: fixedPadding(title),
      signals: signals(names, { last, every, cast, scales }),
      data: [
        { name: 'moments', values: moments, transform: [{ type: 'filter', expr: 'datum.f === film' }] },
        { name: 'moment', source: 'moments', transform: [{ type: 'filter', expr: 'datum.step === step' }] },
        { name: 'film', values: places, transform: [{ type: 'filter', expr: 'datum.f === film' }, ...positions] },
        { name: 'start', source: 'film', transform: [{ type: 'filter', expr: 'datum.step === 0' }] },
        { name: 'past', source: 'film', transform: [{ type: 'filter', expr: 'datum.step <= step' }] },
        { name: 'now', source: 'film', transform: [{ type: 'filter', expr: 'datum.step === step' }, ...arrows] },
      ],
      marks: [...fixedTitle(title), ...circleMarks(), sideMarks()],
    },
    `${title ? `${sentence(title)} ` : ''}Points on the unit circle, moved by gradient descent in ${last} steps. ` +
      films.map(inWords).join(' '),
  );
}

/** Where things are, in pixels; angles are degrees against the clock, y points down. */
const positions = [
  { type: 'formula', as: 'ux', expr: 'cos(datum.a * PI / 180)' },
  { type: 'formula', as: 'uy', expr: '-sin(datum.a * PI / 180)' },
  { type: 'formula', as: 'look', expr: 'cast[datum.f][datum.p]' },
];
const arrows = [
  { type: 'formula', as: 'x', expr: `${CENTRE.x} + ${RADIUS} * datum.ux` },
  { type: 'formula', as: 'y', expr: `${CENTRE.y} + ${RADIUS} * datum.uy` },
  // Along the circle against the clock is (-sin, cos) upwards; descent goes against the gradient.
  { type: 'formula', as: 'reach', expr: `-datum.g / scales[datum.f] * ${RADIUS}` },
  { type: 'formula', as: 'tx', expr: 'datum.x + datum.reach * datum.uy' },
  { type: 'formula', as: 'ty', expr: 'datum.y - datum.reach * datum.ux' },
  { type: 'formula', as: 'lx', expr: 'cos(datum.t * PI / 180)' },
  { type: 'formula', as: 'ly', expr: '-sin(datum.t * PI / 180)' },
];

function signals(
  names: string[],
  { last, every, cast, scales }: { last: number; every: number; cast: object[][]; scales: number[] },
): object[] {
  const timer = { type: 'timer', throttle: FRAME_MS };
  return [
    {
      name: 'loss',
      value: names[0],
      ...(names.length > 1 && { bind: { input: 'select', name: 'loss ', options: names } }),
    },
    {
      name: 'step',
      value: last,
      bind: { input: 'range', name: 'step ', min: 0, max: last, step: every },
      on: [
        {
          events: timer,
          update: `!playing ? step : step < ${last} ? min(step + ${every}, ${last}) : rested >= ${REST} ? 0 : step`,
        },
      ],
    },
    { name: 'playing', value: false, bind: { input: 'checkbox', name: 'playing ' } },
    // Started at its end, the film begins anew at once.
    {
      name: 'rested',
      value: REST,
      on: [{ events: timer, update: `!playing ? ${REST} : step < ${last} ? 0 : rested + 1` }],
    },
    { name: 'names', value: names },
    { name: 'cast', value: cast },
    { name: 'scales', value: scales },
    { name: 'film', update: 'indexof(names, loss)' },
  ];
}

function circleMarks(): object[] {
  const label = `(${RADIUS + 21} + datum.look.half * abs(datum.lx) + 8 * abs(datum.ly))`;
  const at = (field: string) => ({ signal: `datum.look.${field}` });
  return [
    {
      type: 'arc',
      encode: {
        enter: {
          x: { value: CENTRE.x },
          y: { value: CENTRE.y },
          startAngle: { value: 0 },
          endAngle: { value: 2 * Math.PI },
          innerRadius: { value: RADIUS },
          outerRadius: { value: RADIUS },
          stroke: { value: '#c9ced8' },
          strokeWidth: { value: 1.25 },
        },
      },
    },
    {
      type: 'symbol',
      encode: {
        enter: {
          x: { value: CENTRE.x },
          y: { value: CENTRE.y },
          shape: { value: 'cross' },
          size: { value: 36 },
          fill: { value: '#c9ced8' },
        },
      },
    },
    {
      name: 'ways',
      type: 'group',
      from: { facet: { name: 'way', data: 'past', groupby: 'p' } },
      marks: [
        {
          name: 'travelled',
          type: 'line',
          from: { data: 'way' },
          encode: {
            update: {
              // Each point has a lane of its own inside the circle, so that no way hides another.
              x: { signal: `${CENTRE.x} + (${RADIUS - 15} - lane * datum.p) * datum.ux` },
              y: { signal: `${CENTRE.y} + (${RADIUS - 15} - lane * datum.p) * datum.uy` },
              stroke: at('colour'),
              strokeWidth: { value: 2.5 },
              strokeCap: { value: 'round' },
              opacity: { value: 0.4 },
            },
          },
        },
      ],
      signals: [{ name: 'lane', update: 'min(6, 60 / length(cast[film]))' }],
    },
    {
      name: 'starts',
      type: 'symbol',
      from: { data: 'start' },
      encode: {
        update: {
          x: { signal: `${CENTRE.x} + ${RADIUS} * datum.ux` },
          y: { signal: `${CENTRE.y} + ${RADIUS} * datum.uy` },
          shape: at('shape'),
          size: { signal: 'datum.look.size * 0.6' },
          fill: { value: '#ffffff' },
          stroke: at('colour'),
          strokeWidth: { value: 1.25 },
          opacity: { value: 0.55 },
        },
      },
    },
    {
      name: 'arrows',
      type: 'rule',
      from: { data: 'now' },
      encode: {
        update: {
          x: { field: 'x' },
          y: { field: 'y' },
          x2: { field: 'tx' },
          y2: { field: 'ty' },
          stroke: at('colour'),
          strokeWidth: { value: 2.25 },
          opacity: { signal: 'abs(datum.reach) > 1 ? 1 : 0' },
        },
      },
    },
    {
      name: 'heads',
      type: 'symbol',
      from: { data: 'now' },
      encode: {
        update: {
          x: { field: 'tx' },
          y: { field: 'ty' },
          shape: { value: 'triangle' },
          size: { value: 56 },
          angle: { signal: '(datum.reach > 0 ? 0 : 180) - datum.a' },
          fill: at('colour'),
          opacity: { signal: 'abs(datum.reach) > 1 ? 1 : 0' },
        },
      },
    },
    {
      name: 'points',
      type: 'symbol',
      from: { data: 'now' },
      encode: {
        update: {
          x: { field: 'x' },
          y: { field: 'y' },
          shape: at('shape'),
          size: at('size'),
          fill: at('colour'),
          stroke: { value: '#ffffff' },
          strokeWidth: { value: 1.5 },
          tooltip: {
            signal:
              "{'point': datum.look.role, 'angle': format(((datum.a % 360) + 360) % 360, '.1f') + '°', " +
              "'gradient along the circle': format(datum.g, '.3~r')}",
          },
        },
      },
    },
    {
      name: 'leaders',
      type: 'rule',
      from: { data: 'now' },
      encode: {
        update: {
          x: { signal: `${CENTRE.x} + ${RADIUS + 10} * datum.ux` },
          y: { signal: `${CENTRE.y} + ${RADIUS + 10} * datum.uy` },
          x2: { signal: `${CENTRE.x} + ${RADIUS + 19} * datum.lx` },
          y2: { signal: `${CENTRE.y} + ${RADIUS + 19} * datum.ly` },
          stroke: { value: REFERENCE },
          strokeWidth: { value: 0.75 },
          opacity: { signal: 'datum.look.half > 0 && abs(datum.a - datum.t) > 4 ? 1 : 0' },
        },
      },
    },
    {
      name: 'labels',
      type: 'text',
      from: { data: 'now' },
      encode: {
        update: {
          x: { signal: `${CENTRE.x} + ${label} * datum.lx` },
          y: { signal: `${CENTRE.y} + ${label} * datum.ly` },
          text: at('label'),
          fill: at('colour'),
          align: { value: 'center' },
          baseline: { value: 'middle' },
          fontWeight: { value: 600 },
        },
      },
    },
    note(
      HEIGHT - 18,
      "'Arrows: minus the gradient, along the circle. One as long as the radius is a gradient of ' + format(scales[film], ',.3~r') + '.'",
    ),
    note(HEIGHT - 2, "'Hollow marks: where a point started. Arcs inside: the way it came.'"),
  ];
}

function note(y: number, text: string): object {
  return {
    type: 'text',
    aria: false,
    encode: {
      enter: { x: { value: 0 }, y: { value: y }, fontSize: { value: 11 }, fill: { value: MUTED } },
      update: { text: { signal: text } },
    },
  };
}

/** The loss in numbers, and its curve with a cursor. */
function sideMarks(): object {
  const line = (y: number, text: string, look: object = {}) => ({
    type: 'text',
    from: { data: 'moment' },
    encode: {
      enter: { x: { value: -34 }, y: { value: y }, baseline: { value: 'alphabetic' }, ...look },
      update: { text: { signal: text } },
    },
  });
  const point = { x: { scale: 'x', field: 'step' }, y: { scale: 'y', field: 'loss' } };
  return {
    type: 'group',
    name: 'side',
    encode: {
      enter: {
        x: { value: PLOT.x },
        y: { value: PLOT.y },
        width: { value: PLOT.width },
        height: { value: PLOT.height },
      },
    },
    scales: [
      {
        name: 'x',
        type: 'linear',
        domain: { data: 'moments', field: 'step' },
        range: [0, PLOT.width],
        nice: false,
        zero: true,
      },
      {
        name: 'y',
        type: 'linear',
        domain: { data: 'moments', field: 'loss' },
        range: [PLOT.height, 0],
        nice: true,
        zero: true,
      },
    ],
    axes: [
      { scale: 'x', orient: 'bottom', title: 'step', tickCount: 4, format: ',d', tickMinStep: 1 },
      {
        scale: 'y',
        orient: 'left',
        title: 'loss',
        tickCount: 4,
        ...VALUE_AXIS,
      },
    ],
    marks: [
      line(-86, 'loss', { fontSize: { value: 15 }, fontWeight: { value: 600 } }),
      line(-58, "format(datum.loss, '.3f')", {
        fontSize: { value: 24 },
        fontWeight: { value: 600 },
        fill: { value: SAME_COLOUR },
      }),
      line(-34, "'after step ' + format(datum.step, ',d')", { fill: { value: MUTED } }),
      {
        name: 'curve',
        type: 'line',
        from: { data: 'moments' },
        encode: { update: { ...point, stroke: { value: SAME_COLOUR }, strokeWidth: { value: 2 } } },
      },
      {
        name: 'cursor',
        type: 'rule',
        from: { data: 'moment' },
        encode: {
          update: {
            x: point.x,
            y: { value: 0 },
            y2: { value: PLOT.height },
            stroke: { value: REFERENCE },
            strokeDash: { value: [3, 3] },
          },
        },
      },
      {
        name: 'dot',
        type: 'symbol',
        from: { data: 'moment' },
        encode: {
          update: {
            ...point,
            size: { value: 70 },
            fill: { value: SAME_COLOUR },
            stroke: { value: '#ffffff' },
            strokeWidth: { value: 1.5 },
          },
        },
      },
    ],
  };
}

/** @returns how many steps lie between two frames */
function checkFilms(films: CircleFilm[]): number {
  const [first] = films;
  const steps = first.frames.map(frame => frame.step);
  if (steps.length < 2)
    throw new RangeError(`circleFilm: '${first.name}' has ${steps.length} frames, expected at least 2`);
  const every = steps[1] - steps[0];
  if (steps[0] !== 0 || !(every > 0) || steps.some((step, i) => step !== i * every))
    throw new RangeError(
      `circleFilm: the frames of '${first.name}' are not evenly apart from step 0 on; take them from descend`,
    );
  for (const { name, frames, roles, labels } of films) {
    if (frames.length !== steps.length || frames.some((frame, i) => frame.step !== steps[i]))
      throw new RangeError(
        `circleFilm: '${name}' and '${first.name}' have frames at different steps; give descend the same steps and every`,
      );
    if (labels) requireLength('circleFilm', `labels of '${name}'`, labels.length, roles.length, 'point');
    for (const frame of frames) {
      const where = `step ${frame.step} of '${name}'`;
      requireLength('circleFilm', `points at ${where}`, frame.points.length, roles.length, 'role');
      requireLength('circleFilm', `gradients at ${where}`, frame.gradients.length, roles.length, 'role');
      requireFinite('circleFilm', `the loss at ${where}`, [frame.loss]);
      requireFinite('circleFilm', `points at ${where}`, frame.points.flat());
      requireFinite('circleFilm', `gradients at ${where}`, frame.gradients.flat());
    }
  }
  if (new Set(films.map(film => film.name)).size < films.length)
    throw new RangeError('circleFilm: two films have the same name; the menu could not tell them apart');
  return every;
}

function looksOf(films: CircleFilm[]): Map<string, Look> {
  const roles = [...new Set(films.flatMap(film => film.roles))];
  const others = roles.filter(role => !LOOKS[role]);
  return new Map(
    roles.map(role => {
      const i = others.indexOf(role);
      const spare = {
        colour: SPARE_COLOURS[i % SPARE_COLOURS.length],
        shape: SPARE_SHAPES[i % SPARE_SHAPES.length],
        size: 150,
      };
      return [role, LOOKS[role] ?? spare];
    }),
  );
}

/** The gradient that an arrow as long as the radius stands for: a round number that keeps the longest arrow short enough. */
function arrowScale({ frames }: CircleFilm): number {
  const largest = Math.max(...frames.flatMap(frame => frame.points.map((_, p) => Math.abs(along(frame, p)))));
  if (largest < 1e-9) return 1;
  const wanted = largest / LONGEST_ARROW;
  const magnitude = 10 ** Math.floor(Math.log10(wanted));
  return Number(
    (magnitude * [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find(factor => factor * magnitude >= wanted * 0.999)!).toPrecision(2),
  );
}

/** The part of a gradient that points along the circle, against the clock: the rest moves nothing. */
function along({ points, gradients }: DescentFrame, p: number): number {
  const [x, y] = points[p] as [number, number];
  const [gx, gy] = gradients[p] as [number, number];
  return (x * gy - y * gx) / Math.hypot(x, y);
}

function labelsOf(film: CircleFilm): (CircleLabel | undefined)[] {
  const words = film.labels ?? film.roles;
  const few = words.length <= MOST_LABELS;
  return words.map((text, p) =>
    few || words.indexOf(text) === p ? { text, half: Math.ceil(text.length * 3.5) + 5 } : undefined,
  );
}

/** A row a point and frame: a is its angle and t that of its label, in degrees without jumps at 360; g the gradient along the circle. */
function rowsOf(film: CircleFilm, f: number, labels: (CircleLabel | undefined)[]): object[] {
  const angles = film.roles.map(() => 0);
  let turned: number[] | undefined;
  return film.frames.flatMap(frame => {
    frame.points.forEach(([x, y], p) => {
      const angle = (Math.atan2(y, x) * 180) / Math.PI;
      angles[p] = angle - 360 * Math.round((angle - angles[p]) / 360);
    });
    turned = placeLabels(angles, labels, { radius: RADIUS + 21, previous: turned });
    return angles.map((a, p) => ({
      f,
      step: frame.step,
      p,
      a: Number(a.toFixed(2)),
      t: Number((a + turned![p]).toFixed(1)),
      g: neat(along(frame, p), 4),
    }));
  });
}

function inWords({ name, frames }: CircleFilm): string {
  const last = frames.at(-1)!;
  return `${name}: loss ${neat(frames[0].loss, 3)} at the start, ${neat(last.loss, 3)} after step ${last.step}.`;
}

function neat(value: number, digits: number): number {
  return Math.abs(value) < 1e-7 ? 0 : Number(value.toPrecision(digits));
}
