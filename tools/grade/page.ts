import { escapeHtml } from '../../lib/notebook/html';
import type { CaseGrade, ExerciseGrade, NotebookGrade } from './grades';
import { pointsOf } from './grades';
import { printable } from './printable';

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
  h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin: 2rem 0 0.3rem }
  .passed h2::before { content: "✓ "; color: #007a5a } .partly h2::before { content: "½ "; color: #8a6100 }
  .open h2::before { content: "○ "; color: #b34700 }
  table { border-collapse: collapse; margin: 0.5rem 0 1rem } th, td { text-align: left; vertical-align: top; padding: 0.15rem 0.8rem 0.15rem 0 }
  th { font-weight: 600; white-space: nowrap } td { overflow-wrap: anywhere }
  .note { color: #555 }`;

const inPage = (text: string) => escapeHtml(printable(text));
const row = (name: string, value: string | undefined) =>
  value === undefined ? '' : `<tr><th scope="row">${name}</th><td>${inPage(value)}</td></tr>`;

function failedCase({ tried, got, expected, hint }: CaseGrade): string {
  return `<table>${row('What was tried', tried)}${row('What came out', got)}${row('What was expected', expected)}${row('Hint', hint)}</table>`;
}

function exercise({ title, id, credit, cases, why, notes }: ExerciseGrade): string {
  const kind = credit === 1 ? 'passed' : credit > 0 ? 'partly' : 'open';
  const held = cases ? ` · ${cases.filter(one => one.held).length} of ${cases.length} cases hold` : '';
  return [
    `<section class="${kind}"><h2>${inPage(title)}</h2>`,
    `<p class="note">${inPage(id)} · ${credit} of 1${held}</p>`,
    why === undefined ? '' : `<p>${inPage(why)}</p>`,
    ...notes.map(note => `<p class="note">${inPage(note)}</p>`),
    ...(cases ?? []).filter(one => !one.held).map(failedCase),
    '</section>',
  ].join('\n');
}

/** A student's page: what was tried, what came out, and a hint; no script, nothing from elsewhere, no answer. */
export function gradePage(grade: NotebookGrade): string {
  const { name, problem, notes, exercises } = grade;
  const body =
    problem === undefined
      ? `<p><strong>${pointsOf(grade)} of ${exercises.length} points</strong></p>`
      : `<p>Not graded: ${inPage(problem)}</p>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${inPage(name)}</title>
<style>${STYLE}
</style>
</head>
<body>
<h1>${inPage(name)}</h1>
${body}
${notes.map(note => `<p class="note">${inPage(note)}</p>`).join('\n')}
${exercises.map(exercise).join('\n')}
</body>
</html>
`;
}
