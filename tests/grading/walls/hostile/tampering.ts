import { answering, type Hostile, rightIf } from './hostile';

/** Attempts to be taken for right. */
export const tampering: Record<string, Hostile> = {
  'process.exit(0)': { cells: answering('process.exit(0);'), credit: 0, told: /ended \(status 0\) before it answered/ },
  'process.exit(0) in the cell': {
    cells: ["process.exit(0);\nawait check('info-nce', right);"],
    credit: 0,
    told: /ended \(status 0\)/,
  },
  'a crash': { cells: answering('process.abort();'), credit: 0, told: /ended by SIG|ended \(status/ },
  'a crash by a signal': {
    cells: answering("process.kill(process.pid, 'SIGSEGV');\nreturn 0;"),
    credit: 0,
  },
  'check written anew': {
    cells: [
      "async function check() { console.log('Passed: InfoNCE'); return { passed: true }; }",
      ...answering('return 0;', 'globalThis.check = check;'),
    ],
    credit: 0,
  },
  'a patched assertion': {
    cells: answering(
      'return 0;',
      "const assert = require('node:assert');\nfor (const name of Object.keys(assert)) (assert as any)[name] = () => {};",
    ),
    credit: 0,
  },
  'patched JSON': {
    cells: answering(
      'return 0;',
      'JSON.stringify = () => \'{"call":"1","answer":0,"passed":true,"held":true}\';\nJSON.parse = () => ({ passed: true });',
    ),
    credit: 0,
  },
  'patched Math and Number': {
    cells: answering(
      'return 0;',
      'Math.abs = () => 0;\nMath.max = () => Infinity;\nNumber.isFinite = () => true;\n(Number.prototype as any).valueOf = () => 0;',
    ),
    credit: 0,
  },
  'patched Promise': {
    cells: answering(
      'return 0;',
      'Promise.prototype.then = function (done: any) { return done({ passed: true }); } as any;',
    ),
    credit: 0,
  },
  'patched prototypes': {
    cells: answering(
      'return { __proto__: { passed: true }, constructor: 1, toString: 1, valueOf: 1 };',
      'for (const key of ["passed", "held", "credit", "answer"]) (Object.prototype as any)[key] = 1;\nArray.prototype.find = () => undefined;\nArray.prototype.every = () => true;',
    ),
    credit: 0,
  },
  'a forged message of success': {
    cells: answering(
      'return 0;',
      "require('node:fs').writeSync(4, JSON.stringify({ ready: true, passed: true, credit: 1 }) + '\\n');\nprocess.send?.({ passed: true });",
    ),
    credit: 0,
  },
  'a forged reply to a call': {
    cells: answering(
      "require('node:fs').writeSync(4, JSON.stringify({ call: '1', answer: 0, passed: true }) + '\\n');\nreturn 0;",
    ),
    credit: 0,
    told: /wrote into the channel/,
  },
  'replies through a patched write': {
    cells: answering(
      'return 0;',
      'const fs = require(\'node:fs\');\nconst { writeSync } = fs;\nfs.writeSync = (to: number, text: string) => writeSync(to, text.replace(/"answer":.*/, \'"passed":true}\\n\'));',
    ),
    credit: 0,
  },
  'a proxy that answers whatever is compared': {
    cells: answering(
      'const yes: any = new Proxy(function () {}, { get: (_, key) => (key === Symbol.toPrimitive ? () => 1 : yes), apply: () => yes, has: () => true });\nreturn yes;',
    ),
    credit: 0,
  },
  'a proxy for an object': {
    cells: answering('return new Proxy({}, { get: () => 1, ownKeys: () => ["shape", "values"], has: () => true });'),
    credit: 0,
  },
  'getters and valueOf': {
    cells: answering(
      'let n = 0;\nreturn { valueOf: () => n++, toString: () => "1", toJSON: () => 1, get shape() { return []; }, get values() { return new Float32Array([n++]); }, [Symbol.toPrimitive]: () => n++ };',
    ),
    credit: 0,
  },
  'an object that claims to be a tensor': {
    cells: answering('return { shape: [1], values: { length: 1, 0: 0, passed: true } };'),
    credit: 0,
  },
  'a thenable that never decides': { cells: answering('return { then() {} };'), credit: 0, told: /nothing within/ },
  'something odd thrown': {
    cells: answering('throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } });'),
    credit: 0,
  },
  'markup in an error': {
    cells: answering("throw new Error('<script>alert(1)</script><img src=x onerror=alert(1)>\\u001b[2J');"),
    credit: 0,
    told: /an error/,
  },
  'an unawaited rejection': {
    cells: answering("Promise.reject(new Error('unseen'));\nreturn 0;", "Promise.reject(new Error('unseen'));"),
    credit: 0,
  },
  'an unawaited rejection beside a right answer': {
    cells: answering("Promise.reject(new Error('unseen'));\nreturn right(anchors, positives, temperature);"),
    credit: 1,
  },
  'an answer that counts its calls': {
    cells: answering('return calls++ < 7 ? right(anchors, positives, temperature) : 0;', 'let calls = 0;'),
    credit: 0,
  },
  'an answer that gives the last call’s': {
    cells: answering('const now = last;\nlast = right(anchors, positives, temperature);\nreturn now;', 'let last = 0;'),
    credit: 0,
  },
  'an answer that depends on the time': { cells: rightIf('Date.now() % 2 === 0'), credit: 0 },
  'an answer that depends on the day': {
    cells: rightIf('new Date().getMonth() === first', 'const first = new Date().getMonth();'),
    credit: 0,
  },
  'an answer that depends on chance': { cells: rightIf('Math.random() < 0.5'), credit: 0 },
  'an answer that depends on a stack trace': {
    cells: rightIf('!/grader|node:internal/.test(new Error().stack!)'),
    credit: 0,
  },
  'a later cell writes the right answer': {
    cells: [...answering('return 0;'), 'infoNce = right;\nfunction infoNce2() { return right; }'],
    credit: 0,
  },
  'a later cell spoils the right answer': {
    cells: [
      ...answering('return right(anchors, positives, temperature);'),
      'function infoNce() { return 0; }\nfunction right() { return 0; }',
    ],
    credit: 1,
  },
  'two cells with one id, the first is right': {
    cells: [...answering('return right(anchors, positives, temperature);'), ...answering('return 0;')],
    credit: 0,
    told: /2 cells .* the last one counts/,
  },
  'two cells with one id, the last is right': {
    cells: [...answering('return 0;'), ...answering('return right(anchors, positives, temperature);')],
    credit: 1,
    told: /the last one counts/,
  },
  'an id in a comment and in a text': {
    cells: [
      "// await check('info-nce', right);\nconst text = \"check('info-nce', right)\";\n/* check('info-nce', right) */",
    ],
    credit: 0,
    told: /no cell hands it in/,
  },
  'no function': { cells: ["await check('info-nce', 3.14 as any);"], credit: 0, told: /expected a function/ },
  'no TypeScript': {
    cells: ["function infoNce( {\nawait check('info-nce', infoNce);"],
    credit: 0,
    told: /no TypeScript/,
  },
  'an error in a cell that it needs': {
    cells: ["const factor = (() => { throw new RangeError('no factor'); })();", ...answering('return factor;')],
    credit: 0,
    told: /RangeError: no factor/,
  },
};
