import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { installed, TRIAL_MS, trialArgs, trialFailure } from './native.cjs';

export interface NativeEngine {
  /** The package that holds it. */
  name: string;
  version: string;
}

/**
 * Looks for a native engine in `folder` and has each try a gradient step in a child process, so that a crash cannot do harm.
 * @returns the first that computes what it must, or why there is none, in words that go on from "no native engine:"
 */
export async function findNative(folder: string): Promise<{ engine: NativeEngine } | { why: string }> {
  const found = installed(folder);
  if (found.length === 0) return { why: 'none is installed' };
  const failures: string[] = [];
  for (const engine of found) {
    const failure = await tryOut(folder, engine.name);
    if (!failure) return { engine };
    failures.push(`${engine.name} ${engine.version} in ${basename(folder)}/ failed its trial step (${failure})`);
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
