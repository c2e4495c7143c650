import { describe, expect, test } from 'vitest';
import { packWeights, unpackWeights } from '../../lib/encoders/packed-weights';
import { seededRandom } from '../../lib/engine/seeds';

const random = seededRandom('packed');
const tensor = (name: string, shape: number[], size = 1) => ({
  name,
  shape,
  values: Float32Array.from(
    { length: shape.reduce((a, b) => a * b, 1) },
    (_, i) =>
      // each output channel of another size
      size * 10 ** (i % shape[shape.length - 1]) * random.normal(),
  ),
});
const TENSORS = [tensor('bias', [5]), tensor('odd', [3, 3]), tensor('filter', [2, 3, 4, 5], 0.01)];

describe('packed weights', () => {
  test('give singles back as they were, wherever they lie', () => {
    const { bytes, index } = packWeights(TENSORS, () => 'float32');
    const shifted = new Uint8Array(bytes.length + 3); // a file may begin anywhere in a buffer
    shifted.set(bytes, 3);
    expect(unpackWeights(shifted.subarray(3), index)).toEqual(TENSORS);
    expect(bytes.length).toBe(4 * (5 + 9 + 120));
  });

  test('give halves back to three digits, in half the bytes', () => {
    const { bytes, index } = packWeights(TENSORS, () => 'float16');
    expect(bytes.length).toBe(12 + 20 + 240); // each begins where a number of four bytes may
    unpackWeights(bytes, index).forEach(({ values }, i) => {
      values.forEach((value, j) => {
        expect(Math.abs(value / TENSORS[i].values[j] - 1)).toBeLessThan(2 ** -11 * 1.001);
      });
    });
  });

  test('give whole numbers of 8 bits back to half a step of their own output channel', () => {
    const { bytes, index } = packWeights(TENSORS, name => (name === 'filter' ? 'int8' : 'float32'));
    const [bias, , filter] = unpackWeights(bytes, index);
    expect(bias.values).toEqual(TENSORS[0].values);
    const given = TENSORS[2].values;
    for (let channel = 0; channel < 5; channel++) {
      const own = given.filter((_, i) => i % 5 === channel).map(Math.abs);
      const largest = Math.max(...own);
      filter.values.forEach((value, i) => {
        if (i % 5 === channel) expect(Math.abs(value - given[i])).toBeLessThanOrEqual((largest / 127 / 2) * 1.0001);
      });
    }
    expect(bytes.length).toBe(20 + 36 + 20 + 120);
  });

  test('keep a channel of nothing but zeros', () => {
    const zeros = { name: 'zeros', shape: [2, 2], values: Float32Array.of(0, 1, 0, -2) };
    const { bytes, index } = packWeights([zeros], () => 'int8');
    expect([...unpackWeights(bytes, index)[0].values]).toEqual([0, expect.closeTo(1, 1), 0, -2]);
  });
});
