import ts from 'typescript';
import { boundNames, ownNames } from './scopes';

/*
 * What a cell's statements declare, change and use, by name: enough to pick those that an exercise needs.
 */

export interface Statement {
  node: ts.Statement;
  file: ts.SourceFile;
  /** Names that other statements can use. */
  declares: ReadonlySet<string>;
  /** Names whose value it may change: assigned to, called a method of. What it trains is found by tools/grade/training.ts. */
  changes: ReadonlySet<string>;
  /** Every name that occurs in it and may be a variable's. */
  uses: ReadonlySet<string>;
}

/** Methods that only look. Any other may change what it is called on. */
const LOOK_ONLY = new Set(
  (
    'map filter forEach reduce flatMap flat slice subarray at join find findIndex some every includes indexOf concat keys entries ' +
    'values get has embed data dataSync array toFixed toString toLocaleString summary countParams log'
  ).split(' '),
);

/** The statements of a cell. Nothing is run; text that is no TypeScript gives whatever statements the compiler sees in it. */
export function statementsOf(source: string): Statement[] {
  const file = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  return file.statements.map(node => ({ node, file, ...namesIn(node) }));
}

/** Whether a cell's statements are those of a text that is no TypeScript. Cheap: the compiler has noted it while it read. */
export function isBroken(statements: readonly Statement[]): boolean {
  const file = statements[0]?.file as (ts.SourceFile & { parseDiagnostics?: unknown[] }) | undefined;
  return (file?.parseDiagnostics?.length ?? 0) > 0;
}

export interface SyntaxProblem {
  line: number;
  message: string;
}

/** The first thing in a cell that is no TypeScript. */
export function syntaxProblem(source: string): SyntaxProblem | undefined {
  const { diagnostics } = ts.transpileModule(source, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const [first] = diagnostics ?? [];
  if (!first) return undefined;
  const line = first.file?.getLineAndCharacterOfPosition(first.start ?? 0).line ?? 0;
  return { line: line + 1, message: ts.flattenDiagnosticMessageText(first.messageText, ' ') };
}

function namesIn(statement: ts.Statement) {
  const [declares, changes, uses] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const name of declaredNames(statement)) declares.add(name);
  const visit = (node: ts.Node, outer: ReadonlySet<string>): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return; // a type is no variable
    const own = ownNames(node);
    const local = own.length > 0 ? new Set([...outer, ...own]) : outer;
    const change = (target: ts.Node) => {
      for (const name of rootsOf(target)) if (!local.has(name)) changes.add(name);
    };
    if (ts.isIdentifier(node) && !isLabel(node) && !local.has(node.text)) uses.add(node.text);
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) change(node.left);
    if ((ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) && isStep(node.operator)) {
      change(node.operand);
    }
    if (ts.isDeleteExpression(node)) change(node.expression);
    if (ts.isCallExpression(node)) {
      const { expression: called, arguments: given } = node;
      if (ts.isPropertyAccessExpression(called) && !LOOK_ONLY.has(called.name.text) && isPath(called.expression)) {
        change(called.expression);
      }
      if (isObjectAssign(called) && given[0]) change(given[0]);
    }
    ts.forEachChild(node, child => visit(child, local));
  };
  visit(statement, new Set());
  return { declares, changes, uses };
}

const isAssignment = (kind: ts.SyntaxKind) =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
const isStep = (kind: ts.SyntaxKind) => kind === ts.SyntaxKind.PlusPlusToken || kind === ts.SyntaxKind.MinusMinusToken;

/** `a`, `a.b` and `a[0].b`. */
function isPath(node: ts.Expression): boolean {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isNonNullExpression(node)) {
    return isPath(node.expression);
  }
  return ts.isIdentifier(node);
}

/** `Object.assign(x, …)` and its like change x. */
function isObjectAssign(called: ts.Expression): boolean {
  return (
    ts.isPropertyAccessExpression(called) &&
    ts.isIdentifier(called.expression) &&
    ['Object', 'Reflect'].includes(called.expression.text)
  );
}

/** Whether an identifier is only the name of a property, as in `a.name` and `{ name: 1 }`. */
function isLabel(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) return parent.name === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  return ts.isImportSpecifier(parent) && parent.propertyName === node;
}

/** The variables at the root of what is assigned to: `a` of `a.b[0] = 1`, `a` and `b` of `[a, b] = c`. */
function rootsOf(target: ts.Node): string[] {
  if (ts.isIdentifier(target)) return [target.text];
  if (
    ts.isPropertyAccessExpression(target) ||
    ts.isElementAccessExpression(target) ||
    ts.isNonNullExpression(target) ||
    ts.isParenthesizedExpression(target) ||
    ts.isAsExpression(target)
  ) {
    return rootsOf(target.expression);
  }
  if (ts.isArrayLiteralExpression(target)) return target.elements.flatMap(rootsOf);
  if (ts.isSpreadElement(target) || ts.isSpreadAssignment(target)) return rootsOf(target.expression);
  if (ts.isObjectLiteralExpression(target)) {
    return target.properties.flatMap(property => {
      if (ts.isShorthandPropertyAssignment(property)) return [property.name.text];
      if (ts.isPropertyAssignment(property)) return rootsOf(property.initializer);
      return ts.isSpreadAssignment(property) ? rootsOf(property.expression) : [];
    });
  }
  if (ts.isBinaryExpression(target)) return rootsOf(target.left); // a default in a pattern
  return [];
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(declaration => boundNames(declaration.name));
  }
  if (ts.isFunctionDeclaration(statement)) return statement.body && statement.name ? [statement.name.text] : [];
  if (ts.isClassDeclaration(statement)) return statement.name ? [statement.name.text] : [];
  if (ts.isEnumDeclaration(statement)) return [statement.name.text];
  if (ts.isImportDeclaration(statement)) return importedNames(statement);
  return [];
}

function importedNames({ importClause }: ts.ImportDeclaration): string[] {
  if (!importClause || importClause.isTypeOnly) return [];
  const { name, namedBindings } = importClause;
  const names = name ? [name.text] : [];
  if (!namedBindings) return names;
  if (ts.isNamespaceImport(namedBindings)) return [...names, namedBindings.name.text];
  return [...names, ...namedBindings.elements.filter(one => !one.isTypeOnly).map(one => one.name.text)];
}
