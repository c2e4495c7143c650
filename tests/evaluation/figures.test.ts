import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFigures } from '../../lib/evaluation/figures';
import { writeFigures } from '../../tools/train/figures';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'figures-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const figures = { config: { steps: 3 }, rows: [{ embedding: 'raw pixels', seed: 1, probe: 0.5 }] };

test('figures are read as they were written', async () => {
  await writeFigures('trial', figures, folder);
  expect(await loadFigures('trial', { folder })).toEqual({ version: 1, name: 'trial', ...figures });
});

test('figures that are missing, were changed or are of another run are refused, with the command that mends them', async () => {
  await expect(loadFigures('none', { folder })).rejects.toThrow(
    /loadFigures: none.json is missing.*git checkout datasets/,
  );
  const file = await writeFigures('changed', figures, folder);
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('0.5', '0.9'));
  await expect(loadFigures('changed', { folder })).rejects.toThrow(
    /changed.json is damaged.*run git checkout datasets/,
  );
  await writeFile(join(folder, 'other.json'), text);
  await expect(loadFigures('other', { folder })).rejects.toThrow(
    /other.json is of changed in format 1, expected other/,
  );
});
