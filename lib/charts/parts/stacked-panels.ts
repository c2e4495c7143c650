import { AXIS_LEFT, type FittedPanel, fittedBottom, NUMBERS_LEFT, type Panel, TITLE_HEIGHT } from './panel';
import { ROW_WIDTH } from './sizes';
import { signal } from './vega-mark';

/** Pixels between two panels. */
export const PANEL_GAP = 22;

/** A panel that follows the room that the chart has, with all that it has besides. */
export type Fitted<Own extends Panel> = Omit<Own, 'left' | 'top'> & FittedPanel;

/** Without room for all panels side by side they stand one below the other, as large as there is room. */
export function fitOf(panels: Panel[]): string {
  const widest = Math.max(...panels.map(({ plane }) => plane.width));
  return `min(1, (room - ${Math.max(...panels.map(marginOf))}) / ${widest})`;
}

const NARROW = `room < ${ROW_WIDTH}`;
/** Left of a panel: room for the numbers of its axis. */
const marginOf = ({ axes }: Panel) => (axes ? (axes.y ? AXIS_LEFT : NUMBERS_LEFT) : 0);

/** The panels where they lie with the room that there is: side by side, or one below the other. */
export function stacked<Own extends Panel>(panels: Own[]): Fitted<Own>[] {
  const fitted: Fitted<Own>[] = [];
  panels.forEach((panel, p) => {
    const above =
      p > 0 ? `${fittedBottom(fitted[p - 1])} + ${PANEL_GAP + (panel.title ? TITLE_HEIGHT : 0)}` : panel.top;
    fitted.push({
      ...panel,
      left: `(${NARROW} ? ${marginOf(panel)} : ${panel.left})`,
      top: `(${NARROW} ? ${above} : ${panel.top})`,
    });
  });
  return fitted;
}

/** Marks at fixed places of a panel, where it is smaller. */
export function toFit(marks: object[]): object[] {
  return marks.map(one => {
    const { encode } = one as { encode: { enter: Record<string, { value?: number }> } };
    const places = ['x', 'y', 'x2', 'y2'].filter(channel => encode.enter[channel]?.value !== undefined);
    const moved = places.map(channel => [channel, signal(`${encode.enter[channel].value} * fit`)]);
    return { ...one, encode: { ...encode, update: Object.fromEntries(moved) } };
  });
}
