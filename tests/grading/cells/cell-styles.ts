/*
 * Small notebooks in many styles, for the question whether the kernel and the grader read them alike.
 *
 * Each hands in one exercise: its name says how, `passes` whether check says "Passed" in the end.
 */

export interface StyledNotebook {
  name: string;
  cells: string[];
  passes: boolean;
}

export const EXERCISE = 'cosine-similarity';

const IMPORT = "import { check } from './lib/notebook/check';";
const DOT = 'const dot = (a: number[], b: number[]) => a.reduce((s, x, i) => s + x * b[i], 0);';
const COSINE =
  'const cosine = (a: number[], b: number[]) => { const n = Math.sqrt(dot(a, a) * dot(b, b)); return n && dot(a, b) / n; };';
const HELPERS = `${IMPORT}\n${DOT}\n${COSINE}`;
const HAND_IN = `await check('${EXERCISE}', cosine);`;
const WRONG = 'const wrong = (a: number[], b: number[]) => dot(a, b) * 2;';
/** A function of a variable that has to be 1 to be right. */
const scaled = (declaration: string, value: string) =>
  `${declaration}\nfunction scaledCosine(a: number[], b: number[]) { return cosine(a, b) * ${value}; }`;
const HAND_IN_SCALED = `await check('${EXERCISE}', scaledCosine);`;

/** How an exercise is handed in. */
const handIns: Record<string, string[]> = {
  'at the end': [HELPERS, HAND_IN],
  'without semicolons': [`${HELPERS}\nconsole.log('a')`, `${HAND_IN.slice(0, -1)}\nconst [first] = [1]`],
  'without waiting': [HELPERS, `check('${EXERCISE}', cosine);`],
  'with void': [HELPERS, `void check('${EXERCISE}', cosine);`],
  'with then': [HELPERS, `check('${EXERCISE}', cosine).then(() => console.log('checked'));`],
  'with then, catch and finally': [
    HELPERS,
    `check('${EXERCISE}', cosine)\n  .then(r => r)\n  .catch(e => console.error(e))\n  .finally(() => console.log('done'));`,
  ],
  'with what it gives kept': [HELPERS, `const result = await check('${EXERCISE}', cosine);`, 'console.log(result);'],
  'with its promise kept': [HELPERS, `const pending = check('${EXERCISE}', cosine);`, 'await pending;'],
  'in Promise.all': [HELPERS, `await Promise.all([check('${EXERCISE}', cosine), 1]);`],
  'under another name': [
    `${DOT}\n${COSINE}`,
    `import { check as verify } from './lib/notebook/check';\nawait verify('${EXERCISE}', cosine);`,
  ],
  'by a variable': [HELPERS, 'const c = check;', `await c('${EXERCISE}', cosine);`],
  'by a whole module': [
    `${DOT}\n${COSINE}`,
    `import * as course from './lib/notebook/check';\nawait course.check('${EXERCISE}', cosine);`,
  ],
  'by a dynamic import': [`${DOT}\n${COSINE}`, `const { check } = await import('./lib/notebook/check');\n${HAND_IN}`],
  'by a dynamic import with then': [
    `${DOT}\n${COSINE}`,
    `import('./lib/notebook/check').then(({ check }) => check('${EXERCISE}', cosine));`,
  ],
  'by a dynamic import inside a function': [
    `${DOT}\n${COSINE}`,
    `(async () => {\n  const course = await import('./lib/notebook/check');\n  await course.check('${EXERCISE}', cosine);\n})();`,
  ],
  'in an async function that nobody awaits': [
    HELPERS,
    `(async () => {\n  await new Promise(done => setTimeout(done, 20));\n  ${HAND_IN}\n})();`,
  ],
  'in an async function that is awaited': [HELPERS, `await (async () => { ${HAND_IN} })();`],
  'in a function that a later cell calls': [HELPERS, `async function handIn() { ${HAND_IN} }`, 'await handIn();'],
  'in a function that is called without waiting': [HELPERS, `const run = async () => { ${HAND_IN} };\nrun();`],
  'through a function of its own': [
    `${HELPERS}\nconst submit = (id: string, answer: any) => check(id, answer);`,
    `await submit('${EXERCISE}', cosine);`,
  ],
  'in a loop over a list': [
    HELPERS,
    `for (const [id, answer] of [['${EXERCISE}', cosine]] as const) await check(id, answer);`,
  ],
  'in a loop over an object': [
    HELPERS,
    `const answers = { '${EXERCISE}': cosine };`,
    'for (const [id, answer] of Object.entries(answers)) {\n  await check(id, answer);\n}',
  ],
  'with its id in a constant': [HELPERS, `const ID = '${EXERCISE}';`, 'await check(ID, cosine);'],
  'in a timer': [HELPERS, `setTimeout(() => check('${EXERCISE}', cosine), 30);`],
  'in a block': [HELPERS, `if (dot([1], [1]) === 1) {\n  ${HAND_IN}\n}`],
  'in try': [
    HELPERS,
    `try {\n  ${HAND_IN}\n} catch (error) {\n  console.error(error);\n} finally { console.log('end'); }`,
  ],
  'with a function written in place': [
    `${IMPORT}\n${DOT}\n${COSINE}`,
    `await check('${EXERCISE}', (a: number[], b: number[]) => cosine(a, b));`,
  ],
  'with an async answer': [HELPERS, `await check('${EXERCISE}', async (a: number[], b: number[]) => cosine(a, b));`],
  'after a template': [HELPERS, `await check(\`${EXERCISE}\`, cosine);`],
  'twice, right in the end': [`${HELPERS}\n${WRONG}`, `await check('${EXERCISE}', wrong);`, HAND_IN],
  'twice in a cell, right in the end': [`${HELPERS}\n${WRONG}`, `await check('${EXERCISE}', wrong);\n${HAND_IN}`],
};

