import { readFile } from 'node:fs/promises';
import { escapeMarkup } from '../../data/markup';
import type { Chart } from './chart';
import { stillSvg } from './still';

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

/**
 * A chart that Vega draws as one HTML page that needs nothing else: the specification, its data and Vega itself are in it, and the still
 * picture for where no script runs.
 */
export async function chartPage(chart: Chart): Promise<string> {
  const vega = await readFile(require.resolve('vega/build/vega.min.js'), 'utf8');
  const still = await stillSvg(chart);
  const description = escapeMarkup(chart.description);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escapeMarkup(firstSentence(chart.description))}</title>
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
