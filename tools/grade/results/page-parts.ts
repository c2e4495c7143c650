import { escapeMarkup } from '../../../lib/data/markup';
import { printable } from './printable';

/*
 * What the pages that the grader writes have in common: no script, nothing from elsewhere; light, dark and on paper.
 */

const STYLE = `
  :root { color-scheme: light dark; --text: #222; --soft: #595959; --line: #d5d5d5; --paper: #fff; --band: #f4f4f2;
    --full: #00664b; --half: #7a5600; --none: #a63d00; --link: #00558f }
  @media (prefers-color-scheme: dark) { :root { --text: #e6e6e6; --soft: #a9a9ad; --line: #45454b; --paper: #18181b;
    --band: #242428; --full: #5fd3ae; --half: #e6b450; --none: #ff9d6b; --link: #86c3ff } }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; color: var(--text);
    background: var(--paper); overflow-wrap: anywhere }
  h1 { font-size: 1.5rem } h2 { font-size: 1.3rem; margin: 2.5rem 0 0.3rem } h3 { font-size: 1.1rem; margin: 2rem 0 0.3rem }
  a { color: var(--link) } .note { color: var(--soft) }
  .passed h3::before { content: "✓ "; color: var(--full) } .partly h3::before { content: "½ "; color: var(--half) }
  .open h3::before { content: "○ "; color: var(--none) }
  table { border-collapse: collapse; margin: 0.5rem 0 1rem } caption { text-align: left; font-weight: 600; padding: 0.3rem 0 }
  th, td { text-align: left; vertical-align: top; padding: 0.2rem 0.8rem 0.2rem 0 } th { font-weight: 600 }
  .case th { white-space: nowrap }
  .points th, .points td { border-bottom: 1px solid var(--line); padding: 0.25rem 0.8rem 0.25rem 0.3rem }
  .points tbody tr:nth-child(even) { background: var(--band) } .points .number { text-align: right; white-space: nowrap }
  .wide { overflow-x: auto } .wide:focus-visible { outline: 2px solid var(--link) } .wide table { overflow-wrap: normal }
  .matrix .number { padding-right: 0.35rem } .matrix thead th { vertical-align: bottom } .matrix thead .number { writing-mode: vertical-rl; rotate: 180deg; text-align: left }
  @media print { :root { color-scheme: light; --text: #000; --soft: #444; --line: #999; --paper: #fff; --band: #fff;
    --full: #000; --half: #000; --none: #000; --link: #000 } body { font-size: 11pt; max-width: none; margin: 0 }
    section, tr { break-inside: avoid } h2, h3, caption { break-after: avoid } .wide { overflow: visible } }`;

/** Text of any origin, as it is shown. */
export const inPage = (text: string): string => escapeMarkup(printable(text));

export const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${inPage(title)}</title>
<style>${STYLE}
</style>
</head>
<body>
<h1>${inPage(title)}</h1>
${body}
</body>
</html>
`;

/** A table with a heading for each row and column; its cells are markup. */
export function table(
  caption: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: (i: number) => boolean,
): string {
  const kind = (i: number) => (numbers(i) ? ' class="number"' : '');
  const head = header.map((one, i) => `<th scope="col"${kind(i)}>${one}</th>`).join('');
  const body = rows.map(([name, ...cells]) => {
    const rest = cells.map((one, i) => `<td${kind(i + 1)}>${one}</td>`).join('');
    return `<tr><th scope="row">${name}</th>${rest}</tr>`;
  });
  return `<table class="points"><caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody></table>`;
}
