/** How often a film may move on, in milliseconds, where the machine keeps up. */
const TICK_MS = 20;

/** A way to choose a frame: events, and an expression of the frame. */
export interface Jump {
  events: string;
  update: string;
}

export interface FilmTime {
  /** The signal that says which frame is shown, and that the slider sets; the slider is called so, too. */
  frame: string;
  /** Its value in the last frame: the first is 0. */
  last: number;
  /** The frame that is shown until somebody chooses another. */
  opens: number;
  /** From one frame to the next; 1 by default. */
  every?: number;
  /** What the box that plays is called. */
  play: string;
  /** How long a frame is shown, in milliseconds: a number, or an expression of signals. */
  wait: number | string;
  /** How long the film rests at its end before it begins anew, in milliseconds. */
  rest: number;
  /** Further ways to choose a frame than the slider. */
  jumps?: Jump[];
  /** Playing, the film glides on to the next frame: stopped, it goes to the nearer one. By default it stays where it is. */
  glides?: boolean;
}

/** The controls stand under the chart in the order of their signals, which is the chart's to choose. */
interface FilmClock {
  /** The box `playing`. */
  box: object;
  slider: object;
  /** What else the two need. */
  ticks: object[];
  /** An expression: how much of its time the frame has been shown, 0 to 1. */
  done: string;
}

/** The time of a film as signals. It runs by the clock and not by the drawing: a slow machine draws fewer pictures of the same film. */
export function filmClock(time: FilmTime): FilmClock {
  const { frame, last, opens, every = 1, play, wait, rest, jumps = [], glides = false } = time;
  const ahead = (frames: string) => `min(${last}, ${frame} + ${every === 1 ? '' : `${every} * `}${frames})`;
  const done = 'clamp((clock - began) / wait, 0, 1)';
  return {
    done,
    box: { name: 'playing', value: false, bind: { input: 'checkbox', name: `${play} ` } },
    slider: {
      name: frame,
      value: opens,
      bind: { input: 'range', name: `${frame} `, min: 0, max: last, step: every },
      on: [
        // Started at its end, the film begins anew.
        {
          events: { signal: 'playing' },
          update: `playing ? ${frame} % ${last} : ${glides ? ahead(`round(${done})`) : frame}`,
        },
        {
          events: { signal: 'clock' },
          update:
            `${frame} < ${last} ? ${ahead('floor(max(0, clock - began) / wait)')} : ` +
            `clock - began < ${rest} ? ${frame} : 0`,
        },
        ...jumps,
      ],
    },
    ticks: [
      typeof wait === 'number' ? { name: 'wait', value: wait } : { name: 'wait', update: wait },
      {
        name: 'clock',
        value: 0,
        on: [{ events: { type: 'timer', throttle: TICK_MS }, update: 'playing ? now() : clock' }],
      },
      {
        // When the frame began. One that came in its time begins where the one before ended, or the film would lag a little each time.
        name: 'began',
        value: 0,
        on: [
          { events: { signal: 'playing' }, update: 'now()' },
          { events: { signal: frame }, update: 'abs(clock - began - wait) < wait / 2 ? began + wait : now()' },
        ],
      },
    ],
  };
}

/** How long a film of many frames takes at the ordinary speed, and how long a frame is shown at least and at most. */
const FILM_MS = 8000;
const SHORTEST_MS = 100;
const LONGEST_MS = 700;

/**
 * The time of a film that glides, and that opens at its end: a box that plays, a menu for the speed, and a slider whose value is the signal
 * `frame`. Playing, the film glides from frame `from` to frame `to`, of which `part` is done, 0 to 1; resting, it stands at `frame` exactly.
 * @param count of frames, at least 2
 * @param jumps further ways to choose a frame than the slider
 */
export function glidingClock(count: number, jumps: Jump[] = []): object[] {
  const last = count - 1;
  const length = Math.round(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, FILM_MS / last)));
  const wait = `${length} / speed`;
  const { box, slider, ticks, done } = filmClock({
    frame: 'frame',
    last,
    opens: last,
    play: 'play',
    wait,
    rest: 1500,
    jumps,
    glides: true,
  });
  return [
    box,
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
    slider,
    ...ticks,
    { name: 'position', update: `playing ? min(${last}, frame + ${done}) : frame` },
    { name: 'from', update: 'floor(position)' },
    { name: 'to', update: `min(${last}, from + 1)` },
    { name: 'part', update: 'position - from' },
  ];
}