/** What an answer may be made of. */
const BODY = '{ const n = Math.sqrt(dot(a, a) * dot(b, b)); return n && dot(a, b) / n; }';
const forms: Record<string, string[]> = {
  'a function': [`${IMPORT}\n${DOT}\nfunction cosine(a: number[], b: number[]) ${BODY}`, HAND_IN],
  'a function that is used above it': [
    `${IMPORT}\n${DOT}`,
    `${HAND_IN}\nfunction cosine(a: number[], b: number[]) ${BODY}`,
  ],
  'a function expression': [
    `${IMPORT}\n${DOT}\nconst cosine = function named(a: number[], b: number[]) ${BODY};`,
    HAND_IN,
  ],
  'a static method': [
    `${IMPORT}\n${DOT}\nclass Maths { static cosine(a: number[], b: number[]) ${BODY} }`,
    `await check('${EXERCISE}', Maths.cosine);`,
  ],
  'a method of an object': [
    `${IMPORT}\n${DOT}`,
    `const maths = { cosine(a: number[], b: number[]) ${BODY} };\nawait check('${EXERCISE}', maths.cosine);`,
  ],
  'a bound method': [
    `${IMPORT}\n${DOT}\nclass Measure { one = 1; cosine(a: number[], b: number[]) { const n = this.one * Math.sqrt(dot(a, a) * dot(b, b)); return n && dot(a, b) / n; } }`,
    `const measure = new Measure();\nawait check('${EXERCISE}', measure.cosine.bind(measure));`,
  ],
  'an abstract class and one of it': [
    `${IMPORT}\n${DOT}\nabstract class Similarity {\n  abstract scale: number;\n  abstract of(a: number[], b: number[]): number;\n}`,
    `class Cosine extends Similarity { scale = 1; of(a: number[], b: number[]) ${BODY} }`,
    `await check('${EXERCISE}', (a: number[], b: number[]) => new Cosine().of(a, b));`,
  ],
  'a class with getters and private fields': [
    `${IMPORT}\nclass Vector {\n  #values: number[];\n  constructor(values: number[]) { this.#values = values; }\n  get norm() { return Math.hypot(...this.#values); }\n  dot(other: Vector) { return this.#values.reduce((s, x, i) => s + x * other.#values[i], 0); }\n}`,
    'const cosine = (a: number[], b: number[]) => { const [x, y] = [new Vector(a), new Vector(b)]; return x.norm && y.norm && x.dot(y) / x.norm / y.norm; };',
    HAND_IN,
  ],
  'a generator': [
    `${IMPORT}\nfunction* products(a: number[], b: number[]) { for (let i = 0; i < a.length; i++) yield a[i] * b[i]; }`,
    'const sum = (all: Iterable<number>) => { let s = 0; for (const x of all) s += x; return s; };\nconst dot = (a: number[], b: number[]) => sum(products(a, b));',
    COSINE,
    HAND_IN,
  ],
  'an async generator': [
    `${IMPORT}\nasync function* products(a: number[], b: number[]) { for (let i = 0; i < a.length; i++) yield a[i] * b[i]; }`,
    'async function dotOf(a: number[], b: number[]) { let s = 0; for await (const x of products(a, b)) s += x; return s; }',
    `await check('${EXERCISE}', async (a: number[], b: number[]) => { const n = Math.sqrt(await dotOf(a, a) * await dotOf(b, b)); return n && await dotOf(a, b) / n; });`,
  ],
  'a closure': [
    `${IMPORT}\n${DOT}`,
    `function makeCosine(power = 0.5) { return (a: number[], b: number[]) => { const n = (dot(a, a) * dot(b, b)) ** power; return n && dot(a, b) / n; }; }`,
    `await check('${EXERCISE}', makeCosine());`,
  ],
  'default parameters from another cell': [
    `${HELPERS}\nconst one = 1;`,
    `const withDefault = (a: number[], b: number[], factor = one) => cosine(a, b) * factor;`,
    `await check('${EXERCISE}', withDefault);`,
  ],
  'destructured parameters': [
    `${HELPERS}`,
    `const pair = ([a, b]: number[][], { factor = 1 } = {}) => cosine(a, b) * factor;`,
    `await check('${EXERCISE}', (...both: number[][]) => pair(both));`,
  ],
  'an enum': [
    `${HELPERS}\nenum Factor { zero, one }`,
    `await check('${EXERCISE}', (a: number[], b: number[]) => cosine(a, b) * Factor.one);`,
  ],
  'a const enum': [
    `${HELPERS}\nconst enum Fixed { one = 1 }`,
    `await check('${EXERCISE}', (a: number[], b: number[]) => cosine(a, b) * Fixed.one);`,
  ],
  'a namespace': [
    `${HELPERS}\nnamespace Maths { export const one = 1; export function apply(a: number[], b: number[]) { return cosine(a, b) * one; } }`,
    'console.log(1);',
    `await check('${EXERCISE}', Maths.apply);`,
  ],
  overloads: [
    `${HELPERS}\nfunction over(a: number[], b: number[]): number;\nfunction over(a: any, b: any) { return cosine(a, b); }`,
    `await check('${EXERCISE}', over);`,
  ],
  generics: [
    `${HELPERS}\nconst same = <T>(x: T): T => x;`,
    `await check('${EXERCISE}', (a: number[], b: number[]) => same<number>(cosine(a, b)));`,
  ],
  'a renamed import of a module of Node': [
    `${IMPORT}\nimport { sep as separator } from 'node:path';\nimport os, { EOL } from 'node:os';\n${DOT}`,
    COSINE,
    `console.log(separator, EOL, typeof os.cpus);\n${HAND_IN}`,
  ],
  'a helper of the course': [
    `${IMPORT}\nimport { seededRandom } from './lib/engine/seeds';\n${DOT}\n${COSINE}`,
    'const random = seededRandom(1);\nconst factor = random.integer(1) + 1;',
    `await check('${EXERCISE}', (a: number[], b: number[]) => cosine(a, b) * factor);`,
  ],
  'a helper by dynamic import': [
    `${IMPORT}\n${DOT}\n${COSINE}`,
    "const { seededRandom } = await import('./lib/engine/seeds');",
    `await check('${EXERCISE}', (a: number[], b: number[]) => cosine(a, b) * (seededRandom(1).integer(1) + 1));`,
  ],
  'a symbol and a map': [
    `${HELPERS}\nconst KEY = Symbol('answer');\nconst table = new Map<symbol, typeof cosine>();`,
    'table.set(KEY, cosine);',
    `await check('${EXERCISE}', table.get(KEY)!);`,
  ],
  'comma and conditional expressions': [
    `${HELPERS}\nlet chosen: typeof cosine`,
    'chosen = dot([1], [1]) ? cosine : dot, chosen',
    `await check('${EXERCISE}', chosen);`,
  ],
  'typed arrays': [
    `${IMPORT}\nconst dot = (a: Float64Array, b: Float64Array) => a.reduce((s, x, i) => s + x * b[i], 0);`,
    `const typed = (v: number[]) => Float64Array.from(v);\nconst cosine = (x: number[], y: number[]) => { const [a, b] = [typed(x), typed(y)]; const n = Math.sqrt(dot(a, a) * dot(b, b)); return n && dot(a, b) / n; };`,
    HAND_IN,
  ],
  'JSDoc and comments': [
    `${IMPORT}\n/**\n * The product.\n * @param a one\n */\n${DOT} // ${HAND_IN}\n/* check('info-nce', 1) */`,
    `// ! a line\n${COSINE}`,
    HAND_IN,
  ],
  'lines that begin with a not': [
    `${IMPORT}\n${DOT}\nconst isZero = (v: number[]) => v.every(x => x === 0);`,
    'function cosine(a: number[], b: number[]) {\n  const usable =\n    !isZero(a) &&\n    !isZero(b);\n  return usable ? dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)) : 0;\n}',
    HAND_IN,
  ],
  'lines that begin with a remainder': [
    `${HELPERS}\nconst seven = 7`,
    'const one = seven\n  % 6\n  % 3',
    `await check('${EXERCISE}', (a: number[], b: number[]) => cosine(a, b) * one)`,
  ],
  'properties with names of other cells': [
    HELPERS,
    "const scores = (() => { throw new Error('an experiment'); })();",
    `interface Row { scores: number }\nclass Table { scores = 1; static position = 2; get left() { return this.scores; } }\nenum Names { scores = 1 }\nconst row: Row = { scores: 1 };\nscores: for (;;) break scores;\n${HAND_IN}`,
  ],
  'a label, a type and a parameter with one name': [
    HELPERS,
    `type one = 1;\nconst apply = (one: number) => ({ one }).one;`,
    `await check('${EXERCISE}', (a: number[], b: number[]) => apply(cosine(a, b)));`,
  ],
  'var in a block': [
    HELPERS,
    `for (var i = 0; i < 1; i++) { var factor = 1; }\nconst apply = (a: number[], b: number[]) => cosine(a, b) * factor * i;\nawait check('${EXERCISE}', apply);`,
  ],
  'tagged templates and optional calls': [
    `${HELPERS}\nconst tag = (parts: TemplateStringsArray) => parts.length;`,
    `await check('${EXERCISE}', (a: number[], b: number[]) => cosine?.(a, b) * tag\`x\`);`,
  ],
  'for await': [
    `${HELPERS}\nasync function* ones() { yield 1; }\nlet total = 0;`,
    'for await (const x of ones()) total += x;',
    `await check('${EXERCISE}', (a: number[], b: number[]) => cosine(a, b) * total);`,
  ],
};

