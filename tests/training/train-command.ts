import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** `npm run train -- ARGS…`, as a reader calls it; `onOutput` sees what was printed so far. */
export function trainCommand(args: string[], onOutput?: (text: string, child: ChildProcess) => void) {
  const child = spawn(process.execPath, [join(ROOT, 'tools', 'run.cjs'), 'tools/train.ts', ...args], { cwd: ROOT });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', part => {
      text += part;
      onOutput?.(text, child);
    });
  }
  return new Promise<{ status: number | null; text: string }>(resolve => {
    child.once('close', status => resolve({ status, text }));
  });
}
