import { describe, expect, test } from 'vitest';
import { bounded, boundedExercise, type CaseGrade, creditOf, type NotebookGrade } from '../../../tools/grade/grades';
import { gradesCsv, tableLine } from '../../../tools/grade/results/tables';

const cases = (held: string, drawn = '') => [
  ...[...held].map((one): CaseGrade => ({ tried: 'a', held: one === '+' })),
  ...[...drawn].map((one): CaseGrade => ({ tried: 'b', held: one === '+', drawn: true })),
];

describe('credit', () => {
  test.each([
    ['+++', '++', 1],
    ['++-', '++', 0.5],
    ['+--', '++', 0],
    ['+++', '+-', 0],
    ['++-', '+-', 0],
    ['+++', '', 1],
    ['+-', '', 0],
    ['---', '++', 0],
  ])('of cases %s and drawn ones %s is %d', (held, drawn, credit) => {
    expect(creditOf(cases(held, drawn))).toBe(credit);
  });

  test('is never half a point where an exercise is all or nothing', () => {
    expect(creditOf(cases('++-', '++'), { allOrNothing: true })).toBe(0);
    expect(creditOf(cases('+++', '++'), { allOrNothing: true })).toBe(1);
  });
});

describe('a grade that is kept', () => {
  test('has no text of any length from what was handed in', () => {
    const long = '😀'.repeat(1e6);
    const kept = bounded({ ...grade('a.ipynb', long), notes: Array.from({ length: 1000 }, () => long) });
    const cases = [{ tried: 'a', held: false, got: long }];
    const exercise = boundedExercise({ id: 'sum', title: 'Sum', credit: 0, notes: [long], why: long, cases });
    expect(JSON.stringify(exercise).length).toBeLessThan(2000);
    expect(JSON.stringify(kept).length).toBeLessThan(20_000);
    expect(kept.problem).toBe(`${'😀'.repeat(250)} …`);
    expect(kept.notes.at(-1)).toBe('and 980 more');
  });

  test('is as it was where its texts are short', () => {
    expect(bounded(grade('a.ipynb', 'it is empty'))).toEqual(grade('a.ipynb', 'it is empty'));
  });
});

const grade = (name: string, problem?: string): NotebookGrade => ({
  name,
  student: name.replace(/\.ipynb$/, ''),
  problem,
  notes: [],
  exercises: [{ id: 'sum', title: 'Sum', credit: 0.5, notes: [] }],
});

describe('tables', () => {
  test('a notebook is a row, an exercise that somebody owes a column', () => {
    const graded = { handedIn: { name: 'ann/1.ipynb', student: 'ann' }, grade: grade('ann/1.ipynb') };
    expect(gradesCsv([graded], ['sum', 'other'])).toBe(
      '\ufeffnotebook,student,graded,points,of,sum,problem,notes\r\nann/1.ipynb,ann,yes,0.5,1,0.5,,\r\n',
    );
  });

  test('a name does not steer the terminal', () => {
    expect(tableLine(grade('a\u001b[2J\n.ipynb'))).toBe('0.5 of 1   ½       a [2J .ipynb');
    expect(tableLine(grade('a.ipynb', 'is\u001b[31m empty'))).toContain('not graded');
  });

  test('a problem that begins with the name says it once', () => {
    expect(tableLine(grade('a.ipynb', 'a.ipynb is empty.'))).toMatch(/^not graded +a\.ipynb is empty\.$/);
    expect(tableLine(grade('a.ipynb', 'it is empty.'))).toMatch(/^not graded +a\.ipynb: it is empty\.$/);
  });
});
