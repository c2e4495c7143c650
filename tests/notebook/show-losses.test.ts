import { afterEach, expect, test, vi } from 'vitest';
import { showLosses } from '../../lib/notebook/show-losses';
import { PAIR_LOSS_NAMES } from '../../lib/training/pair-losses';

afterEach(() => void vi.restoreAllMocks());

const drawn = async (by?: 'loss' | 'temperature') => {
  const printed = vi.spyOn(console, 'log').mockImplementation(() => {});
  const figures = await showLosses({ by });
  const [[words]] = printed.mock.calls as [[string]];
  return { words, ...figures };
};

test('shows the eight losses, and says in the title which reads most and how many stay behind with every seed', async () => {
  const { words, losses, behind } = await drawn();
  expect(words.startsWith(`${losses[0].loss} reads most; ${behind.length} of the other 7 stay behind`)).toBe(true);
  for (const name of PAIR_LOSS_NAMES) expect(words).toContain(`${name}: `);
  expect(losses.every(({ seeds }) => seeds.length === 3)).toBe(true);
});

test('shows InfoNCE at each temperature, the best one in the title', async () => {
  const { words, temperatures } = await drawn('temperature');
  expect(temperatures.map(({ temperature }) => temperature)).toEqual([0.02, 0.05, 0.1, 0.2, 0.5, 1]);
  const best = temperatures.find(({ kNN }) => kNN.mean === Math.max(...temperatures.map(row => row.kNN.mean)))!;
  expect(words).toContain(`at a temperature of ${best.temperature}, of the 6 that were tried`);
});
