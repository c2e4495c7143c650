import { requireFinite, requireLength } from './input/checks';
import { arrowEnds, arrowNote, circleArrows, circleNotes, look, notesHeight, POINT } from './parts/circle-arrows';
import { heldPoints } from './parts/held-points';
import { roleLooks } from './parts/role-looks';
import { roomSignals } from './parts/room';
import { ROW_WIDTH } from './parts/sizes';
import { fixedFrame, fixedTitle, INK, MUTED, SAME_COLOUR, sentence, vegaChart } from './parts/theme';
import { type Cosine, TRIPLET_LOSSES } from './parts/triplet-losses';
import { stepOf, unitCircle } from './parts/unit-circle';
import { assemble, mark, type Part, signal } from './parts/vega-mark';
import type { Chart } from './render/chart';

export interface DragTripletOptions {
  /** Where anchor, positive and negative begin, in degrees from the right, against the clock; [90, 200, 60] by default. */
  start?: number[];
  title?: string;
}

/** Where the notes stand below the circle. */
const NOTES_TOP = 282;
const STACKED = `room < ${ROW_WIDTH}`;
const NOTES: [string, string][] = [
  arrowNote('scale'),
  ["'Angles count against the clock.'", "'Gradient: by the angle, in radians.'"],
];
const ROLES = ['anchor', 'positive', 'negative'];
/** Square pixels of the points, large enough for a letter, and of what is held around each, large enough for a finger. */
const [SIZES, GRIP] = [[480, 640, 360], 1800];
/** So near in degrees, the point of a later role covers the letter. */
const COVERED = 9;
/** From a point to where its arrow begins, in pixels. */
const ARROW_GAP = 11;
/** The numbers beside the circle, or below it where there is no room. */
const READOUT_LEFT = 392;
const READOUT_BELOW = 276;
/** In pixels of the numbers' own: where the table begins, and the right ends of its columns. */
const TABLE = { y: 158, row: 30, angle: 128, gradient: 228 };

/**
 * Anchor, positive and negative on the unit circle, to be dragged by mouse and by touch, or moved by a slider each; a menu chooses among
 * the five losses of a triplet. The chart itself computes the loss, and the gradient of each point along the circle.
 * @throws RangeError for a start that is not three finite angles
 */
export function dragTriplet({ start = [90, 200, 60], title }: DragTripletOptions = {}): Chart {
  requireLength('dragTriplet', 'start', start.length, ROLES.length, 'role');
  requireFinite('dragTriplet', 'start', start);
  const angles = start.map(angle => ((Math.round(angle) % 360) + 360) % 360);
  const size = { width: signal('room'), height: signal(`below + (${STACKED} ? ${READOUT_BELOW} : 0)`) };
  const frame = { ...size, ...fixedFrame(title, true) };
  const spec = assemble(frame, [
    roomSignals('1'),
    fixedTitle(title, true),
    { signals: [{ name: 'below', update: `${NOTES_TOP} + ${notesHeight(NOTES)}` }] },
    { signals: [...controls(angles), ...measured(), inWords()] },
    points(),
    { marks: [...circleNotes(NOTES, NOTES_TOP), readout()] },
  ]);
  return vegaChart(
    spec,
    `${title ? `${sentence(title)} ` : ''}An anchor, a positive and a negative on the unit circle, at ${angles.join(', ')} degrees. ` +
      `They can be dragged, and a slider moves each; a menu chooses the loss: ${TRIPLET_LOSSES.map(({ name }) => name).join(', ')}. ` +
      'The field below the sliders says the loss and the three gradients in numbers.',
  );
}

function controls(angles: number[]): object[] {
  const names = TRIPLET_LOSSES.map(({ name }) => name);
  return [
    { name: 'loss', value: names[0], bind: { input: 'select', name: 'loss ', options: names } },
    ...heldPoints(ROLES, angles),
    { name: 'names', value: names },
    { name: 'kind', update: 'indexof(names, loss)' },
  ];
}

/** The loss and its gradients: by each cosine, and from there by the angle of each point. */
function measured(): object[] {
  const between = (one: string, other: string) => `(${one} - ${other}) * PI / 180`;
  const cosine = (name: Cosine, one: string, other: string) => [
    { name, update: `cos(${between(one, other)})` },
    // d cos(one - other) / d one; by the other it is minus that.
    { name: `turn_${name}`, update: `-sin(${between(one, other)})` },
  ];
  const chosen = (of: string[]) => `[${of.join(', ')}][kind]`;
  const by = (name: Cosine) => ({
    name: `by_${name}`,
    update: chosen(TRIPLET_LOSSES.map(loss => loss.by[name])),
  });
  return [
    ...cosine('ap', 'anchor', 'positive'),
    ...cosine('an', 'anchor', 'negative'),
    ...cosine('pn', 'positive', 'negative'),
    { name: 'value', update: chosen(TRIPLET_LOSSES.map(loss => loss.value)) },
    by('ap'),
    by('an'),
    by('pn'),
    {
      name: 'gradients',
      update:
        '[by_ap * turn_ap + by_an * turn_an, -by_ap * turn_ap + by_pn * turn_pn, -by_an * turn_an - by_pn * turn_pn]',
    },
    { name: 'scale', update: chosen(TRIPLET_LOSSES.map(loss => `${loss.scale}`)) },
  ];
}

