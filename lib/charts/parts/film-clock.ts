/** How often the film moves on, in milliseconds, where the machine keeps up. */
const TICK_MS = 20;
/** How long it rests at its end before it begins anew. */
const REST_MS = 1500;
/** How long a film of many frames takes at the ordinary speed, and how long a frame is shown at least and at most. */
const FILM_MS = 8000;
const SHORTEST_MS = 100;
const LONGEST_MS = 700;

/** A way to choose a frame: events, and an expression of the frame. */
export interface Jump {
  events: string;
  update: string;
}

/**
 * The time of a film as signals: a box that plays, a menu for the speed, and a slider whose value is the signal `frame`. It runs by the
 * clock and not by the drawing: a slow machine draws fewer pictures of the same film.
 *
 * Playing, the film glides from frame `from` to frame `to`, of which `part` is done, 0 to 1; resting, it stands at `frame` exactly.
 * @param count of frames, at least 2
 * @param jumps further ways to choose a frame than the slider
 */
export function filmClock(count: number, jumps: Jump[] = []): object[] {
  const last = count - 1;
  const length = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, FILM_MS / last));
  const done = 'clamp((clock - began) / wait, 0, 1)';
  return [
    { name: 'playing', value: false, bind: { input: 'checkbox', name: 'play ' } },
    {
      name: 'speed',
      value: 1,
      bind: {
        input: 'select',
        name: 'speed ',
        options: [0.25, 0.5, 1, 2, 4],
        labels: ['¼ ×', '½ ×', '1 ×', '2 ×', '4 ×'],
      },
    },
    { name: 'wait', update: `${Math.round(length)} / speed` },
    {
      name: 'clock',
      value: 0,
      on: [{ events: { type: 'timer', throttle: TICK_MS }, update: 'playing ? now() : clock' }],
    },
    {
      name: 'frame',
      value: last,
      bind: { input: 'range', name: 'frame ', min: 0, max: last, step: 1 },
      on: [
        // Started at its end, the film begins anew; stopped, it goes to the nearer frame.
        { events: { signal: 'playing' }, update: `playing ? frame % ${last} : min(${last}, round(frame + ${done}))` },
        {
          events: { signal: 'clock' },
          update:
            `frame < ${last} ? min(${last}, frame + floor(max(0, clock - began) / wait)) : ` +
            `clock - began < ${REST_MS} ? frame : 0`,
        },
        ...jumps,
      ],
    },
    {
      // When the frame began. One that came in its time begins where the one before ended, or the film would lag a little each time.
      name: 'began',
      value: 0,
      on: [
        { events: { signal: 'playing' }, update: 'now()' },
        { events: { signal: 'frame' }, update: 'abs(clock - began - wait) < wait / 2 ? began + wait : now()' },
      ],
    },
    { name: 'position', update: `playing ? min(${last}, frame + ${done}) : frame` },
    { name: 'from', update: 'floor(position)' },
    { name: 'to', update: `min(${last}, from + 1)` },
    { name: 'part', update: 'position - from' },
  ];
}
