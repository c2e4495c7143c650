/**
 * A chart is data: a specification that a renderer draws, and the words for whoever cannot see it. `show` displays it;
 * `stillSvg` turns it into a still picture.
 */
export interface Chart {
  kind: 'vega-lite' | 'vega';
  /** A Vega-Lite 5 or Vega 5 specification, complete with its data: JSON, nothing to fetch. */
  spec: object;
  /** A lighter specification of the same kind for the still picture, where the one above holds what only a pointer would bring out. */
  still?: object;
  /** Alternative text: what the chart shows, with the numbers that matter. */
  description: string;
}

/** The MIME type under which JupyterLab draws the chart. */
export function chartMimeType(chart: Chart): string {
  return chart.kind === 'vega' ? 'application/vnd.vega.v5+json' : 'application/vnd.vegalite.v5+json';
}
