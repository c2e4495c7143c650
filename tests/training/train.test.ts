import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { openRun } from '../../lib/training/open-run';
import { type Step, train } from '../../lib/training/train';
import { smallDigits, smallEncoder, smallLoss, smallTraining } from './small-training';

const STEPS_AN_EPOCH = 10;
let folder: string;

beforeAll(() => startEngine());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'training-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const manifest = async () => JSON.parse(await readFile(join(folder, 'checkpoint.json'), 'utf8'));
/** A signal that aborts when the training has done so many steps. */
const interruptAfter = (steps: number) => {
  const controller = new AbortController();
  const onStep = ({ step }: Step) => {
    if (step === steps) controller.abort();
  };
  return { signal: controller.signal, onStep };
};

describe('a training', () => {
  test('lowers the loss', async () => {
    const { losses } = await smallTraining({ epochs: 6 });
    expect(mean(losses.slice(-10))).toBeLessThan(mean(losses.slice(0, 10)) - 0.3);
  });

  test('gives the same numbers for the same seed, and others for another', async () => {
    const [first, again, other] = [
      await smallTraining({ epochs: 1 }),
      await smallTraining({ epochs: 1 }),
      await smallTraining({ epochs: 1, seed: 8 }),
    ];
    expect(again.losses).toEqual(first.losses);
    expect(other.losses).not.toEqual(first.losses);
  });

  test('reports every step, counted from 1', async () => {
    const steps: number[] = [];
    await smallTraining({ epochs: 1, onStep: ({ step, steps: all }) => steps.push(step, all) });
    expect(steps).toEqual(Array.from({ length: STEPS_AN_EPOCH }, (_, i) => [i + 1, STEPS_AN_EPOCH]).flat());
  });

  test('leaves no tensor behind', async () => {
    const encoder = smallEncoder();
    await smallTraining({ epochs: 1 }, encoder);
    const before = tf.memory().numTensors;
    await smallTraining({ epochs: 2 }, encoder);
    expect(tf.memory().numTensors).toBe(before);
    encoder.dispose();
  });

  test('measures after every epoch', async () => {
    let calls = 0;
    const { metrics } = await smallTraining({ measure: async () => ({ accuracy: ++calls / 10 }) });
    expect(metrics).toEqual([
      { step: 10, accuracy: 0.1 },
      { step: 20, accuracy: 0.2 },
      { step: 30, accuracy: 0.3 },
    ]);
  });

  test('keeps snapshots before the first step, at the chosen ones and after the last', async () => {
    const { images } = await smallDigits();
    const { snapshots } = await smallTraining({ epochs: 1, snapshots: { images: images.slice(0, 5 * 784), every: 4 } });
    expect(snapshots.map(({ step }) => step)).toEqual([0, 4, 8, 10]);
    for (const { rows, dim } of snapshots) {
      expect(rows.length).toBe(5 * dim);
      expect(Math.hypot(...rows.slice(0, dim))).toBeCloseTo(1, 5);
    }
    expect(snapshots[3].rows).not.toEqual(snapshots[0].rows);
  });
});

describe('an interrupted training', () => {
  test('on pairs of views, too, and no label changes them', async () => {
    const views = { turn: 10 };
    const whole = await smallTraining({ views });
    await smallTraining({ views, checkpoints: folder, ...interruptAfter(14) });
    const encoder = smallEncoder();
    const digits = await smallDigits();
    const resumed = await train(encoder, { ...digits, labels: new Uint8Array(digits.size) }, smallLoss, {
      ...{ views, batchSize: 32, epochs: 3, seed: 7 },
      ...{ checkpoints: folder, resume: true },
    });
    expect(resumed.losses).toEqual(whole.losses);
    expect(whole.losses).not.toEqual((await smallTraining({})).losses);
  });

  test.each([4, 10, 17])('stops after step %i and goes on to the very same numbers', async step => {
    const whole = await smallTraining({});
    const stopped = await smallTraining({ checkpoints: folder, ...interruptAfter(step) });
    expect(stopped).toMatchObject({ steps: step, finished: false });
    const resumed = await smallTraining({ checkpoints: folder, resume: true }, smallEncoder({ seed: 99 }));
    expect(resumed.finished).toBe(true);
    expect(resumed.losses).toEqual(whole.losses);
  });

  test('has the snapshots of before when it goes on', async () => {
    const { images } = await smallDigits();
    const snapshots = { images: images.slice(0, 784), every: 5 };
    const whole = await smallTraining({ snapshots });
    await smallTraining({ snapshots, checkpoints: folder, ...interruptAfter(12) });
    const resumed = await smallTraining({ snapshots, checkpoints: folder, resume: true });
    expect(resumed.snapshots).toEqual(whole.snapshots);
  });

  test('can be made longer once it is finished', async () => {
    const whole = await smallTraining({ epochs: 2 });
    await smallTraining({ epochs: 1, checkpoints: folder });
    const longer = await smallTraining({ epochs: 2, checkpoints: folder, resume: true });
    expect(longer.losses).toEqual(whole.losses);
  });

  test('returns at once when there is nothing left to do', async () => {
    await smallTraining({ epochs: 1, checkpoints: folder });
    const steps: Step[] = [];
    const again = await smallTraining({ epochs: 1, checkpoints: folder, resume: true, onStep: s => steps.push(s) });
    expect(again).toMatchObject({ finished: true, steps: STEPS_AN_EPOCH });
    expect(steps).toEqual([]);
  });

  test('starts anew unless it is told to resume, and replaces the old checkpoint with the first new one', async () => {
    await smallTraining({ epochs: 2, checkpoints: folder });
    await smallTraining({ epochs: 1, checkpoints: folder });
    expect((await manifest()).step).toBe(STEPS_AN_EPOCH);
    expect((await readdir(folder)).filter(name => name.startsWith('weights-'))).toHaveLength(1);
  });
});

