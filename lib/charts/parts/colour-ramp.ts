/** A colour as red, green and blue, 0 to 255. */
export type Rgb = [number, number, number];

/** A scale of colours as numbers, for pictures made pixel by pixel. */
export interface ColourRamp {
  domain: [number, number];
  /** '#rrggbb', evenly spaced over the domain, blended between. */
  stops: string[];
}

/** Vega's "blueorange", turned as in the other charts: blue is similar. */
const DIVERGING_STOPS = [
  '#994a07',
  '#c5690d',
  '#e8932f',
  '#fbbf74',
  '#fce0ba',
  '#f2f0eb',
  '#d2e5ef',
  '#9dcae1',
  '#5da2cb',
  '#2f78b3',
  '#134b85',
];

export const COSINE_RAMP: ColourRamp = { domain: [-1, 1], stops: DIVERGING_STOPS };
export const PROBABILITY_RAMP: ColourRamp = { domain: [0, 1], stops: ['#f5f8fc', '#a6cbe6', '#3a87c0', '#08407f'] };

/** The colour of a value; values beyond the domain get that of its end. */
export function colourOf({ domain, stops }: ColourRamp, value: number): Rgb {
  const part = Math.min(1, Math.max(0, (value - domain[0]) / (domain[1] - domain[0])));
  const at = Math.min(stops.length - 2, Math.floor(part * (stops.length - 1)));
  const [low, high] = [channels(stops[at]), channels(stops[at + 1])];
  const share = part * (stops.length - 1) - at;
  return low.map((channel, i) => Math.round(channel + share * (high[i] - channel))) as Rgb;
}

/** Whether white letters read better than dark ones on a colour. */
export function isDark([red, green, blue]: Rgb): boolean {
  return 0.299 * red + 0.587 * green + 0.114 * blue < 140;
}

/** '#rrggbb' as numbers. */
export function channels(hex: string): Rgb {
  return [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb;
}
