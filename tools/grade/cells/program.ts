import ts from 'typescript';
import { compileCell } from '../../kernel/cell.cjs';
import { eachNode } from '../../kernel/names.cjs';
import { mayCompute } from './computing';
import { CHECK } from './hand-in';
import type { Part } from './slice';
import { isExport, type Statement } from './statements';

/*
 * The cells that an exercise needs, as JavaScript; nothing of it has run.
 *
 * Each is compiled as the kernel does, and stays a cell: an error ends it, and the next ones go on with what there is.
 */

/** A statement that cannot be part of a cell, such as an export. */
export class ProgramError extends Error {}

export interface Program {
  /** JSON: a list of expressions, each an async function of (names, require). They run one after the other. */
  source: string;
  /** Whether it loads something that may compute with tensors. */
  engine: boolean;
}

/** Whether a statement loads a module that computes, by `import`, `import()` or `require`. */
function loadsEngine({ node }: Statement): boolean {
  let found = false;
  eachNode(ts, node, inner => {
    found ||= ts.isStringLiteralLike(inner) && mayCompute(inner.text);
  });
  return found;
}

/**
 * The program of what was sliced.
 * @throws ProgramError for a statement that no cell of the kernel may hold; RangeError for one nested too deeply
 */
export function programOf(parts: readonly Part[]): Program {
  const statements = parts.flatMap(part => part.statements);
  if (statements.some(isExport)) throw new ProgramError('a cell cannot export');
  const used = new Set(statements.flatMap(({ uses }) => [...uses]));
  const shared = new Set([CHECK, ...statements.flatMap(({ declares }) => [...declares])]);
  const cells = parts.map(part => {
    const kept = new Set(part.statements.map(({ node }) => node));
    const body = compileCell(ts, part.statements[0].file, {
      isShared: name => shared.has(name),
      keeps: node => kept.has(node),
      imports: name => used.has(name),
    });
    return `(async function (exports, require) {\n${body}\n})`;
  });
  return { source: JSON.stringify(cells), engine: statements.some(loadsEngine) };
}
