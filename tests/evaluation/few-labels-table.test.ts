import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fewLabelsTable } from '../../lib/evaluation/few-labels-table';
import { writeFigures } from '../../tools/train/figures';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'few-labels-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a row an embedding: the mean over the seeds, the lowest and the highest', async () => {
  const row = (embedding: string, seed: number, one: number, all?: number) => ({
    ...{ embedding, seed, 'kNN, 1': one / 2, 'probe, 1': one },
    ...(all === undefined ? {} : { 'kNN, all': all }),
  });
  const rows = [
    row('views', 1, 0.5, 0.97),
    row('pixels', 1, 0.3),
    row('views', 2, 0.6, 0.98),
    row('views', 3, 0.55, 0.99),
  ];
  await writeFigures('few-labels', { config: {}, rows }, folder);
  expect(await fewLabelsTable({ folder })).toEqual([
    { embedding: 'views', '1 label a digit': '55.0 % (50.0 to 60.0)' },
    { embedding: 'pixels', '1 label a digit': '30.0 % (30.0 to 30.0)' },
  ]);
  expect(await fewLabelsTable({ by: 'kNN', folder })).toEqual([
    { embedding: 'views', '1 label a digit': '27.5 % (25.0 to 30.0)', 'all labels': '98.0 % (97.0 to 99.0)' },
    { embedding: 'pixels', '1 label a digit': '15.0 % (15.0 to 15.0)', 'all labels': '–' },
  ]);
});

test('the figures that ship: pairs of two views beat raw pixels, on the embedding and on the features before its last layer', async () => {
  const of = (rows: Record<string, string>[], embedding: string, column: string) =>
    Number.parseFloat(rows.find(row => row.embedding === embedding)![column]);
  const [probe, kNN] = [await fewLabelsTable(), await fewLabelsTable({ by: 'kNN' })];
  for (const views of ['pairs of two views', 'pairs of two views, before the last layer']) {
    expect(of(probe, views, '10 labels')).toBeGreaterThan(of(probe, 'raw pixels', '10 labels') + 3);
  }
  expect(of(kNN, 'pairs of two views', 'all labels')).toBeGreaterThanOrEqual(97.5);
});
