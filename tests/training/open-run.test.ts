import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { openRun } from '../../lib/training/open-run';
import { smallDigits, smallEncoder, smallTraining } from './small-training';

let folder: string;
beforeAll(() => startEngine());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'run-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a run that is opened', () => {
  test('gives the encoder its weights back, with the losses and snapshots that were kept', async () => {
    const { images } = await smallDigits();
    const trained = smallEncoder();
    const run = await smallTraining(
      { epochs: 1, checkpoints: folder, snapshots: { images: images.slice(0, 5 * 784), every: 4 } },
      trained,
    );
    const fresh = smallEncoder();
    const opened = await openRun(folder, fresh);
    expect(opened).toEqual({ losses: run.losses, metrics: [], snapshots: run.snapshots, steps: run.steps });
    const rows = async (encoder: typeof trained) => (await encoder.embed(images)).data();
    expect(await rows(fresh)).toEqual(await rows(trained));
  });

  test('is undefined where nothing was trained', async () => {
    expect(await openRun(join(folder, 'none'), smallEncoder())).toBeUndefined();
  });

  test('is refused for another network, and where a snapshot is cut short; the encoder keeps its weights', async () => {
    const { images } = await smallDigits();
    await smallTraining({ epochs: 1, checkpoints: folder, snapshots: { images: images.slice(0, 784), every: 5 } });
    const other = { architecture: '3x3', weights: [tf.variable(tf.zeros([3, 3]))] };
    await expect(openRun(folder, other)).rejects.toThrow(/openRun: the checkpoint in .* is of another network/);
    const [snapshot] = (await readdir(folder)).filter(name => name.startsWith('snapshot-'));
    await truncate(join(folder, snapshot), 8);
    const encoder = smallEncoder();
    const before = await encoder.weights[0].data();
    await expect(openRun(folder, encoder)).rejects.toThrow(/snapshot-.* is damaged/);
    expect(await encoder.weights[0].data()).toEqual(before);
  });
});
