import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { recallAtK } from '../../lib/metrics/recall-at-k';
import type { Step } from '../../lib/training/loop';
import { frozenTower } from '../../lib/training/train-towers';
import {
  LABELS,
  smallTowersTraining,
  smallWords,
  vectorEncoder,
  vectorsOf,
  vectorTower,
  WORDS,
  wordTower,
} from './small-towers';

let folder: string;
beforeAll(() => startEngine());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'towers-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('towers trained together', () => {
  test('meet: words find the vectors of their concept', async () => {
    const [words, vectors] = [smallWords(), vectorEncoder()];
    const { losses } = await smallTowersTraining({}, { word: wordTower(words), seen: vectorTower('seen', vectors) });
    expect(losses).toHaveLength(60);
    expect(losses[59]).toBeLessThan(losses[0] / 4);
    const fresh = vectorsOf('seen', LABELS); // none of those that it was trained on
    expect(await recallAtK(await words.embed(WORDS), await vectors.embed(fresh), { k: 1 })).toBe(1);
  });

  test('meet without being compared, through a third that both are compared with', async () => {
    const [words, seen, heard] = [smallWords(), vectorEncoder(2), vectorEncoder(3)];
    const towers = {
      word: wordTower(words),
      seen: vectorTower('seen', seen),
      heard: vectorTower('heard', heard),
    };
    const pairs = [
      ['seen', 'word'],
      ['seen', 'heard'],
    ] as const;
    const before = await recallAtK(await heard.embed(vectorsOf('heard', LABELS)), await words.embed(WORDS), { k: 1 });
    await smallTowersTraining({ pairs, steps: 200 }, towers);
    const after = await recallAtK(await heard.embed(vectorsOf('heard', LABELS)), await words.embed(WORDS), { k: 1 });
    expect(before).toBeLessThan(0.5);
    expect(after).toBe(1);
  });

  test('come to rows that stay as they are, and so meet all that is beside these', async () => {
    const [words, seen, heard] = [smallWords(), vectorEncoder(2), vectorEncoder(3)];
    await smallTowersTraining({ steps: 200 }, { word: wordTower(words), seen: vectorTower('seen', seen) });
    const rows = await seen.embed(vectorsOf('seen', LABELS));
    const frozen = Float32Array.from(await rows.data());
    const bound = frozenTower(4, labels => {
      const taken = new Float32Array(labels.length * 4);
      for (const [i, label] of labels.entries()) taken.set(frozen.subarray(label * 4, label * 4 + 4), i * 4);
      return taken;
    });
    await smallTowersTraining({ steps: 200 }, { bound, heard: vectorTower('heard', heard) });
    expect(await rows.data()).toEqual(frozen);
    expect(await recallAtK(await heard.embed(vectorsOf('heard', LABELS)), await words.embed(WORDS), { k: 1 })).toBe(1);
  });

  test('take more rows than there are labels, each label as often, without taking its copies for negatives', async () => {
    const drawn: number[][] = [];
    const seen = vectorTower('seen');
    const watched = {
      ...seen,
      batch: (...args: Parameters<typeof seen.batch>) => {
        drawn.push([...args[0]].sort());
        return seen.batch(...args);
      },
    };
    const { losses } = await smallTowersTraining({ batchSize: 18 }, { word: wordTower(), watched });
    expect(drawn[0]).toEqual(LABELS.flatMap(label => [label, label, label]));
    expect(losses[59]).toBeLessThan(0.1); // with copies as negatives it cannot go under ln 3
  });

  test('give the same numbers for the same seed, and others for another', async () => {
    const [first, again, other] = [
      await smallTowersTraining({ steps: 20 }),
      await smallTowersTraining({ steps: 20 }),
      await smallTowersTraining({ steps: 20, seed: 8 }),
    ];
    expect(again.losses).toEqual(first.losses);
    expect(other.losses).not.toEqual(first.losses);
  });

  test.each([7, 20, 33])('stop after step %i and go on to the very same numbers', async stop => {
    const whole = await smallTowersTraining({});
    const controller = new AbortController();
    const onStep = ({ step }: Step) => {
      if (step === stop) controller.abort();
    };
    const stopped = await smallTowersTraining({ checkpoints: folder, signal: controller.signal, onStep });
    expect(stopped).toMatchObject({ steps: stop, finished: false });
    const others = { word: wordTower(smallWords(99)), seen: vectorTower('seen', vectorEncoder(98)) };
    const resumed = await smallTowersTraining({ checkpoints: folder, resume: true }, others);
    expect(resumed.finished).toBe(true);
    expect(resumed.losses).toEqual(whole.losses);
  });

  test('leave no tensor behind', async () => {
    const towers = { word: wordTower(), seen: vectorTower('seen') };
    await smallTowersTraining({ steps: 5 }, towers);
    const before = tf.memory().numTensors;
    await smallTowersTraining({ steps: 5 }, towers);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('what cannot be trained', () => {
  test.each([
    ['another data set', { data: 'others' }, /has data six concepts, this training has others/],
    ['another schedule', { steps: 80 }, /has steps 60, this training has 80/],
    ['other pairs', { pairs: [['seen', 'word']] as const }, /has pairs word and seen, this training has seen and word/],
  ])('is a checkpoint of %s', async (_, options, message) => {
    await smallTowersTraining({ checkpoints: folder });
    await expect(smallTowersTraining({ checkpoints: folder, resume: true, ...options })).rejects.toThrow(message);
  });

  test.each([
    [
      'a pair of a tower that is not there',
      { pairs: [['word', 'smell']] as const },
      /'smell', expected one of word, seen/,
    ],
    ['a pair of a tower with itself', { pairs: [['word', 'word']] as const }, /compares word with itself/],
    ['no pair', { pairs: [] }, /no pair of towers/],
    ['one label', { labels: [3] }, /there is 1 label, expected two or more/],
    ['no step', { steps: 0 }, /steps is 0/],
    ['half a row', { batchSize: 1.5 }, /batchSize is 1.5/],
    ['a learning rate of nothing', { learningRate: 0 }, /learningRate is 0/],
    ['a decay that is no number', { weightDecay: Number.NaN }, /weightDecay is NaN/],
  ])('is %s', async (_, options, message) => {
    await expect(smallTowersTraining(options)).rejects.toThrow(message);
  });

  test('is a pair of towers of different width', async () => {
    const towers = { word: wordTower(), seen: vectorTower('seen', vectorEncoder(1, 5)) };
    await expect(smallTowersTraining({}, towers)).rejects.toThrow(
      /word has 4 dimensions and seen 5, expected the same/,
    );
  });
});
