import { isRecord, type Notebook } from './notebook';

/** A lesson with every output in it is saved every few minutes, sent around and opened by programs that show no more than this. */
const MOST_BYTES = 4_000_000;
/** So many of its cells are named where one is too large. */
const NAMED = 3;

/** A notebook as Jupyter saves it. */
export function notebookText(notebook: Notebook): string {
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

export const savedBytes = (notebook: Notebook) => Buffer.byteLength(notebookText(notebook));

/** What is wrong with the size of a lesson that has run; a notebook of somebody's own may be as large as it likes. */
export function sizeProblem(notebook: Notebook): string | undefined {
  const bytes = savedBytes(notebook);
  if (!isRecord(notebook.metadata.course) || bytes <= MOST_BYTES) return undefined;
  const cells = notebook.cells
    .map((cell, i) => ({ position: i + 1, bytes: savedBytes({ ...notebook, cells: [cell] }) }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, NAMED)
    .map(cell => `cell ${cell.position} (${megabytes(cell.bytes)})`);
  return (
    `saved with its outputs it takes ${megabytes(bytes)}, expected at most ${megabytes(MOST_BYTES)}; ` +
    `most of it is in ${cells.join(', ')}: show fewer points there, or fewer pictures`
  );
}

export const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
