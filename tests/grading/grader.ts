import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './notebooks';

export interface GraderRun {
  status: number | null;
  output: string;
}

export const TSX = pathToFileURL(require.resolve('tsx')).href;

interface GraderOptions {
  env?: object;
  /** Is told of all that it prints. */
  onOutput?(text: string): void;
  /** A command that it is the arguments of, as npm's shell is; started as npm does then. */
  through?: string[];
}

/** Starts `npm run grade` without npm. */
export function startGrader(args: string[], { env = {}, onOutput, through = [] }: GraderOptions = {}) {
  const tool = path.join(ROOT, 'tools', 'grade.ts');
  const how = through.length > 0 ? [path.join(ROOT, 'tools', 'run.cjs'), tool] : ['--import', TSX, tool];
  const [command, ...rest] = [...through, process.execPath, ...how, ...args];
  const child = spawn(command, rest, {
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
