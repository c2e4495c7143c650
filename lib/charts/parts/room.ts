import { PADDING, PAGE_WIDTH, ROW_WIDTH } from './sizes';
import type { Part } from './vega-mark';

/** What is narrower is no room that a frontend tells, but a container that has no size yet. */
const NARROWEST = 120;
/** How often the room is looked at, in milliseconds: opening JupyterLab's side bar is no event that a chart would hear of. */
const LOOK_MS = 500;

const NOW = `containerSize()[0] > ${NARROWEST} ? min(${ROW_WIDTH}, containerSize()[0] - ${2 * PADDING}) : ${ROW_WIDTH}`;

/**
 * The signal `room`: pixels across that a chart can take, at most ROW_WIDTH. It follows the cell's output where the frontend tells the
 * container's size (see `chartMetadata`), and is ROW_WIDTH elsewhere, as in still pictures.
 */
export const ROOM = { name: 'room', init: NOW, on: [{ events: { type: 'timer', throttle: LOOK_MS }, update: NOW }] };

/** @param fit an expression of `room` for the signal `fit`: the size of the chart's panels, as a share of that in a full row */
export function roomSignals(fit: string): Part {
  return { signals: [ROOM, { name: 'fit', update: fit }] };
}

/** The width of a bold letter as a share of its height, on average and a little more. */
const LETTER = 0.58;

/** What is a line: so many letters at most, up to a space or the end. */
const [UP_TO, AND_BREAK] = ['(.{1,', '})(?: |$)'];

/** An expression of the signal `room`: the lines that a text takes there. */
export const linesOf = (text: string, fontSize: number): string =>
  brokenLines(JSON.stringify(text), `floor(room / ${(LETTER * fontSize).toFixed(2)})`);

/** An expression: the lines of a text, which is one, too, broken between words. @param letters of a line at most */
export function brokenLines(text: string, letters: string | number): string {
  const broken = `replace(${text}, regexp('${UP_TO}' + ${letters} + '${AND_BREAK}', 'g'), '$1\\n')`;
  return `split(slice(${broken}, 0, -1), '\\n')`;
}

/** The same lines of a text that is known. */
export const linesWithin = (text: string, letters: number): string[] =>
  text
    .replace(new RegExp(`${UP_TO}${letters}${AND_BREAK}`, 'g'), '$1\n')
    .slice(0, -1)
    .split('\n');

/**
 * What makes a Vega-Lite chart of a single plot as wide as its room, with its axes and all that stands beside the plot. `room` and `width`,
 * the plot's own, may be used in its expressions.
 * @param widest pixels that the chart takes at most, with its padding
 */
export function followingPlot(title: string | undefined, widest = PAGE_WIDTH): object {
  const wanted = `min(${widest}, room + ${2 * PADDING})`;
  return {
    ...(title && { title }),
    width: widest,
    autosize: { type: 'fit-x', contains: 'padding' },
    // Vega-Lite hands on what it does not know; set once, Vega makes the plot so much smaller as its axes need.
    params: [ROOM, { name: 'width', init: wanted, on: [{ events: { signal: 'room' }, update: wanted }] }],
  };
}
