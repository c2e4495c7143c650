import { type Chart, chartMimeType } from '../charts/render/chart';
import { stillSvg } from '../charts/render/still';
import { display, type MimeBundle } from './display';

/** How JupyterLab embeds a chart: its menu offers to save the picture, and nothing that leaves the notebook. */
const EMBED = { embed_options: { actions: { export: true, source: false, compiled: false, editor: false } } };

/**
 * Displays charts, each as one output with two forms: the interactive one for JupyterLab, and a still SVG for viewers
 * that run no JavaScript.
 * @throws Error when a chart's specification is not valid; nothing is displayed then
 */
export async function show(...charts: Chart[]): Promise<void> {
  if (charts.length === 0) throw new TypeError('show: expected a chart, got nothing; write await show(chart)');
  const stills = await Promise.all(charts.map(stillSvg));
  charts.forEach((chart, i) => {
    display({ ...interactiveForm(chart), 'image/svg+xml': stills[i] }, chartMetadata(chart));
  });
}

/** The forms of a chart that cost nothing to make. */
export function interactiveForm(chart: Chart): MimeBundle {
  return { [chartMimeType(chart)]: chart.spec, 'text/plain': chart.description };
}

export function chartMetadata(chart: Chart): object {
  return { [chartMimeType(chart)]: EMBED };
}
