import { GRID } from './theme';

interface ScaleOptions {
  /** Up to round numbers; false by default. */
  nice?: boolean;
  /** From zero; false by default. */
  zero?: boolean;
}

/**
 * The scale `x` of a plot, from left to right, or `y`, upwards; its ends are those of its domain.
 * @param domain the ends, or the field of a data set that has them
 * @param length of the plot in pixels, or the signal that has it
 */
export function linearScale(
  name: 'x' | 'y',
  domain: number[] | { data: string; field: string },
  length: number | object,
  { nice = false, zero = false }: ScaleOptions = {},
): object {
  return { name, type: 'linear', domain, range: name === 'x' ? [0, length] : [length, 0], nice, zero };
}

/** Below a plot, along its scale x: steps of a training or a descent. */
export const stepAxis = (title: string, look: object = {}): object => ({
  scale: 'x',
  orient: 'bottom',
  title,
  tickCount: 4,
  format: ',d',
  tickMinStep: 1,
  ...look,
});

/** Left of a plot, along its scale y: values, with lines across. What `axisY` says to Vega-Lite. */
export const valueAxis = (look: object = {}): object => ({
  scale: 'y',
  orient: 'left',
  grid: true,
  gridScale: 'x',
  domain: false,
  ticks: false,
  labelPadding: 6,
  gridColor: GRID,
  ...look,
});
