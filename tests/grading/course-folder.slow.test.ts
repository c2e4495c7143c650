import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXERCISES_FOLDER } from '../../lib/exercises/folder';
import { makeCourseFolder } from '../../tools/grade/course-folder';
import { type Declared, Functions, LIB } from '../house/functions';
import { ROOT } from './notebooks';

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
