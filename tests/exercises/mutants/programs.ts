import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import ts from 'typescript';
import type { AnswerFunction } from '../../../lib/exercises/judge';
import { readNotebook } from '../../../tools/course/notebook';
import { answersOf } from '../answers/all';
import { ABS, isUsed, type Mutation, mutationsOf, ROUND } from './mutations';

/*
 * Right answers as texts that can be changed at one place: those on file, and the solved cells of the lessons.
 */

export interface Program {
  exercise: string;
  /** 'halving between two bounds', or 'the lesson's'. */
  name: string;
  /** Only what the answer leads to. */
  mutations: Mutation[];
  /** The answer, as it is or with a mutation. */
  run(mutation?: Mutation): AnswerFunction;
  /** The script of the answer as it is, for its coverage: its name, and what stands before its text. */
  filename: string;
  before: number;
  /** A mutation in words that stay the same as long as the place does. */
  inWords(mutation: Mutation): string;
}

interface Module {
  text: string;
  file: ts.SourceFile;
  /** Bound outside: by name, where from. */
  imports: Map<string, string>;
  /** What stands at the top, by name. */
  declared: Map<string, ts.Node>;
  folder: string;
}

/** Whether a number was ever changed by what a mutation calls: the others are no mutations. */
export const changes = { count: 0 };

const changed = (change: (value: number) => number) => (value: unknown) => {
  if (typeof value !== 'number') return value;
  const other = change(value);
  if (Math.abs(other - value) > 1e-9) changes.count++;
  return other;
};

const HELPERS = { [ROUND]: changed(value => Number(value.toFixed(2))), [ABS]: changed(Math.abs) };

/** JavaScript whose imports and exports are blanks: they are bound from outside. */
function moduleOf(typescript: string, folder: string): Module {
  const { outputText } = ts.transpileModule(typescript, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, removeComments: true },
  });
  const imports = new Map<string, string>();
  let text = outputText;
  const blank = (start: number, end: number) => {
    text = `${text.slice(0, start)}${' '.repeat(end - start)}${text.slice(end)}`;
  };
  const before = parse(outputText);
  for (const statement of before.statements) {
    if (ts.isImportDeclaration(statement)) {
      const from = (statement.moduleSpecifier as ts.StringLiteral).text;
      const bindings = statement.importClause?.namedBindings;
      if (bindings && ts.isNamedImports(bindings))
        for (const { name } of bindings.elements) imports.set(name.text, from);
      blank(statement.getStart(before), statement.getEnd());
    } else if (ts.isExportDeclaration(statement)) {
      blank(statement.getStart(before), statement.getEnd());
    } else if (ts.canHaveModifiers(statement)) {
      for (const modifier of ts.getModifiers(statement) ?? []) {
        if (modifier.kind === ts.SyntaxKind.ExportKeyword) blank(modifier.getStart(before), modifier.getEnd());
      }
    }
  }
  const file = parse(text);
  const declared = new Map<string, ts.Node>();
  for (const statement of file.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name) declared.set(statement.name.text, statement);
    if (!ts.isVariableStatement(statement)) continue;
    for (const one of statement.declarationList.declarations) declared.set(one.name.getText(file), one);
  }
  return { text, file, imports, declared, folder };
}

const parse = (text: string) => ts.createSourceFile('answers.js', text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);

