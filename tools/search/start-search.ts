import { spawn } from 'node:child_process';
import { ROOT } from '../course/jupyter';

/** `npm run search` in a process of its own, as a reader starts it. */
export interface StartedSearch {
  /** Of its page, once the index is filled and the server listens. */
  address: Promise<string>;
  /** Ends it, as Ctrl-C does. */
  stop(): Promise<void>;
}

/**
 * Starts the command.
 * @param onLine is told each line that it prints
 */
export function startSearch(port: number, onLine: (line: string) => void = () => {}): StartedSearch {
  const args = ['tools/run.cjs', 'tools/search.ts', '--no-open', '--port', String(port)];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>(resolve => child.on('exit', () => resolve()));
  const address = new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      said += text;
      onLine(said.trimEnd().split('\n').pop()!);
      const [found] = /http:\/\/\S+/.exec(said) ?? [];
      if (found) resolve(found);
    });
    child.on('exit', status => reject(new Error(`the search ended with status ${status}: ${said}`)));
  });
  const stop = () => {
    child.kill('SIGINT');
    return ended;
  };
  return { address, stop };
}
