import { describe, expect, test } from 'vitest';
import { byStudent } from '../../../tools/grade/results/resubmissions';
import { type Format, uploadForm, uploadNotes } from '../../../tools/grade/results/upload-forms';
import { exercise, failed, graded, missing, ORDER, parseCsv, RULES } from './graded-class';

const students = byStudent(
  [
    graded({ name: 'a', student: 'Lee, Ann', id: '511' }, [exercise('sum', 1), exercise('mean', 0.5)]),
    graded({ name: 'b', student: 'bob', late: true }, [
      exercise('sum', 0, { cases: [failed('two', '<3>', { hint: 'Is 1 < 2?' })] }),
      missing('mean'),
    ]),
    graded({ name: 'c', student: 'cem', id: '513' }, [], 'c is empty.'),
    graded({ name: 'd', student: 'dee', id: '514' }, [exercise('mode', 1)]),
  ],
  RULES,
  ORDER,
);

const options = { order: ORDER, separator: ',', assignment: 'Lesson 1 (4711)' } as const;
const form = (format: Format, more: object = {}) =>
  parseCsv(uploadForm(format, students, { ...options, ...more }).slice(1), ',');

describe('a gradebook', () => {
  test('plain has every student, with the points by exercise', () => {
    expect(form('plain')).toEqual([
      ['student', 'id', 'graded', 'points', 'of', 'sum', 'mean', 'mode', 'late', 'notes'],
      ['Lee, Ann', '511', 'yes', '1.5', '3', '1', '0.5', '', '', ''],
      ['bob', '', 'yes', '0', '3', '0', '0', '', 'yes', 'b is late.'],
      ['cem', '513', 'no', '', '3', '', '', '', '', 'c is empty.'],
      ['dee', '514', 'yes', '1', '3', '', '', '1', '', ''],
    ]);
  });

  test('for Moodle has the columns that its import looks for, and feedback as HTML', () => {
    const [header, ...rows] = form('moodle');
    expect(header).toEqual(
      expect.arrayContaining(['Identifier', 'Full name', 'Grade', 'Last modified (grade)', 'Feedback comments']),
    );
    expect(rows.map(row => row.slice(0, 6))).toEqual([
      ['Participant 511', 'Lee, Ann', '', '1.5', '3', ''],
      ['', 'bob', '', '0', '3', ''],
      ['Participant 514', 'dee', '', '1', '3', ''],
    ]);
    expect(rows.map(row => row[6])).toEqual([
      'The sum: 1 of 1. The mean: 0.5 of 1.',
      'The sum: 0 of 1. Is 1 &lt; 2? The mean: not handed in. b is late.',
      'The mode: 1 of 1.',
    ]);
  });

  test('for Canvas has its columns, what can be reached, and a student a row', () => {
    expect(form('canvas')).toEqual([
      ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section', 'Lesson 1 (4711)'],
      ['    Points Possible', '', '', '', '', '3'],
      ['Lee, Ann', '511', '', '', '', '1.5'],
      ['bob', '', '', '', '', '0'],
      ['dee', '514', '', '', '', '1'],
    ]);
  });

  test('that is uploaded keeps its decimal points, whatever separates', () => {
    for (const format of ['moodle', 'canvas'] as const) {
      const text = uploadForm(format, students, { ...options, separator: ';' });
      expect(text).toMatch(/;1\.5[;\r]/);
    }
    expect(uploadForm('plain', students, { ...options, separator: ';' })).toContain(';1,5;');
  });

  test('says who is not in it, who has no number, and what the platform needs', () => {
    const [left, unknown, maximum] = uploadNotes('moodle', students, options);
    expect(left).toBe('Not in the form, since nothing could be graded: cem.');
    expect(unknown).toMatch(/^Without a number: bob\. Moodle finds students by/);
    expect(maximum).toMatch(/maximum grade .* 3 or more/);
    expect(uploadNotes('canvas', students, options)).toHaveLength(2);
    expect(uploadNotes('canvas', students, { ...options, assignment: 'Lesson 1' })[2]).toMatch(/makes one/);
    expect(uploadNotes('plain', students, options)).toEqual([]);
  });
});