describe('a checkpoint', () => {
  test('gives its weights to another encoder of the same network', async () => {
    const trained = smallEncoder();
    await smallTraining({ epochs: 1, checkpoints: folder }, trained);
    const other = smallEncoder({ seed: 5 });
    await openRun(folder, other);
    const { images } = await smallDigits();
    const [a, b] = [await trained.embed(images), await other.embed(images)];
    expect(await b.data()).toEqual(await a.data());
    tf.dispose([a, b]);
  });

  test('of another network is refused', async () => {
    await smallTraining({ epochs: 1, checkpoints: folder });
    const wider = smallEncoder({ units: 9 });
    await expect(openRun(folder, wider)).rejects.toThrow(/of another network .*expected .*676x9/s);
    await expect(smallTraining({ checkpoints: folder, resume: true }, wider)).rejects.toThrow(/has architecture/);
  });

  test.each([
    ['seed', { seed: 8 }, 'has seed 7, this training has 8'],
    ['learning rate', { learningRate: 0.01 }, 'has learningRate 0.001, this training has 0.01'],
    ['batch size', { batchSize: 16 }, 'has batchSize 32, this training has 16'],
    ['share of positives', { positives: 0.5 }, 'has positives 1, this training has 0.5'],
    ['kind of pairs', { views: { turn: 5 } }, 'has views undefined, this training has {"turn":5}'],
  ])('of another %s is refused', async (_, options, message) => {
    await smallTraining({ epochs: 1, checkpoints: folder });
    await expect(smallTraining({ checkpoints: folder, resume: true, ...options })).rejects.toThrow(message);
  });

  test('of another data set is refused', async () => {
    await smallTraining({ epochs: 1, checkpoints: folder });
    const resume = train(smallEncoder(), await smallDigits(320), smallLoss, {
      batchSize: 32,
      seed: 7,
      checkpoints: folder,
      resume: true,
    });
    await expect(resume).rejects.toThrow(/has data .* from 0, this training has .* from 320/);
  });

  test('cut short, changed or without its numbers is refused, and says what to do', async () => {
    await smallTraining({ epochs: 1, checkpoints: folder });
    const resume = () => smallTraining({ checkpoints: folder, resume: true });
    const numbers = join(folder, (await manifest()).weights.file);
    const whole = await readFile(numbers);

    const changed = Buffer.from(whole);
    changed[100] ^= 1;
    await writeFile(numbers, changed);
    await expect(resume()).rejects.toThrow(/is damaged: its SHA-256 .*delete .* to train from the start/);
    await truncate(numbers, 100);
    await expect(resume()).rejects.toThrow(/has 100 bytes, expected \d+; delete/);
    await rm(numbers);
    await expect(resume()).rejects.toThrow(/cannot be read \(ENOENT\)/);
  });

  test('whose manifest is cut short or of another format is refused', async () => {
    await smallTraining({ epochs: 1, checkpoints: folder });
    const path = join(folder, 'checkpoint.json');
    const text = await readFile(path, 'utf8');
    const resume = () => smallTraining({ checkpoints: folder, resume: true });
    await writeFile(path, text.slice(0, 200));
    await expect(resume()).rejects.toThrow(/checkpoint.json in .* is no JSON, it may have been cut short/);
    await writeFile(path, '{"version": 2}');
    await expect(resume()).rejects.toThrow(/written in format 2, expected format 1/);
    await writeFile(path, '{"version": 1, "step": 3}');
    await expect(resume()).rejects.toThrow(/lacks a part/);
  });

  test('in a place that cannot be written is an error, and the training says where', async () => {
    const file = join(folder, 'a file');
    await writeFile(file, '');
    await expect(smallTraining({ epochs: 1, checkpoints: join(file, 'run') })).rejects.toThrow(
      /cannot write weights-.*not a folder/,
    );
  });
});

describe('what cannot be trained', () => {
  test('a loss that becomes NaN is an error that names the step', async () => {
    const nan = train(
      smallEncoder(),
      await smallDigits(),
      left => tf.mean(tf.log(tf.sub(0, tf.abs(left)))) as tf.Scalar,
      {
        batchSize: 32,
      },
    );
    await expect(nan).rejects.toThrow(/the loss is NaN at step 1, expected a finite number/);
  });

  test.each([
    ['epochs', { epochs: 0 }, 'epochs is 0, expected a whole number'],
    ['batchSize', { batchSize: 321 }, 'batchSize is 321, expected a whole number from 1 to 320'],
    ['learningRate', { learningRate: 0 }, 'learningRate is 0, expected a number above 0'],
    ['learningRate', { learningRate: Number.NaN }, 'learningRate is NaN'],
    ['positives', { views: {}, positives: 0.5 }, 'positives is 0.5, expected 1: two views of one picture'],
    ['resume', { resume: true }, 'resume needs the folder of the checkpoints'],
    ['snapshots', { snapshots: { images: new Float32Array(784), every: 0 } }, 'snapshots.every is 0'],
  ])('%s out of range is refused', async (_, options, message) => {
    await expect(smallTraining(options)).rejects.toThrow(message);
  });
});
