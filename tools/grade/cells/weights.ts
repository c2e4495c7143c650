import ts from 'typescript';
import { boundNames, isReference, isType, ownNames } from '../../kernel/names.cjs';
import { changedBy } from './statements';

/*
 * Whose weights a variable may stand for, and where code calls functions with them: what tools/grade/cells/training.ts follows.
 *
 * Read off the text, without running it and without regard to order: `const digits = { picture: encoder }` says that who trains `digits`
 * trains `encoder`.
 */

/** A variable: of the notebook by its name, of a scope within a statement by its name and the number of the scope. */
export type Variable = string;

export const isOfNotebook = (variable: Variable) => !variable.includes('@');

/** A function with a name, or a whole statement. */
export interface Unit {
  /** The function's name; absent for a statement. */
  name?: Variable;
  /** The unit that it is in. */
  outer?: Unit;
  parameters: Variable[][];
  returns: Variable[];
  /** Every variable that occurs in it, outside of functions with a name. */
  mentions: Set<Variable>;
}

export interface Call {
  /** The function; of `training.train(…)` it is `.train`. */
  to: Variable;
  /** For each argument the variables whose weights it may have. */
  given: Variable[][];
  /** Stands for what the call gives. */
  result: Variable;
  unit: Unit;
}

export interface Flow {
  units: Unit[];
  calls: Call[];
  /** What is changed in place: filled, sorted, given a part. */
  changes: { variables: Variable[]; unit: Unit }[];
  /** Variables and the ones whose weights they may have. */
  holds: Map<Variable, Set<Variable>>;
  /** Names in a cell of what is imported under another one. */
  renamed: Map<Variable, string>;
}

type Scope = ReadonlyMap<string, Variable>;
type FunctionNode = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction;

const isFunction = (node: ts.Node): node is FunctionNode =>
  ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node);

/** What is in brackets, awaited or given a type is what is inside. */
function bare(node: ts.Expression): ts.Expression {
  const wraps =
    ts.isParenthesizedExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node);
  return wraps ? bare(node.expression) : node;
}

const EITHER = new Set([
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
]);
const ASSIGNMENTS = new Set([
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
]);

/** Gathers the flow of statements, one after the other; names of the notebook are one variable, whichever cell they are in. */
export class FlowReader {
  readonly flow: Flow = { units: [], calls: [], changes: [], holds: new Map(), renamed: new Map() };
  private scopes = 0;
  private results = new Map<ts.Node, Variable>();

  /** @returns the unit of the statement */
  read(statement: ts.Statement): Unit {
    const unit = this.addUnit({});
    try {
      this.visit(statement, new Map(), unit);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error; // nested too deeply: what is known until there counts
    }
    return unit;
  }

  private addUnit(about: Pick<Unit, 'name' | 'outer'>): Unit {
    const unit = { ...about, parameters: [], returns: [], mentions: new Set<Variable>() };
    this.flow.units.push(unit);
    return unit;
  }

  private hold(variable: Variable, held: readonly Variable[]): void {
    if (held.length === 0) return;
    const known = this.flow.holds.get(variable);
    if (known) for (const one of held) known.add(one);
    else this.flow.holds.set(variable, new Set(held));
  }

  private resultOf(call: ts.Node): Variable {
    const known = this.results.get(call) ?? `@${this.results.size}`;
    this.results.set(call, known);
    return known;
  }

