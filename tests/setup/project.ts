import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const here = path.resolve(__dirname, '..', '..');

export interface Ended {
  status: number | null;
  signal: NodeJS.Signals | null;
  /** stdout and stderr together */
  output: string;
}

export interface Running {
  child: ChildProcess;
  ended: Promise<Ended>;
  output: () => string;
  /** Resolves when the output matches; rejects when the program ends first. */
  says: (pattern: RegExp) => Promise<RegExpExecArray>;
}

export interface Project {
  folder: string;
  has: (name: string) => boolean;
  /** Starts Node on a file of the project. */
  start: (args: string[], options?: { env?: NodeJS.ProcessEnv; uid?: number }) => Running;
  run: (args: string[], options?: { env?: NodeJS.ProcessEnv; uid?: number }) => Promise<Ended>;
  remove: () => void;
}

/** A copy of what a clone has for the set-up, with nothing installed, in a folder whose path has a space and letters beyond ASCII. */
export function copyProject(): Project {
  const temporary = mkdtempSync(path.join(tmpdir(), 'course-'));
  chmodSync(temporary, 0o755);
  const folder = path.join(temporary, 'Übung één');
  mkdirSync(folder);
  for (const name of ['package.json', 'package-lock.json', 'tools']) {
    cpSync(path.join(here, name), path.join(folder, name), { recursive: true });
  }
  return projectIn(folder, () => rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
}

export function projectIn(folder: string, remove: () => void = () => {}): Project {
  const start: Project['start'] = (args, { env = {}, uid } = {}) => {
    // What npm tells its scripts (its own path, its settings) is not to leak from npm test into the programs under test.
    const clean = Object.entries(process.env).filter(([name]) => !/^npm_|^COURSE_|^VITEST|^NODE_OPTIONS$/i.test(name));
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: { ...Object.fromEntries(clean), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      uid,
    });
    let output = '';
    const listeners = new Set<() => void>();
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', text => {
        output += text;
        for (const listener of listeners) listener();
      });
    }
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (status, signal) => resolve({ status, signal, output }));
    });
    const says = (pattern: RegExp) =>
      new Promise<RegExpExecArray>((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output);
          if (match) resolve(match);
        };
        listeners.add(look);
        look();
        ended.then(() => reject(new Error(`ended without saying ${pattern}:\n${output}`)), reject);
      });
    return { child, ended, output: () => output, says };
  };
  return {
    folder,
    has: name => existsSync(path.join(folder, name)),
    start,
    run: (args, options) => start(args, options).ended,
    remove,
  };
}

/** Makes the set-up believe that the npm packages are there, where a test is about Python. */
export async function pretendPackages(project: Project): Promise<void> {
  mkdirSync(path.join(project.folder, 'node_modules'));
  const script =
    "const p = require('./tools/setup/packages.cjs'); require('fs').writeFileSync(p.stampFile, p.wanted())";
  const { status, output } = await project.run(['-e', script]);
  if (status !== 0) throw new Error(output);
}

/** A folder with programs that answer to the set-up's question as a Python of that version would. */
export function fakePrograms(project: Project, pythons: Record<string, { version: string; lacking?: string }>): string {
  const folder = path.join(project.folder, 'fake programs');
  mkdirSync(folder, { recursive: true });
  for (const [name, { version, lacking = '' }] of Object.entries(pythons)) {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\necho 'course-python|${version}|${file}|${lacking}'\n`, { mode: 0o755 });
  }
  return folder;
}
