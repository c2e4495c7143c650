import { beforeAll, expect, test } from 'vitest';
import { bothTexts } from '../../lib/encoders/both-texts';
import { textTower } from '../../lib/encoders/text-tower';
import { startEngine, tf } from '../../lib/engine/index';

beforeAll(() => startEngine());

test('two encoders of texts as one: as near to the one as to the other, of unit length, and nothing is left behind', async () => {
  const [first, second] = [textTower({ seed: 1 }), textTower({ seed: 2 })];
  const before = tf.memory().numTensors;
  const texts = ['lion', 'a trumpet in the rain'];
  const both = await bothTexts(first, second).embed(texts);
  expect(tf.memory().numTensors).toBe(before + 1);
  const [a, b] = [await first.embed(texts), await second.embed(texts)];
  const cosines = async (other: tf.Tensor) => Array.from(await tf.sum(tf.mul(both, other), 1).data());
  const [toFirst, toSecond, toItself] = [await cosines(a), await cosines(b), await cosines(both)];
  toFirst.forEach((cosine, i) => {
    expect(cosine).toBeCloseTo(toSecond[i], 5);
    expect(toItself[i]).toBeCloseTo(1, 5);
    expect(cosine).toBeGreaterThan(0.5);
  });
});
