'use strict';

/*
 * A cell as JavaScript, for the kernel and for the grader alike: what a notebook's names mean is decided here.
 *
 * Cells share an object of names. A cell's own variables are variables of a function, `(exports, require) => { … }`; each is
 * put among the names where it is declared. A `let` or a `var` is put there as the variable itself, so that what another
 * cell assigns to it is seen by the functions of its own. What a cell does not declare it looks up among the names, at the
 * moment it is asked for. A name that is declared again stands for the new variable from then on, in other cells; functions
 * of the cell that declared it first keep theirs.
 */
const { declaredNames, isErased, references, topNames } = require('./names.cjs');

/** @typedef {typeof import('typescript')} TypeScript */
/** @typedef {import('typescript').Node} Node */
/** @typedef {import('typescript').SourceFile} SourceFile */
/** @typedef {import('typescript').Statement} Statement */
/** @typedef {{ start: number, end: number, text: string }} Edit */
/**
 * @typedef {object} Meaning
 * @property {(name: string) => boolean} isShared whether another cell may have declared it
 * @property {(statement: Statement) => boolean} [keeps] which statements are compiled; the others are left out
 * @property {(name: string, module: string) => boolean} [imports] whether an imported name is a value, and needed
 * @property {string} [last] the shared name that gets the value of the cell's last line
 */

/**
 * @param {TypeScript} ts
 * @param {string} source
 * @returns {SourceFile}
 */
