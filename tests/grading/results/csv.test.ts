import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../lib/engine/seeds';
import { csvOf } from '../../../tools/grade/results/csv';
import { byStudent } from '../../../tools/grade/results/resubmissions';
import { gradesCsv } from '../../../tools/grade/results/tables';
import { FORMATS, uploadForm } from '../../../tools/grade/results/upload-forms';
import { exercise, graded, ORDER, parseCsv, RULES } from './graded-class';

const SEPARATORS = [',', ';', '\t'] as const;

/** What a program that trims blanks, invisible characters and quotes would take for a formula. */
const isFormula = (cell: string) => /^[\s\p{Cf}"]*[=+\-@＝＋－＠]/u.test(cell);

/** The cells as any program might cut them: at any separator, with and without regard to quotes. */
const cutAnyhow = (csv: string): string[] =>
  [',', ';', '\t', '|'].flatMap(separator => [
    ...parseCsv(csv, separator).flat(),
    ...csv.split(/[\r\n]+/).flatMap(line => line.split(separator)),
  ]);

const PIECES = [
  ...'=+-@＝＋－＠,;|"\'\t\r\n =1a',
  '\u200b',
  '\ufeff',
  '\u00a0',
  '\u2028',
  '\u202e',
  '""',
  '",',
  '";',
  '\r\n=',
  'é',
  'Анна',
  '李',
  '👩‍🏫',
  '0',
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://x","y")',
  '@SUM(1)',
  '-1+1',
  'ipynb',
  '.',
  '\u0000',
  '\u001b[2J',
];

const random = seededRandom('formulas');
const pick = <T>(list: readonly T[]) => list[random.integer(list.length)];
const text = () => Array.from({ length: random.integer(8) }, () => pick(PIECES)).join('');

describe('a CSV file', () => {
  test('has no cell that a spreadsheet runs, however it cuts the rows', () => {
    for (let round = 0; round < 2000; round++) {
      const rows = Array.from({ length: 2 }, () => Array.from({ length: 3 }, text));
      const separator = pick(SEPARATORS);
      const csv = csvOf(rows, separator);
      const cells = parseCsv(csv.slice(1), separator);
      expect(cells.map(row => row.length)).toEqual([3, 3]);
      expect(cutAnyhow(csv.slice(1)).filter(isFormula)).toEqual([]);
    }
  });

  test('changes nothing but control characters and what would be a formula', () => {
    for (let round = 0; round < 2000; round++) {
      const one = text();
      const [[cell]] = parseCsv(csvOf([[one, 'end']]).slice(1), ',');
      const plain = (value: string) =>
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they become blanks
        value.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ').replaceAll("'", '');
      expect(plain(cell)).toBe(plain(one));
    }
  });

  test.each([
    ['a name', 'Ann Lee', 'Ann Lee'],
    ['a comma', 'Lee, Ann', '"Lee, Ann"'],
    ['a semicolon', 'Lee; Ann', '"Lee; Ann"'],
    ['a quote', 'Ann "Al" Lee', '"Ann ""Al"" Lee"'],
    ['a line break', 'Ann\r\nLee', 'Ann Lee'],
    ['an apostrophe', "O'Neil", "O'Neil"],
    ['a hyphen', 'Müller-Lüdenscheidt', 'Müller-Lüdenscheidt'],
    ['a formula', '=1+1', "'=1+1"],
    ['a formula after a semicolon', 'a; =1+1', '"a;\' =1+1"'],
    ['a formula after a tab', '\t@SUM(1)', "' @SUM(1)"],
    ['a formula after a line break', 'a,\n-1', '"a,\' -1"'],
    ['a formula in wide letters', '＝1', "'＝1"],
    ['a formula behind what is not seen', '\u200b=1', "'\u200b=1"],
  ])('holds %s', (_, value, cell) => {
    expect(csvOf([[value]])).toBe(`\ufeff${cell}\r\n`);
  });

  test('has decimal commas where semicolons separate', () => {
    expect(csvOf([['a', 0.5, 12]], ';')).toBe('\ufeffa;0,5;12\r\n');
    expect(csvOf([['a', 0.5, 12]], '\t')).toBe('\ufeffa\t0.5\t12\r\n');
  });

  test.each(FORMATS)('of grades, and the form %s, have none either', format => {
    for (let round = 0; round < 200; round++) {
      const all = Array.from({ length: 4 }, (_, i) =>
        graded(
          { name: `${i}${text()}`, student: text(), ...(random.next() < 0.5 && { id: String(i) }), late: i === 0 },
          i === 3 ? [] : [exercise('sum', 0.5, { why: text() }), exercise('mean', 1)],
          i === 3 ? text() : undefined,
        ),
      );
      const separator = pick(SEPARATORS);
      const form = uploadForm(format, byStudent(all, RULES, ORDER), {
        order: ORDER,
        separator,
        assignment: `A ${text()}`,
      });
      for (const csv of [gradesCsv(all, ORDER, separator), form]) {
        const rows = parseCsv(csv.slice(1), separator);
        expect(new Set(rows.map(row => row.length)).size).toBe(1);
        expect(cutAnyhow(csv.slice(1)).filter(isFormula)).toEqual([]);
      }
    }
  });
});