/** The nodes at the top that a node leads to by names, and the node itself. */
function reachedFrom(root: ts.Node, { declared }: Module): Set<ts.Node> {
  const reached = new Set<ts.Node>();
  const visit = (node: ts.Node) => {
    if (ts.isIdentifier(node) && isUsed(node)) {
      const next = declared.get(node.text);
      if (next && !reached.has(next)) {
        reached.add(next);
        ts.forEachChild(next, visit);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
  if (![...reached].some(node => node.pos <= root.pos && node.end >= root.end)) reached.add(root);
  return reached;
}

function programOf(exercise: string, name: string, module: Module, root: ts.Node, expression: string): Program {
  const { text, file, imports, folder } = module;
  const values = {
    ...Object.fromEntries([...imports].map(([one, from]) => [one, load(from, folder)[one]])),
    ...HELPERS,
  };
  const mutations = [...reachedFrom(root, module)].flatMap(node => mutationsOf(node, file));
  const wrap = `(function (${Object.keys(values).join(', ')}) { 'use strict'; `;
  const filename = `answer:${exercise} ${name}`;
  const words = wordsOf(mutations, module);
  return {
    exercise,
    name,
    mutations,
    filename,
    before: wrap.length,
    inWords: mutation => words.get(mutation)!,
    run(mutation) {
      const mutated = mutation ? text.slice(0, mutation.start) + mutation.text + text.slice(mutation.end) : text;
      const source = `${wrap}${mutated}\nreturn ${expression}; })`;
      const script = new vm.Script(source, { filename: mutation ? 'mutant' : filename });
      return script.runInThisContext()(...Object.values(values));
    },
  };
}

const LONGEST = 60;
const short = (text: string) => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
};

/** Of each mutation where it is and what it does; of two that read alike the second says so. */
function wordsOf(mutations: readonly Mutation[], module: Module): Map<Mutation, string> {
  const times = new Map<string, number>();
  return new Map(
    mutations.map(one => {
      const said = `${short(lineAround(one, module))}: ${short(module.text.slice(one.start, one.end))} -> ${short(one.text)}`;
      const count = (times.get(said) ?? 0) + 1;
      times.set(said, count);
      return [one, count > 1 ? `${said} (${count})` : said];
    }),
  );
}

const load = (from: string, folder: string) => require(path.resolve(folder, from)) as Record<string, unknown>;

/** What a reader looks for to find the place. */
function lineAround({ start }: Mutation, { text }: Module): string {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', start);
  return text.slice(from, to < 0 ? undefined : to).trim();
}

const ROOT = path.join(__dirname, '..', '..', '..');
/** What gathers answers, and those that train something: each mutant would be a training. */
const WITHOUT_MUTANTS = new Set(['all.ts', 'answers.ts', 'own-encoder.ts']);
const ANSWERS = path.join(ROOT, 'tests', 'exercises', 'answers');

/** The answers on file of one lesson. */
function onFile(fileName: string): Program[] {
  const module = moduleOf(readFileSync(path.join(ANSWERS, fileName), 'utf8'), ANSWERS);
  const exported = load(fileName, ANSWERS);
  return [...module.declared].flatMap(([variable, node]) => {
    const exercise = Object.keys(answersOf).find(id => answersOf[id] === exported[variable]);
    if (!exercise || !ts.isVariableDeclaration(node) || !node.initializer) return [];
    const right = propertiesOf(node.initializer).find(one => one.name.getText() === 'right')!;
    return propertiesOf(right.initializer).map(one => {
      const name = (one.name as ts.StringLiteral | ts.Identifier).text;
      return programOf(exercise, name, module, one.initializer, `${variable}.right[${JSON.stringify(name)}]`);
    });
  });
}

const propertiesOf = (node: ts.Expression): ts.PropertyAssignment[] =>
  ts.isObjectLiteralExpression(node) ? node.properties.filter(ts.isPropertyAssignment) : [];

/** The exercises' cells of a solved lesson, one after the other. */
function solved(lesson: string): Program[] {
  const name = `solutions/${lesson}`;
  const { cells } = readNotebook(path.join(ROOT, name), name);
  const code = cells.filter(cell => cell.cell_type === 'code').map(({ source }) => source);
  const imports = code.flatMap(source => source.match(/^import \{[^}]*\} from '\.\/lib\/[^']*';$/gm) ?? []);
  const asked = code.flatMap(source => {
    const [line, id, answer] = /^await check\('([\w-]+)', (\w+)\);$/m.exec(source) ?? [];
    return line ? [{ id, answer, source: source.replace(line, '').replace(/^import .*$/gm, '') }] : [];
  });
  const module = moduleOf(
    [
      ...new Set(imports),
      ...asked.map(({ source }) => source),
      `export { ${asked.map(({ answer }) => answer).join(', ')} };`,
    ].join('\n'),
    ROOT,
  );
  return asked.map(({ id, answer }) => programOf(id, "the lesson's", module, module.declared.get(answer)!, answer));
}

/** All right answers of all exercises but those that take a training. */
export function rightPrograms(): Program[] {
  const lessons = readdirSync(path.join(ROOT, 'solutions')).filter(name => name.endsWith('.ipynb'));
  const files = readdirSync(ANSWERS).filter(name => !WITHOUT_MUTANTS.has(name));
  return [...lessons.sort().flatMap(solved), ...files.sort().flatMap(onFile)];
}