function parseCell(ts, source) {
  // with an export it is a module: `await` may stand at its top
  return ts.createSourceFile('cell.ts', `${source}\nexport {};`, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
}

/**
 * The cell's own statements, without the mark that makes a module of it.
 * @param {SourceFile} file
 */
function statementsIn(file) {
  return file.statements.slice(0, -1);
}

/**
 * Whether a cell waits at its top: with `await`, or with `for await`.
 * @param {TypeScript} ts
 * @param {Node} node
 * @returns {boolean}
 */
function awaits(ts, node) {
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return true;
  if (ts.isFunctionLike(node) || ts.isClassStaticBlockDeclaration(node)) return false;
  return ts.forEachChild(node, child => awaits(ts, child) || undefined) ?? false;
}

/**
 * An object's accessors for variables that are assigned, and the values of those that never are.
 * @param {Iterable<string>} variables
 * @param {Iterable<string>} [values]
 */
function sharing(variables, values = []) {
  const accessors = [...variables].map(name => {
    const given = name === '$' ? '$$' : '$';
    return `get ${name}() { return ${name}; }, set ${name}(${given}) { ${name} = ${given}; }`;
  });
  const members = [...accessors, ...values];
  if (members.length === 0) return '';
  return `;Object.defineProperties(exports, Object.getOwnPropertyDescriptors({ ${members.join(', ')} }));`;
}

/**
 * What a statement that declares something has after it.
 * @param {TypeScript} ts
 * @param {Statement} statement
 */
function sharedAfter(ts, statement) {
  if (ts.isImportDeclaration(statement) || ts.isFunctionDeclaration(statement)) return '';
  const names = declaredNames(ts, statement);
  if (ts.isModuleDeclaration(statement)) {
    // one that holds types alone is nothing when it runs
    return names.map(name => `;if (typeof ${name} !== 'undefined') { ${sharing([], [name])} }`).join('');
  }
  const isFixed = !ts.isVariableStatement(statement) || statement.declarationList.flags & ts.NodeFlags.Const;
  return isFixed ? sharing([], names) : sharing(names);
}

const AS_MODULE = '($ => ($?.__esModule ? $ : { ...$, default: $ }))';
const AS_DEFAULT = '($ => ($?.__esModule ? $.default : $))';
/** `import(…)` comes from where `require` does. */
const IMPORT = `(async $ => ${AS_MODULE}(require(String($))))`;

/**
 * An import as declarations of variables.
 * @param {TypeScript} ts
 * @param {import('typescript').ImportDeclaration} node
 * @param {NonNullable<Meaning['imports']>} isNeeded
 */
function importing(ts, { importClause, moduleSpecifier }, isNeeded) {
  const { text } = /** @type {import('typescript').StringLiteral} */ (moduleSpecifier);
  const module = `require(${JSON.stringify(text)})`;
  if (!importClause) return `${module};`;
  if (importClause.isTypeOnly) return '';
  const { name: whole, namedBindings } = importClause;
  /** @type {string[]} */
  const declarations = [];
  /** @type {string[]} */
  const names = [];
  const bind = (/** @type {string} */ name, /** @type {string} */ value) => {
    if (!isNeeded(name, text)) return;
    names.push(name);
    declarations.push(`${name} = ${value}`);
  };
  if (whole) bind(whole.text, `${AS_DEFAULT}(${module})`);
  if (namedBindings && ts.isNamespaceImport(namedBindings)) bind(namedBindings.name.text, `${AS_MODULE}(${module})`);
  if (namedBindings && ts.isNamedImports(namedBindings)) {
    for (const { name, propertyName, isTypeOnly } of namedBindings.elements) {
      const imported = (propertyName ?? name).text;
      if (isTypeOnly) continue;
      bind(name.text, imported === 'default' ? `${AS_DEFAULT}(${module})` : `${module}.${imported}`);
    }
  }
  if (names.length > 0) return `const ${declarations.join(', ')}${sharing([], names)}`;
  return namedBindings && ts.isNamedImports(namedBindings) && namedBindings.elements.length === 0 ? `${module};` : '';
}

/**
 * Names of other cells, and `import()`, as they are looked up.
 * @param {TypeScript} ts
 * @param {Statement} statement
 * @param {(name: string) => boolean} isShared
 * @returns {Edit[]}
 */
function lookUps(ts, statement, isShared) {
  /** @type {Edit[]} */
  const edits = [];
  for (const { node, name } of references(ts, statement)) {
    if (!isShared(name)) continue;
    const text = ts.isShorthandPropertyAssignment(node.parent) ? `${name}: exports.${name}` : `exports.${name}`;
    edits.push({ start: node.getStart(), end: node.end, text });
  }
  const visit = (/** @type {Node} */ node) => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      edits.push({ start: node.expression.getStart(), end: node.expression.end, text: IMPORT });
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return edits;
}

/**
 * @param {string} source
 * @param {Edit[]} edits that do not overlap; of two at one place the first comes first
 */
function edited(source, edits) {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let [text, at] = ['', 0];
  for (const { start, end, text: put } of ordered) {
    text += source.slice(at, start) + put;
    at = end;
  }
  return text + source.slice(at);
}

/**
 * The body of a function of (exports, require) that does what the cell says.
 * @param {TypeScript} ts
 * @param {SourceFile} file as parseCell gives it, without an error
 * @param {Meaning} meaning
 */
function compileCell(ts, file, { isShared, keeps = () => true, imports = () => true, last }) {
  const all = statementsIn(file);
  const kept = all.filter(keeps);
  const own = new Set(kept.flatMap(statement => topNames(ts, statement)));
  const isOthers = (/** @type {string} */ name) => !own.has(name) && isShared(name);
  const lastLine = kept.filter(statement => !isErased(ts, statement)).at(-1);
  /** @type {string[]} */
  const first = [];
  /** @type {Edit[]} */
  const edits = [];
  const isKept = new Set(kept);
  for (const statement of all) {
    const [start, { end }] = [statement.getStart(file), statement];
    const isImport = ts.isImportDeclaration(statement);
    if (isImport || !isKept.has(statement)) {
      if (isImport && isKept.has(statement)) first.push(importing(ts, statement, imports));
      const breaks = file.text.slice(start, end).replace(/[^\n]/g, '');
      edits.push({ start, end, text: `;${breaks}` }); // as many lines as there were
      continue;
    }
    edits.push(...lookUps(ts, statement, isOthers));
    if (statement === lastLine && last !== undefined && ts.isExpressionStatement(statement)) {
      const { expression } = statement;
      edits.push({ start: expression.getStart(file), end: expression.getStart(file), text: `exports.${last} = (` });
      edits.push({ start: expression.end, end: expression.end, text: ')' });
    }
    const after = sharedAfter(ts, statement);
    if (after) edits.push({ start: end, end, text: after });
  }
  const functions = kept.filter(ts.isFunctionDeclaration).flatMap(statement => declaredNames(ts, statement));
  const before = [...first, sharing([], new Set(functions))].join('');
  return compiled(ts, before + edited(file.text, edits));
}

/**
 * @param {TypeScript} ts
 * @param {string} typescript
 */
function compiled(ts, typescript) {
  const { outputText } = ts.transpileModule(typescript, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      experimentalDecorators: true,
      importsNotUsedAsValues: ts.ImportsNotUsedAsValues.Remove,
    },
  });
  return outputText.replace(/export \{\};\s*$/, '');
}

module.exports = { awaits, compileCell, parseCell, statementsIn };
