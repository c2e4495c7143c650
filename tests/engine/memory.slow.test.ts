import { describe, expect, it } from 'vitest';
import { runChild } from './support';

describe('500 training steps', () => {
  it('leave as many tensors alive as one, and the memory flat', async () => {
    const { out, err, status } = await runChild('memory.ts');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const { first, early, late } = JSON.parse(out);
    expect(late.tensors).toBe(first.tensors);
    expect(late.bytes).toBe(first.bytes);
    expect(late.heap).toBe(early.heap);
    expect(late.process - early.process).toBeLessThan(100e6);
  });
});
