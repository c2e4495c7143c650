import type { ClassSummary, ExerciseSummary, FailedCase } from './class-summary';
import { inPage, page, table } from './page-parts';

/** Of an exercise, more wrong answers are of a student or two each: class.json has them all. */
const SHOWN = 5;

const times = (students: number) => `${students} ${students === 1 ? 'student' : 'students'}`;

/** What is scrolled where it is too wide; a keyboard can scroll only what it can reach. */
const wide = (label: string, markup: string) =>
  `<div class="wide" tabindex="0" role="region" aria-label="${label}">${markup}</div>`;

function exercises(summary: ClassSummary): string {
  const rows = summary.exercises.map(({ id, title, full, half, none, notHandedIn }) => [
    `<a href="#${inPage(id)}">${inPage(title)}</a>`,
    ...[full, half, none, notHandedIn].map(String),
  ]);
  const header = ['Exercise', 'Full point', 'Half', 'None', 'Not handed in'];
  return wide(
    'How many students',
    table('How many students', header, rows, i => i > 0),
  );
}

function matrix({ points, exercises }: ClassSummary): string {
  const mark = (value: number | null | undefined) => (value === undefined ? '' : value === null ? '–' : String(value));
  const rows = points.map(one => [
    inPage(one.student),
    mark(one.points),
    ...exercises.map(({ id }) => mark(one.exercises[id])),
  ]);
  const header = ['Student', 'Points', ...exercises.map(({ id }) => inPage(id))];
  const caption = 'Points by student and exercise (– not handed in, empty: of another lesson)';
  return wide(
    'Points by student and exercise',
    `<div class="matrix">${table(caption, header, rows, i => i > 0)}</div>`,
  );
}

function failedCase({ tried, students, answers }: FailedCase): string {
  const shown = answers.slice(0, SHOWN).map(({ got, hint, students }) => {
    const note = hint === undefined ? '' : `<br><span class="note">${inPage(hint)}</span>`;
    return `<li>${inPage(got)} (${times(students.length)})${note}</li>`;
  });
  const rest = answers.slice(SHOWN).reduce((sum, one) => sum + one.students.length, 0);
  if (rest > 0) shown.push(`<li class="note">something else (${times(rest)})</li>`);
  return `<p>${inPage(tried)} (${times(students)})</p><ul>${shown.join('')}</ul>`;
}

const wrongAnswers = ({ id, title, failed }: ExerciseSummary): string =>
  `<section id="${inPage(id)}"><h3>${inPage(title)}</h3>
${failed.length === 0 ? '<p class="note">No wrong answer.</p>' : failed.slice(0, SHOWN).map(failedCase).join('\n')}
</section>`;

const list = (items: readonly string[]) => `<ul>${items.map(one => `<li>${inPage(one)}</li>`).join('')}</ul>`;

/** The class on a page: how each exercise went, the points of all, and which wrong answers came how often. */
export function classPage(summary: ClassSummary): string {
  const notes = summary.points.flatMap(({ student, notes }) => notes.map(note => `${student}: ${note}`));
  const notGraded = summary.notGraded.map(({ student, problem }) => `${student}: ${problem}`);
  return page(
    'The class',
    [
      `<p>${times(summary.students)}</p>`,
      exercises(summary),
      matrix(summary),
      notGraded.length > 0 ? `<h2>Not graded</h2>${list(notGraded)}` : '',
      notes.length > 0 ? `<h2>Late, or handed in again</h2>${list(notes)}` : '',
      '<h2>Wrong answers</h2>',
      '<p>Each stands under the first case that it fails, with what came out.</p>',
      ...summary.exercises.map(wrongAnswers),
    ].join('\n'),
  );
}
