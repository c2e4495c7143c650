import { printable } from './printable';

/*
 * Tables for spreadsheets and gradebooks. What stands in a cell may come from a submission or from a file's name, and the
 * program that opens the table runs what looks like a formula.
 */

/** Between two cells. Where numbers have a decimal comma, spreadsheets expect a semicolon. */
export type Separator = ',' | ';' | '\t';

/**
 * Where a cell could begin that a spreadsheet takes for a formula: at its start, and after anything that some spreadsheet takes
 * for a separator, whatever ours is. Blanks, invisible characters and quotes before it are passed over, as spreadsheets do; the
 * full-width forms are formulas where Japanese is set.
 */
const FORMULA = /(^|[,;|])(?=[\s\p{Cf}"]*[=+\-@＝＋－＠])/gu;

/** A cell of one line that is no formula, wherever the row is cut: an apostrophe stands before what would be one. */
const harmless = (text: string): string => printable(text).replace(FORMULA, "$1'");

function cell(value: string | number, separator: Separator): string {
  if (typeof value === 'number') return separator === ';' ? String(value).replace('.', ',') : String(value);
  const text = harmless(value);
  return /[",;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as a CSV file in UTF-8; it begins with a byte order mark, without which Excel takes it for another encoding. */
export function csvOf(rows: readonly (readonly (string | number)[])[], separator: Separator = ','): string {
  const lines = rows.map(row => `${row.map(value => cell(value, separator)).join(separator)}\r\n`);
  return `\ufeff${lines.join('')}`;
}
