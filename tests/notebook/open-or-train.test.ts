import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startEngine } from '../../lib/engine/index';
import { openOrTrain } from '../../lib/notebook/open-or-train';
import { smallDigits, smallEncoder, smallLoss, smallTraining } from '../training/small-training';

let folder: string;
const printed: string[] = [];
beforeAll(async () => {
  await startEngine();
  folder = mkdtempSync(path.join(tmpdir(), 'open-or-train-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  printed.length = 0;
  vi.spyOn(console, 'log').mockImplementation(text => void printed.push(text));
});
afterEach(() => void vi.restoreAllMocks());

const short = { name: 'Trial', batchSize: 32, epochs: 1, seed: 7 };

describe('a training that is opened or done', () => {
  test('is done where nothing is stored, with a bar that says the loss', async () => {
    const run = await openOrTrain(smallEncoder(), await smallDigits(), smallLoss, {
      ...short,
      stored: path.join(folder, 'none'),
    });
    expect(run.losses).toEqual((await smallTraining({ epochs: 1 })).losses);
    expect(printed.at(-1)).toMatch(/^Trial: 10 of 10 steps · 100 % · .*loss \d\.\d{3}/);
  });

  test('is taken from where it is stored: the same weights, and nothing is trained', async () => {
    const stored = path.join(folder, 'stored');
    const trained = smallEncoder();
    const run = await smallTraining({ epochs: 1, checkpoints: stored }, trained);
    const opened = smallEncoder({ seed: 2 });
    const digits = await smallDigits();
    const never = () => {
      throw new Error('a loss was asked for');
    };
    expect((await openOrTrain(opened, digits, never, { ...short, stored })).losses).toEqual(run.losses);
    const rows = async (encoder: typeof trained) => (await encoder.embed(digits.images)).data();
    expect(await rows(opened)).toEqual(await rows(trained));
    expect(printed).toEqual([]);
  });

  test('goes on from its own checkpoint', async () => {
    const checkpoints = path.join(folder, 'own');
    await smallTraining({ epochs: 1, checkpoints });
    const again = await openOrTrain(smallEncoder(), await smallDigits(), smallLoss, { ...short, checkpoints });
    expect(again.steps).toBe(10);
    expect(printed).toEqual([]); // all steps were done
  });
});
