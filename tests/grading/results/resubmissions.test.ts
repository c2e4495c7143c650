import { describe, expect, test } from 'vitest';
import type { HandedIn } from '../../../tools/grade/entries/submissions';
import {
  byStudent,
  type Graded,
  isGraded,
  notesOn,
  problemsOf,
  type Rules,
} from '../../../tools/grade/results/resubmissions';
import { exercise, graded, missing, ORDER, RULES } from './graded-class';

const DAY = 86_400_000;
const at = (time: number) => new Date(time);
const due = Date.parse('2026-11-20T12:00:00Z');

const of = (name: string, credit: number, more: Partial<HandedIn> = {}): Graded =>
  graded({ name: `ann/${name}`, student: 'ann', ...more }, [exercise('sum', credit)]);

/** Which notebook counts for 'sum', if any does, and the points. */
function counted(all: Graded[], rules: Partial<Rules>) {
  const [{ exercises, points }] = byStudent(all, { ...RULES, ...rules }, ORDER);
  return [exercises[0].from?.name.slice('ann/'.length), points];
}

describe('of several notebooks with one exercise', () => {
  test('the best counts, whenever it came; of two as good, the first by name', () => {
    const all = [of('a.ipynb', 0.5, { submitted: at(2) }), of('b.ipynb', 1, { submitted: at(1) }), of('c.ipynb', 1)];
    expect(counted(all, {})).toEqual(['b.ipynb', 1]);
    expect(counted([all[0], of('b.ipynb', 0.5)], {})).toEqual(['a.ipynb', 0.5]);
  });

  test.each([
    ['a number in brackets', ['lesson (1).ipynb', 'lesson.ipynb'], 'lesson (1).ipynb'],
    ['the number by which Canvas counts', ['lesson-1.ipynb', 'lesson-2.ipynb', 'lesson.ipynb'], 'lesson-2.ipynb'],
    ['the number before the first of several dots', ['a-1.v.2.ipynb', 'a.v.2.ipynb'], 'a-1.v.2.ipynb'],
    ['a number after the number of the lesson', ['hw-3 (1).ipynb', 'hw-3.ipynb'], 'hw-3 (1).ipynb'],
    [
      'a number, whatever numbers Canvas puts before',
      ['a_11_3001_x-1.ipynb', 'a_11_2001_x.ipynb'],
      'a_11_3001_x-1.ipynb',
    ],
    ['a version', ['lesson_v10.ipynb', 'lesson_v9.ipynb'], 'lesson_v10.ipynb'],
    ['the order of names, where there is nothing else', ['a.ipynb', 'b.ipynb'], 'b.ipynb'],
  ])('the last is known by %s, where it is asked for', (_, names, last) => {
    const all = names.map(name => of(name, name === last ? 0.5 : 1));
    expect(counted(all, { resubmissions: 'last' })).toEqual([last, 0.5]);
  });

  test('a number says more than the time, which unpacking changes; of two names, the time decides', () => {
    const renamed = [of('a (1).ipynb', 0, { submitted: at(1) }), of('a.ipynb', 1, { submitted: at(2) })];
    expect(counted(renamed, { resubmissions: 'last' })).toEqual(['a (1).ipynb', 0]);
    const two = [of('a.ipynb', 0.5, { submitted: at(2) }), of('b.ipynb', 1, { submitted: at(1) })];
    expect(counted(two, { resubmissions: 'last' })).toEqual(['a.ipynb', 0.5]);
  });

  test('each exercise is decided by itself: what was not handed in again still counts', () => {
    const all = [
      graded({ name: 'ann/a.ipynb', student: 'ann' }, [exercise('sum', 1), exercise('mean', 0.5)]),
      graded({ name: 'ann/b.ipynb', student: 'ann' }, [missing('sum'), exercise('mean', 1)]),
    ];
    const [student] = byStudent(all, { ...RULES, resubmissions: 'last' }, ORDER);
    expect(student.exercises.map(({ id, credit, from }) => [id, credit, from?.name])).toEqual([
      ['sum', 1, 'ann/a.ipynb'],
      ['mean', 1, 'ann/b.ipynb'],
    ]);
    expect(notesOn(student)).toEqual(['a.ipynb does not count for mean (0.5): b.ipynb is the last.']);
  });

  test('what none of them hands in is not handed in', () => {
    const [student] = byStudent([graded({ name: 'ann.ipynb', student: 'ann' }, [missing('sum')])], RULES, ORDER);
    expect(student.exercises).toEqual([{ id: 'sum', title: 'The sum', credit: 0, handedIn: false, notCounted: [] }]);
    expect(notesOn(student)).toEqual([]);
  });
});

describe('what is late', () => {
  const all = [of('a.ipynb', 0.5, { submitted: at(due) }), of('b.ipynb', 1, { submitted: at(due + 1) })];

  test('counts, and is said to be late', () => {
    expect(counted(all, { due })).toEqual(['b.ipynb', 1]);
    const [student] = byStudent(all, { ...RULES, due }, ORDER);
    expect(notesOn(student)).toEqual([
      'b.ipynb is late.',
      'a.ipynb does not count for sum (0.5): b.ipynb is as good or better.',
    ]);
  });

  test('does not count where it is left out, which is said as well', () => {
    expect(counted(all, { due, late: 'left-out' })).toEqual(['a.ipynb', 0.5]);
    const [student] = byStudent([all[1]], { ...RULES, due, late: 'left-out' }, ORDER);
    expect([student.points, student.exercises[0].handedIn]).toEqual([0, true]);
    expect(notesOn(student)).toEqual(['b.ipynb is late.', 'b.ipynb does not count for sum (1): it is late.']);
  });

  test('is what the platform says, before the time of the file, which is that of the download', () => {
    const says = (late: boolean) => [of('a.ipynb', 1, { late, submitted: at(due + (late ? -DAY : DAY)) })];
    expect(counted(says(true), { due, late: 'left-out' })).toEqual([undefined, 0]);
    expect(counted(says(false), { due, late: 'left-out' })).toEqual(['a.ipynb', 1]);
  });
});

describe('students', () => {
  test('keep their order, and exercises that of the course', () => {
    const all = ['Lee', 'Kim', 'Lee'].map((student, i) =>
      graded({ name: `${i}.ipynb`, student, id: student }, [exercise('mode', 1), exercise('sum', 0.5)]),
    );
    const students = byStudent(all, RULES, ORDER);
    expect(students.map(({ id, notebooks, points }) => [id, notebooks.length, points])).toEqual([
      ['Lee', 2, 1.5],
      ['Kim', 1, 1.5],
    ]);
    expect(students[0].exercises.map(({ id }) => id)).toEqual(['sum', 'mode']);
  });

  test('whose notebooks cannot be graded are there, with the reason', () => {
    const broken = graded({ name: 'ann/a.ipynb', student: 'ann' }, [], 'ann/a.ipynb is empty.');
    const [student] = byStudent([broken], RULES, ORDER);
    expect([isGraded(student), problemsOf(student)]).toEqual([false, ['ann/a.ipynb is empty.']]);
    const [mixed] = byStudent([broken, of('b.ipynb', 1)], RULES, ORDER);
    expect([isGraded(mixed), mixed.points, problemsOf(mixed).length]).toEqual([true, 1, 1]);
  });
});
