'use strict';

/*
 * Variables that cells share, in the kernel.
 *
 * tslab copies a cell's variables when they are declared: what a later cell assigns does not reach functions of earlier
 * ones, and `for await` at the top of a cell is no reason to wait for it. Here tslab still checks a cell and knows its
 * types; what runs is what tools/kernel/cell.cjs makes of it, as in the grader.
 */
const { awaits, compileCell, parseCell, statementsIn } = require('./cell.cjs');
const { tslabCompiler } = require('./compiler.cjs');
const { declaredNames } = require('./names.cjs');

const LAST = 'tsLastExpr'; // tslab prints what it finds under a name that it is told

/** @typedef {typeof import('typescript')} TypeScript */
/** @typedef {{ exports: Record<string, unknown>, require: NodeJS.Require }} Given what tslab hands to each cell */

/** The names of all cells. */
const names = /** @type {Record<string, unknown>} */ ({});

/** Has cells get the names of this module in place of tslab's, which copies what it is given. */
function shareNames() {
  const executor = require('tslab/dist/executor');
  const { createExecutor } = executor;
  executor.createExecutor = (...args) => {
    const made = createExecutor(...args);
    const given = /** @type {{ __tslab__: Given }} */ (/** @type {unknown} */ (globalThis)).__tslab__;
    const { exports: printed } = given;
    given.exports = names;
    Object.defineProperty(names, LAST, { set: value => Object.assign(printed, { [LAST]: value }) });
    return made;
  };
}

/**
 * The namespaces that earlier cells declared: tslab knows them in the next cell, and then forgets them.
 * @param {TypeScript} ts
 * @param {string} previous declarations of the cells before
 * @param {import('typescript').SourceFile} file the cell
 */
function namespacesBefore(ts, previous, file) {
  if (!previous.includes('namespace ')) return '';
  const own = new Set(statementsIn(file).flatMap(statement => declaredNames(ts, statement)));
  const before = ts.createSourceFile('previous.d.ts', previous, ts.ScriptTarget.ES2022, true);
  const kept = before.statements.filter(one => ts.isModuleDeclaration(one) && !own.has(one.name.text));
  return kept.map(statement => `${statement.getText(before)}\n`).join('');
}

function mendMeaning() {
  shareNames();
  const converter = require('tslab/dist/converter');
  const ts = tslabCompiler();
  const { createConverter } = converter;
  converter.createConverter = options => {
    const made = createConverter(options);
    const { convert } = made;
    made.convert = (previous, source) => {
      const converted = convert(previous, source);
      if (converted.diagnostics.length > 0) return converted;
      const file = parseCell(ts, source);
      // what tslab leaves out is imported for its types alone
      const imports = (/** @type {string} */ _, /** @type {string} */ module) =>
        converted.output?.includes(`require(${JSON.stringify(module)})`) ?? false;
      const isShared = (/** @type {string} */ name) => Object.hasOwn(names, name);
      return {
        ...converted,
        declOutput: (converted.declOutput ?? '') + namespacesBefore(ts, previous, file),
        output: compileCell(ts, file, { isShared, imports, last: LAST }),
        hasToplevelAwait: statementsIn(file).some(statement => awaits(ts, statement)),
        lastExpressionVar: LAST,
      };
    };
    return made;
  };
}

module.exports = { mendMeaning };
