import type { CircleFilm } from '../input/circle-input';
import { arrowEnds, circleArrows, look, POINT } from './circle-arrows';
import { circleLabels, labelMarks } from './circle-labels';
import { arrowScale, descentRows } from './descent-rows';
import { roleLooks } from './role-looks';
import { CIRCLE, fromCentre, stepOf, unitCircle } from './unit-circle';
import { mark, type Part, signal } from './vega-mark';

/** From the circle's centre to a label: fields of the rows. */
const LABEL = { x: 'lx', y: 'ly' };
/** From a point to where its arrow begins, in pixels. */
const ARROW_GAP = 8;

/**
 * Points on the unit circle in the film `film` at the step `step`, two signals: where each is, where it started and which way it came, and
 * the arrow along which descent moves it.
 *
 * The signal `scales` says for each film which gradient an arrow as long as the radius stands for.
 */
export function descentPoints(films: CircleFilm[]): Part {
  const looks = roleLooks(films.flatMap(film => film.roles));
  const labels = films.map(film => circleLabels(film.labels ?? film.roles));
  const cast = films.map(({ roles }, f) =>
    roles.map((role, p) => {
      const { text = '', half = 0 } = labels[f][p] ?? {};
      return { ...looks.get(role)!, role, label: text, half };
    }),
  );
  return {
    signals: [
      { name: 'cast', value: cast },
      { name: 'scales', value: films.map(arrowScale) },
    ],
    data: [
      {
        name: 'film',
        values: films.flatMap((film, f) => descentRows(film, f, labels[f])),
        transform: [
          { type: 'filter', expr: 'datum.f === film' },
          ...stepOf('a', POINT),
          { type: 'formula', as: 'look', expr: 'cast[datum.f][datum.p]' },
        ],
      },
      { name: 'start', source: 'film', transform: [{ type: 'filter', expr: 'datum.step === 0' }] },
      { name: 'past', source: 'film', transform: [{ type: 'filter', expr: 'datum.step <= step' }] },
      {
        name: 'now',
        source: 'film',
        transform: [
          { type: 'filter', expr: 'datum.step === step' },
          ...arrowEnds('scales[datum.f]', ARROW_GAP),
          ...stepOf('t', LABEL),
        ],
      },
    ],
    marks: [
      ...unitCircle(),
      ways(),
      starts(),
      ...circleArrows('now'),
      points(),
      ...labelMarks('now', { point: POINT, label: LABEL }),
    ],
  };
}

/** Each point has a lane of its own inside the circle, so that no way hides another. */
function ways(): object {
  return mark('group', {
    name: 'ways',
    facet: { name: 'way', data: 'past', groupby: 'p' },
    signals: [{ name: 'lane', update: 'min(6, 60 / length(cast[film]))' }],
    marks: [
      mark('line', {
        name: 'travelled',
        from: 'way',
        update: {
          ...fromCentre(`(${CIRCLE.radius - 15} - lane * datum.p)`, POINT),
          stroke: look('colour'),
          strokeWidth: 2.5,
          strokeCap: 'round',
          opacity: 0.4,
        },
      }),
    ],
  });
}

function starts(): object {
  return mark('symbol', {
    name: 'starts',
    from: 'start',
    update: {
      ...fromCentre(CIRCLE.radius, POINT),
      shape: look('shape'),
      size: signal('datum.look.size * 0.6'),
      fill: '#ffffff',
      stroke: look('colour'),
      strokeWidth: 1.25,
      opacity: 0.55,
    },
  });
}

function points(): object {
  return mark('symbol', {
    name: 'points',
    from: 'now',
    interactive: true,
    update: {
      x: { field: 'x' },
      y: { field: 'y' },
      shape: look('shape'),
      size: look('size'),
      fill: look('colour'),
      stroke: '#ffffff',
      strokeWidth: 1.5,
      tooltip: signal(
        "{'point': datum.look.role, 'angle': format(((datum.a % 360) + 360) % 360, '.1f') + '°', " +
          "'gradient along the circle': format(datum.g, '.3~r')}",
      ),
    },
  });
}