/** The numbers as a field that can be read: a canvas has none for who does not see it. */
function inWords(): object {
  const gradients = ROLES.map((role, p) => `', ${role} ' + ${number(`gradients[${p}]`)}`).join(' + ');
  const words = `'loss ' + format(value, '.3f') + '; gradient:' + substring(${gradients}, 1)`;
  return {
    name: 'numbers',
    init: words,
    bind: { input: 'text', name: 'in numbers ', readonly: 'readonly', size: 62 },
    on: [{ events: [{ signal: 'value' }, { signal: 'gradients' }], update: words }],
  };
}

/** A number with its sign; what rounds to none is 0. */
const number = (of: string) => `(abs(${of}) < 0.0005 ? '0' : format(${of}, '+.3f'))`;

function points(): Part {
  const looks = roleLooks(ROLES);
  return {
    data: [
      {
        name: 'now',
        values: ROLES.map((role, p) => ({ p, role, look: looks.get(role), size: SIZES[p] })),
        transform: [
          { type: 'formula', as: 'a', expr: `[${ROLES.join(', ')}][datum.p]` },
          { type: 'formula', as: 'g', expr: 'gradients[datum.p]' },
          ...stepOf('a', POINT),
          ...arrowEnds('scale', ARROW_GAP),
        ],
      },
    ],
    marks: [...unitCircle(), ...circleArrows('now'), ...handles()],
  };
}

/** How far a row's point is from another one, in degrees: an expression. */
const away = (role: string) => `abs((datum.a - ${role} + 540) % 360 - 180)`;

/**
 * A point has its letter in it: what is written beside it would be covered when two of them meet. Where one covers another, only the upper
 * one's letter is shown.
 */
function handles(): object[] {
  const place = { x: { field: 'x' }, y: { field: 'y' } };
  return [
    mark('symbol', {
      name: 'points',
      from: 'now',
      update: {
        ...place,
        shape: look('shape'),
        size: { field: 'size' },
        fill: look('colour'),
        stroke: '#ffffff',
        strokeWidth: 1.5,
      },
    }),
    mark('text', {
      name: 'letters',
      from: 'now',
      update: {
        x: place.x,
        y: signal("datum.y + (datum.role === 'positive' ? 3 : 0)"), // a triangle is wide below
        text: signal('upper(slice(datum.role, 0, 1))'),
        fill: '#ffffff',
        fontSize: 10,
        fontWeight: 700,
        align: 'center',
        baseline: 'middle',
        opacity: signal(
          `[min(${away('positive')}, ${away('negative')}), ${away('negative')}, 180][datum.p] > ${COVERED} ? 1 : 0`,
        ),
      },
    }),
    mark('symbol', {
      name: 'grips',
      from: 'now',
      interactive: true,
      update: { ...place, shape: 'circle', size: GRIP, fill: 'transparent', cursor: 'grab' },
    }),
  ];
}

/** A line of text at a fixed place. */
const line = (x: number, y: number, text: string | object, look = {}) =>
  mark('text', { enter: { x, y, fontSize: 12, fill: MUTED, ...look }, update: { text } });

/** The loss, the table of the points, and the cosines. */
function readout(): object {
  const { y, row } = TABLE;
  const below = y + ROLES.length * row;
  return mark('group', {
    name: 'readout',
    update: { x: signal(`${STACKED} ? 0 : ${READOUT_LEFT}`), y: signal(`${STACKED} ? below : 0`) },
    marks: [
      line(0, 38, signal('loss'), { fontSize: 15, fontWeight: 600, fill: INK }),
      mark('text', {
        name: 'loss',
        enter: { x: 0, y: 68, fontSize: 24, fontWeight: 600, fill: SAME_COLOUR },
        update: { text: signal("format(value, '.3f')") },
      }),
      ...table(),
      line(0, below + 4, signal("'cos(anchor, positive) = ' + format(ap, '.2f')")),
      line(0, below + 22, signal("'cos(anchor, negative) = ' + format(an, '.2f')")),
    ],
  });
}

/** A row for each point: its look, its angle and its gradient. */
function table(): object[] {
  const { y, row, angle, gradient } = TABLE;
  const middle = signal(`${y} + ${row} * datum.p`);
  const column = (at: number, text: string, look = {}) =>
    mark('text', {
      from: 'now',
      enter: { align: 'right', baseline: 'middle', fontSize: 13, ...look },
      update: { x: at, y: middle, text: signal(text) },
    });
  const key = { shape: look('shape'), size: look('size'), fill: look('colour') };
  return [
    line(angle, y - row, 'angle', { align: 'right' }),
    line(gradient, y - row, 'gradient', { align: 'right' }),
    mark('symbol', { from: 'now', update: { x: 8, y: middle, ...key } }),
    column(24, 'datum.role', { align: 'left', fontWeight: 600 }),
    column(angle, "datum.a + '°'"),
    column(gradient, number('datum.g')),
  ];
}
