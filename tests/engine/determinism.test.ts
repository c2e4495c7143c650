import { describe, expect, it } from 'vitest';
import { runChild } from './support';

const weights = async (...args: string[]) => {
  const { out, err, status } = await runChild('train.ts', args);
  expect({ status, err }).toEqual({ status: 0, err: '' }); // it also ended by itself: helper threads let it go
  return out.trim();
};

describe('weights after training', () => {
  it('are the same to the last bit on 1, 2, 3 and 5 threads', async () => {
    const all = new Set<string>();
    for (const threads of ['1', '2', '3', '5']) all.add(await weights(threads));
    expect([...all]).toHaveLength(1);
  });

  it('repeat on any machine with fused: false', async () => {
    expect(await weights('2', 'unfused')).toBe('944db067a9bb4bd9'); // seen on Node 20, 22 and 24;
  });
});
