import { expect, test } from 'vitest';
import { runChild } from '../engine/support';

test('axes and layouts are the same to the last bit in every process, on 1, 2 and 3 threads', async () => {
  const all = new Set<string>();
  for (const threads of ['1', '2', '2', '3']) {
    const { out, err, status } = await runChild('../../projection/print-layouts.ts', [threads]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out.trim()).toMatch(/^[0-9a-f]{16} [0-9a-f]{16} [0-9a-f]{16}$/);
    all.add(out);
  }
  expect([...all]).toHaveLength(1);
});
