import { beforeAll, expect, test } from 'vitest';
import { smallDigitEncoder } from '../../lib/encoders/small-digit-encoder';
import { startEngine } from '../../lib/engine/index';

beforeAll(() => startEngine());

const picture = Float32Array.from({ length: 784 }, (_, i) => (i % 7) / 7);
const embedded = async (seed?: number) => Array.from(await (await smallDigitEncoder({ seed }).embed(picture)).data());

test('the small encoder has 32 dimensions and 14,208 weights, the same for the same seed', async () => {
  const encoder = smallDigitEncoder();
  expect(encoder.dim).toBe(32);
  expect(encoder.weights.reduce((sum, weight) => sum + weight.size, 0)).toBe(14_208);
  const rows = await embedded(1);
  expect(rows).toHaveLength(32);
  expect(Math.hypot(...rows)).toBeCloseTo(1, 5);
  expect(await embedded()).toEqual(rows);
  expect(await embedded(2)).not.toEqual(rows);
});
