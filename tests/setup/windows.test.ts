import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { here, projectIn } from './project';

// What the tools start, and where they look, when they are told that the system is Windows. The programs that pretend are shell scripts.
describe.skipIf(process.platform === 'win32')('on Windows', () => {
  let folder: string;
  let told: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'Program Files '));
    told = path.join(folder, 'told');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A program that notes its arguments, one a line, and prints a text. */
  function program(name: string, prints = '') {
    const script = `#!/bin/sh\nprintf '%s\\n' '${name}' "$@" >> '${told}'\nprintf '%s\\n' '${prints}'\n`;
    writeFileSync(path.join(folder, name), script, { mode: 0o755 });
  }
  const arguments_ = () => readFileSync(told, 'utf8').trimEnd().split('\n');

  async function pretend(code: string, env: NodeJS.ProcessEnv = {}) {
    const system = "Object.defineProperty(process, 'platform', { value: 'win32' });";
    const { status, output } = await projectIn(here).run(['--import', 'tsx', '-e', system + code], {
      env: { PATH: folder, ...env },
    });
    expect(status, output).toBe(0);
    return output.trim();
  }

  it('the launcher py is asked for a Python 3 before others, without a shell', async () => {
    program('py', 'course-python|3.12.1|C:\\\\Python 3\\\\python.exe|');
    program('python3');
    const code = "console.log(require('./tools/setup/python.cjs').findPython().executable)";
    expect(await pretend(code)).toBe('C:\\\\Python 3\\\\python.exe');
    expect(arguments_().slice(0, 3)).toEqual(['py', '-3', '-c']);
  });

  it('what answers to python3 and is no Python, such as the door to the shop, is passed over', async () => {
    program('py', 'No installed Python found!');
    program('python3', 'Python was not found; run without arguments to install');
    program('python', 'course-python|3.13.0|C:\\\\Python\\\\python.exe|');
    const code = "console.log(require('./tools/setup/python.cjs').findPython().command)";
    expect(await pretend(code)).toBe('python');
  });

  it('the virtual environment keeps its Python among its scripts', async () => {
    const code = "console.log(require('./tools/setup/paths.cjs').venvPython)";
    expect(await pretend(code)).toBe(path.join(here, '.venv', 'Scripts', 'python.exe'));
  });

  it('npm is started by its script, from the PATH that Windows calls Path', async () => {
    const script = path.join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js');
    mkdirSync(path.dirname(script), { recursive: true });
    writeFileSync(script, '');
    const env = JSON.stringify({ Path: folder });
    const asked = `require('./tools/setup/npm.cjs').npmCommand(${env}).join('|')`;
    const elsewhere = "Object.defineProperty(process, 'execPath', { value: '/no/where/node' });";
    expect(await pretend(`${elsewhere} console.log(${asked})`)).toBe(`/no/where/node|${script}`);
  });

  it('an address reaches the browser whole, with what a shell would take for its own', async () => {
    program('rundll32');
    const address = 'http://127.0.0.1:8300/?words=a&k=5';
    await pretend(`require('./tools/search/open-browser.ts').openBrowser(${JSON.stringify(address)});
      setTimeout(() => {}, 700)`);
    expect(arguments_()).toEqual(['rundll32', 'url.dll,FileProtocolHandler', address]);
  });

  it('a child is ended with all that it started', async () => {
    program('taskkill');
    const pid = await pretend(`const child = require('node:child_process').spawn('/bin/sleep', ['5']);
      require('./tools/setup/child.cjs').endTree(child); console.log(child.pid); child.kill('SIGKILL')`);
    expect(arguments_()).toEqual(['taskkill', '/pid', pid, '/T', '/F']);
  });
});
