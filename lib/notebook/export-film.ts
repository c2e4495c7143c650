import { readFile, stat } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import type { Chart } from '../charts/chart';
import { stillSvg } from '../charts/still';
import { writeAtomically } from '../training/atomic-file';
import { escapeHtml } from './html';

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
  const page = await filmPage(chart);
  await writeAtomically(file, page);
  return { file, bytes: Buffer.byteLength(page) };
}

/** Nothing may be asked of a network; Vega compiles its expressions, which counts as eval. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data:";

const STYLE = `
  body { margin: 24px auto; max-width: 684px; font: 14px/1.5 system-ui, sans-serif; color: #222733; background: #ffffff; }
  #controls .vega-bind { display: flex; gap: 8px; align-items: center; margin: 2px 12px; }
  #controls .vega-bind-name { min-width: 56px; }
  #controls input[type='range'] { width: 320px; }
  p { margin: 16px 12px; color: #5f6673; }
  noscript svg { max-width: 100%; height: auto; }
`;

async function filmPage(chart: Chart): Promise<string> {
  const vega = await readFile(require.resolve('vega/build/vega.min.js'), 'utf8');
  const still = await stillSvg(chart);
  const description = escapeHtml(chart.description);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escapeHtml(firstSentence(chart.description))}</title>
<style>${STYLE}</style>
</head>
<body>
<div id="film" role="img" aria-label="${description}"></div>
<div id="controls"></div>
<noscript>${still}</noscript>
<p>${description}</p>
<script>${inScript(vega)}</script>
<script>
const spec = ${inScript(JSON.stringify(chart.spec))};
new vega.View(vega.parse(spec), { renderer: 'canvas', container: '#film', bind: '#controls', hover: true }).runAsync();
</script>
</body>
</html>
`;
}

/** A script as it may stand in HTML, where the letters of its own end tag or of a comment would end it early. */
function inScript(script: string): string {
  return script.replace(/<(?=\/script|!--)/gi, '\\x3c');
}

const firstSentence = (text: string) => /^.*?[.!?](?= |$)/.exec(text)?.[0] ?? text;
