import ts from 'typescript';
import { awaits } from '../kernel/cell.cjs';
import type { Statement } from './statements';

/**
 * The statements of a cell that have run when it hands an exercise in. One that waits for `check` has its answer judged before
 * what follows in the cell, which may change what the answer leans on; functions and imports are there from the beginning.
 */
export function upToHandIn(statements: readonly Statement[], handsIn: (statement: Statement) => boolean): Statement[] {
  const last = statements.map(handsIn).lastIndexOf(true);
  if (last < 0 || !awaits(ts, statements[last].node)) return [...statements];
  return statements.filter(
    ({ node }, i) => i <= last || ts.isFunctionDeclaration(node) || ts.isImportDeclaration(node),
  );
}
