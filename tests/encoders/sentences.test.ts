import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sentenceEncoder, sentenceTower } from '../../lib/encoders/sentence-tower';
import { SENTENCE_WIDTH, type SentenceModel, startSentences } from '../../lib/encoders/sentences';
import { startEngine, tf } from '../../lib/engine/index';

let model: SentenceModel;
beforeAll(async () => {
  await startEngine();
  model = startSentences();
});
afterAll(() => model.close());

const cosine = (vectors: Float32Array, a: number, b: number) => {
  let sum = 0;
  for (let i = 0; i < SENTENCE_WIDTH; i++) sum += vectors[a * SENTENCE_WIDTH + i] * vectors[b * SENTENCE_WIDTH + i];
  return sum;
};

describe('the model of sentences', () => {
  test('knows what words mean, without having seen a picture', async () => {
    const vectors = await model.vectors(['a big cat that roars', 'lion', 'trumpet', 'LION']);
    expect(cosine(vectors, 0, 1)).toBeGreaterThan(cosine(vectors, 0, 2) + 0.1);
    expect(cosine(vectors, 1, 3)).toBeCloseTo(1, 5); // large letters are small ones
  });

  test('keeps the order of the texts, long and short', async () => {
    const texts = ['a very long sentence about a house with a garden', 'sun', 'the trumpet in the rain', 'moon'];
    const [together, alone] = [await model.vectors(texts), await model.vectors([texts[2]])];
    alone.forEach((value, i) => {
      expect(value).toBeCloseTo(together[2 * SENTENCE_WIDTH + i], 4);
    });
  });

  // Its package brings a TensorFlow.js of its own, which would put slow kernels in the place of the course's.
  test('leaves the engine of the course as it is, and the handlers of errors', async () => {
    const kernels = () => tf.getKernelsForBackend('wasm').map(({ kernelFunc }) => kernelFunc);
    const before = { kernels: kernels(), listeners: process.listenerCount('unhandledRejection') };
    await model.vectors(['lion']);
    expect(kernels()).toEqual(before.kernels);
    expect(process.listenerCount('unhandledRejection')).toBe(before.listeners);
  });

  test('is one for all who start it, until the last of them closes it', async () => {
    const threads = () => (process.report.getReport() as { workers: unknown[] }).workers.length;
    const before = threads();
    const [one, two] = [startSentences(), startSentences()];
    const asked = one.vectors(['lion']);
    await two.close();
    await two.close(); // again is no harm
    expect(await asked).toHaveLength(SENTENCE_WIDTH);
    expect(await one.vectors(['lion'])).toEqual(await model.vectors(['lion']));
    expect(threads()).toBe(before);
    await expect(two.vectors(['lion'])).rejects.toThrow(/the model was closed; start it again/);
    await one.close();
    expect(await model.vectors(['lion'])).toHaveLength(SENTENCE_WIDTH);
  });

  test.each([
    ['empty', '', /sentences: text 1 is empty/],
    ['of emoji only', '🦁', /text 1 \('🦁'\) has none of the letters/],
    ['in another script', '獅子', /text 1 \('獅子'\) has none of the letters/],
    ['of 100,000 characters', 'lion '.repeat(20_000), /text 1 has 100,000 characters, expected at most 2,000/],
  ])('refuses a text that is %s, and goes on', async (_, text, message) => {
    await expect(model.vectors(['lion', text])).rejects.toThrow(message);
    expect(await model.vectors(['lion'])).toHaveLength(SENTENCE_WIDTH);
  });
});

describe('the encoder of sentences', () => {
  test('gives rows of unit length', async () => {
    const encoder = sentenceEncoder(sentenceTower({ dim: 8 }));
    const rows = await encoder.embed(['a lion', 'a trumpet']);
    expect(rows.shape).toEqual([2, 8]);
    const values = await rows.data();
    for (const i of [0, 1]) expect(Math.hypot(...values.slice(i * 8, i * 8 + 8))).toBeCloseTo(1, 5);
    encoder.dispose();
  });

  test('refuses numbers that do not make whole vectors', async () => {
    await expect(sentenceTower().embed(new Float32Array(500))).rejects.toThrow(/are 500 numbers, expected .*n x 512/);
    await expect(sentenceTower().embed(['lion'] as never)).rejects.toThrow(/expected a Float32Array of n x 512/);
  });
});
