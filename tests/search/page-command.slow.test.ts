import { connect, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../tools/search/answers';
import { here, projectIn, type Running } from '../setup/project';

// `npm run search` itself, with everything that can be found, indexed in memory.

const COMMAND = ['tools/run.cjs', 'tools/search.ts', '--no-open'];
const node = projectIn(here);
let port: number;
let running: Running;
beforeAll(async () => {
  port = await freePort();
  running = node.start([...COMMAND, '--port', String(port), '--store', 'memory:']);
});
afterAll(() => {
  running?.child.kill('SIGKILL');
});

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => resolve(free));
    });
  });

describe('a command line that makes no sense', () => {
  test.each([
    [['--colour', 'red'], "Unknown option '--colour'"],
    [['--port', '80000'], '--port 80000: expected a whole number from 1 to 65535'],
    [['--port', 'any'], '--port any: expected a whole number'],
    [['--reader', 'http://127.0.0.1:1/v1'], '--reader and --model go together'],
    [['--reader', 'nowhere', '--model', 'small'], "the reader's url is no address"],
    [
      ['--store', 'cloud:9'],
      "the address is 'cloud:9', expected memory:, lance:FOLDER or milvus://HOST:PORT/COLLECTION",
    ],
  ])('%j', async (args, words) => {
    const { status, output } = await node.run([...COMMAND, ...args]);
    expect([status, output]).toEqual([1, expect.stringContaining(words)]);
    expect(output).not.toMatch(/^ +at /m);
  });
});

test('indexes with progress, listens on this machine alone, answers, and ends with Ctrl-C', async () => {
  const [, address] = await running.says(/The search is at (\S+)/);
  expect(address).toBe(`http://127.0.0.1:${port}`);
  expect(running.output()).toMatch(/indexing 0 of 12,\d{3}[\s\S]*indexing 11,500 of/);

  const second = await node.run([...COMMAND, '--port', String(port)]);
  expect([second.status, second.output]).toEqual([1, expect.stringContaining(`port ${port} is in use`)]);
  for (const other of otherAddresses()) expect([other, await refuses(other)]).toEqual([other, true]);

  const ask = async (words: string, k = 24): Promise<Answer> => {
    const response = await fetch(`${address}/api/search?${new URLSearchParams({ words, k: `${k}` })}`);
    expect(response.status).toBe(200);
    return response.json() as Promise<Answer>;
  };
  const { hits } = await ask('lion', 100);
  expect(hits.filter(({ title }) => title === 'lion').length).toBeGreaterThan(5);
  const together = await Promise.all(Array.from({ length: 50 }, (_, i) => ask(i % 2 ? 'trumpet' : `the letter ${i}`)));
  expect(together.every(answer => answer.hits.length === 24)).toBe(true);

  running.child.kill('SIGINT');
  const { status, output } = await running.ended;
  expect([status, output]).toEqual([0, expect.stringContaining('Stopping.')]);
  expect(output).not.toMatch(/^ +at /m);
});

/** Of this machine, as others see it. */
const otherAddresses = () =>
  Object.values(networkInterfaces())
    .flat()
    .filter(one => one?.family === 'IPv4' && !one.internal)
    .map(one => one!.address);

const refuses = (host: string) =>
  new Promise<boolean>(resolve => {
    const socket = connect({ host, port });
    socket.on('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.on('error', () => resolve(true));
  });