/** Variables that cells share; 'passes' by name. */
const shared: Record<string, [passes: boolean, ...cells: string[]]> = {
  'a variable that a later cell makes right': [
    true,
    HELPERS,
    scaled('let SCALE = 5;', 'SCALE'),
    'SCALE = 1;',
    HAND_IN_SCALED,
  ],
  'a variable that a later cell makes wrong': [
    false,
    HELPERS,
    scaled('let SCALE = 1;', 'SCALE'),
    'SCALE = 5;',
    HAND_IN_SCALED,
  ],
  'a variable that is counted up': [true, HELPERS, scaled('let SCALE = 0;', 'SCALE'), 'SCALE++;', HAND_IN_SCALED],
  'a variable that is counted up too far': [
    false,
    HELPERS,
    scaled('let SCALE = 0;', 'SCALE'),
    'SCALE++;\n++SCALE',
    HAND_IN_SCALED,
  ],
  'a variable that is assigned with an operator': [
    true,
    HELPERS,
    scaled('let SCALE = 4;', 'SCALE'),
    'SCALE /= 4;',
    HAND_IN_SCALED,
  ],
  'variables that are taken from a list': [
    true,
    HELPERS,
    scaled('let [low, high] = [3, 4];', '(high - low - 1)'),
    '[low, high] = [0, 2];',
    HAND_IN_SCALED,
  ],
  'variables that are taken from an object': [
    true,
    HELPERS,
    scaled('let low = 3, high = 4;', '(high - low)'),
    '({ low, top: high = 2 } = { low: 1 } as any);',
    HAND_IN_SCALED,
  ],
  'variables that are exchanged': [
    false,
    HELPERS,
    scaled('let low = 1, high = 4;', 'low'),
    '[low, high] = [high, low];',
    HAND_IN_SCALED,
  ],
  'a var that is assigned': [true, HELPERS, scaled('var SCALE = 5;', 'SCALE'), 'SCALE = 1;', HAND_IN_SCALED],
  'a variable without a value at first': [
    true,
    HELPERS,
    scaled('let SCALE: number;', 'SCALE'),
    'SCALE = 1;',
    HAND_IN_SCALED,
  ],
  'a variable that a function assigns': [
    true,
    HELPERS,
    `${scaled('let SCALE = 5;', 'SCALE')}\nfunction setScale(value: number) { SCALE = value; }`,
    'setScale(1);',
    HAND_IN_SCALED,
  ],
  'a variable that a function of a function assigns': [
    false,
    HELPERS,
    `${scaled('let SCALE = 1;', 'SCALE')}\nconst setScale = (value: number) => { SCALE = value; };`,
    'const spoil = () => setScale(7);',
    'spoil();',
    HAND_IN_SCALED,
  ],
  'a variable that a loop assigns': [
    true,
    HELPERS,
    scaled('let SCALE = 5;', 'SCALE'),
    'for (SCALE of [3, 2, 1]);',
    HAND_IN_SCALED,
  ],
  'a variable that is assigned under a condition': [
    true,
    HELPERS,
    scaled('let SCALE = 5;', 'SCALE'),
    'if (SCALE > 1) SCALE = 1;',
    HAND_IN_SCALED,
  ],
  'a variable that is assigned after the hand-in': [
    true,
    HELPERS,
    scaled('let SCALE = 1;', 'SCALE'),
    HAND_IN_SCALED,
    'SCALE = 5;',
  ],
  'a variable that is assigned after it in the cell': [
    true,
    HELPERS,
    scaled('let SCALE = 1;', 'SCALE'),
    `${HAND_IN_SCALED}\nSCALE = 5;`,
  ],
  'a variable that is assigned before it in the cell': [
    false,
    HELPERS,
    scaled('let SCALE = 1;', 'SCALE'),
    `SCALE = 5;\n${HAND_IN_SCALED}`,
  ],
  'an answer that a later cell replaces': [
    true,
    HELPERS,
    'let answer = dot;',
    'answer = cosine;',
    `await check('${EXERCISE}', answer);`,
  ],
  'a list that is filled later': [
    true,
    HELPERS,
    scaled('const factors: number[] = [];', 'factors[0]'),
    'factors.push(1);',
    HAND_IN_SCALED,
  ],
  'an object that is changed later': [
    true,
    HELPERS,
    scaled('const options = { factor: 3 };', 'options.factor'),
    'options.factor = 1;',
    HAND_IN_SCALED,
  ],
  'an object that is spoilt later': [
    false,
    HELPERS,
    scaled('const options = { factor: 1 };', 'options.factor'),
    'Object.assign(options, { factor: 3 });',
    HAND_IN_SCALED,
  ],
  'a name that is declared again': [
    true,
    HELPERS,
    scaled('const SCALE = 1;', 'SCALE'),
    'const SCALE = 5;\nconsole.log(SCALE);',
    HAND_IN_SCALED,
  ],
  'a helper that is declared again for something else': [
    true,
    HELPERS,
    'function total(v: number[]) { return v.reduce((s, x) => s + x, 0); }\nfunction mean(v: number[]) { return total(v) / v.length; }',
    'function total(price: number, count: number) { return String(price * count); }\ntotal(1, 2);',
    `await check('${EXERCISE}', (a: number[], b: number[]) => cosine(a, b) * mean([1, 1]));`,
  ],
  'a helper of another cell that is mended': [
    true,
    `${IMPORT}\nconst dot = (a: number[], b: number[]) => 7;`,
    COSINE,
    DOT,
    HAND_IN,
  ],
  'a helper of another cell that is spoilt': [
    false,
    HELPERS,
    'const twice = (a: number[], b: number[]) => cosine(a, b);',
    'const cosine = (a: number[], b: number[]) => 3;',
    `await check('${EXERCISE}', twice);`,
  ],
  'an answer that is written anew': [
    true,
    HELPERS,
    `function answer(a: number[], b: number[]) { return 0; }\nawait check('${EXERCISE}', answer);`,
    `function answer(a: number[], b: number[]) { return cosine(a, b); }\nawait check('${EXERCISE}', answer);`,
  ],
  'an answer that is spoilt': [
    false,
    HELPERS,
    `await check('${EXERCISE}', cosine);`,
    `await check('${EXERCISE}', dot);`,
  ],
  'a class that is declared again': [
    true,
    HELPERS,
    'class Factor { one = 1; }\nconst useFactor = () => new Factor().one;',
    "class Factor { one = 'no number'; }",
    `await check('${EXERCISE}', (a: number[], b: number[]) => cosine(a, b) * useFactor());`,
  ],
  'a memory of its own': [
    true,
    HELPERS,
    'const memo = new Map<string, number>();\nfunction remembered(a: number[], b: number[]) { const key = JSON.stringify([a, b]); if (!memo.has(key)) memo.set(key, cosine(a, b)); return memo.get(key)!; }',
    `await check('${EXERCISE}', remembered);`,
  ],
  'a variable that shadows a global one': [
    true,
    `${HELPERS}\nconst name = 'course', escape = 1;`,
    `await check('${EXERCISE}', (a: number[], b: number[]) => cosine(a, b) * escape);`,
  ],
};

