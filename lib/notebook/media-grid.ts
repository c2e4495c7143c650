import { escapeMarkup } from '../data/markup';
import { display } from './display';
import { type Medium, mediumHtml, mediumText } from './media';
import { asText, formatted } from './table';

/** A row of the grid; the first cell says what the row is. */
export type MediaRow = Record<string, Medium | Medium[]>;

export interface MediaGridOptions {
  caption?: string;
}

/**
 * Displays things that can be seen, heard, watched and read, in a table: the first row's keys are the columns. A cell holds one medium, or
 * a list of them side by side.
 * @throws RangeError for no rows; TypeError for rows with other columns; what `mediumHtml` throws
 */
export async function mediaGrid(rows: MediaRow[], { caption }: MediaGridOptions = {}): Promise<void> {
  const inWords = formatted(rows.map(row => eachCell(row, cell => listed(cell).map(mediumText).join(', '))));
  const names = inWords.map(({ name }) => name);
  const body = await Promise.all(rows.map(row => htmlRow(row, names)));
  const head = names.map(name =>
    name ? `<th scope="col" style="${CELL}">${escapeMarkup(name)}</th>` : `<td style="${CELL}"></td>`,
  );
  const html =
    '<table style="margin: 4px 0">' +
    (caption ? `<caption style="${CELL}">${escapeMarkup(caption)}</caption>` : '') +
    `<thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`;
  display({ 'text/html': html, 'text/plain': asText(inWords, caption) });
}

const CELL = 'text-align: left; padding: 4px 6px; vertical-align: middle';

/** A player has no words to head a row with. */
const isSound = (medium: Medium) => typeof medium === 'object' && 'sound' in medium;

const listed = (cell: Medium | Medium[]): Medium[] => (Array.isArray(cell) ? cell : [cell]);

function eachCell<Value>(row: MediaRow, value: (cell: Medium | Medium[]) => Value): Record<string, Value> {
  return Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, value(cell)]));
}

async function htmlRow(row: MediaRow, names: string[]): Promise<string> {
  const title = listed(row[names[0]]).map(mediumText).join(', ');
  const cells = await Promise.all(
    names.map(async (name, column) => {
      const media = listed(row[name]);
      const label = (i: number) => `${title}, ${name}${media.length > 1 ? ` ${i + 1}` : ''}`;
      const html = await Promise.all(media.map((medium, i) => mediumHtml(medium, label(i))));
      const inside = html.map(one => `<div style="display: inline-block; margin: 0 6px 0 0">${one}</div>`).join('');
      const heads = column === 0 && !media.every(isSound);
      return heads ? `<th scope="row" style="${CELL}">${inside}</th>` : `<td style="${CELL}">${inside}</td>`;
    }),
  );
  return `<tr>${cells.join('')}</tr>`;
}
