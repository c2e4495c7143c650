import ts from 'typescript';

/*
 * What one may get wrong at one place of a right answer, over its syntax tree: an operator, a constant, an argument, a call. Each
 * mutation is a piece of the text and what stands there instead.
 */

export interface Mutation {
  start: number;
  end: number;
  text: string;
}

/** Functions of two things that say the same of them the other way round. */
const SYMMETRIC = new Set([
  'by',
  'Math.hypot',
  'Math.max',
  'Math.min',
  'dot',
  'cosine',
  'cosineSimilarity',
  'near',
  'nearness',
  'distance',
  'd',
  'tf.dot',
  'tf.mul',
  'tf.add',
]);

/** What the text of a mutation may call: a number as it is, but to two decimals. */
export const ROUND = '$round';
/** A number without its sign. */
export const ABS = '$abs';

const K = ts.SyntaxKind;

const OPERATORS: Partial<Record<ts.SyntaxKind, readonly string[]>> = {
  [K.PlusToken]: ['-'],
  [K.MinusToken]: ['+'],
  [K.AsteriskToken]: ['/', '+'],
  [K.SlashToken]: ['*'],
  [K.PercentToken]: ['*'],
  [K.AsteriskAsteriskToken]: ['*'],
  [K.LessThanToken]: ['<=', '>'],
  [K.LessThanEqualsToken]: ['<', '>'],
  [K.GreaterThanToken]: ['>=', '<'],
  [K.GreaterThanEqualsToken]: ['>', '<'],
  [K.EqualsEqualsEqualsToken]: ['!=='],
  [K.ExclamationEqualsEqualsToken]: ['==='],
  [K.AmpersandAmpersandToken]: ['||'],
  [K.BarBarToken]: ['&&'],
  [K.QuestionQuestionToken]: ['&&'],
  [K.GreaterThanGreaterThanToken]: ['<<'],
  [K.PlusEqualsToken]: ['-=', '='],
  [K.MinusEqualsToken]: ['+=', '='],
  [K.AsteriskEqualsToken]: ['/='],
  [K.SlashEqualsToken]: ['*='],
};

/** Functions that are taken for each other. */
const TWINS = [
  ['max', 'min'],
  ['floor', 'ceil'],
  ['cos', 'sin'],
  ['some', 'every'],
  ['push', 'unshift'],
  ['pop', 'shift'],
  ['indexOf', 'lastIndexOf'],
  ['find', 'findLast'],
  ['findIndex', 'findLastIndex'],
  ['mean', 'sum'],
  ['add', 'sub'],
  ['mul', 'div'],
] as const;
const twinOf = new Map(TWINS.flatMap(([a, b]) => [[a, b] as [string, string], [b, a] as [string, string]]));

/** Tensors of what an operation takes as it is: to leave them out changes nothing. */
const MAKES_TENSOR = /^tf\.(tensor[12]d|scalar)$/;

/** What stands before the dot where it is no value: a call of theirs is not left out to leave it alone. */
const NAMESPACES = new Set(['Math', 'Number', 'Array', 'Object', 'Promise', 'tf', 'String']);

const ARITHMETIC = new Set([K.PlusToken, K.MinusToken, K.AsteriskToken, K.SlashToken, K.AsteriskAsteriskToken]);

