import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { here } from './project';

const { quickSteps } = createRequire(__filename)(
  '../../tools/setup/test-steps.cjs',
) as typeof import('../../tools/setup/test-steps.cjs');

/** What `npm run types` gives tsc with -p, in its order; '.' for the root's tsconfig.json. */
const { scripts } = JSON.parse(readFileSync(path.join(here, 'package.json'), 'utf8')) as {
  scripts: { types: string };
};
const projects = scripts.types.split(' && ').map(command => /^tsc(?: -p (\S+))?$/.exec(command)![1] ?? '.');

/** Everything in a folder that a compiler could read, but for what .gitignore names. */
function sourcesIn(root: string): string[] {
  const ignored = readFileSync(path.join(root, '.gitignore'), 'utf8').split('\n').filter(Boolean);
  const skipped = new Set(['.git', ...ignored.map(line => line.replaceAll('/', ''))]);
  const walk = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !skipped.has(name))
      .flatMap(entry => (entry.isDirectory() ? walk(path.join(folder, entry.name)) : path.join(folder, entry.name)));
  return walk(root).filter(file => /\.[cm]?[jt]sx?$/.test(file));
}

/** What tsc checks strictly in a project of its own, a folder or a file, as paths. */
function checkedBy(root: string, project: string): string[] {
  const place = path.join(root, project);
  const file = place.endsWith('.json') ? place : path.join(place, 'tsconfig.json');
  const onUnRecoverableConfigFileDiagnostic = ({ messageText }: ts.Diagnostic) => {
    throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
  };
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic };
  const { fileNames, options, errors } = ts.getParsedCommandLineOfConfigFile(file, {}, host)!;
  expect(errors).toEqual([]);
  if (!options.strict) return [];
  return fileNames.map(name => path.normalize(name)).filter(name => options.checkJs || !/\.[cm]?jsx?$/.test(name));
}

/** The sources that no project checks, or that switch the check off, relative to the root. */
function unchecked(root: string, names: string[]): string[] {
  const checked = new Set(names.flatMap(name => checkedBy(root, name)));
  const off = /@ts-(?:nocheck|ignore)\b/;
  return sourcesIn(root)
    .filter(file => !checked.has(file) || off.test(readFileSync(file, 'utf8')))
    .map(file => path.relative(root, file).replaceAll(path.sep, '/'));
}

test('npm test checks the same projects as npm run types', () => {
  const commands = quickSteps.map(({ args }) => args).filter(([program]) => program.endsWith(path.join('bin', 'tsc')));
  expect(commands.map(([, , project = '.']) => project)).toEqual(projects);
});

test('every source is in a project that checks it', () => {
  expect(unchecked(here, projects)).toEqual([]);
});

test('no declarations are written by hand, which could come to say something else than the source', () => {
  expect(sourcesIn(here).filter(file => /\.d\.[cm]?ts$/.test(file))).toEqual([]);
});

test('what is left out is named', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'type checks '));
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  const project = (compilerOptions: object, include: string[], exclude: string[] = []) =>
    JSON.stringify({ compilerOptions, include, exclude });
  try {
    write('.gitignore', 'node_modules/\n/native/\n');
    for (const name of ['lib/a.ts', 'lib/b.cjs', 'lib/c.as.ts', 'page/d.tsx', 'loose/e.ts', 'native/f.cjs'])
      write(name, '');
    write('lib/off.ts', `// @ts-${'nocheck'}\n`);
    write('page/tsconfig.json', project({ jsx: 'preserve' }, ['.'])); // not strict
    write('tsconfig.json', project({ strict: true, allowJs: true }, ['lib'], ['**/*.as.ts']));
    expect(unchecked(root, ['.', 'page']).sort()).toEqual([
      'lib/b.cjs',
      'lib/c.as.ts',
      'lib/off.ts',
      'loose/e.ts',
      'page/d.tsx',
    ]);
    write('page/tsconfig.json', project({ strict: true, jsx: 'preserve' }, ['.']));
    write('tsconfig.json', project({ strict: true, allowJs: true, checkJs: true }, ['lib', 'loose']));
    expect(unchecked(root, ['.', 'page'])).toEqual(['lib/off.ts']);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
