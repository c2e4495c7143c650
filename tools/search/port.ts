import { createServer } from 'node:net';

/** @throws Error for what is no port on a command line */
export function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new Error(`--port ${text}: expected a whole number from 1 to 65535`);
}

/** @throws Error when nobody can listen on the port, with what to do */
export async function demandPort(host: string, port: number): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject);
      probe.listen(port, host, resolve);
    });
  } catch (error) {
    explainPort(port, error as NodeJS.ErrnoException);
  }
  await new Promise(resolve => probe.close(resolve));
}

/** @throws Error always: why a port cannot be listened on, and what to do */
export function explainPort(port: number, error: NodeJS.ErrnoException): never {
  const reasons: Record<string, string> = {
    EADDRINUSE: `port ${port} is in use: another search is running, or another program; use it, stop it, or choose another port with -- --port N`,
    EACCES: `port ${port} may not be used by you; choose one above 1023 with -- --port N`,
  };
  throw new Error(reasons[error.code ?? ''] ?? `port ${port} cannot be listened on: ${error.message}`);
}
