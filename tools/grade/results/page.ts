import { type CaseGrade, type ExerciseGrade, pointsOf } from '../grades';
import { inPage, page, table } from './page-parts';
import { type Counted, notesOn, ownName, type StudentGrade } from './resubmissions';

const row = (name: string, value: string | undefined) =>
  value === undefined ? '' : `<tr><th scope="row">${name}</th><td>${inPage(value)}</td></tr>`;

function failedCase({ tried, got, expected, hint }: CaseGrade): string {
  return `<table class="case">${row('What was tried', tried)}${row('What came out', got)}${row('What was expected', expected)}${row('Hint', hint)}</table>`;
}

/** Where an exercise of a notebook stands in the page. */
const anchor = (notebook: number, id: string) => inPage(`${notebook + 1}-${id}`);

function exercise({ title, id, credit, cases, why, notes }: ExerciseGrade, notebook: number): string {
  const kind = credit === 1 ? 'passed' : credit > 0 ? 'partly' : 'open';
  const held = cases ? ` · ${cases.filter(one => one.held).length} of ${cases.length} cases hold` : '';
  return [
    `<section class="${kind}" id="${anchor(notebook, id)}"><h3>${inPage(title)}</h3>`,
    `<p class="note">${inPage(id)} · ${credit} of 1${held}</p>`,
    why === undefined ? '' : `<p>${inPage(why)}</p>`,
    ...notes.map(note => `<p class="note">${inPage(note)}</p>`),
    ...(cases ?? []).filter(one => !one.held).map(failedCase),
    '</section>',
  ].join('\n');
}

const pointsIn = (points: number, of: number) => `<p><strong>${points} of ${of} points</strong></p>`;

function notebook({ grade, late }: StudentGrade['notebooks'][number], i: number): string {
  const { name, problem, notes, exercises } = grade;
  return [
    `<h2>${inPage(name)}</h2>`,
    problem === undefined ? pointsIn(pointsOf(grade), exercises.length) : `<p>Not graded: ${inPage(problem)}</p>`,
    late ? '<p class="note">late</p>' : '',
    ...notes.map(note => `<p class="note">${inPage(note)}</p>`),
    ...exercises.map(one => exercise(one, i)),
  ].join('\n');
}

function overview({ notebooks, exercises, points }: StudentGrade): string {
  if (exercises.length === 0) return '';
  const several = notebooks.length > 1;
  const rowOf = ({ id, title, credit, handedIn, from }: Counted): string[] => {
    const place = notebooks.findIndex(({ handedIn: { name } }) => name === from?.name);
    const linked = place < 0 ? inPage(title) : `<a href="#${anchor(place, id)}">${inPage(title)}</a>`;
    const counts = from
      ? inPage(ownName(from.name)) + (from.late ? ' (late)' : '')
      : handedIn
        ? 'handed in late'
        : 'not handed in';
    return [linked, `${credit} of 1`, ...(several || !from || from.late ? [counts] : [''])];
  };
  const rows = exercises.map(rowOf);
  const header = ['Exercise', 'Points', several ? 'What counts' : 'Notes'];
  const columns = rows.some(([, , notes]) => notes !== '') ? 3 : 2;
  const total = ['All', `${points} of ${exercises.length}`, ''];
  const shown = [...rows, total].map(cells => cells.slice(0, columns));
  return table('Points by exercise', header.slice(0, columns), shown, i => i === 1);
}

/**
 * A student's page: the points by exercise, then of each exercise what was tried, what came out, and a hint; no script, nothing
 * from elsewhere, no answer.
 */
export function studentPage(student: StudentGrade): string {
  const notes = notesOn(student).map(note => `<li>${inPage(note)}</li>`);
  return page(
    student.student,
    [
      overview(student),
      notes.length > 0 ? `<ul class="note">${notes.join('')}</ul>` : '',
      ...student.notebooks.map(notebook),
    ].join('\n'),
  );
}
