import embed, { type VisualizationSpec } from 'vega-embed';
import { EMBED_OPTIONS } from '../../../lib/notebook/embed-style';
import { reachByKeyboard } from './scrollable';

/**
 * Draws a chart as JupyterLab does: the links below it save the picture, and it is told how wide its place is.
 * @returns what ends its timers and listeners
 */
export async function embedChart(place: HTMLElement, spec: VisualizationSpec): Promise<() => void> {
  const { finalize } = await embed(place, spec, EMBED_OPTIONS);
  const drawn = place.querySelector<HTMLElement>('.chart-wrapper');
  const observer = new ResizeObserver(() => drawn && reachByKeyboard(drawn));
  if (drawn) observer.observe(drawn);
  return () => {
    observer.disconnect();
    finalize();
  };
}
