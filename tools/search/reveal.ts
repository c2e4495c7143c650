import { spawn } from 'node:child_process';
import path from 'node:path';

/** What shows a file in the file manager; on Linux, where each desktop has its own, its folder. */
const SHOWERS: Partial<Record<NodeJS.Platform, (file: string) => [program: string, ...args: string[]]>> = {
  darwin: file => ['open', '-R', file],
  win32: file => ['explorer', `/select,${path.win32.normalize(file)}`],
  linux: file => ['xdg-open', path.dirname(file)],
};

/** Shows a file in the file manager. @returns whether there is one that could be started */
export function revealFile(file: string): Promise<boolean> {
  const shower = SHOWERS[process.platform];
  if (!shower) return Promise.resolve(false);
  const [program, ...args] = shower(file);
  const manager = spawn(program, args, { stdio: 'ignore', detached: true });
  manager.unref();
  return new Promise(resolve => {
    manager.once('spawn', () => resolve(true));
    manager.once('error', () => resolve(false));
  });
}
