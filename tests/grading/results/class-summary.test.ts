import { describe, expect, test } from 'vitest';
import { classPage } from '../../../tools/grade/results/class-page';
import { classSummary } from '../../../tools/grade/results/class-summary';
import { classLines, countLines } from '../../../tools/grade/results/class-table';
import { studentPage } from '../../../tools/grade/results/page';
import { byStudent, type Graded } from '../../../tools/grade/results/resubmissions';
import { exercise, failed, graded, missing, ORDER, RULES } from './graded-class';

const one = (student: string, credit: number, ...cases: ReturnType<typeof failed>[]): Graded =>
  graded({ name: `${student}.ipynb`, student }, [exercise('sum', credit, { cases })]);

const held = { tried: 'one', held: true };
const all = [
  one('ann', 1, held),
  one('bob', 0, failed('two', '3'), failed('many', '9')),
  one('cem', 0, failed('two', '5', { hint: 'Add.' })),
  one('dee', 0.5, held, failed('two', '3')),
  one('eva', 0, held, failed('at random', '7.31', { drawn: true })),
  graded({ name: 'fay.ipynb', student: 'fay' }, [exercise('sum', 0, { why: 'the cells end with an error: x' })]),
  graded({ name: 'gil.ipynb', student: 'gil' }, [missing('sum'), exercise('mean', 1)]),
  graded({ name: 'hal.ipynb', student: 'hal' }, [], 'hal.ipynb is empty.'),
];
const students = byStudent(all, RULES, ORDER);
const summary = classSummary(students, ORDER);

describe('the class', () => {
  test('is counted by exercise, of which each student has at most one', () => {
    expect(summary.students).toBe(8);
    expect(
      summary.exercises.map(({ id, full, half, none, notHandedIn }) => [id, full, half, none, notHandedIn]),
    ).toEqual([
      ['sum', 1, 1, 4, 1],
      ['mean', 1, 0, 0, 0],
    ]);
  });

  test('has wrong answers by the first case of the course that fails, the most frequent first', () => {
    const [{ failed }, mean] = summary.exercises;
    expect(failed.map(({ tried, students, answers }) => [tried, students, answers.map(({ got }) => got)])).toEqual([
      ['two', 3, ['3', '5']],
      ['could not be tried', 1, ['the cells end with an error: x']],
      ['inputs drawn at random', 1, ['holds for the cases of the course alone']],
    ]);
    expect(failed[0].answers[0].students).toEqual(['bob', 'dee']);
    expect(failed[0].answers[1].hint).toBe('Add.');
    expect(mean.failed).toEqual([]);
  });

  test('has the points of all, and tells none from not handed in and not graded', () => {
    const of = (name: string) => summary.points.find(({ student }) => student === name)!;
    expect([of('bob').points, of('bob').exercises]).toEqual([0, { sum: 0 }]);
    expect([of('gil').points, of('gil').exercises]).toEqual([1, { sum: null, mean: 1 }]);
    expect(of('hal').points).toBeNull();
    expect(summary.notGraded).toEqual([{ student: 'hal', problem: 'hal.ipynb is empty.' }]);
  });

  test('is told in a few lines', () => {
    expect(classLines(summary)).toEqual([
      'The class: 8 students, 0.4 points on average.',
      '          full  half  none  not handed in',
      '  sum        1     1     4              1',
      '    most often: two (3×); came out: 3 (2×)',
      '  mean       1     0     0              0',
    ]);
    expect(classLines(classSummary([], ORDER))).toEqual([]);
  });

  test('in which nobody could be graded has a page all the same', () => {
    const nobody = classSummary(byStudent([all[7]], RULES, ORDER), ORDER);
    expect(classLines(nobody)).toEqual([]);
    expect(classPage(nobody)).toContain('hal.ipynb is empty.');
  });
});

describe('pages', () => {
  const hostile = '<script>alert(1)\u202e"';
  const twice = byStudent(
    [
      graded({ name: `${hostile}/a.ipynb`, student: hostile, late: true }, [
        exercise('sum', 0.5, { cases: [failed(hostile, hostile, { hint: hostile })] }),
        missing('mean'),
      ]),
      graded({ name: `${hostile}/b.ipynb`, student: hostile }, [exercise('sum', 1)], undefined),
    ],
    RULES,
    ORDER,
  );

  test('show text of any origin as text, and need nothing from elsewhere', () => {
    for (const html of [studentPage(twice[0]), classPage(classSummary(twice, ORDER))]) {
      expect(html).not.toMatch(/<script|https?:|\u202e/);
      expect(html).toContain('&lt;script&gt;');
    }
  });

  test('of a student have the points by exercise, with what counts', () => {
    const html = studentPage(twice[0]);
    const [, overview] = /<table class="points"><caption>Points by exercise<\/caption>(.*?)<\/table>/s.exec(html)!;
    const rows = [...overview.matchAll(/<tr><th scope="row">(.*?)<\/th>(.*?)<\/tr>/g)].map(([, ...cells]) =>
      cells
        .join(' ')
        .replace(/<[^>]*>/g, ' ')
        .replace(/ +/g, ' ')
        .trim(),
    );
    expect(rows).toEqual(['The sum 1 of 1 b.ipynb', 'The mean 0 of 1 not handed in', 'All 1 of 2']);
    const [, link] = /href="#([^"]+)"/.exec(overview)!;
    expect(html).toContain(`<section class="passed" id="${link}">`);
    expect(html).toContain('a.ipynb does not count for sum (0.5): b.ipynb is as good or better.');
  });

  test('of one notebook say nothing of what counts', () => {
    const html = studentPage(students[0]);
    expect(html).not.toContain('What counts');
    expect(html).toContain('1 of 1');
    expect(countLines(students)).toEqual([]);
  });
});
