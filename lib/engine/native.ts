import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { installed, TRIAL_MS, trialArgs, trialFailure } from './native.cjs';

export interface InstalledEngine {
  engine: 'native' | 'webgpu';
  /** The package that holds it. */
  name: string;
  version: string;
}

/** Pictures a second in a training step, as `npm run setup` has measured them on this machine. */
export interface MeasuredSpeed {
  wasm: number;
  installed: number;
}

/**
 * Looks for an installed engine in `folder` and has each try a gradient step in a child process, so that a crash cannot do harm.
 * @param kind only one of this kind
 * @returns the first that computes what it must, or why there is none, in words that go on from "no native engine:"
 */
export async function findInstalled(
  folder: string,
  kind?: InstalledEngine['engine'],
): Promise<{ found: InstalledEngine } | { why: string }> {
  const engines = installed(folder).filter(({ engine }) => kind === undefined || engine === kind);
  if (engines.length === 0) return { why: 'none is installed' };
  const failures: string[] = [];
  for (const found of engines) {
    const failure = await tryOut(folder, found.name);
    if (!failure) return { found };
    failures.push(`${found.name} ${found.version} in ${basename(folder)}/ failed its trial step (${failure})`);
  }
  return { why: failures.join('; ') };
}

/** @returns what went wrong, or undefined if the engine computed the right step */
function tryOut(folder: string, name: string): Promise<string | undefined> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, trialArgs(folder, name), {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: TRIAL_MS,
      killSignal: 'SIGKILL',
    });
    let output = '';
    child.stderr.on('data', text => {
      output += text;
    });
    child.on('error', error => resolve(`its process did not start: ${error.message}`));
    child.on('close', (status, signal) => resolve(trialFailure({ status, signal, output, timedOut: child.killed })));
  });
}

/** @returns how fast the engine in `folder` and WebAssembly are here; undefined where nobody has measured */
export function measuredSpeed(folder: string): MeasuredSpeed | undefined {
  const file = join(folder, 'speed.json');
  if (!existsSync(file)) return undefined;
  try {
    const { wasm, installed: other } = JSON.parse(readFileSync(file, 'utf8'));
    return wasm > 0 && other > 0 ? { wasm, installed: other } : undefined;
  } catch {
    return undefined; // a file that says nothing decides nothing
  }
}
