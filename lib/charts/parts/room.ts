import { PADDING, PAGE_WIDTH } from './theme';
import type { Part } from './vega-mark';

/** Of all that a chart shows side by side, in pixels, where there is room. */
export const ROW_WIDTH = PAGE_WIDTH - 2 * PADDING;

/** What is narrower is no room that a frontend tells, but a container that has no size yet. */
const NARROWEST = 120;
/** How often the room is looked at, in milliseconds: opening JupyterLab's side bar is no event that a chart would hear of. */
const LOOK_MS = 500;

const NOW = `containerSize()[0] > ${NARROWEST} ? min(${ROW_WIDTH}, containerSize()[0] - ${2 * PADDING}) : ${ROW_WIDTH}`;

/**
 * The signal `room`: pixels across that a chart can take, at most ROW_WIDTH. It follows the cell's output where the frontend tells the
 * container's size (see `chartMetadata`), and is ROW_WIDTH elsewhere, as in still pictures.
 * @param fit an expression of `room` for the signal `fit`: the size of the chart's panels, as a share of that in a full row
 */
export function roomSignals(fit: string): Part {
  return {
    signals: [
      { name: 'room', init: NOW, on: [{ events: { type: 'timer', throttle: LOOK_MS }, update: NOW }] },
      { name: 'fit', update: fit },
    ],
  };
}
