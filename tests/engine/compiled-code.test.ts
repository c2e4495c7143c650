import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const CODE = join(__dirname, '..', '..', 'lib', 'engine', 'compiled-code.cjs');

let folder: string;
let kept: string;
let main: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compiled-'));
  kept = join(folder, 'kept');
  const name = join(folder, 'node_modules', '@tensorflow', 'large');
  main = join(name, 'index.js');
  mkdirSync(name, { recursive: true });
  writeFileSync(join(name, 'package.json'), '{ "name": "@tensorflow/large", "version": "1.2.3" }');
  writePackage('one');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A large module, whose length does not depend on what it answers. */
function writePackage(answer: 'one' | 'two'): void {
  const functions = Array.from({ length: 4000 }, (_, i) => `function unused${i}() { return ${i}; }`);
  const answers = `exports.answer = () => '${answer}'; exports.here = __filename; exports.self = module.exports === exports;`;
  writeFileSync(main, [...functions, answers, "exports.path = require('node:path').sep;"].join('\n'));
}

/** Loads the package in a process of its own, which keeps the code that it had to compile. */
function load(): Record<string, unknown> {
  const script = `
    const keep = require(${JSON.stringify(CODE)}).useCompiledCode(${JSON.stringify(kept)});
    const large = require(${JSON.stringify(main)});
    console.log(JSON.stringify({ ...large, answer: large.answer() }));
    keep();`;
  return JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }));
}

const written = () => readdirSync(kept).map(name => statSync(join(kept, name)).ino);

test('a large package is the same with the code that is kept, which a second process does not make again', () => {
  const first = load();
  expect(first).toEqual({ answer: 'one', here: main, self: true, path: join('/', '') });
  const files = written();
  expect(files).toHaveLength(1);
  expect(load()).toEqual(first);
  expect(written()).toEqual(files);
});

test('a module that was changed in its place is compiled anew, however alike it is', () => {
  load();
  const { size } = statSync(main);
  writePackage('two');
  utimesSync(main, new Date(), new Date(Date.now() + 5000));
  expect(statSync(main).size).toBe(size);
  expect(load().answer).toBe('two');
});

test('kept code that is damaged is made again', () => {
  load();
  const [name] = readdirSync(kept);
  writeFileSync(join(kept, name), 'no code');
  expect(load().answer).toBe('one');
  expect(statSync(join(kept, name)).size).toBeGreaterThan(100);
});

test('where nothing can be written, a package is loaded all the same', () => {
  writeFileSync(kept, 'a file, where a folder would be');
  expect(load().answer).toBe('one');
});
