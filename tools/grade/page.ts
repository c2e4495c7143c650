import { escapeMarkup } from '../../lib/data/markup';
import { type CaseGrade, type ExerciseGrade, type NotebookGrade, pointsOf } from './grades';
import { printable } from './printable';

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
  h1 { font-size: 1.5rem } h2 { font-size: 1.3rem; margin: 2.5rem 0 0.3rem } h3 { font-size: 1.1rem; margin: 2rem 0 0.3rem }
  .passed h3::before { content: "✓ "; color: #007a5a } .partly h3::before { content: "½ "; color: #8a6100 }
  .open h3::before { content: "○ "; color: #b34700 }
  table { border-collapse: collapse; margin: 0.5rem 0 1rem } th, td { text-align: left; vertical-align: top; padding: 0.15rem 0.8rem 0.15rem 0 }
  th { font-weight: 600; white-space: nowrap } td { overflow-wrap: anywhere }
  .note { color: #555 }`;

const inPage = (text: string) => escapeMarkup(printable(text));
const row = (name: string, value: string | undefined) =>
  value === undefined ? '' : `<tr><th scope="row">${name}</th><td>${inPage(value)}</td></tr>`;

function failedCase({ tried, got, expected, hint }: CaseGrade): string {
  return `<table>${row('What was tried', tried)}${row('What came out', got)}${row('What was expected', expected)}${row('Hint', hint)}</table>`;
}

function exercise({ title, id, credit, cases, why, notes }: ExerciseGrade): string {
  const kind = credit === 1 ? 'passed' : credit > 0 ? 'partly' : 'open';
  const held = cases ? ` · ${cases.filter(one => one.held).length} of ${cases.length} cases hold` : '';
  return [
    `<section class="${kind}"><h3>${inPage(title)}</h3>`,
    `<p class="note">${inPage(id)} · ${credit} of 1${held}</p>`,
    why === undefined ? '' : `<p>${inPage(why)}</p>`,
    ...notes.map(note => `<p class="note">${inPage(note)}</p>`),
    ...(cases ?? []).filter(one => !one.held).map(failedCase),
    '</section>',
  ].join('\n');
}

const pointsIn = (points: number, of: number) => `<p><strong>${points} of ${of} points</strong></p>`;

function notebook(grade: NotebookGrade): string {
  const { name, problem, notes, exercises } = grade;
  return [
    `<h2>${inPage(name)}</h2>`,
    problem === undefined ? pointsIn(pointsOf(grade), exercises.length) : `<p>Not graded: ${inPage(problem)}</p>`,
    ...notes.map(note => `<p class="note">${inPage(note)}</p>`),
    ...exercises.map(exercise),
  ].join('\n');
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/**
 * A student's page: of each exercise what was tried, what came out, and a hint; no script, nothing from elsewhere, no answer.
 * @param grades of all notebooks of the student, in the order of their names
 */
export function studentPage(student: string, grades: readonly NotebookGrade[]): string {
  const total = pointsIn(sum(grades.map(pointsOf)), sum(grades.map(({ exercises }) => exercises.length)));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${inPage(student)}</title>
<style>${STYLE}
</style>
</head>
<body>
<h1>${inPage(student)}</h1>
${grades.length > 1 ? total : ''}
${grades.map(notebook).join('\n')}
</body>
</html>
`;
}
