import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Cell, isRecord, KERNEL, LANGUAGE, type Notebook } from '../course/notebook';

const VALID_ID = /^[\w-]{1,64}$/;

const { version } = JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8')) as {
  version: string;
};

/** What JupyterLab writes for this kernel, so that opening a lesson changes nothing; and the version that the grader looks at. */
const METADATA = {
  course: { version },
  kernelspec: { display_name: 'TypeScript', language: LANGUAGE, name: KERNEL },
  language_info: {
    codemirror_mode: { mode: 'typescript', name: 'javascript', typescript: true },
    file_extension: '.ts',
    mimetype: 'text/typescript',
    name: LANGUAGE,
    version: '3.7.2',
  },
};

/** Keys in alphabetical order at every level, as Jupyter writes them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map(key => [key, sorted(value[key])]),
  );
}

/** What an author means; the rest (times, scroll positions, folded outputs) is of the last session. */
function lastingMetadata({ course, tags, jupyter }: Record<string, unknown>): Record<string, unknown> {
  const hidden = isRecord(jupyter) && jupyter.source_hidden === true;
  return {
    ...(course === undefined ? {} : { course }),
    ...(Array.isArray(tags) && tags.length > 0 ? { tags } : {}),
    ...(hidden ? { jupyter: { source_hidden: true } } : {}),
  };
}

function withIds(cells: Cell[]): Cell[] {
  const taken = new Set<string>();
  const given = cells.map(({ id }) => {
    const usable = id !== undefined && VALID_ID.test(id) && !taken.has(id);
    if (usable) taken.add(id);
    return usable ? id : undefined;
  });
  let next = 1;
  return cells.map((cell, i) => {
    if (given[i] !== undefined) return cell;
    while (taken.has(`cell-${next}`)) next++;
    taken.add(`cell-${next}`);
    return { ...cell, id: `cell-${next}` };
  });
}

/** As a file stores text: a list of lines, each with its line break. */
function linesOf(source: string): string[] {
  return source === '' ? [] : source.split(/(?<=\n)/);
}

function normalCell({ cell_type, id, metadata, source, attachments }: Cell): unknown {
  return {
    cell_type,
    id,
    metadata: lastingMetadata(metadata),
    source: linesOf(source.replace(/\r\n?/g, '\n').replace(/\s+$/, '')),
    ...(attachments === undefined ? {} : { attachments }),
    ...(cell_type === 'code' ? { execution_count: null, outputs: [] } : {}),
  };
}

/** A notebook's file: no outputs, no traces of a session, everything in a fixed order. The same text comes out again. */
export function normalText(notebook: Notebook): string {
  const cells = withIds(notebook.cells).map(normalCell);
  return `${JSON.stringify(sorted({ cells, metadata: METADATA, nbformat: 4, nbformat_minor: 5 }), null, 1)}\n`;
}
