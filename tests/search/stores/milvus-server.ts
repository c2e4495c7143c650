import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';

/** A real Milvus server that a test started. */
export interface MilvusServer {
  /** 'milvus://127.0.0.1:PORT' */
  address: string;
  /** Kills the server without warning, as a power cut would, and starts it again on the same data. */
  restart(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const { findPython } = createRequire(__filename)('../../../tools/setup/python.cjs') as {
  findPython: () => { executable: string };
};

const PACKAGE = 'milvus==2.3.5';
const FOLDER = join(__dirname, '..', '..', '..', 'build', 'milvus');
const BIN = join(FOLDER, 'venv', 'bin');
/** Milliseconds that the server may take to start. */
const PATIENCE = 180_000;

/**
 * Starts a server with an empty data folder under build/milvus/, on ports that are free: from pip's milvus in a virtual environment of
 * its own, which is made the first time (57 MB from the package index).
 * @returns the server, or why there can be none here
 */
export async function startMilvus(options: { password?: boolean } = {}): Promise<MilvusServer | string> {
  const place = `${process.platform} ${process.arch}`;
  if (place !== 'linux x64') return `pip's ${PACKAGE} has a server for linux x64 only, and this is ${place}`;
  const problem = install();
  if (problem) return problem;

  await mkdir(FOLDER, { recursive: true });
  const data = await mkdtemp(join(FOLDER, 'data-'));
  const [proxy, internal, etcd, peer] = await freePorts(4);
  const etcdConfig = join(data, 'etcd.yaml');
  const url = (port: number) => `http://127.0.0.1:${port}`;
  await writeFile(
    etcdConfig,
    `listen-client-urls: ${url(etcd)}\nadvertise-client-urls: ${url(etcd)}\nlisten-peer-urls: ${url(peer)}\n` +
      `initial-advertise-peer-urls: ${url(peer)}\ninitial-cluster: default=${url(peer)}\n`,
  );
  const settings = ['log.level=warn', 'proxy.ip=127.0.0.1'];
  const args = [
    ...[join(__dirname, 'milvus_server.py'), `${proxy}`, join(BIN, 'milvus-server'), '--data', data],
    ...['--proxy-port', `${proxy}`, '--proxy-internal-port', `${internal}`, '--etcd-port', `${etcd}`],
    ...(options.password ? ['--authorization-enabled', 'true'] : []),
    ...settings.flatMap(setting => ['--extra-config', setting]),
  ];

  let guard: ChildProcess | undefined;
  const start = async () => {
    const child = spawn(join(BIN, 'python'), args, {
      env: { ...process.env, ETCD_CONFIG_PATH: etcdConfig },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    guard = child;
    let output = '';
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`the Milvus server ${why}; it said:\n${output.slice(-2000)}`));
      const timer = setTimeout(fail, PATIENCE, 'did not start in time');
      for (const stream of [child.stdout!, child.stderr!]) {
        stream.setEncoding('utf8').on('data', text => {
          output += text;
          if (output.includes('Ctrl+C to exit')) {
            clearTimeout(timer);
            resolve();
          }
        });
      }
      child.once('close', () => fail('ended at its start'));
    });
  };
  const kill = async () => {
    const child = guard;
    guard = undefined;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise(resolve => child.once('close', resolve));
    child.stdin!.end();
    await ended;
  };
  const stop = async () => {
    await kill();
    await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { address: `milvus://127.0.0.1:${proxy}`, kill, stop, restart: () => kill().then(start) };
}

/** @returns what went wrong, if anything did */
function install(): string | undefined {
  const version = "from importlib.metadata import version as v; assert v('milvus') == '2.3.5'";
  const python = join(BIN, 'python');
  if (existsSync(python) && spawnSync(python, ['-c', version]).status === 0) return undefined;
  let system: string;
  try {
    system = findPython().executable;
  } catch (error) {
    return (error as Error).message;
  }
  const steps: [string, string[]][] = [
    [system, ['-m', 'venv', '--clear', join(FOLDER, 'venv')]],
    [python, ['-m', 'pip', 'install', '--quiet', PACKAGE]],
  ];
  for (const [command, args] of steps) {
    const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
    if (status === 0) continue;
    const words = (error?.message ?? stderr).trim().split('\n').slice(-2).join(' ');
    return `${PACKAGE} could not be installed (${words})`;
  }
  return undefined;
}

/** Ports that nobody listens on; they are let go of together, so that none comes twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>(resolve => {
          const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map(server => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  return ports;
}
