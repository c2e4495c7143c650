'use strict';

/*
 * What the names in a cell's code stand for, read off its text: which are variables, which of these the code declares for
 * itself, and which belong to the cell or to another one. The kernel and the grader read cells with this.
 */

/** @typedef {typeof import('typescript')} TypeScript */
/** @typedef {import('typescript').Node} Node */
/** @typedef {import('typescript').Statement} Statement */
/** @typedef {import('typescript').Identifier} Identifier */
/** @typedef {import('typescript').VariableDeclarationList} VariableDeclarationList */
/** @typedef {{ node: Identifier, name: string, inFunction: boolean }} Reference */

/**
 * The names that a pattern binds.
 * @param {TypeScript} ts
 * @param {import('typescript').BindingName} name
 * @returns {string[]}
 */
function boundNames(ts, name) {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap(element => (ts.isBindingElement(element) ? boundNames(ts, element.name) : []));
}

/**
 * @param {TypeScript} ts
 * @param {VariableDeclarationList} list
 */
function listNames(ts, list) {
  return list.declarations.flatMap(({ name }) => boundNames(ts, name));
}

/**
 * What `var` declares in a function or a cell, wherever in it.
 * @param {TypeScript} ts
 * @param {Node} node
 */
function varNames(ts, node) {
  /** @type {string[]} */
  const names = [];
  const visit = (/** @type {Node} */ inner) => {
    if (ts.isFunctionLike(inner) || ts.isClassStaticBlockDeclaration(inner) || ts.isModuleBlock(inner)) return;
    if (ts.isVariableDeclarationList(inner) && !(inner.flags & ts.NodeFlags.BlockScoped)) {
      names.push(...listNames(ts, inner));
    }
    ts.forEachChild(inner, visit);
  };
  ts.forEachChild(node, visit);
  return names;
}

/**
 * @param {import('typescript').ImportDeclaration} node
 * @param {TypeScript} ts
 */
function importedNames({ importClause }, ts) {
  if (!importClause || importClause.isTypeOnly) return [];
  const { name, namedBindings } = importClause;
  const names = name ? [name.text] : [];
  if (!namedBindings) return names;
  if (ts.isNamespaceImport(namedBindings)) return [...names, namedBindings.name.text];
  return [...names, ...namedBindings.elements.filter(one => !one.isTypeOnly).map(one => one.name.text)];
}

/**
 * Whether nothing of a statement is left when it runs: a type, an overload, what is only promised.
 * @param {TypeScript} ts
 * @param {Statement} statement
 */
function isErased(ts, statement) {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return true;
  if (ts.isFunctionDeclaration(statement) && !statement.body) return true;
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}

/**
 * The variables that a statement declares in the scope that it is in; what `var` declares further inside is not among them.
 * @param {TypeScript} ts
 * @param {Statement} statement
 * @returns {string[]}
 */
function declaredNames(ts, statement) {
  if (isErased(ts, statement)) return [];
  if (ts.isVariableStatement(statement)) return listNames(ts, statement.declarationList);
  if (ts.isImportDeclaration(statement)) return importedNames(statement, ts);
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement) ||
    ts.isModuleDeclaration(statement);
  return named && statement.name && ts.isIdentifier(statement.name) ? [statement.name.text] : [];
}

/**
 * The names that exist only inside this node; empty for one that opens no scope.
 * @param {TypeScript} ts
 * @param {Node} node
 * @returns {string[]}
 */
function ownNames(ts, node) {
  const declared = (/** @type {readonly Statement[]} */ statements) =>
    statements.flatMap(statement => declaredNames(ts, statement));
  if (ts.isFunctionLike(node)) {
    const parameters = node.parameters.flatMap(({ name }) => boundNames(ts, name));
    const self = ts.isFunctionExpression(node) && node.name ? [node.name.text] : [];
    const body = 'body' in node && node.body ? varNames(ts, node.body) : [];
    return [...parameters, ...self, ...body, ...(ts.isArrowFunction(node) ? [] : ['arguments'])];
  }
  if (ts.isClassLike(node)) return node.name ? [node.name.text] : [];
  if (ts.isEnumDeclaration(node)) return node.members.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  if (ts.isClassStaticBlockDeclaration(node)) return varNames(ts, node.body);
  if (ts.isModuleBlock(node)) return [...declared(node.statements), ...varNames(ts, node)];
  if (ts.isBlock(node)) return declared(node.statements);
  if (ts.isCaseBlock(node)) return node.clauses.flatMap(({ statements }) => declared(statements));
  if (ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node)) {
    const { initializer } = node;
    return initializer && ts.isVariableDeclarationList(initializer) && initializer.flags & ts.NodeFlags.BlockScoped
      ? listNames(ts, initializer)
      : [];
  }
  if (ts.isCatchClause(node) && node.variableDeclaration) return boundNames(ts, node.variableDeclaration.name);
  return [];
}

/**
 * Whether an identifier stands for a variable's value, and is not the name of a property, a label or something declared.
 * @param {TypeScript} ts
 * @param {Identifier} node
 */
function isReference(ts, node) {
  const { parent } = node;
  const { name, propertyName, label } = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (parent));
  if (name === node) return ts.isShorthandPropertyAssignment(parent);
  return propertyName !== node && label !== node;
}

/**
 * Whether a node is about types alone, and gone when the code runs.
 * @param {TypeScript} ts
 * @param {Node} node
 */
function isType(ts, node) {
  if (ts.isHeritageClause(node)) return node.token === ts.SyntaxKind.ImplementsKeyword;
  return ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node);
}

/**
 * Goes through the code of a statement with the names that are local in it, without what is about types.
 * @param {TypeScript} ts
 * @param {Statement} statement
 * @param {(node: Node, local: ReadonlySet<string>, inFunction: boolean) => void} take
 */
function eachNode(ts, statement, take) {
  /** @type {(node: Node, outer: ReadonlySet<string>, inFunction: boolean) => void} */
  const visit = (node, outer, inFunction) => {
    if (isType(ts, node)) return;
    const own = ownNames(ts, node);
    const local = own.length > 0 ? new Set([...outer, ...own]) : outer;
    take(node, local, inFunction);
    const within = inFunction || ts.isFunctionLike(node) || ts.isPropertyDeclaration(node);
    ts.forEachChild(node, child => visit(child, local, within));
  };
  if (!isErased(ts, statement)) visit(statement, new Set(), false);
}

/**
 * Where a statement names variables of its cell or of other cells.
 * @param {TypeScript} ts
 * @param {Statement} statement
 * @returns {Reference[]}
 */
function references(ts, statement) {
  /** @type {Reference[]} */
  const found = [];
  eachNode(ts, statement, (node, local, inFunction) => {
    if (!ts.isIdentifier(node) || local.has(node.text) || !isReference(ts, node)) return;
    found.push({ node, name: node.text, inFunction });
  });
  return found;
}

/**
 * All variables that a statement at the top of a cell declares for the notebook.
 * @param {TypeScript} ts
 * @param {Statement} statement
 */
function topNames(ts, statement) {
  const names = declaredNames(ts, statement);
  return isErased(ts, statement) ? names : [...new Set([...names, ...varNames(ts, statement)])];
}

module.exports = { boundNames, declaredNames, eachNode, isErased, isReference, isType, ownNames, references, topNames };
