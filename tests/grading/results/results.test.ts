import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { pageOf, writeResults } from '../../../tools/grade/results/results';
import { readTeacherOptions } from '../../../tools/grade/results/teacher-options';
import { exercise, graded, ORDER } from './graded-class';

const out = mkdtempSync(path.join(tmpdir(), 'course-results-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const optionsOf = (given: Parameters<typeof readTeacherOptions>[0]) => ({ ...readTeacherOptions(given), order: ORDER });
const read = (...parts: string[]) => readFileSync(path.join(out, ...parts), 'utf8');

const NOTHING = new Map<string, string[]>();
const day = (date: number) => new Date(2026, 10, date, 12);
const all = [
  graded({ name: '1', student: 'Lee', id: '7', submitted: day(21) }, [exercise('sum', 1)]),
  graded({ name: '2', student: 'Kim', id: '8', submitted: day(22) }, [exercise('mean', 0.5)]),
  graded({ name: '3', student: 'Lee', id: '7', submitted: day(23) }, [exercise('sum', 0.5)]),
];

test('a page is of one student, of whom so much is graded', () => {
  const page = pageOf([all[0], all[2]], optionsOf({}));
  expect(page).toContain('3 does not count for sum (0.5): 1 is as good or better.');
  expect(pageOf([all[0]], optionsOf({}))).not.toContain('does not count');
});

test('a run leaves the same files whatever it is asked for, in the form that it is asked for', () => {
  writeResults(out, all, NOTHING, optionsOf({ separator: ';' }));
  expect(readdirSync(out).sort()).toEqual(
    ['class.html', 'class.json', 'gradebook.csv', 'grades.csv', 'grades.json'].sort(),
  );
  expect(read('grades.csv')).toContain('2;Kim;yes;0,5;1;;0,5;;');
  expect(read('gradebook.csv')).toContain('Kim;8;yes;0,5;2;;0,5;;\r\n');
  expect(JSON.parse(read('grades.json')).notebooks[0]).toMatchObject({ name: '1', student: 'Lee', id: '7', points: 1 });
  expect(JSON.parse(read('class.json')).students).toBe(2);
});

test('where every time is after the last, the times are doubted; where the platform says it, or one is not late, not', () => {
  const doubted = (handed: typeof all, due: string) =>
    writeResults(out, handed, NOTHING, optionsOf({ due })).some(line =>
      line.includes('copied or unpacked without their times'),
    );
  expect(doubted(all, '2026-11-20')).toBe(true);
  expect(doubted(all, '2026-11-22')).toBe(false);
  const said = all.map(({ handedIn, grade }) => ({ handedIn: { ...handedIn, late: true }, grade }));
  expect(doubted(said, '2026-11-20')).toBe(false);
});

test('a name does not steer the terminal', () => {
  const hostile = graded({ name: '\u001b[2J/1', student: '\u001b[2J', late: true }, [exercise('sum', 1)]);
  const lines = writeResults(out, [hostile], NOTHING, optionsOf({ format: 'moodle' }));
  expect(lines.some(line => line.includes('[2J'))).toBe(true);
  expect(lines.join('')).not.toContain('\u001b');
});
