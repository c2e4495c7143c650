import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './notebooks';

export interface GraderRun {
  status: number | null;
  output: string;
}

export const TSX = pathToFileURL(require.resolve('tsx')).href;

/** Starts `npm run grade` without npm; `onOutput` is told of all that it prints. */
export function startGrader(
  args: string[],
  { env = {}, onOutput }: { env?: object; onOutput?(text: string): void } = {},
) {
  const child = spawn(process.execPath, ['--import', TSX, path.join(ROOT, 'tools', 'grade.ts'), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', data => {
      output += data;
      onOutput?.(String(data));
    });
  }
  const ended = new Promise<GraderRun>(resolve => {
    child.on('close', status => resolve({ status, output }));
  });
  return { child, ended };
}

export const runGrader = (args: string[], options = {}): Promise<GraderRun> => startGrader(args, options).ended;