/** Cells that fail or say nothing, beside what counts. */
const experiments: Record<string, [passes: boolean, ...cells: string[]]> = {
  'a method that a helper does not have': [
    true,
    `${IMPORT}\nconst tools: any = {};\ntools.dot = (a: number[], b: number[]) => a.reduce((s, x, i) => s + x * b[i], 0);`,
    'const cosine = (a: number[], b: number[]) => { const n = Math.sqrt(tools.dot(a, a) * tools.dot(b, b)); return n && tools.dot(a, b) / n; };',
    'tools.plot(cosine);',
    HAND_IN,
  ],
  'an error after a change': [
    true,
    HELPERS,
    scaled('let SCALE = 5;', 'SCALE'),
    "SCALE = 1;\nthrow new Error('later');",
    HAND_IN_SCALED,
  ],
  'an error before a change': [
    false,
    HELPERS,
    scaled('let SCALE = 5;', 'SCALE'),
    "throw new Error('before');\nSCALE = 1;",
    HAND_IN_SCALED,
  ],
  'an error after a wrong change': [
    false,
    HELPERS,
    scaled('let SCALE = 1;', 'SCALE'),
    "SCALE = 5;\nthrow new Error('later');",
    HAND_IN_SCALED,
  ],
  'an error before a wrong change': [
    true,
    HELPERS,
    scaled('let SCALE = 1;', 'SCALE'),
    "throw new Error('before');\nSCALE = 5;",
    HAND_IN_SCALED,
  ],
  'an error after the hand-in': [true, HELPERS, `${HAND_IN}\nthrow new Error('after');`],
  'an error before the hand-in': [false, HELPERS, `throw new Error('before');\n${HAND_IN}`],
  'a cell that does not compile and declares a helper again': [
    true,
    HELPERS,
    'const dot = 5;\nnobodyDeclaredThis();',
    `const again = (a: number[], b: number[]) => { const n = Math.sqrt(dot(a, a) * dot(b, b)); return n && dot(a, b) / n; };`,
    `await check('${EXERCISE}', again);`,
  ],
  'a cell that assigns a constant': [
    true,
    `${HELPERS}\nconst one = 1;\nconst list = [1];`,
    'list[0] = 5;\none = 2;',
    `await check('${EXERCISE}', (a: number[], b: number[]) => cosine(a, b) * one * list[0]);`,
  ],
  'a cell with a shell line': [true, HELPERS, '!ls -l', HAND_IN],
  'a cell with a magic': [true, HELPERS, '%timeit dot([1], [2])\nconst dot = 3;', HAND_IN],
  'a shell line above the hand-in': [false, HELPERS, `!npm install lodash\n${HAND_IN}`],
  'an unfinished cell': [true, HELPERS, 'function dot(a: number[] {', HAND_IN],
  'an exercise that is exported': [
    false,
    HELPERS,
    `export const answer = cosine;\nawait check('${EXERCISE}', answer);`,
  ],
  'a rejection that nobody awaits': [true, HELPERS, "Promise.reject(new Error('nobody'));", HAND_IN],
  'an error that is caught': [
    true,
    HELPERS,
    "let factor = 0;\ntry { throw new Error('x'); } catch { factor = 1; }",
    `await check('${EXERCISE}', (a: number[], b: number[]) => cosine(a, b) * factor);`,
  ],
  'a module that does not exist': [
    true,
    HELPERS,
    "try { await import('./lib/no-such-module' as string); } catch (error) { console.log('none'); }",
    HAND_IN,
  ],
  'code that is not used': [
    true,
    HELPERS,
    'const unused = [1, 2].map(x => x ** 2);\nclass Unused { static field = unused; }',
    HAND_IN,
  ],
  'text and pictures beside it': [true, HELPERS, "console.log('a', { a: 1 });\n[1, 2, 3]", HAND_IN],
  'an empty cell and a comment': [true, HELPERS, '', '// nothing', HAND_IN],
  'a cell that says it is a module': [true, HELPERS, 'export {};', `${HAND_IN}\nexport {};`],
  'types only': [
    true,
    HELPERS,
    'interface Row { dot: number }\ntype Rows = Row[];\ndeclare const nothing: Row;',
    HAND_IN,
  ],
  'a helper that is missing': [
    false,
    HELPERS,
    `await check('${EXERCISE}', (a: number[], b: number[]) => cosine(a, b) * missingHelper());`,
  ],
  'a check in a comment': [false, HELPERS, `// ${HAND_IN}`],
  'a check in a text': [false, HELPERS, `console.log("await check('${EXERCISE}', cosine);");`],
  'a check that is never called': [false, HELPERS, `const handIn = () => check('${EXERCISE}', cosine);`],
  'an answer that is called already': [false, HELPERS, `await check('${EXERCISE}', cosine([1], [1]) as any);`],
  'a wrong answer': [false, `${HELPERS}\n${WRONG}`, `await check('${EXERCISE}', wrong);`],
  'an answer that throws': [false, HELPERS, `await check('${EXERCISE}', () => { throw new Error('no'); });`],
  'a promise that never ends, and a hand-in before it': [
    true,
    HELPERS,
    `check('${EXERCISE}', cosine);`,
    "console.log('on');",
  ],
};

const passing = (group: string, notebooks: Record<string, string[]>): StyledNotebook[] =>
  Object.entries(notebooks).map(([name, cells]) => ({ name: `${group} ${name}`, cells, passes: true }));
const either = (group: string, notebooks: Record<string, [boolean, ...string[]]>): StyledNotebook[] =>
  Object.entries(notebooks).map(([name, [passes, ...cells]]) => ({ name: `${group} ${name}`, cells, passes }));

export const styledNotebooks: StyledNotebook[] = [
  ...passing('handed in', handIns),
  ...passing('made of', forms),
  ...either('shares', shared),
  ...either('beside', experiments),
];
