import { readFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { type Snippet, snippetsIn } from './snippets';

const ROOT = path.join(__dirname, '..', '..');
const page = readFileSync(path.join(ROOT, 'notebooks/python-to-typescript.md'), 'utf8');

const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
const { ES2022: target } = ts.ScriptTarget;
const { CommonJS: module } = ts.ModuleKind;

/** The value of a last line that nobody assigned is shown, as in a cell. */
const withLastValue = (code: string) => code.replace(/^(?!.*console\.log)(.*\S)\s*\/\/ → .*$/gm, 'console.log($1);');

/** Runs the snippets one after the other, as cells of one notebook, and returns the lines that each of them shows. */
async function run(snippets: Snippet[]): Promise<string[][]> {
  const cells = snippets.map(({ code }, i) => `cell(${i});\n${withLastValue(code)}`).join('\n');
  const ids = [...cells.matchAll(/from '(.*)'/g)].map(([, id]) => id);
  const modules = new Map(await Promise.all(ids.map(async id => [id, await import(path.join(ROOT, id))] as const)));
  const shown: string[][] = snippets.map(() => []);
  let now = 0;
  const names = {
    require: (id: string) => modules.get(id),
    exports: {},
    console: { log: (...values: unknown[]) => shown[now].push(format(...values)) },
    cell: (i: number) => {
      now = i;
    },
  };
  const { outputText } = ts.transpileModule(cells, { compilerOptions: { target, module } });
  await new AsyncFunction(...Object.keys(names), outputText)(...Object.values(names));
  return shown;
}

test('every snippet of "From Python to TypeScript" shows what the page says', async () => {
  const snippets = snippetsIn(page);
  expect(snippets.length).toBeGreaterThan(20);
  expect(snippets.filter(({ shows }) => shows.length === 0)).toEqual([]);
  expect(await run(snippets)).toEqual(snippets.map(({ shows }) => shows));
});

test('beside every snippet of TypeScript stands one of Python', () => {
  const languages = [...page.matchAll(/^```(\w+)$/gm)].map(([, language]) => language);
  expect(languages).toEqual(snippetsIn(page).flatMap(() => ['python', 'ts']));
});
