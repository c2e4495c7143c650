import ts from 'typescript';
import { handInsOf } from './hand-in';
import { boundNames } from './scopes';
import type { Statement } from './statements';

/*
 * One script of the statements that an exercise needs.
 *
 * As in the kernel, all cells share their names, and a later cell may declare a name again. So every declaration becomes
 * an assignment to a name of the script: `const [a, b] = f()` is `([a, b] = f());`. Calls of `check` become calls of the
 * script's first parameter. The text is JavaScript in the end; nothing of it has run.
 */

const HAND_IN = '__handIn';
const REQUIRE = '__require';
const WHOLE = '__whole';

/** A statement that cannot be part of a script, such as an export. */
export class ProgramError extends Error {}

interface Written {
  names: string[];
  /** What has to come before the other statements of its cell: functions and imports. */
  first: string[];
  rest: string[];
}

/** The source of a node, with the calls of `check` in it redirected. */
function textOf(node: ts.Node, file: ts.SourceFile): string {
  const start = node.getStart(file);
  let text = node.getText(file);
  const names = handInsOf(node).map(({ call }) => call.expression);
  for (const name of names.sort((a, b) => b.getStart(file) - a.getStart(file))) {
    const at = name.getStart(file) - start;
    text = `${text.slice(0, at)}${HAND_IN}${text.slice(at + name.getWidth(file))}`;
  }
  return text;
}

function importLines(node: ts.ImportDeclaration): Written {
  const { importClause, moduleSpecifier } = node;
  const source = JSON.stringify((moduleSpecifier as ts.StringLiteral).text);
  const written: Written = { names: [], first: [], rest: [] };
  if (!importClause) return { ...written, first: [`${REQUIRE}(${source});`] };
  if (importClause.isTypeOnly) return written;
  const bind = (name: string, value: string) => {
    written.names.push(name);
    written.first.push(`${name} = ${value};`);
  };
  if (importClause.name) bind(importClause.name.text, `${WHOLE}(${source})`);
  const { namedBindings } = importClause;
  if (namedBindings && ts.isNamespaceImport(namedBindings)) bind(namedBindings.name.text, `${REQUIRE}(${source})`);
  if (namedBindings && ts.isNamedImports(namedBindings)) {
    for (const { name, propertyName, isTypeOnly } of namedBindings.elements) {
      if (!isTypeOnly) bind(name.text, `${REQUIRE}(${source}).${(propertyName ?? name).text}`);
    }
  }
  return written;
}

function write({ node, file }: Statement): Written {
  const nothing: Written = { names: [], first: [], rest: [] };
  if (ts.isImportDeclaration(node)) return importLines(node);
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return nothing;
  if (ts.canHaveModifiers(node)) {
    const kinds = ts.getModifiers(node)?.map(({ kind }) => kind) ?? [];
    if (kinds.includes(ts.SyntaxKind.DeclareKeyword)) return nothing;
    if (kinds.includes(ts.SyntaxKind.ExportKeyword)) throw new ProgramError('a cell cannot export');
  }
  if (ts.isExportDeclaration(node) || ts.isExportAssignment(node)) throw new ProgramError('a cell cannot export');
  if (ts.isVariableStatement(node)) {
    const { declarations } = node.declarationList;
    return {
      names: declarations.flatMap(({ name }) => boundNames(name)),
      first: [],
      rest: declarations.map(({ name, initializer }) => {
        const value = initializer ? textOf(initializer, file) : 'undefined';
        return `(${name.getText(file)} = ${value});`;
      }),
    };
  }
  if (ts.isFunctionDeclaration(node) && node.name) {
    if (!node.body) return nothing; // an overload
    return { names: [node.name.text], first: [`${node.name.text} = ${textOf(node, file)};`], rest: [] };
  }
  if (ts.isClassDeclaration(node) && node.name) {
    return { names: [node.name.text], first: [], rest: [`${node.name.text} = ${textOf(node, file)};`] };
  }
  return { ...nothing, rest: [textOf(node, file)] };
}

export interface Program {
  /** An expression: an async function of (hand in, require, require the default). */
  source: string;
  /** Whether it loads something of the course that may compute with tensors. */
  engine: boolean;
}

const LIGHT = /^\.\/lib\/notebook\//;

/**
 * The script of what was sliced.
 * @throws ProgramError for a statement that no cell of the kernel may hold; RangeError for one nested too deeply
 */
export function programOf(parts: readonly { statements: readonly Statement[] }[]): Program {
  const names = new Set<string>();
  const lines: string[] = [];
  let engine = false;
  for (const { statements } of parts) {
    const written = statements.map(write);
    for (const { names: own } of written) for (const name of own) names.add(name);
    lines.push(...written.flatMap(({ first }) => first), ...written.flatMap(({ rest }) => rest));
    engine ||= statements.some(({ node }) => {
      if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) return false;
      const { text } = node.moduleSpecifier;
      return text.startsWith('./lib/') && !LIGHT.test(text);
    });
  }
  const declared = names.size > 0 ? `let ${[...names].join(', ')};\n` : '';
  // `require` is what a cell may call by itself
  const typescript = `(async (${HAND_IN}, ${REQUIRE}, ${WHOLE}) => {\n'use strict';\nconst require = ${REQUIRE};\n{\n${declared}${lines.join('\n')}\n}\n})`;
  const { outputText } = ts.transpileModule(typescript, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.None,
      importsNotUsedAsValues: ts.ImportsNotUsedAsValues.Remove,
    },
  });
  return { source: outputText, engine };
}