  /** The variables whose weights the value of an expression may have. */
  private heldBy(expression: ts.Expression, scope: Scope): Variable[] {
    const node = bare(expression);
    const all = (nodes: readonly ts.Expression[]) => nodes.flatMap(one => this.heldBy(one, scope));
    if (ts.isIdentifier(node)) return [scope.get(node.text) ?? node.text];
    if (ts.isCallExpression(node)) return [this.resultOf(node)];
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return all([node.expression]);
    if (ts.isSpreadElement(node)) return all([node.expression]);
    if (ts.isArrayLiteralExpression(node)) return all(node.elements);
    if (ts.isConditionalExpression(node)) return all([node.whenTrue, node.whenFalse]);
    if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      if (EITHER.has(kind)) return all([node.left, node.right]);
      return ASSIGNMENTS.has(kind) ? all([node.right]) : [];
    }
    if (!ts.isObjectLiteralExpression(node)) return [];
    return node.properties.flatMap(property => {
      if (ts.isPropertyAssignment(property)) return all([property.initializer]);
      if (ts.isShorthandPropertyAssignment(property)) return all([property.name]);
      return ts.isSpreadAssignment(property) ? all([property.expression]) : [];
    });
  }

  private visit(node: ts.Node, outer: Scope, around: Unit): void {
    if (isType(ts, node)) return;
    let [scope, unit] = [outer, around];
    const own = ownNames(ts, node);
    if (own.length > 0) {
      const number = ++this.scopes;
      scope = new Map([...outer, ...own.map(name => [name, `${name}@${number}`] as const)]);
    }
    const named = (name: string) => scope.get(name) ?? name;
    const bind = (name: ts.BindingName, held: readonly Variable[]) => {
      for (const bound of boundNames(ts, name)) this.hold(named(bound), held);
    };
    if (isFunction(node)) {
      const name = nameOf(node);
      if (name !== undefined) unit = this.addUnit({ name: outer.get(name) ?? name, outer: around });
      const parameters = node.parameters.map(parameter => boundNames(ts, parameter.name).map(named));
      if (name !== undefined) unit.parameters = parameters;
      if (node.body && !ts.isBlock(node.body)) unit.returns.push(...this.heldBy(node.body, scope));
      // a callback of a method is given what the object holds: pairs.map(encoder => …)
      const { parent } = node;
      if (name === undefined && ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression)) {
        const held = this.heldBy(parent.expression.expression, outer);
        for (const parameter of parameters[0] ?? []) this.hold(parameter, held);
      }
    }
    if (ts.isIdentifier(node) && isReference(ts, node)) unit.mentions.add(named(node.text));
    if ((ts.isVariableDeclaration(node) || ts.isParameter(node)) && node.initializer)
      bind(node.name, this.heldBy(node.initializer, scope));
    if (ts.isReturnStatement(node) && node.expression) unit.returns.push(...this.heldBy(node.expression, scope));
    if (ts.isForOfStatement(node) && ts.isVariableDeclarationList(node.initializer)) {
      const held = this.heldBy(node.expression, outer);
      for (const { name } of node.initializer.declarations) bind(name, held);
    }
    if (ts.isBinaryExpression(node) && ASSIGNMENTS.has(node.operatorToken.kind)) {
      const held = this.heldBy(node.right, scope);
      for (const target of this.heldBy(node.left, scope)) this.hold(target, held);
    }
    if (ts.isImportSpecifier(node) && node.propertyName) this.flow.renamed.set(node.name.text, node.propertyName.text);
    if (ts.isCallExpression(node)) this.addCall(node, scope, unit);
    const changed = changedBy(node);
    if (changed) this.flow.changes.push({ variables: this.heldBy(changed, scope), unit });
    ts.forEachChild(node, child => this.visit(child, scope, unit));
  }

  private addCall(node: ts.CallExpression, scope: Scope, unit: Unit): void {
    const called = bare(node.expression);
    const given = node.arguments.map(argument => this.heldBy(argument, scope));
    const result = this.resultOf(node);
    if (ts.isIdentifier(called)) {
      this.flow.calls.push({ to: scope.get(called.text) ?? called.text, given, result, unit });
    } else if (ts.isPropertyAccessExpression(called)) {
      // of a list or a map some of its own; of Promise.all and Object.values what they are given
      const object = this.heldBy(called.expression, scope);
      const gives = ts.isIdentifier(called.expression) && ['Object', 'Promise'].includes(called.expression.text);
      this.hold(result, gives ? given.flat() : object);
      this.flow.calls.push({ to: `.${called.name.text}`, given, result, unit });
    }
  }
}

/** Of `function fit() {}` and `const fit = () => {}`. */
function nameOf(node: FunctionNode): string | undefined {
  if (ts.isFunctionDeclaration(node)) return node.name?.text;
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
  const assigned = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return assigned && ts.isIdentifier(parent.left) ? parent.left.text : undefined;
}
