import { stat } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import type { Chart } from '../charts/render/chart';
import { chartPage } from '../charts/render/page';
import { writeAtomically } from '../data/atomic-file';

/**
 * Writes a chart, such as the film of a training, as one HTML file that plays in any browser, without a network: the specification, its
 * data and Vega itself are in it. Where no script runs, it shows the still picture.
 * @param file ends in .html, in a folder that is there; a relative path counts from the project's folder
 * @returns the size of the file, in bytes
 * @throws TypeError for a chart that Vega does not draw; Error when the name does not end in .html, the folder is not there, or the file
 *   cannot be written: what was there before is unchanged then
 */
export async function exportFilm(file: string, chart: Chart): Promise<{ file: string; bytes: number }> {
  if (chart?.kind !== 'vega')
    throw new TypeError(
      `exportFilm: the chart is ${chart === undefined ? 'missing' : `drawn by ${chart.kind}`}, expected one that Vega draws; ` +
        "write await exportFilm('film.html', trainingFilm(frames, options))",
    );
  if (extname(file).toLowerCase() !== '.html')
    throw new Error(`exportFilm: '${file}' does not end in .html, by which a browser knows what to do with it`);
  const folder = await stat(dirname(file)).catch(() => undefined);
  if (!folder?.isDirectory())
    throw new Error(
      `exportFilm: there is no folder '${dirname(file)}' to write '${file}' into; make it, or choose one that is there`,
    );
  const page = await chartPage(chart);
  await writeAtomically(file, page);
  return { file, bytes: Buffer.byteLength(page) };
}
