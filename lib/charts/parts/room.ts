import { PADDING, PAGE_WIDTH, titleSize } from './theme';
import type { Part } from './vega-mark';

/** Of all that a chart shows side by side, in pixels, where there is room. */
export const ROW_WIDTH = PAGE_WIDTH - 2 * PADDING;

/** What is narrower is no room that a frontend tells, but a container that has no size yet. */
const NARROWEST = 120;
/** How often the room is looked at, in milliseconds: opening JupyterLab's side bar is no event that a chart would hear of. */
const LOOK_MS = 500;

const NOW = `containerSize()[0] > ${NARROWEST} ? min(${ROW_WIDTH}, containerSize()[0] - ${2 * PADDING}) : ${ROW_WIDTH}`;

const looking = { init: NOW, on: [{ events: { type: 'timer', throttle: LOOK_MS }, update: NOW }] };

/**
 * The signal `room`: pixels across that a chart can take, at most ROW_WIDTH. It follows the cell's output where the frontend tells the
 * container's size (see `chartMetadata`), and is ROW_WIDTH elsewhere, as in still pictures.
 * @param fit an expression of `room` for the signal `fit`: the size of the chart's panels, as a share of that in a full row
 */
export function roomSignals(fit: string): Part {
  return {
    signals: [
      { name: 'room', ...looking },
      { name: 'fit', update: fit },
    ],
  };
}

/**
 * What makes a Vega-Lite chart of a single plot as wide as its room, with its axes and all that stands beside the plot. `room` and `width`,
 * the plot's own, may be used in its expressions.
 * @param widest pixels that the chart takes at most, with its padding
 */
export function followingPlot(title: string | undefined, widest = PAGE_WIDTH): object {
  const wanted = `min(${widest}, room + ${2 * PADDING})`;
  return {
    ...(title && { title: { text: title, fontSize: { expr: titleSize(title) } } }),
    width: widest,
    autosize: { type: 'fit-x', contains: 'padding' },
    // Vega-Lite hands on what it does not know; set once, Vega makes the plot so much smaller as its axes need.
    params: [
      { name: 'room', ...looking },
      { name: 'width', init: wanted, on: [{ events: { signal: 'room' }, update: wanted }] },
    ],
  };
}
