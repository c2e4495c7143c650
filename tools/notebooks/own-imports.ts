import ts from 'typescript';
import type { Cell } from '../course/notebook';
import { type Statement, statementsOf } from '../grade/cells/statements';

/*
 * Does the cell of an exercise stand on its own? After a restart of the kernel a learner runs it with as little above it as possible: it
 * imports what it uses, and says in a comment what it needs besides from other cells.
 */

const imports = ({ node }: Statement) => ts.isImportDeclaration(node);
const names = (statements: Statement[]) => new Set(statements.flatMap(({ declares }) => [...declares]));

/**
 * What the cell of an exercise uses of other cells without a word.
 * @param source of the exercise, as solved or as learners get it
 * @param others the code cells of the lesson beside it
 */
export function borrowed(source: string, others: readonly Cell[]): string[] {
  const own = statementsOf(source);
  const declared = names(own);
  const used = [...new Set(own.flatMap(({ uses }) => [...uses]))].filter(name => !declared.has(name));
  const elsewhere = others.flatMap(cell => statementsOf(cell.source));
  const imported = names(elsewhere.filter(imports));
  const made = names(elsewhere.filter(statement => !imports(statement)));
  const said = (name: string) =>
    comments(source).some(line => new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`).test(line));
  return used.flatMap(name => {
    if (imported.has(name)) return [`it uses "${name}", which another cell imports: import it in this one, too`];
    if (!made.has(name) || said(name)) return [];
    return [`it uses "${name}" of another cell: name it in a comment, such as // ${name} is exercise 1's`];
  });
}

const comments = (source: string) => source.split('\n').filter(line => /^\s*\/\//.test(line));
const escaped = (name: string) => name.replaceAll('$', '\\$');
