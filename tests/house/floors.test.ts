import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { circles, importsOf, projectFiles, projectImports, ROOT } from './imports';

/** The rooms of lib, from the ground up: a room imports from those below it, and of its own floor one way only. */
const FLOORS = [
  ['engine'],
  ['data', 'losses', 'neighbours'],
  ['encoders', 'metrics', 'projection', 'sampling'],
  ['training'],
  ['evaluation', 'search'],
  ['answers', 'charts'],
  ['exercises', 'notebook'],
];

const roomOf = (file: string) => file.split('/')[1];
const floorOf = (room: string) => FLOORS.findIndex(rooms => rooms.includes(room));

/** Imports from one room of lib to another, as 'from file -> to file', with their rooms. */
function arrows(imports: ReadonlyMap<string, readonly string[]>) {
  return [...imports]
    .filter(([file]) => file.startsWith('lib/'))
    .flatMap(([file, targets]) => targets.map(target => ({ file, target, from: roomOf(file), to: roomOf(target) })))
    .filter(({ from, to }) => from !== to);
}

const upwards = (imports: ReadonlyMap<string, readonly string[]>) =>
  arrows(imports)
    .filter(({ target, from, to }) => !target.startsWith('lib/') || floorOf(to) > floorOf(from))
    .map(({ file, target }) => `${file} -> ${target}`);

const imports = projectImports();

test('every room of lib stands on a floor', () => {
  const rooms = new Set([...imports.keys()].filter(file => file.startsWith('lib/')).map(roomOf));
  expect([...rooms].filter(room => floorOf(room) < 0)).toEqual([]);
  expect(rooms.size).toBeGreaterThanOrEqual(12);
});

test('nothing in lib looks up, and nothing looks out of lib', () => {
  expect(arrows(imports).length).toBeGreaterThan(200);
  expect(upwards(imports)).toEqual([]);
});

test('an arrow upwards or outwards is seen', () => {
  const known = new Set(['lib/data/digits.ts', 'lib/encoders/encoder.ts', 'tools/train/digits.ts']);
  const text =
    "import type { Encoder } from '../encoders/encoder';\nconst later = () => import('../../tools/train/digits');";
  expect(upwards(new Map([['lib/data/digits.ts', importsOf('lib/data/digits.ts', text, known)]]))).toEqual([
    'lib/data/digits.ts -> lib/encoders/encoder.ts',
    'lib/data/digits.ts -> tools/train/digits.ts',
  ]);
});

test('rooms of one floor import one way', () => {
  const beside = arrows(imports).filter(({ from, to }) => floorOf(from) === floorOf(to));
  const rooms = new Map<string, string[]>();
  for (const { from, to } of beside) rooms.set(from, [...(rooms.get(from) ?? []), to]);
  expect(circles(rooms)).toEqual([]);
});

test('no two files import each other, nor do more in a circle', () => {
  expect(circles(imports)).toEqual([]);
  expect(
    circles(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['a']],
      ]),
    ),
  ).toEqual([['a', 'b', 'c', 'a']]);
});

test('what one room alone knows is imported nowhere else', () => {
  const owners: Record<string, RegExp> = {
    tslab: /^lib\/notebook\//,
    vega: /^lib\/charts\//,
    'vega-lite': /^lib\/charts\//,
    '@lancedb/lancedb': /^lib\/search\/stores\//,
    '@zilliz/milvus2-sdk-node': /^lib\/search\/stores\//,
    '@tensorflow/tfjs': /^lib\/engine\//,
    '@tensorflow/tfjs-core': /^lib\/engine\//,
    '@tensorflow/tfjs-backend-wasm': /^lib\/engine\//,
  };
  const strangers = [...imports.keys()]
    .filter(file => file.startsWith('lib/'))
    .flatMap(file =>
      [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(/(?:from|import\(|require\()\s*'([^.'][^']*)'/g)]
        .filter(([, name]) => owners[name] && !owners[name].test(file))
        .map(([, name]) => `${file} imports ${name}`),
    );
  expect(strangers).toEqual([]);
});

const charts = projectFiles().filter(file => file.startsWith('lib/charts/'));

test('lib/charts holds charts at its top, one a file, and no long file', () => {
  const top = charts.filter(file => file.split('/').length === 3);
  expect(top.length).toBeGreaterThan(20);
  expect(top.length).toBeLessThanOrEqual(30);
  const text = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
  const givesChart = /^export function \w+\([\s\S]*?\): Chart \{$/gm;
  expect(top.filter(file => text(file).match(givesChart)?.length !== 1)).toEqual([]);
  expect(charts.filter(file => text(file).split('\n').length > 301)).toEqual([]);
});
