import ts from 'typescript';
import type * as checking from '../../lib/notebook/check';

/*
 * Where an exercise is handed in: `check('info-nce', infoNce)`, as code and not as text of a comment or a string.
 */

export interface HandIn {
  id: string;
  call: ts.CallExpression;
}

const CHECK: keyof typeof checking = 'check';

/** The calls of `check` with an id in a statement, at any depth. */
export function handInsOf(statement: ts.Node): HandIn[] {
  const found: HandIn[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === CHECK) {
      const [id] = node.arguments;
      if (id && ts.isStringLiteralLike(id)) found.push({ id: id.text, call: node });
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return found;
}
