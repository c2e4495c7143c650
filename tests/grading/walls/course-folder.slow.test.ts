import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXERCISES_FOLDER } from '../../../lib/exercises/folder';
import { COMPILED, makeCourseFolder } from '../../../tools/grade/walls/course-folder';
import { type Declared, Functions, LIB } from '../../house/functions';
import { ROOT } from '../notebooks';

const place = mkdtempSync(path.join(tmpdir(), 'course-folder-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

let lib = '';
beforeAll(() => {
  lib = path.join(makeCourseFolder(ROOT, place).folder, 'lib');
});

const exercises = path.relative(LIB, EXERCISES_FOLDER);
const functions = new Functions();
const exported = functions.exports('notebook/');
const knowsExercises = ({ file }: Declared) =>
  [...functions.importsOf(file)].some(name => name.startsWith(`${exercises}/`));

describe('the course as what is handed in sees it', () => {
  test('is without the exercises, and every module finds what it asks for', () => {
    expect(existsSync(path.join(lib, exercises))).toBe(false);
    const missing = readdirSync(lib, { recursive: true, encoding: 'utf8' }).flatMap(name => {
      if (!/\.c?js$/.test(name)) return [];
      const { importedFiles } = ts.preProcessFile(readFileSync(path.join(lib, name), 'utf8'), true, true);
      const asked = importedFiles.map(({ fileName }) => fileName).filter(fileName => fileName.startsWith('.'));
      const found = (one: string) =>
        ['', '.js', '/index.js'].some(end => existsSync(path.join(lib, name, '..', one + end)));
      return asked.filter(one => !found(one)).map(one => `${name}: ${one}`);
    });
    expect(missing).toEqual([]);
  });

  test('comes with the engine’s packages compiled, for this Node', () => {
    const compiled = readdirSync(path.join(lib, '..', COMPILED));
    expect(
      compiled.filter(name => name.startsWith(`${process.version} ${process.arch} @tensorflow+tfjs-core`)),
    ).toHaveLength(1);
  });

  test('has all that lib/notebook exports; what knows the exercises does nothing, and nothing else is so', () => {
    const shown = (values: object) =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
    const files = readdirSync(path.join(LIB, 'notebook')).map(file => file.replace(/\.ts$/, ''));
    const script = `const shown = ${shown}; const files = ${JSON.stringify(files)};
      console.log(JSON.stringify(Object.assign({}, ...files.map(file => shown(require('./notebook/' + file))))));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: lib, encoding: 'utf8' });
    expect(stderr).toBe('');
    const there = JSON.parse(stdout) as Record<string, string>;
    expect(exported.map(({ name }) => name).filter(name => !Object.hasOwn(there, name))).toEqual([]);
    const silent = exported.map(({ name }) => name).filter(name => there[name] === 'async () => {}');
    expect(silent).toEqual(exported.filter(knowsExercises).map(({ name }) => name));
    expect(silent).toEqual(expect.arrayContaining(['check', 'progressOfCourse', 'solution']));
  });
});

describe('the course of a project that is copied or moved', () => {
  const here = (...parts: string[]) => path.join(realpathSync(place), ...parts);
  const made = (project: string) => makeCourseFolder(here(project), here(project, 'build'));
  const leadsTo = ({ folder }: { folder: string }) =>
    ['datasets', 'node_modules'].map(name => realpathSync(path.join(folder, name)));
  const ownOf = (project: string) => ['datasets', 'node_modules'].map(name => here(project, name));

  beforeAll(() => {
    for (const name of ['lib', 'datasets', 'node_modules']) mkdirSync(here('project', name), { recursive: true });
    writeFileSync(here('project', 'lib', 'one.ts'), 'export const one = 1;');
  });

  test('has links of its own', () => {
    expect(leadsTo(made('project'))).toEqual(ownOf('project'));
    cpSync(here('project'), here('copy'), { recursive: true, verbatimSymlinks: true });
    expect(leadsTo(made('copy'))).toEqual(ownOf('copy'));
    renameSync(here('copy'), here('moved'));
    const { folder } = made('moved');
    expect(leadsTo({ folder })).toEqual(ownOf('moved'));
    expect(path.isAbsolute(readlinkSync(path.join(folder, 'datasets')))).toBe(process.platform === 'win32');
  });

  test('is made anew where its links lead elsewhere, or a file of it is missing', () => {
    const { folder } = made('project');
    rmSync(path.join(folder, 'datasets'));
    symlinkSync(here(), path.join(folder, 'datasets'), 'junction');
    expect(leadsTo(made('project'))).toEqual(ownOf('project'));
    rmSync(path.join(folder, 'lib', 'one.js'));
    expect(existsSync(path.join(made('project').folder, 'lib', 'one.js'))).toBe(true);
  });
});
