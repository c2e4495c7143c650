import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/* What stands open, and what is closed, to an answer behind the weakest walls: Node's permission model and closed.cjs. */

const CHILD = path.resolve(__dirname, '../../../tools/grade/walls/child');
const here = mkdtempSync(path.join(tmpdir(), 'course-closed-'));
afterAll(() => rmSync(here, { recursive: true, force: true }));

/** Expressions, some of which await; `handles` are those of Node's own sockets. */
const CLOSED: Record<string, string> = {
  'a log of V8': "v8.setFlagsFromString('--log')",
  'a log of V8 in a place of one’s own': "v8.setFlagsFromString('--logfile=/tmp/x')",
  'a flag that is no text, and then another one': "v8.setFlagsFromString({ toString: () => '--expose-gc' })",
  'flags by import()': "(await import('node:v8')).setFlagsFromString('--log')",
  'flags by another word for the module':
    "(process.getBuiltinModule ?? require)('node:v8').setFlagsFromString('--prof')",
  'a snapshot of the heap': 'v8.writeHeapSnapshot()',
  'a snapshot of the heap when it is full': 'v8.setHeapSnapshotNearHeapLimit(1)',
  coverage: 'v8.takeCoverage()',
  'a trace': "require('node:trace_events').createTracing({ categories: ['v8'] }).enable()",
  'a trace by import()': "(await import('node:trace_events')).createTracing({ categories: ['v8'] }).enable()",
  'a report': 'process.report.writeReport()',
  'a session of the debugger': "new (require('node:inspector').Session)().connect()",
  'another session of the debugger': "new (require('node:inspector/promises').Session)().connect()",
  'a port for a debugger': "require('node:inspector').open(0)",
  'the grader’s debugger': 'process._debugProcess(process.ppid)',
  'a signal': "process.kill(process.ppid, 'SIGUSR1')",
  'a signal by import()': "(await import('node:process')).kill(process.ppid, 0)",
  'a raw signal': 'process._kill(process.ppid, 10)',
  'another’s priority': "require('node:os').setPriority(process.ppid, 19)",
  'Node’s bindings': "process.binding('v8')",
  'linked bindings': "process._linkedBinding('v8')",
  'a thread': "new (require('node:worker_threads').Worker)('', { eval: true })",
  'a system interface': "new (require('node:wasi').WASI)({ version: 'preview1', preopens: { '/': '/' } })",
  'hooks of modules': "require('node:module').register('data:text/javascript,')",
  'a program': "require('node:child_process').execSync('id')",
  'a file of variables': "(process.loadEnvFile ?? refuse)('/etc/os-release')",
  'a folder to be in': "process.chdir('/tmp')",
  'a file': "require('node:fs').writeFileSync('x', '')",
  'a socket with a path': "net._createServerHandle('x.sock', -1, -1)",
  'a server with a path': "net.createServer()._listen2('x.sock', -1, -1)",
  'a server': "net.createServer().listen('x.sock')",
  'a path for a pipe of the same class': "new (input._handle.constructor)(0).bind('x.sock')",
  'the rights of a pipe': 'input._handle.fchmod(7)',
  'a connection of a pipe of the same class': "new (input._handle.constructor)(0).connect({}, 'x.sock')",
  'a connection': "net.connect(9, '127.0.0.1')",
  'an address of its own': "net._createServerHandle('127.0.0.1', 0, 4)",
  datagrams: "require('node:dgram').createSocket('udp4')",
  'datagrams by their handle': "require('node:dgram')._createSocketHandle('127.0.0.1', 0, 'udp4')",
  'a name by the handle of a resolver': "new dns.Resolver()._handle.queryA({}, 'localhost')",
  'a name': "await dns.promises.lookup('localhost')",
};

const OPEN: Record<string, string> = {
  'memory in use': 'process.memoryUsage().heapUsed + process.memoryUsage.rss()',
  processors: "require('node:os').cpus()[0].model + require('node:os').loadavg()",
  'the account': "require('node:os').userInfo().username + require('node:os').homedir()",
  'the network’s interfaces': "Object.keys(require('node:os').networkInterfaces())",
  'statistics of the heap': 'v8.getHeapStatistics().heap_size_limit + v8.getHeapSpaceStatistics().length',
  'the collector of what is not used':
    "v8.setFlagsFromString('--expose-gc'), require('node:vm').runInNewContext('gc')()",
  'a copy by V8': 'v8.deserialize(v8.serialize({ a: 1 }))',
  'a report that is looked at':
    '(process.report.excludeNetwork = true, process.report.getReport().header.nodejsVersion)',
  times: 'performance.now() + process.uptime() + Number(process.hrtime.bigint()) + process.cpuUsage().user',
  chance: "crypto.randomUUID() + require('node:crypto').randomInt(9)",
  digests: "require('node:crypto').createHash('sha256').update('a').digest('hex')",
  texts: "new TextDecoder().decode(new TextEncoder().encode('é'))",
  'a table': 'console.table([{ a: 1 }])',
  'a copy': 'structuredClone(new Map([[1, new Date()]]))',
  'a timer': 'await new Promise(done => setTimeout(done, 1))',
  'a compressed text': "require('node:zlib').gzipSync('x').length",
  'a channel': 'new MessageChannel().port1.close()',
  'a context': "require('node:async_hooks').AsyncLocalStorage.name",
  'what it may read': "require('node:fs').readdirSync('.')",
  'a question for a file': "require('node:fs').existsSync('x')",
};

let outcomes: Record<string, string>;

beforeAll(() => {
  const all = { ...CLOSED, ...OPEN };
  const functions = Object.entries(all).map(([name, code]) => `${JSON.stringify(name)}: async () => (${code})`);
  const script = `'use strict';
    const [dns, net, v8] = ['dns', 'net', 'v8'].map(name => require('node:' + name));
    const input = new net.Socket({ fd: 3 });
    require(${JSON.stringify(path.join(CHILD, 'machine.cjs'))}).readWithoutProc();
    require(${JSON.stringify(path.join(CHILD, 'closed.cjs'))}).closeDoors(input);
    const refuse = () => { throw { code: 'ERR_ACCESS_DENIED' }; };
    const outcomes = {};
    (async () => {
      for (const [name, act] of Object.entries({ ${functions.join(',\n')} })) {
        outcomes[name] = await act().then(() => 'open', error => error.code ?? String(error));
      }
      console.log(JSON.stringify(outcomes));
      process.exit();
    })();`;
  const model = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';
  const readable = [CHILD, here].map(folder => `--allow-fs-read=${folder}`);
  const { stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', model, ...readable, '-e', script], {
    cwd: here,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  expect(stderr).toBe('');
  outcomes = JSON.parse(stdout.trim().split('\n').at(-1)!);
});

describe('closed is', () => {
  test.each(Object.keys(CLOSED))('%s', name => {
    expect(outcomes[name]).toBe('ERR_ACCESS_DENIED');
  });

  test('every way to make Node write a file', () => {
    expect(readdirSync(here)).toEqual([]);
  });
});

describe('open is', () => {
  test.each(Object.keys(OPEN))('%s', name => {
    expect(outcomes[name]).toBe('open');
  });
});
