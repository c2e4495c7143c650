import { describe, expect, test } from 'vitest';
import { fromWire, onWire } from '../../tools/grade/wire';

const child = require('../../tools/grade/child/wire.cjs') as typeof import('../../tools/grade/child/wire.cjs');
const json = (value: unknown) => JSON.parse(JSON.stringify(value));

const VALUES = [
  0,
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
];

describe('values', () => {
  test.each(VALUES.map(value => [value]))('%o reaches a child as it is, and comes back', async value => {
    expect(child.fromWire(json(onWire(value)))).toEqual(value);
    expect(fromWire(json(await child.answerOnWire(value)))).toEqual(value);
  });

  test('of another nature come back as plain data', async () => {
    const proxy = new Proxy({ a: 1 }, { get: () => 2 });
    expect(fromWire(json(await child.answerOnWire(proxy)))).toEqual({ a: 2 });
    expect(
      fromWire(
        json(
          await child.answerOnWire({
            get a() {
              return 3;
            },
          }),
        ),
      ),
    ).toEqual({ a: 3 });
    expect(fromWire(json(await child.answerOnWire(new Map([[1, 2]]))))).toEqual({});
    expect(typeof fromWire(json(await child.answerOnWire(() => 1)))).toBe('function');
  });

  test('a key cannot reach a prototype', () => {
    const read = fromWire({ $: 'object', entries: [['__proto__', { $: 'object', entries: [['passed', true]] }]] });
    expect((read as { passed?: boolean }).passed).toBeUndefined();
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });
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
    ['too many levels', deep(20)],
    ['too many values', new Array(400_000).fill(0)],
  ])('%s', (_, sent) => {
    expect(() => fromWire(sent)).toThrow(/it /);
  });
});
