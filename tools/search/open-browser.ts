import { spawn } from 'node:child_process';

const OPENERS: Partial<Record<NodeJS.Platform, [program: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'], // no shell, which would take & for its own
  linux: ['xdg-open'],
};

/** Opens an address in the reader's browser. Where that does not work, the address is on the terminal. */
export function openBrowser(address: string): void {
  const opener = OPENERS[process.platform];
  if (!opener) return;
  const [program, ...args] = opener;
  const browser = spawn(program, [...args, address], { stdio: 'ignore', detached: true, windowsHide: true });
  browser.on('error', () => {});
  browser.unref();
}
