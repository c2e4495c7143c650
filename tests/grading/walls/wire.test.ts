import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { asNumbers } from '../../../lib/exercises/exercise';
import { fromWire, onWire } from '../../../tools/grade/walls/wire';

const child =
  require('../../../tools/grade/walls/child/wire.cjs') as typeof import('../../../tools/grade/walls/child/wire.cjs');
const json = (value: unknown) => JSON.parse(JSON.stringify(value));

const VALUES = [
  0,
  -0,
  -1.5,
  Number.NaN,
  Infinity,
  -Infinity,
  'a "text"',
  true,
  null,
  undefined,
  [1, [undefined, Number.NaN]],
  { left: [1], same: Uint8Array.of(1, 2), $: 'object' },
  Float32Array.of(1.5, -2),
  Float64Array.of(Math.PI),
];
const back = async (answer: unknown) => fromWire(json(await child.answerOnWire(answer)));

describe('values', () => {
  test.each(VALUES.map(value => [value]))('%o reaches a child as it is, and comes back', async value => {
    expect(child.fromWire(json(onWire([value])))).toEqual([value]);
    expect(await back(value)).toEqual(value);
  });

  test('a row that is meant twice is one row in the child, and a list of its own beside an equal one', () => {
    const [row, labels] = [[1, 2], Uint8Array.of(1)];
    const [a, b, c] = child.fromWire(json(onWire([[row, row, [1, 2]], { row, labels }, labels])));
    expect([a[0] === a[1], a[0] === a[2], b.row === a[0], b.labels === c]).toEqual([true, false, true, true]);
    expect([a, b, c]).toEqual([[row, row, [1, 2]], { row, labels }, labels]);
  });

  test('of another nature come back as plain data', async () => {
    const proxy = new Proxy({ a: 1 }, { get: (_, key) => (key === 'a' ? 2 : undefined) });
    expect(await back(proxy)).toMatchObject({ a: 2 });
    expect(await back(new Map([[1, 2]]))).toEqual({});
    expect(typeof (await back(() => 1))).toBe('function');
    expect(await back(-12345678901234567890n)).toBe(-12345678901234567890n);
    expect(await back([0n])).toEqual([0n]);
  });

  test('a key cannot reach a prototype', () => {
    const read = fromWire({ $: 'object', entries: [['__proto__', { $: 'object', entries: [['passed', true]] }]] });
    expect((read as { passed?: boolean }).passed).toBeUndefined();
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });
});

/** What a judge sees of an answer by the names that it asks for, and what it would name it by. */
const seen = async (answer: unknown) => {
  const { left, right, same } = (await back(answer)) as Record<string, unknown>;
  return { left, right, same };
};

describe('properties', () => {
  const pairs = { left: [1, 2], right: Uint8Array.of(3, 4), same: [1, 0] };
  class Pairs {
    get left() {
      return [1, 2];
    }
    get right() {
      return Uint8Array.of(3, 4);
    }
  }
  class More extends Pairs {
    same = [1, 0];
    other = this;
    get mirrored(): More {
      return new More();
    }
    get broken() {
      throw new Error('not asked for');
    }
    swap() {}
  }
  class Listed extends Array<number> {
    readonly left = pairs.left;
    get right() {
      return pairs.right;
    }
    readonly same = pairs.same;
  }

  test.each([
    ['of a class', new More()],
    ['of a prototype', Object.create(pairs)],
    ['that do not count', Object.defineProperty({ ...pairs, same: 0 }, 'same', { value: [1, 0], enumerable: false })],
    ['of a map of an own class', Object.assign(new (class extends Map {})(), pairs)],
    ['of a list', Object.assign([1, 2], pairs)],
    ['of a list of an own class', new Listed(1, 2)],
    ['through a proxy', new Proxy(new More(), {})],
    ['beside a circle', Object.assign(Object.create(null), pairs, { all: [pairs], pairs })],
  ])('%s are read', async (_, answer) => {
    expect(await seen(answer)).toEqual(pairs);
  });

  test('what a class computes is none of the keys, as it is not in the notebook', async () => {
    expect(Object.keys((await back(new More())) as object)).toEqual(['same', 'other']);
  });

  test('a list keeps its items and its length beside them', async () => {
    expect(Array.from((await back(Listed.of(7, 8, 9))) as number[])).toEqual([7, 8, 9]);
  });

  test('objects that know each other are sent once each, and end', async () => {
    const nodes = Array.from({ length: 60 }, (_, i) => ({ i, others: [] as object[], list: [] as unknown[] }));
    for (const node of nodes) node.others = nodes;
    nodes[0].list.push(nodes[0].list);
    expect(JSON.stringify(await child.answerOnWire({ nodes })).length).toBeLessThan(500_000);
  });
});

describe('lists of numbers', () => {
  class Row extends Float32Array {}
  class Ranking extends Array<number> {}
  test.each([
    ['a typed array of an own class', Row.of(1, 2, 3)],
    ['an array of an own class', Ranking.of(1, 2, 3)],
    ['a Buffer', Buffer.from([1, 2, 3])],
    ['a part of a larger buffer', new Uint8Array([0, 1, 2, 3]).subarray(1)],
    ['shared memory', new Uint8Array(new SharedArrayBuffer(3)).fill(1).map((_, i) => i + 1)],
    ['another realm’s array', runInNewContext('[1, 2, 3]')],
    ['another realm’s typed array', runInNewContext('Uint16Array.of(1, 2, 3)')],
    ['a frozen one', Object.freeze([1, 2, 3])],
  ])('%s', async (_, answer) => {
    expect(asNumbers(await back(answer))).toEqual([1, 2, 3]);
    expect(asNumbers(((await back({ answer })) as { answer: unknown }).answer)).toEqual([1, 2, 3]);
  });

  test('of big integers are none, as in the notebook', async () => {
    expect(asNumbers(await back(BigInt64Array.of(1n)))).toBeUndefined();
  });
});

test.each(['@tensorflow/tfjs', '@tensorflow/tfjs-core'])('a tensor of %s is read and disposed', async name => {
  const tf = require(name) as typeof import('@tensorflow/tfjs');
  require('@tensorflow/tfjs'); // with its engines
  const tensor = tf.tensor2d([[1, 2, 3]], undefined, 'int32');
  expect(await back(tensor)).toEqual({ shape: [1, 3], values: Float32Array.of(1, 2, 3) });
  expect(tensor.isDisposed).toBe(true);
});

describe('what no child of ours sends is refused:', () => {
  const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
  test.each([
    ['an unknown kind', { $: 'constructor' }],
    ['an object of no kind', { passed: true }],
    ['a typed array of an unknown kind', { $: 'typed', of: '__proto__', base64: '' }],
    ['a tensor without a shape', { $: 'tensor', values: { of: 'Float32Array', base64: '' } }],
    [
      'a tensor whose shape does not fit',
      { $: 'tensor', shape: [1e9], values: { of: 'Float32Array', base64: 'AAAAAA==' } },
    ],
    ['entries that are none', { $: 'object', entries: [1] }],
    ['a list without items', { $: 'list', hidden: [] }],
    ['a big integer that is none', { $: 'bigint', hex: 'x' }],
    ['a big integer of a million digits', { $: 'bigint', hex: 'f'.repeat(1e6) }],
    ['too many levels', deep(20)],
    ['too many values', new Array(400_000).fill(0)],
  ])('%s', (_, sent) => {
    expect(() => fromWire(sent)).toThrow(/it /);
  });
});
