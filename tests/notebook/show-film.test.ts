import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startEngine } from '../../lib/engine/index';
import { showFilm } from '../../lib/notebook/show-film';

let folder: string;
beforeAll(async () => {
  await startEngine();
  folder = mkdtempSync(path.join(tmpdir(), 'show-film-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => void vi.restoreAllMocks());

/** 60 rows in the plane, of two classes by turns: first all in one direction, in the end one class right and one up. */
const N = 60;
const labels = Array.from({ length: N }, (_, i) => i % 2);
const rows = (apart: boolean) =>
  Float32Array.from({ length: 2 * N }, (_, at) => {
    const [row, column] = [at >> 1, at % 2];
    const own = apart ? Number(column === labels[row]) : 1;
    return own + 0.001 * ((row * (column + 3)) % 7);
  });
const run = {
  snapshots: [false, true].map((apart, i) => ({ step: 10 * i, rows: rows(apart), dim: 2 })),
  losses: Array.from({ length: 10 }, (_, i) => 3 - i / 10),
  metrics: [],
  steps: 10,
};

describe('showFilm', () => {
  test('shows the snapshots with the losses, and the accuracy at each: one half votes, the other asks', async () => {
    const printed = vi.spyOn(console, 'log').mockImplementation(() => {});
    await showFilm(run, { labels, title: 'A film' });
    const [[words]] = printed.mock.calls as [[string]];
    expect(words).toContain('60 points of 2 digits, a colour each, in 2 frames from step 0 to step 10.');
    expect(words).toContain('Loss 3.00 at step 1, 2.10 at step 10.');
    expect(words).toMatch(/kNN accuracy \d\d\.\d % at step 0, 100\.0 % at step 10\./);
  });

  test('writes the film as a page where a file is named', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
    const file = path.join(folder, 'film.html');
    await showFilm(run, { labels });
    expect(existsSync(file)).toBe(false);
    await showFilm(run, { labels, file });
    expect(readFileSync(file, 'utf8')).toContain('in 2 frames from step 0 to step 10');
  });

  test('refuses labels of another number, and a run without snapshots', async () => {
    await expect(showFilm(run, { labels: [1] })).rejects.toThrow('showFilm: labels has 1 label, expected 60');
    await expect(showFilm({ ...run, snapshots: [] }, { labels })).rejects.toThrow('filmFrames: there are no snapshots');
  });
});
