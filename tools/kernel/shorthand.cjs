'use strict';

/*
 * `{ rows }` finds what an earlier cell declared.
 *
 * tslab writes `exports.rows` wherever a cell names a variable of an earlier one, and misses the short form of a
 * property: the compiler gives that name the property's symbol, not the variable's. The cell then ends with "rows is
 * not defined", though the editor finds it. Here the long form, `{ rows: rows }`, is put in its place beforehand; on
 * the same line, so that errors still point to the lines as they were written.
 */

const { tslabCompiler } = require('./compiler.cjs');

/**
 * The source with every `{ a }` of an object, also of one that is taken apart by an assignment, as `{ a: a }`.
 * @param {string} source
 * @param {typeof import('typescript')} ts
 */
function spellOut(source, ts) {
  const file = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  /** @type {import('typescript').Identifier[]} */
  const names = [];
  const visit = (/** @type {import('typescript').Node} */ node) => {
    // `{ a = 1 }` has a meaning only where an object is taken apart, and no long form as short as this
    if (ts.isShorthandPropertyAssignment(node) && !node.objectAssignmentInitializer) names.push(node.name);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names.reduceRight((text, { text: name, end }) => `${text.slice(0, end)}: ${name}${text.slice(end)}`, source);
}

function mendShorthand() {
  const converter = require('tslab/dist/converter');
  const ts = tslabCompiler();
  const { createConverter } = converter;
  converter.createConverter = options => {
    const made = createConverter(options);
    const { convert } = made;
    made.convert = (previous, source) => convert(previous, spellOut(source, ts));
    return made;
  };
}

module.exports = { mendShorthand };
