import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Backbone, loadBackbone } from '../../lib/encoders/backbone';
import { type SentenceModel, startSentences } from '../../lib/encoders/sentences';
import { loadTowers, type Towers } from '../../lib/encoders/towers';
import { startEngine, tf } from '../../lib/engine/index';
import { photographWords } from '../../lib/training/photograph-words';
import { trainTowers } from '../../lib/training/train-towers';

let backbone: Backbone;
let towers: Towers;
let sentences: SentenceModel;
beforeAll(async () => {
  await startEngine();
  backbone = await loadBackbone();
  towers = await loadTowers();
  sentences = startSentences();
});
afterAll(async () => {
  await sentences.close();
  for (const each of [backbone, towers]) each.dispose();
});

const STEPS = 12;

test('a backbone learns words: the loss falls, what was common stays, and the same seed gives the same bytes', async () => {
  const trained: Float32Array[] = [];
  for (let run = 0; run < 2; run++) {
    const { table, towers: both, options, encoders } = await photographWords(backbone, towers, sentences);
    const centre = Float32Array.from(await table.centre.data());
    const { losses } = await trainTowers(both, { ...options, steps: STEPS });
    expect(losses).toHaveLength(STEPS);
    expect(losses[STEPS - 1]).toBeLessThan(losses[0]);
    expect(Array.from(await table.centre.data())).toEqual(Array.from(centre));
    expect(encoders.text.dim).toBe(table.dim);
    expect(encoders.image.dim).toBe(table.dim);
    trained.push(Float32Array.from(await table.weights[0].data()));
    table.dispose();
  }
  expect(Buffer.from(trained[0].buffer).equals(Buffer.from(trained[1].buffer))).toBe(true);
});

test('the words of photographs are near to each other where they mean the same', async () => {
  const { encoders, table } = await photographWords(backbone, towers, sentences);
  const rows = await encoders.text.embed(['dog', 'a dog', 'trumpet']);
  const cosines = await tf.matMul(rows, rows, false, true).data();
  expect(cosines[1]).toBeGreaterThan(0.7);
  expect(cosines[2]).toBeLessThan(0.4);
  tf.dispose(rows);
  table.dispose();
});
