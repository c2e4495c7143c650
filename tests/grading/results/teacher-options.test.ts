import { describe, expect, test } from 'vitest';
import { readTeacherOptions } from '../../../tools/grade/results/teacher-options';

describe('what a teacher decides', () => {
  test('is the best of all notebooks, late or not, in a plain gradebook with commas, if nothing else', () => {
    expect(readTeacherOptions({})).toEqual({
      late: 'counts',
      resubmissions: 'best',
      format: 'plain',
      separator: ',',
      assignment: 'Multimodal search',
    });
  });

  test.each([
    ['2026-11-20', new Date(2026, 10, 20, 23, 59, 59, 999)],
    ['2026-11-20T18:00', new Date(2026, 10, 20, 18)],
    ['2026-11-20 18:00:30', new Date(2026, 10, 20, 18, 0, 30)],
    ['2026-11-20T18:00Z', new Date(Date.UTC(2026, 10, 20, 18))],
    ['2026-11-20T18:00+02:00', new Date(Date.UTC(2026, 10, 20, 16))],
    ['2028-02-29', new Date(2028, 1, 29, 23, 59, 59, 999)],
  ])('--due %s is a time', (due, time) => {
    expect(readTeacherOptions({ due }).due).toBe(time.getTime());
  });

  test.each([
    '',
    'tomorrow',
    '20.11.2026',
    '2026-13-01',
    '2026-02-30',
    '2026-11-20T25:00',
    '2026-11-00',
    '2026-11-20T',
  ])("--due '%s' is none", due => {
    expect(() => readTeacherOptions({ due })).toThrow(/expected a day or a time, such as 2026-11-20/);
  });

  test('a separator is written, or named', () => {
    expect(['\t', 'tab', ';', ','].map(separator => readTeacherOptions({ separator }).separator)).toEqual([
      '\t',
      '\t',
      ';',
      ',',
    ]);
    expect(() => readTeacherOptions({ separator: '.' })).toThrow(/expected ',', ';' or tab/);
  });

  test.each([
    ['late', 'maybe', /--late maybe: expected one of counts, left-out/],
    ['resubmissions', 'first', /expected one of best, last/],
    ['format', 'excel', /expected one of plain, moodle, canvas/],
  ])('--%s %s is an error', (flag, value, told) => {
    expect(() => readTeacherOptions({ [flag]: value })).toThrow(told);
  });
});
