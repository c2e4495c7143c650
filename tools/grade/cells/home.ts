import ts from 'typescript';
import { awaits } from '../../kernel/cell.cjs';
import type { Statement } from './statements';

/** Those that are there whatever becomes of the others: functions and imports. */
const isHoisted = ({ node }: Statement) => ts.isFunctionDeclaration(node) || ts.isImportDeclaration(node);

const upTo = (statements: readonly Statement[], last: number) =>
  statements.filter((statement, i) => i <= last || isHoisted(statement));

/** The statements of a cell that run at all: none after a `throw` at its top. */
export function running(statements: readonly Statement[]): readonly Statement[] {
  const last = statements.findIndex(({ node }) => ts.isThrowStatement(node));
  return last < 0 ? statements : upTo(statements, last);
}

/**
 * The statements of a cell that have run when it hands an exercise in. One that waits for `check` has its answer judged before
 * what follows in the cell, which may change what the answer leans on.
 */
export function upToHandIn(statements: readonly Statement[], handsIn: (statement: Statement) => boolean): Statement[] {
  const last = statements.map(handsIn).lastIndexOf(true);
  return last < 0 || !awaits(ts, statements[last].node) ? [...statements] : upTo(statements, last);
}
