import { answering, type Hostile, rightIf } from './hostile';

/** Where answers might be found, by a path. `HERE` is put in by the test: the project's folder. */
const PLACES = [
  'solutions',
  '../solutions',
  '../../solutions',
  'lib/exercises',
  '../lib/exercises',
  'tests/exercises/answers',
  'HERE/solutions',
  'HERE/lib/exercises',
  'HERE/notebooks',
  '/proc/self/root/HERE/solutions',
  '/proc/1/root/HERE/solutions',
];
const places = JSON.stringify(PLACES);
const some = (test: string) =>
  `(${places} as string[]).some(place => { try { return ${test}; } catch { return false; } })`;

/** Attempts to reach what lies outside. Each is right if it gets there. */
export const escapes: Record<string, Hostile> = {
  'reading the solutions and the cases by path': {
    cells: rightIf(some("require('node:fs').readdirSync(place).length > 0")),
    credit: 0,
  },
  'reading them by a symlink': {
    cells: rightIf(
      some(
        "(require('node:fs').symlinkSync(place, 'datasets/way'), require('node:fs').readdirSync('datasets/way').length > 0)",
      ),
    ),
    credit: 0,
  },
  'reading them by require.cache': {
    cells: rightIf(
      "Object.keys(require('node:module')._cache).some(name => /exercises|solutions|judge/.test(name)) || Object.keys(require.cache ?? {}).some(name => /exercises|solutions/.test(name))",
    ),
    credit: 0,
  },
  'requiring the cases': {
    cells: rightIf(
      "['./lib/exercises/all', './lib/exercises/info-nce', '../lib/exercises/all'].some(name => { try { return require(name); } catch { return false; } })",
    ),
    credit: 0,
  },
  'importing the cases': {
    cells: [
      "import { exerciseById } from './lib/exercises/all';",
      ...answering("return exerciseById('info-nce') && right(anchors, positives, temperature);"),
    ],
    credit: 0,
    told: /Cannot find module|error/,
  },
  'reading the account’s files': {
    cells: rightIf(
      "['/etc/passwd', '/etc/hostname', '/proc/self/environ', '/root'].some(name => { try { return require('node:fs').readFileSync(name); } catch { return false; } })",
    ),
    credit: 0,
  },
  'the network, by its address': {
    cells: rightIf(
      "await new Promise(done => { const way = require('node:net').connect(PORT, '127.0.0.1'); way.on('connect', () => done(true)); way.on('error', () => done(false)); })",
    ).map(cell => cell.replace('function infoNce', 'async function infoNce')),
    credit: 0,
  },
  'the network, by fetch': {
    cells: rightIf("(await fetch('http://127.0.0.1:PORT/')).ok").map(cell =>
      cell.replace('function infoNce', 'async function infoNce'),
    ),
    credit: 0,
  },
  'the network, by another way to its handle': {
    cells: rightIf(
      "await new Promise(done => { const { TCP, constants } = (process as any).binding('tcp_wrap'); const way = new TCP(constants.SOCKET); done(way.connect({}, '127.0.0.1', PORT) === 0); })",
    ).map(cell => cell.replace('function infoNce', 'async function infoNce')),
    credit: 0,
  },
  'writing outside': {
    cells: rightIf(
      "['OUTSIDE', '/tmp/x', '/course/x', 'x', 'datasets/x', 'lib/x', '/dev/shm/x'].some(name => { try { require('node:fs').writeFileSync(name, 'x'); return true; } catch { return false; } })",
    ),
    credit: 0,
  },
  'filling the disk': {
    cells: rightIf("require('node:fs').mkdtempSync('/tmp/course-')"),
    credit: 0,
  },
  'environment variables': {
    cells: rightIf(
      'Object.entries(process.env).some(([name, value]) => /SECRET|HOME|USER/.test(name) || /HERE|a-secret/.test(String(value)))',
    ),
    credit: 0,
  },
  'killing the parent': {
    cells: answering(
      "for (const kill of [process.kill, (process as any)._kill]) try { kill.call(process, process.ppid, 'SIGKILL'); } catch {}\nreturn 0;",
    ),
    credit: 0,
  },
  'an addon': {
    cells: rightIf(
      "require('sharp')({ create: { width: 1, height: 1, channels: 3, background: 'red' } }) || process.dlopen(module, require.resolve('sharp'))",
    ),
    credit: 0,
  },
  'another addon': {
    cells: rightIf(
      "require('node:fs').readdirSync('node_modules/@img').some(name => { try { return require('@img/' + name + '/sharp.node'); } catch { return false; } }) || require('zeromq')",
    ),
    credit: 0,
  },
  'a program': {
    cells: rightIf("require('node:child_process').execSync('id')"),
    credit: 0,
  },
};
