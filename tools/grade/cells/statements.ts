import ts from 'typescript';
import { parseCell, statementsIn } from '../../kernel/cell.cjs';
import { eachNode, references, topNames } from '../../kernel/names.cjs';

/*
 * What a cell's statements declare, change and use, by name: enough to pick those that an exercise needs.
 */

export interface Statement {
  node: ts.Statement;
  file: ts.SourceFile;
  /** Names that other statements can use. */
  declares: ReadonlySet<string>;
  /** Whether what it declares can be assigned later. */
  assignable: boolean;
  /** Every variable of its cell, of other cells or of the system that occurs in it. */
  uses: ReadonlySet<string>;
  /** Those that its functions name: looked up when these are called. */
  usesLater: ReadonlySet<string>;
  assigns: ReadonlySet<string>;
  /** Names whose value it may change: assigned to, called a method of. What it trains is found by tools/grade/cells/training.ts. */
  changes: ReadonlySet<string>;
  /** Those that its functions change when they are called. */
  changesLater: ReadonlySet<string>;
}

/** Methods that only look. Any other may change what it is called on. */
const LOOK_ONLY = new Set(
  (
    'map filter forEach reduce flatMap flat slice subarray at join find findIndex some every includes indexOf concat keys entries ' +
    'values get has embed data dataSync array toFixed toString toLocaleString summary countParams log'
  ).split(' '),
);

/** Methods that are known to change what they are called on, wherever they are called. */
const CHANGE = new Set('push pop shift unshift splice sort reverse fill copyWithin set add delete clear'.split(' '));

/** The statements of a cell. Nothing is run; text that is no TypeScript gives whatever statements the compiler sees in it. */
export function statementsOf(source: string): Statement[] {
  const file = parseCell(ts, source);
  return statementsIn(file).map(node => ({ node, file, ...namesIn(node) }));
}

/** What the compiler noted while it read a text. Its types leave it out. */
const notedOf = (file: ts.SourceFile) =>
  (file as unknown as { parseDiagnostics: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics;

/** Whether a cell's statements are those of a text that is no TypeScript. */
export function isBroken(statements: readonly Statement[]): boolean {
  return statements.length > 0 && notedOf(statements[0].file).length > 0;
}

/** Whether a statement exports something, which no cell may. */
export function isExport({ node }: Statement): boolean {
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  const isMarked = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
  if (ts.isExportDeclaration(node)) {
    const { exportClause } = node;
    return !exportClause || !ts.isNamedExports(exportClause) || exportClause.elements.length > 0; // `export {}` says nothing
  }
  return isMarked || ts.isExportAssignment(node);
}

export interface SyntaxProblem {
  line: number;
  message: string;
}

/** The first thing in a cell that is no TypeScript. */
export function syntaxProblem(source: string): SyntaxProblem | undefined {
  const file = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2022);
  const [first] = ts.sortAndDeduplicateDiagnostics(notedOf(file));
  if (!first) return undefined;
  const { line } = file.getLineAndCharacterOfPosition(first.start);
  return { line: line + 1, message: ts.flattenDiagnosticMessageText(first.messageText, ' ') };
}

function namesIn(node: ts.Statement): Omit<Statement, 'node' | 'file'> {
  const [uses, usesLater] = [new Set<string>(), new Set<string>()];
  for (const { name, inFunction } of references(ts, node)) {
    uses.add(name);
    if (inFunction) usesLater.add(name);
  }
  const [assigns, changes, changesLater] = [new Set<string>(), new Set<string>(), new Set<string>()];
  eachNode(ts, node, (inner, local, inFunction) => {
    const note = (target: ts.Node, ...sets: Set<string>[]) => {
      for (const name of rootsOf(target)) if (!local.has(name)) for (const set of sets) set.add(name);
    };
    const assigned = assignedBy(inner);
    if (assigned) note(assigned, changes, ...(inFunction ? [changesLater] : []));
    if (assigned && !isPath(assigned)) note(assigned, assigns);
    const { target, surely } = calledOn(inner);
    if (target) note(target, changes, ...(inFunction && surely ? [changesLater] : []));
  });
  const assignable = ts.isVariableStatement(node) && !(node.declarationList.flags & ts.NodeFlags.Const);
  return { declares: new Set(topNames(ts, node)), assignable, uses, usesLater, assigns, changes, changesLater };
}

const isAssignment = (kind: ts.SyntaxKind) =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
const isStep = (kind: ts.SyntaxKind) => kind === ts.SyntaxKind.PlusPlusToken || kind === ts.SyntaxKind.MinusMinusToken;

/** What a node assigns to: `a` of `a = 1`, `a++`, `for (a of b)` and `delete a.b`. */
function assignedBy(node: ts.Node): ts.Node | undefined {
  if (ts.isBinaryExpression(node)) return isAssignment(node.operatorToken.kind) ? node.left : undefined;
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    return isStep(node.operator) ? node.operand : undefined;
  }
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
    return ts.isVariableDeclarationList(node.initializer) ? undefined : node.initializer;
  }
  return ts.isDeleteExpression(node) ? node.expression : undefined;
}

/** What a call may change: the object of a method that does more than look. */
function calledOn(node: ts.Node): { target?: ts.Expression; surely?: boolean } {
  if (!ts.isCallExpression(node)) return {};
  const { expression: called, arguments: given } = node;
  if (isObjectAssign(called) && given[0]) return { target: given[0], surely: true };
  if (!ts.isPropertyAccessExpression(called) || !isRooted(called.expression)) return {};
  return LOOK_ONLY.has(called.name.text) ? {} : { target: called.expression, surely: CHANGE.has(called.name.text) };
}

/** What a node surely changes without giving it another value: `a` of `a.b = 1`, `a.push(1)` and `Object.assign(a, b)`. */
export function changedBy(node: ts.Node): ts.Expression | undefined {
  const assigned = assignedBy(node);
  if (assigned && (ts.isPropertyAccessExpression(assigned) || ts.isElementAccessExpression(assigned))) {
    return assigned.expression;
  }
  const { target, surely } = calledOn(node);
  return surely ? target : undefined;
}

/** `a.b` and `a[0]`: a part of something, which keeps its name. */
const isPath = (node: ts.Node) => ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);

/** `a`, `a.b` and `a[0].b`. */
function isRooted(node: ts.Expression): boolean {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isNonNullExpression(node)) {
    return isRooted(node.expression);
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
  if (ts.isBinaryExpression(target)) return rootsOf(target.left); // a default: [a = 1] = b
  if (ts.isArrayLiteralExpression(target)) return target.elements.flatMap(rootsOf);
  if (ts.isSpreadElement(target) || ts.isSpreadAssignment(target)) return rootsOf(target.expression);
  if (ts.isObjectLiteralExpression(target)) {
    return target.properties.flatMap(property => {
      if (ts.isShorthandPropertyAssignment(property)) return [property.name.text];
      if (ts.isPropertyAssignment(property)) return rootsOf(property.initializer);
      return ts.isSpreadAssignment(property) ? rootsOf(property.expression) : [];
    });
  }
  return [];
}
