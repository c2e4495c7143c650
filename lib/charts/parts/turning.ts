import type { Place } from './hover-card';

/** Degrees a tick of the clock, and how often it ticks: once around in 18 s. */
const TURN = 0.5;
const TICK_MS = 25;
/** Degrees a pixel that the pointer is dragged. */
const DRAG = 0.5;

/** Places in space are whole thousandths of the distance from the origin to the farthest point. */
export const REACH = 1000;

/** From where space is seen: degrees around the third axis, and above the plane of the other two. */
export interface Standpoint {
  azimuth: number;
  elevation: number;
}

/** Where space lies in the panel: its origin, and how many pixels the farthest point is away from it; or expressions of them. */
export interface Stage<Pixels = number | string> {
  x: Pixels;
  y: Pixels;
  radius: Pixels;
}

/** How far a place lies to the right, upwards and towards the reader, each as a sum over its coordinates. */
type Directions = Record<'right' | 'up' | 'near', [number, number, number]>;

function directions({ azimuth, elevation }: Standpoint): Directions {
  const [a, e] = [(azimuth * Math.PI) / 180, (elevation * Math.PI) / 180];
  return {
    right: [-Math.sin(a), Math.cos(a), 0],
    up: [-Math.cos(a) * Math.sin(e), -Math.sin(a) * Math.sin(e), Math.cos(e)],
    near: [Math.cos(a) * Math.cos(e), Math.sin(a) * Math.cos(e), Math.sin(e)],
  };
}

/**
 * Places as they are seen from a standpoint, in parallel: near and far are as large, so that distances can be compared.
 * @param places n * 3 thousandths
 * @returns pixels of the panel, and how near each is, -1 to 1
 */
export function seenFrom(standpoint: Standpoint, places: ArrayLike<number>, { x, y, radius }: Stage<number>) {
  const { right, up, near } = directions(standpoint);
  const along = (direction: number[], i: number) =>
    direction.reduce((sum, part, axis) => sum + part * places[3 * i + axis], 0) / REACH;
  return Array.from({ length: places.length / 3 }, (_, i) => ({
    x: x + radius * along(right, i),
    y: y - radius * along(up, i),
    depth: along(near, i),
  }));
}

/**
 * The same as signals that turn: sliders for `azimuth` and `elevation`, a box that lets it turn on its own, and dragging; `moving` says
 * whether one of the last two goes on.
 * @param group the panel that can be dragged
 */
export function turningSignals(group: string, start: Standpoint, { radius }: Stage): object[] {
  const drag = `[@${group}:mousedown, window:mouseup] > window:mousemove!`;
  const half = (degrees: string) => `round(2 * (${degrees})) / 2`;
  const unit = `${radius} / ${REACH}`;
  return [
    { name: 'turning', value: false, bind: { input: 'checkbox', name: 'turning ' } },
    {
      name: 'dragged',
      value: false,
      on: [
        { events: drag, update: 'true' },
        { events: 'window:mouseup', update: 'false' },
      ],
    },
    { name: 'moving', update: 'turning || dragged' },
    {
      name: 'azimuth',
      value: start.azimuth,
      bind: { input: 'range', name: 'azimuth ', min: 0, max: 360, step: 1 },
      on: [
        { events: { type: 'timer', throttle: TICK_MS }, update: `turning ? (azimuth + ${TURN}) % 360 : azimuth` },
        { events: drag, update: half(`(grip.azimuth - ${DRAG} * (x() - grip.x) + 3600) % 360`) },
      ],
    },
    {
      name: 'elevation',
      value: start.elevation,
      bind: { input: 'range', name: 'elevation ', min: -90, max: 90, step: 1 },
      on: [{ events: drag, update: half(`clamp(grip.elevation + ${DRAG} * (y() - grip.y), -90, 90)`) }],
    },
    {
      // Where a drag began.
      name: 'grip',
      value: null,
      on: [{ events: `@${group}:mousedown`, update: '{x: x(), y: y(), azimuth: azimuth, elevation: elevation}' }],
    },
    // As `directions` above; to the right and upwards in pixels.
    { name: 'cosA', update: 'cos(azimuth * PI / 180)' },
    { name: 'sinA', update: 'sin(azimuth * PI / 180)' },
    { name: 'cosE', update: 'cos(elevation * PI / 180)' },
    { name: 'sinE', update: 'sin(elevation * PI / 180)' },
    { name: 'rightX', update: `-sinA * ${unit}` },
    { name: 'rightY', update: `cosA * ${unit}` },
    { name: 'upX', update: `-cosA * sinE * ${unit}` },
    { name: 'upY', update: `-sinA * sinE * ${unit}` },
    { name: 'upZ', update: `cosE * ${unit}` },
    { name: 'nearX', update: `cosA * cosE / ${REACH}` },
    { name: 'nearY', update: `sinA * cosE / ${REACH}` },
    { name: 'nearZ', update: `sinE / ${REACH}` },
  ];
}

/** Where a place is in the panel, and how near, as expressions of the expressions of its coordinates in thousandths. */
export function seen([x, y, z]: [string, string, string], stage: Stage): Place & { depth: string } {
  return {
    x: `(${stage.x} + rightX * ${x} + rightY * ${y})`,
    y: `(${stage.y} - upX * ${x} - upY * ${y} - upZ * ${z})`,
    depth: `(nearX * ${x} + nearY * ${y} + nearZ * ${z})`,
  };
}
