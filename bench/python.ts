/** Contenders in processes of their own: peers, most in Python with their packages in a virtual environment under build/, and our own, where
 * what it needs of memory is measured. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { FOLDER } from './benchmark';

const { findPython } = createRequire(__filename)('../tools/setup/python.cjs') as {
  findPython: () => { executable: string };
};

export interface Peer {
  /** Sends a question and waits for its answer, both JSON. */
  ask<T>(question: object): Promise<T>;
  stop(): void;
}

/**
 * Makes the virtual environment, once, with exactly these packages.
 * @returns its Python
 * @throws Error if there is no Python that will do (COURSE_PYTHON names one), or a package cannot be installed
 */
export function preparePython(name: string, packages: string[]): string {
  const folder = join(FOLDER, name);
  const python = process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
  const pinned = packages.filter(item => item.includes('==')).map(item => item.split('=='));
  const asWished = pinned.map(([item, version]) => `assert v('${item}').split('+')[0] == '${version}'`).join('; ');
  const complete = () =>
    existsSync(python) &&
    spawnSync(python, ['-c', `from importlib.metadata import version as v; ${asWished}`]).status === 0;
  if (complete()) return python;
  const run = (command: string, args: string[], advice: string) => {
    const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
    if (status === 0) return;
    const last = (error?.message ?? stderr).trim().split('\n').slice(-3).join('\n');
    throw new Error(`npm run bench: ${command} ${args.join(' ')} failed: ${last}\n${advice}`);
  };
  const { executable } = findPython();
  console.log(`Installing ${packages.join(' and ')} under build/bench/${name}, which takes a minute the first time …`);
  run(executable, ['-m', 'venv', '--clear', folder], 'Remove the folder and try again.');
  run(
    python,
    ['-m', 'pip', 'install', '--quiet', ...packages],
    'Expected a package index that has them; see pip config.',
  );
  if (!complete())
    throw new Error(`npm run bench: ${packages.join(' ')} did not install as wished; remove ${folder} and try again`);
  return python;
}

/** PyTorch, for the CPU. */
export const TORCH = {
  name: 'PyTorch 2.13.0',
  python: () => preparePython('torch', ['torch==2.13.0', 'numpy']),
};

/** scikit-learn and umap-learn, which needs it. */
export const LEARN = {
  scikit: 'scikit-learn 1.9.1',
  umap: 'umap-learn 0.5.12',
  python: () => preparePython('projection', ['umap-learn==0.5.12', 'scikit-learn==1.9.1', 'numpy==2.4.6']),
};

/** Starts a Python script of this folder that answers each line of JSON with one. */
export const startPeer = (python: string, script: string, args: string[]): Peer =>
  startAnswering(python, ['-B', join(__dirname, script), ...args], script); // -B: what it imports leaves nothing behind

/** Starts a program in plain JavaScript, which needs nothing of the project. */
export const startNode = (script: string, args: string[]): Peer =>
  startAnswering(process.execPath, [join(__dirname, script), ...args], script);

/** Starts a TypeScript file of this folder that answers each line of JSON with one, in a process of its own. */
export const startOwn = (script: string, args: string[]): Peer =>
  startAnswering(process.execPath, [...process.execArgv, join(__dirname, script), ...args], script);

function startAnswering(command: string, args: string[], name: string): Peer {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask<T>(question: object) {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`npm run bench: ${name} ended without an answer; what it said is above`);
      return JSON.parse(value) as T;
    },
    stop: () => child.stdin.end(),
  };
}
