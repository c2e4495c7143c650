import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom, startEngine, tf, withSeed } from '../../lib/engine/index';
import { seedMathRandom } from '../../lib/engine/seeds';

const take = (count: number, draw: () => number) => Array.from({ length: count }, draw);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('seededRandom', () => {
  it('gives the same numbers for the same seed, on every machine', () => {
    const [a, b] = [seededRandom(42), seededRandom(42)];
    expect(take(100, a.next)).toEqual(take(100, b.next));
    expect(take(3, seededRandom(42).next)).toEqual([0.3138439213368096, 0.3382798390747671, 0.26089961665254746]);
  });

  it('gives other numbers for another seed, however near', () => {
    const first = [0, 1, -1, 0.5, 42, '42', 'a', 'b', '', 2 ** 40].map(seed => seededRandom(seed).next());
    expect(new Set(first).size).toBe(first.length);
  });

  it('refuses seeds that are no seeds', () => {
    for (const seed of [Number.NaN, Infinity, undefined, null]) {
      expect(() => seededRandom(seed as number)).toThrow(/expected a finite number or a string/);
    }
  });

  it('next is spread evenly over 0 to 1', () => {
    const values = take(20_000, seededRandom(1).next);
    const bins = new Array(10).fill(0);
    for (const value of values) bins[Math.floor(value * 10)]++; // outside of [0, 1) would make an eleventh
    expect(bins).toHaveLength(10);
    for (const bin of bins) expect(Math.abs(bin - 2000)).toBeLessThan(200);
  });

  it('integer reaches every number from 0 to n - 1 and no other', () => {
    const random = seededRandom(2);
    expect(new Set(take(1000, () => random.integer(7)))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
    expect(random.integer(1)).toBe(0);
    for (const n of [0, -1, 1.5, Number.NaN]) expect(() => random.integer(n)).toThrow(/whole number of at least 1/);
  });

  it('normal has mean 0, deviation 1, and three in a thousand beyond 3', () => {
    const values = take(50_000, seededRandom(3).normal);
    expect(Math.abs(mean(values))).toBeLessThan(0.02);
    expect(Math.abs(mean(values.map(value => value ** 2)) - 1)).toBeLessThan(0.03);
    expect(values.filter(value => Math.abs(value) > 3).length / values.length).toBeCloseTo(0.0027, 3);
  });

  it('shuffle keeps every element, in place, and gives all orders alike', () => {
    const random = seededRandom(4);
    const typed = Uint8Array.from({ length: 50 }, (_, i) => i);
    expect(random.shuffle(typed)).toBe(typed);
    expect([...typed].sort((a, b) => a - b)).toEqual(take(50, () => 0).map((_, i) => i));
    const counts: Record<string, number> = {};
    for (let i = 0; i < 6000; i++) {
      const order = random.shuffle([1, 2, 3]).join('');
      counts[order] = (counts[order] ?? 0) + 1;
    }
    expect(Object.keys(counts)).toHaveLength(6);
    for (const count of Object.values(counts)) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('fork depends on the name, and not on what was drawn before', () => {
    const [fresh, used] = [seededRandom(5), seededRandom(5)];
    take(10, used.normal);
    expect(take(5, used.fork('pairs').next)).toEqual(take(5, fresh.fork('pairs').next));
    const first = [fresh.fork('a'), fresh.fork('b'), fresh.fork(1), fresh.fork('1'), fresh.fork('a').fork('b'), fresh];
    expect(new Set(first.map(random => random.next())).size).toBe(first.length);
  });
});

describe('withSeed', () => {
  it('makes unseeded initial weights and dropout repeat', async () => {
    await startEngine({ engine: 'wasm' });
    const build = () => {
      const model = tf.sequential({
        layers: [tf.layers.dense({ inputShape: [8], units: 8 }), tf.layers.dropout({ rate: 0.5 })],
      });
      const out = model.apply(tf.ones([4, 8]), { training: true }) as tf.Tensor;
      return [...model.getWeights().map(weight => weight.dataSync()), out.dataSync()];
    };
    expect(withSeed(7, build)).toEqual(withSeed(7, build));
    expect(withSeed(8, build)).not.toEqual(withSeed(7, build));
  });

  it('puts Math.random back, also after an exception, and when nested', () => {
    const before = Math.random;
    withSeed(1, () => withSeed(2, Math.random));
    expect(Math.random).toBe(before);
    const fails = () => {
      throw new Error('mine');
    };
    expect(() => withSeed(1, fails)).toThrow('mine');
    expect(Math.random).toBe(before);
    const draw = () => Math.random();
    const alone = withSeed(1, draw);
    const around = withSeed(1, () => [withSeed(2, draw), draw()]);
    expect(around[1]).toBe(alone);
  });

  it('refuses a function that waits', () => {
    expect(() => withSeed(1, async () => 1)).toThrow(/expected one that is done when it returns/);
    expect(() => withSeed(1, () => Promise.reject(new Error('late')))).toThrow(/returns a promise/);
    expect(() => withSeed(Number.NaN, () => 1)).toThrow(/the seed is NaN/);
  });
});

describe('startEngine({ seed })', () => {
  afterEach(() => seedMathRandom(undefined));

  it('seeds what TensorFlow.js draws without a seed; again starts afresh', async () => {
    await startEngine({ engine: 'wasm', seed: 9 });
    const first = [Math.random(), tf.randomNormal([2]).dataSync()];
    await startEngine({ seed: 9 });
    expect([Math.random(), tf.randomNormal([2]).dataSync()]).toEqual(first);
    await startEngine();
    expect(Math.random()).not.toBe(first[0]); // without a seed the sequence goes on
  });
});
