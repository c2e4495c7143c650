import { readdirSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadFigures } from '../../lib/evaluation/figures';
import { trainCommand } from './train-command';

/** Eight losses at three rates, then with two more seeds; five more temperatures with three. */
const TRAININGS = 8 * (3 + 2) + 5 * 3;

let folder: string;
let runs: string;
let trial: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losses-command-'));
  runs = join(folder, 'runs', 'losses');
  trial = ['losses', '--steps', '1', '--runs', join(folder, 'runs'), '--ship', '--to', folder];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** How many trainings are kept; none before the first. */
function kept(): number {
  try {
    return readdirSync(runs).filter(file => file.endsWith('.json')).length;
  } catch {
    return 0;
  }
}

const written = async () =>
  Promise.all((await readdir(runs)).sort().map(async file => [file, (await stat(join(runs, file))).mtimeMs]));

describe('npm run train -- losses', () => {
  test('killed in the middle, it goes on, and measures nothing twice', async () => {
    const running = trainCommand(trial, (_, child) => {
      const look = setInterval(() => {
        if (kept() < 3 || !child.kill('SIGKILL')) return;
        clearInterval(look);
      }, 5);
      child.once('close', () => clearInterval(look));
    });
    expect((await running).status).toBeNull();
    const before = await written();
    expect(before.length).toBeGreaterThanOrEqual(3);
    expect(before.length).toBeLessThan(TRAININGS);

    const { status, text } = await trainCommand(trial);
    expect(text).toMatch(/wrote .*losses\.json/);
    expect(status).toBe(0);
    expect(await written()).toEqual(expect.arrayContaining(before));
    const { rows } = await loadFigures('losses', { folder });
    expect(rows).toHaveLength(TRAININGS);
  });

  test('the same seeds give the same figures', async () => {
    const { rows } = await loadFigures('losses', { folder });
    const some = (await readdir(runs)).filter(file => file.includes('seed 2'));
    expect(some.length).toBe(8 + 5);
    for (const file of some) await rm(join(runs, file));
    expect((await trainCommand(trial)).status).toBe(0);
    expect((await loadFigures('losses', { folder })).rows).toEqual(rows);
  });

  test('trains on no digit that chooses the learning rate', async () => {
    const { status, text } = await trainCommand(['losses', '--steps', '391', '--runs', join(folder, 'other')]);
    expect(text).toContain('391 steps train on 50048 digits, expected at most 50000');
    expect(status).toBe(1);
  });
});
