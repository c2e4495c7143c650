import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enlargePicture } from '../../lib/data/enlarge-picture';
import { loadImageClasses } from '../../lib/data/image-classes';
import { loadPhotographs, type Photographs } from '../../lib/data/photographs';
import { loadPictures } from '../../lib/data/pictures';
import { takePictures } from '../../lib/data/take-pictures';
import { classSentences, classTextList } from '../../lib/encoders/class-sentences';
import { CHECKPOINTS } from '../../lib/encoders/finished';
import { loadPhotographEncoder, type PhotographEncoder } from '../../lib/encoders/photographs';
import { SENTENCE_WIDTH, startSentences } from '../../lib/encoders/sentences';
import { loadTowers, type Towers } from '../../lib/encoders/towers';
import { startEngine, tf } from '../../lib/engine/index';

let encoder: PhotographEncoder;
let towers: Towers;
let photographs: Photographs;
const chosen: number[] = [];
beforeAll(async () => {
  await startEngine();
  towers = await loadTowers();
  encoder = await loadPhotographEncoder({ towers });
  photographs = await loadPhotographs('tuxpaint');
  for (const caption of ['A lion.', 'A banana.', 'A trumpet.']) chosen.push(photographs.captions.indexOf(caption));
});
afterAll(() => {
  encoder.dispose();
  towers.dispose();
});

const NAMES = ['lion', 'banana', 'trumpet', 'fire engine'];
const nearest = async (rows: tf.Tensor2D, others: tf.Tensor2D) =>
  Array.from(await tf.argMax(tf.matMul(rows, others, false, true), 1).data());

describe('the encoder of photographs', () => {
  test('brings photographs near their names, in its own space and in that of the drawings', async () => {
    expect(chosen.every(i => i >= 0)).toBe(true);
    const shown = takePictures(photographs, chosen);
    const rows = await encoder.embed(shown);
    expect(rows.shape).toEqual([3, 608]);
    for (const length of await tf.norm(rows, 2, 1).data()) expect(length).toBeCloseTo(1, 4);
    expect(await nearest(rows, await encoder.words.embed(NAMES))).toEqual([0, 1, 2]);
    const beside = await encoder.besideDrawings.embed(shown);
    expect(beside.shape).toEqual([3, towers.image.dim]);
    expect(await nearest(beside, await towers.text.embed(NAMES))).toEqual([0, 1, 2]);
  });

  test('knows photographs from drawings', async () => {
    const drawings = await loadPictures('twemoji'); // a style that nothing was trained on
    const asked = [3, 400, 900].map(i => takePictures(drawings, [i]));
    const seen = await Promise.all(
      asked.map(async one => (await encoder.look(await enlargePicture(one))).photographs[0]),
    );
    expect(Math.max(...seen)).toBeLessThan(0.5);
    const { rows, photographs: likely } = await encoder.look(takePictures(photographs, chosen));
    expect(Math.min(...likely)).toBeGreaterThan(0.5);
    expect(rows.shape).toEqual([3, 608]);
  });

  test('leaves nothing behind', async () => {
    const before = tf.memory().numTensors;
    const own = await loadPhotographEncoder();
    const rows = await own.embed(takePictures(photographs, chosen.slice(0, 1)));
    rows.dispose();
    own.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('is refused with other towers than it was trained with', async () => {
    const other = { ...towers, fingerprint: 'another' };
    await expect(loadPhotographEncoder({ towers: other })).rejects.toThrow(
      'the photographs were trained with other towers',
    );
  });

  test('is refused where a file is missing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'checkpoints-'));
    await cp(join(CHECKPOINTS, 'photographs'), join(folder, 'photographs'), { recursive: true });
    await rm(join(folder, 'photographs', 'weights.bin'));
    await expect(loadPhotographEncoder({ towers, folder })).rejects.toThrow('weights.bin');
    await rm(folder, { recursive: true });
  });
});

test('the vectors of the classes that ship are those of the sentence model, to 8 bits', async () => {
  const classes = await loadImageClasses();
  const stored = await classSentences(classes);
  const texts = classTextList(classes).filter((_, i) => i % 500 === 0);
  const [known, asked] = [await stored.vectors(texts), await startSentences().vectors(texts)];
  for (let i = 0; i < texts.length; i++) {
    const [a, b] = [known, asked].map(rows => rows.subarray(i * SENTENCE_WIDTH, (i + 1) * SENTENCE_WIDTH));
    const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, j) => sum + value * y[j], 0);
    expect(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))).toBeGreaterThan(0.999);
  }
  await expect(stored.vectors(['no class at all'])).rejects.toThrow("called or described as 'no class at all'");
});
