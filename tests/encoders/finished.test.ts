import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadFinished } from '../../lib/encoders/finished';
import { imageTower } from '../../lib/encoders/image-tower';
import { textTower } from '../../lib/encoders/text-tower';
import { startEngine } from '../../lib/engine/index';
import { roundWeights, writeFinished } from '../../lib/training/finish';

let folder: string;
beforeAll(() => startEngine());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'finished-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const towers = ({ seed = 1, dim = 4 } = {}) => ({
  image: imageTower({ side: 32, widths: [4, 8], dim, seed }),
  text: textTower({ buckets: 16, width: 4, dim, seed }),
});
const about = { name: 'small', config: { seed: 1, data: 'none' }, metrics: { 'text to image, R@1': 0.5 } };
const valuesOf = async ({ text, image }: ReturnType<typeof towers>) =>
  Promise.all([...image.weights, ...text.weights].map(async weight => [...(await weight.data())]));
const load = (encoders: Parameters<typeof loadFinished>[2] = towers({ seed: 5 })) =>
  loadFinished('loadSmall', 'small', encoders, { folder });

describe('a finished checkpoint', () => {
  test('gives its weights to other encoders of the same kind, with its metrics and a fingerprint', async () => {
    const [trained, other] = [towers(), towers({ seed: 5 })];
    await roundWeights(trained);
    await writeFinished(about, trained, folder);
    const finished = await load(other);
    expect(await valuesOf(other)).toEqual(await valuesOf(trained));
    expect(finished).toMatchObject({ ...about, fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('gives one of its encoders alone as well', async () => {
    await writeFinished(about, towers(), folder);
    const text = towers({ seed: 5 }).text;
    await load({ text });
    const expected = towers();
    await roundWeights(expected);
    expect([...(await text.weights[0].data())]).toEqual([...(await expected.text.weights[0].data())]);
  });

  test('of another encoder is refused, and no weight is changed', async () => {
    await writeFinished(about, towers({ dim: 5 }), folder);
    const mine = towers();
    const before = await valuesOf(mine);
    await expect(load(mine)).rejects.toThrow(
      /loadSmall: the checkpoint small is of another encoder: its image is .*dense 5, expected .*dense 4; build/,
    );
    expect(await valuesOf(mine)).toEqual(before);
    await expect(load({ sound: mine.text })).rejects.toThrow(/its sound is not there, expected text of hashed words/);
  });

  test('with one byte changed is refused, whichever it is', async () => {
    await writeFinished(about, towers(), folder);
    for (const file of ['weights.bin', 'checkpoint.json']) {
      const path = join(folder, 'small', file);
      const whole = await readFile(path);
      const at = file === 'weights.bin' ? 100 : whole.indexOf('0.5');
      const changed = Buffer.from(whole);
      changed[at] ^= 1;
      await writeFile(path, changed);
      await expect(load()).rejects.toThrow(/loadSmall: .*is damaged: its SHA-256 is .*run git checkout datasets/);
      await writeFile(path, whole);
    }
    await load();
  });

  test('that is missing, cut short or no JSON is refused, and says what to do', async () => {
    await expect(load()).rejects.toThrow(
      /loadSmall: checkpoint.json is missing, expected it at .*git checkout datasets/,
    );
    await writeFinished(about, towers(), folder);
    const weights = join(folder, 'small', 'weights.bin');
    await truncate(weights, 100);
    await expect(load()).rejects.toThrow(/weights.bin has 100 bytes, expected [\d,]+; run git checkout datasets/);
    await rm(weights);
    await expect(load()).rejects.toThrow(/weights.bin is missing/);
    const manifest = join(folder, 'small', 'checkpoint.json');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).slice(0, 50));
    await expect(load()).rejects.toThrow(/checkpoint.json is no JSON, it may have been cut short/);
  });

  test('under another name is refused', async () => {
    await writeFinished({ ...about, name: 'large' }, towers(), folder);
    await writeFinished(about, towers(), folder);
    await writeFile(join(folder, 'small', 'checkpoint.json'), await readFile(join(folder, 'large', 'checkpoint.json')));
    await expect(load()).rejects.toThrow(/is of large in format 1, expected small in format 1/);
  });
});
