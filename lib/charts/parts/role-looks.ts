import { DIFFERENT_COLOUR, INK, SAME_COLOUR, SERIES_COLOURS } from './theme';

/** How a point that a loss moves is drawn. */
interface Look {
  colour: string;
  shape: string;
  /** Its area in square pixels. */
  size: number;
}

/** The anchor lies under the others and is larger: where points meet, both are seen. */
const LOOKS: Record<string, Look> = {
  anchor: { colour: INK, shape: 'circle', size: 260 },
  positive: { colour: SAME_COLOUR, shape: 'triangle-up', size: 150 },
  negative: { colour: DIFFERENT_COLOUR, shape: 'square', size: 130 },
};
const SPARE_COLOURS = SERIES_COLOURS.slice(2);
const SPARE_SHAPES = ['diamond', 'triangle-down', 'cross', 'circle', 'square', 'triangle-up'];

/**
 * A look for each role: that of an anchor, a positive or a negative, or the next free one.
 * @param roles in the order in which they are met; the same role may be there several times
 */
export function roleLooks(roles: string[]): Map<string, Look> {
  const different = [...new Set(roles)];
  const others = different.filter(role => !LOOKS[role]);
  return new Map(different.map(role => [role, LOOKS[role] ?? spareLook(others.indexOf(role))]));
}

const spareLook = (i: number): Look => ({
  colour: SPARE_COLOURS[i % SPARE_COLOURS.length],
  shape: SPARE_SHAPES[i % SPARE_SHAPES.length],
  size: 150,
});
