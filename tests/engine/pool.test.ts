/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startPool } from '../../lib/engine/wasm/pool';

const PAGE = 65536;
const memory = new WebAssembly.Memory({ initial: 600, maximum: 65536, shared: true });
let free = 16;
const malloc = (bytes: number) => {
  const at = free;
  free += Math.ceil(bytes / 16) * 16;
  return at;
};
const kernels = readFileSync(join(__dirname, '..', '..', 'lib', 'engine', 'wasm', 'kernels.wasm'));
const pool = startPool(new WebAssembly.Module(kernels), memory, 3, malloc);

const ROWS = 1_000_000;
const x = malloc(ROWS * 4);
const sums = malloc(64 * 4);
new Float32Array(memory.buffer, x, ROWS).fill(1);
/** Adds up `chunk` rows of one column a chunk, each into a sum of its own, `stride` bytes apart. */
const sum = (chunk: number, stride: number) =>
  pool.run('addRows', {
    ...{ total: ROWS, chunk, countAt: 2, args: [x, sums, chunk, 1] },
    perChunk: { 0: chunk * 4, 1: stride },
  });

describe('the pool of helper threads', () => {
  it('does every chunk once, however many there are', () => {
    for (const chunks of [1, 2, 3, 7, 64]) {
      pool.kernels.clear(sums, 64);
      sum(Math.ceil(ROWS / chunks), 4);
      const results = new Float32Array(memory.buffer, sums, 64);
      expect(results.reduce((total, value) => total + value)).toBe(ROWS);
      expect(results.filter(value => value > 0)).toHaveLength(chunks);
    }
  });

  it('raises what goes wrong on a helper, and goes on working', async () => {
    const beyond = 700 * PAGE; // the second chunk's sum lies outside of the memory
    const seen: string[] = [];
    for (let attempt = 0; attempt < 300 && !seen.some(message => /helper thread/.test(message)); attempt++) {
      try {
        sum(ROWS / 2, beyond);
        expect.unreachable('a chunk was lost without a word');
      } catch (error) {
        seen.push((error as Error).message); // of this thread, where no helper came in time
      }
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    expect(seen[seen.length - 1]).toBe('WASM engine: the kernel addRows failed on a helper thread');
    pool.kernels.clear(sums, 64);
    sum(ROWS / 2, 4);
    expect([...new Float32Array(memory.buffer, sums, 2)]).toEqual([ROWS / 2, ROWS / 2]);
  });
});
