import ts from 'typescript';

/*
 * The names that a piece of code declares for itself, so that what is left are names of other statements.
 */

/** The names that a pattern binds. */
export function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap(element => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

const isBlockScoped = ({ flags }: ts.VariableDeclarationList) => (flags & ts.NodeFlags.BlockScoped) !== 0;
const listNames = (list: ts.VariableDeclarationList) => list.declarations.flatMap(({ name }) => boundNames(name));

/** What `var` declares in a function, wherever in it. */
function varNames(node: ts.Node): string[] {
  const names: string[] = [];
  const visit = (inner: ts.Node): void => {
    if (ts.isFunctionLike(inner)) return;
    if (ts.isVariableDeclarationList(inner) && !isBlockScoped(inner)) names.push(...listNames(inner));
    ts.forEachChild(inner, visit);
  };
  ts.forEachChild(node, visit);
  return names;
}

function namesOfStatements(statements: readonly ts.Statement[]): string[] {
  return statements.flatMap(statement => {
    if (ts.isVariableStatement(statement)) return listNames(statement.declarationList);
    const named = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
    return named && statement.name ? [statement.name.text] : [];
  });
}

/** The names that exist only inside this node; empty for one that opens no scope. */
export function ownNames(node: ts.Node): string[] {
  if (ts.isFunctionLike(node)) {
    const parameters = node.parameters.flatMap(({ name }) => boundNames(name));
    const self = ts.isFunctionExpression(node) && node.name ? [node.name.text] : [];
    const body = 'body' in node && node.body ? varNames(node.body) : [];
    return [...parameters, ...self, ...body, ...(ts.isArrowFunction(node) ? [] : ['arguments'])];
  }
  if (ts.isClassExpression(node)) return node.name ? [node.name.text] : [];
  if (ts.isBlock(node)) return namesOfStatements(node.statements);
  if (ts.isCaseBlock(node)) return node.clauses.flatMap(({ statements }) => namesOfStatements(statements));
  if (ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node)) {
    const { initializer } = node;
    return initializer && ts.isVariableDeclarationList(initializer) ? listNames(initializer) : [];
  }
  if (ts.isCatchClause(node) && node.variableDeclaration) return boundNames(node.variableDeclaration.name);
  return [];
}
