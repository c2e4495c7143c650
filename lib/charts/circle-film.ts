import { type CircleFilm, checkFilms } from './input/circle-input';
import { arrowNote, circleNotes, notesHeight } from './parts/circle-arrows';
import { descentPoints } from './parts/descent-points';
import { neat } from './parts/descent-rows';
import { type FilmTime, filmClock } from './parts/film-clock';
import { lossReadout } from './parts/loss-readout';
import { roomSignals } from './parts/room';
import { ROW_WIDTH } from './parts/sizes';
import { fixedFrame, fixedTitle, sentence, vegaChart } from './parts/theme';
import { assemble, signal } from './parts/vega-mark';
import type { Chart } from './render/chart';

export type { CircleFilm };

/** Where the notes stand below the circle. */
const NOTES_TOP = 312;
const STACKED = `room < ${ROW_WIDTH}`;
/** The plot of the loss, beside the circle, or below it where there is no room. */
const PLOT = { x: `(${STACKED} ? 42 : 442)`, y: `(${STACKED} ? below + 112 : 112)`, width: 184, height: 136 };
const PLOT_BELOW = 290;
const NOTES: [string, string][] = [
  arrowNote('scales[film]'),
  ["'Hollow marks: where a point started.'", "'Arcs inside: the way it came.'"],
];
/** Eight frames a second; at its end the film rests for as long as ten. */
const PACE = { wait: 125, rest: 1250 };

/**
 * Points on the unit circle while a loss moves them: a menu switches the loss, a slider goes through the steps, a box plays. Arrows
 * are minus the real gradients, as far as they point along the circle; arcs inside the circle are the way a point has come.
 * @param films one a loss
 * @throws RangeError for no film, films of different steps, frames that are not evenly apart, roles or labels of another number than
 *   points, two films of a name, and values that are no numbers
 */
export function circleFilm(films: CircleFilm[], { title }: { title?: string } = {}): Chart {
  const { last, every } = checkFilms(films);
  const losses = films.flatMap((film, f) => film.frames.map(({ step, loss }) => ({ f, step, loss: neat(loss, 5) })));
  // A fixed size: with room made for every letter, the chart would tremble as it plays.
  const size = { width: signal('room'), height: signal(`below + (${STACKED} ? ${PLOT_BELOW} : 0)`) };
  const frame = { ...size, ...fixedFrame(title, true) };
  const openedAt = (opens: number) =>
    assemble(frame, [
      roomSignals('1'),
      fixedTitle(title, true),
      { signals: [{ name: 'below', update: `${NOTES_TOP} + ${notesHeight(NOTES)}` }] },
      { signals: controls(films, { frame: 'step', last, opens, every, play: 'playing', ...PACE }) },
      descentPoints(films),
      { marks: circleNotes(NOTES, NOTES_TOP) },
      lossReadout(losses, PLOT),
    ]);
  // It opens where the arrows are long; what stands still shows the end, and the way there.
  return vegaChart(
    openedAt(0),
    `${title ? `${sentence(title)} ` : ''}Points on the unit circle, moved by gradient descent in ${last} steps. ` +
      films.map(inWords).join(' '),
    openedAt(last),
  );
}

/** A menu for the loss, where there are several, and the film's slider and box. */
function controls(films: CircleFilm[], time: FilmTime): object[] {
  const names = films.map(film => film.name);
  const { slider, box, ticks } = filmClock(time);
  return [
    {
      name: 'loss',
      value: names[0],
      ...(names.length > 1 && { bind: { input: 'select', name: 'loss ', options: names } }),
    },
    slider,
    box,
    ...ticks,
    { name: 'names', value: names },
    { name: 'film', update: 'indexof(names, loss)' },
  ];
}

function inWords({ name, frames }: CircleFilm): string {
  const last = frames.at(-1)!;
  return `${name}: loss ${neat(frames[0].loss, 3)} at the start, ${neat(last.loss, 3)} after step ${last.step}.`;
}