/** All mutations of a node and of what is in it, in the order of the text. */
export function mutationsOf(root: ts.Node, file: ts.SourceFile): Mutation[] {
  const found = new Map<string, Mutation>();
  const text = (node: ts.Node) => node.getText(file);
  const replace = (node: ts.Node, ...texts: (string | undefined)[]) => {
    for (const other of texts) {
      const [start, end] = [node.getStart(file), node.getEnd()];
      if (other !== undefined && other !== text(node))
        found.set(`${start} ${end} ${other}`, { start, end, text: other });
    }
  };
  const visit = (node: ts.Node) => {
    for (const mutate of [operators, constants, calls, lists, flow, names]) mutate(node, text, replace);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return [...found.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

type Mutate = (
  node: ts.Node,
  text: (node: ts.Node) => string,
  replace: (node: ts.Node, ...texts: (string | undefined)[]) => void,
) => void;

const operators: Mutate = (node, text, replace) => {
  if (ts.isBinaryExpression(node)) {
    const { left, operatorToken, right } = node;
    replace(operatorToken, ...(OPERATORS[operatorToken.kind] ?? []));
    if (ARITHMETIC.has(operatorToken.kind as ts.SyntaxKind.PlusToken)) {
      replace(node, `(${text(left)})`, `(${text(right)})`, `${ROUND}(${text(node)})`, `${ABS}(${text(node)})`);
    }
  }
  if (ts.isPrefixUnaryExpression(node)) {
    const other = { [K.PlusPlusToken]: '--', [K.MinusMinusToken]: '++' }[node.operator as number] ?? '';
    replace(node, `${other}${text(node.operand)}`);
  }
  if (ts.isPostfixUnaryExpression(node)) {
    replace(node, `${text(node.operand)}${node.operator === K.PlusPlusToken ? '--' : '++'}`);
  }
};

const constants: Mutate = (node, text, replace) => {
  if (ts.isNumericLiteral(node)) {
    const value = Number(node.text);
    replace(node, ...[value + 1, value - 1, 0, value * 2].map(other => (other < 0 ? `(${other})` : String(other))));
  }
  if (ts.isStringLiteralLike(node)) replace(node, "''", `'${node.text}?'`);
  if (node.kind === K.TrueKeyword) replace(node, 'false');
  if (node.kind === K.FalseKeyword) replace(node, 'true');
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'length') {
    replace(node, `(${text(node)} - 1)`, `(${text(node)} + 1)`);
  }
  if (ts.isElementAccessExpression(node) && !ts.isNumericLiteral(node.argumentExpression)) {
    if (!isAssigned(node)) replace(node, `${text(node.expression)}[0]`, `${text(node.expression)}.at(-1)`);
  }
};

const isAssigned = (node: ts.Node) =>
  ts.isBinaryExpression(node.parent) &&
  node.parent.left === node &&
  node.parent.operatorToken.kind >= K.FirstAssignment &&
  node.parent.operatorToken.kind <= K.LastAssignment;

const calls: Mutate = (node, text, replace) => {
  if (!ts.isCallExpression(node)) return;
  const { expression, arguments: args } = node;
  const call = (others: readonly string[]) => `${text(expression)}(${others.join(', ')})`;
  const given = args.map(text);
  for (const i of given.keys()) {
    replace(node, call(given.filter((_, j) => j !== i)));
    if (i > 0 && !SYMMETRIC.has(text(expression)))
      replace(node, call(given.map((_, j) => given[j === i ? i - 1 : j === i - 1 ? i : j])));
  }
  if (!ts.isPropertyAccessExpression(expression)) return;
  const owner = expression.expression;
  const twin = twinOf.get(expression.name.text);
  if (twin) replace(expression.name, twin);
  if (!(ts.isIdentifier(owner) && NAMESPACES.has(owner.text))) return replace(node, text(owner));
  if (text(owner) === 'Math') replace(node, `${ROUND}(${text(node)})`);
  if (args.length > 0 && !MAKES_TENSOR.test(text(expression))) replace(node, `(${given[0].replace(/^\.\.\./, '')})`);
};

const lists: Mutate = (node, text, replace) => {
  if (ts.isArrayLiteralExpression(node) && !isAssigned(node)) {
    const elements = node.elements.map(text);
    for (const i of elements.keys()) replace(node, `[${elements.filter((_, j) => j !== i).join(', ')}]`);
    if (elements.length > 1) replace(node, `[${[...elements].reverse().join(', ')}]`);
  }
  if (ts.isObjectLiteralExpression(node)) {
    const properties = node.properties.map(text);
    for (const i of properties.keys()) replace(node, `{ ${properties.filter((_, j) => j !== i).join(', ')} }`);
  }
};

const flow: Mutate = (node, text, replace) => {
  if (ts.isConditionalExpression(node)) {
    replace(node.condition, 'true', 'false');
    replace(node, `${text(node.condition)} ? ${text(node.whenFalse)} : ${text(node.whenTrue)}`);
  }
  if (ts.isIfStatement(node)) replace(node.expression, 'true', 'false');
  if (ts.isWhileStatement(node) || ts.isDoStatement(node)) replace(node.expression, 'false');
  if (ts.isForStatement(node) && node.condition) replace(node.condition, 'false');
  if (ts.isReturnStatement(node) && node.expression) replace(node, 'return;');
  if (ts.isExpressionStatement(node) || ts.isIfStatement(node) || ts.isIterationStatement(node, false)) {
    replace(node, ts.isBlock(node.parent) ? ';' : '{}');
  }
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) {
    const [first] = node.parameters;
    replace(node.body, 'undefined', first && ts.isIdentifier(first.name) ? first.name.text : undefined);
  }
};

/** One parameter in place of another of the same function. */
const names: Mutate = (node, _text, replace) => {
  if (!ts.isIdentifier(node) || !isUsed(node)) return;
  for (let around: ts.Node = node; around.parent; around = around.parent) {
    if (!ts.isFunctionLike(around)) continue;
    const own = around.parameters.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
    if (own.includes(node.text)) return replace(node, ...own.filter(name => name !== node.text && name !== '_'));
  }
};

/** An identifier that stands for a value, not for the name of something. */
export function isUsed(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isParameter(parent) || ts.isVariableDeclaration(parent) || ts.isBindingElement(parent)) {
    return parent.initializer === node;
  }
  return !ts.isShorthandPropertyAssignment(parent) && !ts.isFunctionDeclaration(parent) && !isAssigned(node);
}
