import { answering, type Hostile } from './hostile';

const ENDED = /ended|memory|MB/;

/** Too much of something. */
export const bounds: Record<string, Hostile> = {
  'endless loop': { cells: answering('for (;;) {}'), credit: 0, told: /processor time|nothing within|ended by/ },
  'endless loop in the cell': {
    cells: ["for (;;) {}\nawait check('info-nce', right);"],
    credit: 0,
    told: /processor time|nothing within|ended by/,
  },
  'endless await': { cells: answering('return new Promise(() => {});'), credit: 0, told: /nothing within 20 seconds/ },
  'busy microtasks': {
    cells: answering('const spin = (): any => Promise.resolve().then(spin);\nreturn spin();'),
    credit: 0,
    told: /processor time|nothing within|ended by/,
  },
  'a thread that sleeps': {
    cells: answering('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);\nreturn 0;'),
    credit: 0,
    told: /nothing within/,
  },
  'memory bomb in the heap': {
    cells: answering('const all: any[] = [];\nfor (;;) all.push(new Array(100_000).fill(temperature));'),
    credit: 0,
    told: ENDED,
  },
  'memory bomb outside the heap': {
    cells: answering('const all: any[] = [];\nfor (;;) all.push(Buffer.alloc(10_000_000, 1));'),
    credit: 0,
    told: /memory|ended|error/,
  },
  'a huge answer': {
    cells: answering("return Array.from({ length: 3_000_000 }, () => 'x');"),
    credit: 0,
    told: /takes more than 2 MB/,
  },
  'an answer of holes': {
    cells: answering('return new Array(2 ** 32 - 1);'),
    credit: 0,
    told: /memory|ended|error|time/,
  },
  'an answer that contains itself': {
    cells: answering('const own: any = {};\nown.own = own;\nreturn own;'),
    credit: 0,
    told: /an object with own/,
  },
  'fork bomb': {
    cells: answering(
      "const { spawn } = require('node:child_process');\nfor (;;) spawn(process.execPath, ['-e', 'for (;;) {}'], { detached: true });",
    ),
    credit: 0,
    told: /restricted/,
  },
  'fork bomb by the binding': {
    cells: answering(
      "const { Process } = (process as any).binding('process_wrap');\nfor (;;) new Process().spawn({ file: process.execPath, args: ['node'] });",
    ),
    credit: 0,
    told: /error/,
  },
  'a bomb of threads': {
    cells: answering(
      "const { Worker } = require('node:worker_threads');\nfor (;;) new Worker('for (;;) {}', { eval: true });",
    ),
    credit: 0,
    told: /restricted/,
  },
  'a flood on stdout': {
    cells: answering("for (;;) require('node:fs').writeSync(1, 'x'.repeat(100_000));"),
    credit: 0,
    told: /printed more than 50 MB/,
  },
  'a flood of lines': {
    cells: answering("for (;;) require('node:fs').writeSync(2, '\\n'.repeat(100));"),
    credit: 0,
    told: /printed more than 1,000,000 lines/,
  },
  'a flood that piles up': {
    cells: answering('for (;;) console.log(anchors);'),
    credit: 0,
    told: /printed|memory|ended|processor|within/,
  },
  'a flood into the channel of answers': {
    cells: answering("const fs = require('node:fs');\nfor (;;) fs.writeSync(4, 'x'.repeat(100_000));"),
    credit: 0,
    told: /takes more than|wrote into the channel/,
  },
  'all descriptors': {
    cells: answering("const fs = require('node:fs');\nfor (;;) fs.openSync('datasets/README.md', 'r');"),
    credit: 0,
    told: /EMFILE|error/,
  },
  'an end that never ends': {
    cells: answering("process.on('exit', () => { for (;;) {} });\nprocess.on('SIGTERM', () => {});\nreturn 0;"),
    credit: 0,
  },
  'code nested too deeply': {
    cells: [`const deep = ${'['.repeat(20_000)}${']'.repeat(20_000)};\n`, ...answering('return deep;')],
    credit: 0,
  },
  'brackets that nobody closes': {
    cells: answering(`return ${'('.repeat(3000)}`),
    credit: 0,
    told: /no TypeScript|nested/,
  },
};
