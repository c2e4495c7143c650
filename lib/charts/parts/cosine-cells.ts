import { DIVERGING, INK, SEQUENTIAL } from './theme';

export interface CosineCells {
  /** The positions of a cell, as channels. */
  x: object;
  y: object;
  /** Ends of the colour scale: from 0, or from below 0 and as far beyond. */
  domain: [number, number];
  legend: { title: string; gradientLength: number };
  tooltip: object[];
  fontSize: number;
}

/** The cells of a heat map, from rows with a `cosine`, and its number, `printed`, in each: two layers of a Vega-Lite chart. */
export function cosineCells({
  x,
  y,
  domain,
  legend,
  tooltip,
  fontSize,
}: CosineCells): [cells: object, numbers: object] {
  const middle = (domain[0] + domain[1]) / 2;
  // Letters turn white on the dark ends of the palette.
  const dark =
    domain[0] < 0 ? `abs(datum.cosine - ${middle}) > ${(domain[1] - middle) * 0.62}` : `datum.cosine > ${middle * 1.2}`;
  return [
    {
      mark: { type: 'rect', stroke: '#ffffff', strokeWidth: 1 },
      encoding: {
        x,
        y,
        color: {
          field: 'cosine',
          type: 'quantitative',
          scale: { domain, clamp: true, ...(domain[0] < 0 ? DIVERGING : SEQUENTIAL) },
          legend: { ...legend, tickCount: 5 },
        },
        tooltip,
      },
    },
    {
      mark: { type: 'text', fontSize, tooltip: null },
      encoding: {
        x,
        y,
        text: { field: 'printed', type: 'nominal' },
        color: { condition: { test: dark, value: '#ffffff' }, value: INK },
      },
    },
  ];
}
