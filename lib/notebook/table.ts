import { escapeMarkup } from '../data/markup';
import { display } from './display';

export interface TableOptions {
  caption?: string;
  /** Decimals of numbers that are not whole; by default as many as the column needs, at most 3. */
  decimals?: number;
}

export type TableRow = Record<string, string | number>;

/**
 * Displays a small table. The first row's keys are the columns; numbers stand right with the decimals of their column.
 * @throws RangeError for no rows; TypeError for rows with other columns
 */
export function table(rows: TableRow[], options: TableOptions = {}): void {
  const columns = formatted(rows, options.decimals);
  display({ 'text/html': asHtml(columns, options.caption), 'text/plain': asText(columns, options.caption) });
}

/** A column as it is printed. */
export interface Column {
  name: string;
  right: boolean;
  cells: string[];
}

/** The cells of each column as text; see `table` for what is refused. */
export function formatted(rows: TableRow[], decimals?: number): Column[] {
  if (rows.length === 0) throw new RangeError('table: there are no rows; expected at least one');
  const names = Object.keys(rows[0]!);
  if (names.length === 0) throw new RangeError('table: the first row has no columns; expected { column: value }');
  rows.forEach((row, i) => {
    const unlike = names.find(name => !(name in row)) ?? Object.keys(row).find(name => !names.includes(name));
    if (unlike !== undefined)
      throw new TypeError(`table: row ${i} does not have the columns of row 0; '${unlike}' is only in one of them`);
  });
  return names.map(name => {
    const values = rows.map(row => row[name]!);
    const places = Math.max(0, ...values.map(value => decimalsOf(value, decimals)));
    const cells = values.map(value => (typeof value === 'number' ? printed(value, places) : value));
    return { name, right: values.every(value => typeof value === 'number'), cells };
  });
}

function decimalsOf(value: string | number, decimals: number | undefined): number {
  if (typeof value === 'string' || Number.isInteger(value) || !Number.isFinite(value)) return 0;
  return decimals ?? (value.toFixed(3).replace(/0+$/, '').split('.')[1] ?? '').length;
}

function printed(value: number, places: number): string {
  return value.toLocaleString('en', { minimumFractionDigits: places, maximumFractionDigits: places });
}

function asHtml(columns: Column[], caption: string | undefined): string {
  const cell = (tag: string, right: boolean, text: string) =>
    `<${tag} style="text-align: ${right ? 'right' : 'left'}; padding: 4px 12px; font-variant-numeric: tabular-nums">` +
    `${escapeMarkup(text)}</${tag.split(' ')[0]}>`;
  // A column without a name has no head that a reader of the screen could say.
  const head = columns.map(({ name, right }) => cell(name ? 'th scope="col"' : 'td', right, name)).join('');
  const body = columns[0]!.cells.map(
    (_, i) => `<tr>${columns.map(column => cell('td', column.right, column.cells[i]!)).join('')}</tr>`,
  );
  return (
    `<table style="margin: 4px 0">` +
    (caption ? `<caption style="text-align: left; padding: 4px 12px">${escapeMarkup(caption)}</caption>` : '') +
    `<thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`
  );
}

export function asText(columns: Column[], caption: string | undefined): string {
  const padded = columns.map(({ name, right, cells }) => {
    const all = [name, ...cells];
    const width = Math.max(...all.map(text => text.length));
    return all.map(text => (right ? text.padStart(width) : text.padEnd(width)));
  });
  const lines = padded[0]!.map((_, i) =>
    padded
      .map(column => column[i])
      .join('  ')
      .trimEnd(),
  );
  return [...(caption ? [caption] : []), ...lines].join('\n');
}
