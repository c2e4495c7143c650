import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { keptRow } from '../../tools/train/kept';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kept-'));
  file = join(folder, 'InfoNCE, rate 0.001, seed 1.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const config = { data: 'digits', steps: 200 };
const row = { loss: 'InfoNCE', seed: 1, kNN: 0.9712 };
const keep = (measured: typeof row | undefined, { resume = true, under = config } = {}) => {
  const measure = vi.fn(async () => measured);
  return { measure, kept: keptRow(file, under, { resume, measure }) };
};

describe('a row that is kept', () => {
  test('is measured once, and read from then on', async () => {
    expect(await keep(row).kept).toEqual(row);
    const again = keep({ ...row, kNN: 0.5 });
    expect(await again.kept).toEqual(row);
    expect(again.measure).not.toHaveBeenCalled();
  });

  test('leaves nothing when its measuring is interrupted', async () => {
    expect(await keep(undefined).kept).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
    expect(await keep(row).kept).toEqual(row);
  });

  test('is measured again where that is asked for', async () => {
    await keep(row).kept;
    const other = { ...row, kNN: 0.98 };
    expect(await keep(other, { resume: false }).kept).toEqual(other);
    expect(await keep(row).kept).toEqual(other);
  });

  test.each([
    ['other data', { ...config, data: 'letters' }, /seed 1\.json was measured with data digits, this run has letters/],
    [
      'more steps',
      { ...config, steps: 300 },
      /was measured with steps 200, this run has 300 .*give --anew, or another/,
    ],
    ['a condition more', { ...config, k: 20 }, /was measured with k undefined, this run has 20/],
  ])('is not taken for one of %s', async (_, under, message) => {
    await keep(row).kept;
    await expect(keep(row, { under }).kept).rejects.toThrow(message);
    expect(await keep(row).kept).toEqual(row);
  });

  test('is refused when it was changed or cut short', async () => {
    await keep(row).kept;
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('0.9712', '0.9812'));
    await expect(keep(row).kept).rejects.toThrow(/is damaged: .*delete it, or give --anew/);
    await writeFile(file, text.slice(0, 40));
    await expect(keep(row).kept).rejects.toThrow(/is no JSON, it may have been cut short .*--anew/);
  });
});
