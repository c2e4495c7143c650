import { afterEach, expect, test } from 'vitest';
import { interruptSignal } from '../../lib/notebook/interrupt';

// As in a script. In the kernel: tests/notebook/kernel.slow.test.ts.

const before = process.listeners('SIGINT');

afterEach(() => {
  for (const listener of process.listeners('SIGINT')) {
    if (!before.includes(listener)) process.off('SIGINT', listener);
  }
});

test('a signal aborts at the interrupt, one taken afterwards does not', () => {
  const first = interruptSignal();
  expect(first.aborted).toBe(false);
  process.emit('SIGINT');
  expect(first.aborted).toBe(true);
  expect(first.reason).toMatchObject({ name: 'AbortError' });
  expect(interruptSignal().aborted).toBe(false);
});

test('many signals share one listener', () => {
  const signals = Array.from({ length: 1000 }, interruptSignal);
  expect(process.listenerCount('SIGINT')).toBe(before.length + 1);
  process.emit('SIGINT');
  expect(signals.every(signal => signal.aborted)).toBe(true);
});

test('in a script the second Ctrl-C ends the process: the listener is gone after the first', () => {
  interruptSignal();
  process.emit('SIGINT');
  expect(process.listenerCount('SIGINT')).toBe(before.length);
});
