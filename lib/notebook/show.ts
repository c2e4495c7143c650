import { type Chart, chartMimeType } from '../charts/render/chart';
import { stillPng, stillSvg } from '../charts/render/still';
import { display, type MimeBundle } from './display';
import { EMBED_OPTIONS } from './embed-style';

/**
 * Displays charts, each as one output: interactive for JupyterLab, and still for viewers that run no JavaScript.
 * @throws Error when a chart's specification is not valid; nothing is displayed then
 */
export async function show(...charts: Chart[]): Promise<void> {
  if (charts.length === 0) throw new TypeError('show: expected a chart, got nothing; write await show(chart)');
  const stills = await Promise.all(charts.map(stillForms));
  charts.forEach((chart, i) => {
    display({ ...interactiveForm(chart), ...stills[i] }, chartMetadata(chart));
  });
}

/** The forms of a chart that cost nothing to make. */
export function interactiveForm(chart: Chart): MimeBundle {
  return { [chartMimeType(chart)]: chart.spec, 'text/plain': chart.description };
}

/** The forms that are drawn here: SVG, and PNG for what cannot show that. */
export async function stillForms(chart: Chart): Promise<object> {
  const svg = await stillSvg(chart);
  return { 'image/svg+xml': svg, 'image/png': await stillPng(svg) };
}

export function chartMetadata(chart: Chart): object {
  return { [chartMimeType(chart)]: { embed_options: EMBED_OPTIONS } };
}
