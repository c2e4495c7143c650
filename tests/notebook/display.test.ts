import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { scoreBars } from '../../lib/charts/score-bars';
import { display, inKernel } from '../../lib/notebook/display';
import { liveChart } from '../../lib/notebook/live-chart';
import { show } from '../../lib/notebook/show';

// Outside a notebook. In the kernel: tests/notebook/kernel.slow.test.ts.

const chart = (score: number) => scoreBars([{ name: 'a', score }], { measure: 'accuracy' });
let lines: string[];

beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'log').mockImplementation(line => void lines.push(String(line)));
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('outside a notebook', () => {
  test('an output prints its text, and its updates theirs', () => {
    expect(inKernel()).toBe(false);
    const output = display({ 'text/plain': 'one', 'text/html': '<b>one</b>' });
    output.update({ 'text/plain': 'two' });
    expect(lines).toEqual(['one', 'two']);
  });

  test('a chart prints its description', async () => {
    await show(chart(98.7), chart(99.2));
    expect(lines).toEqual(['accuracy: a 98.7 %.', 'accuracy: a 99.2 %.']);
  });

  test('a live chart prints its last frame only', async () => {
    const live = liveChart(chart, { everySeconds: 0 });
    await live.update(10);
    await live.update(20);
    await live.finish(30);
    expect(lines).toEqual(['accuracy: a 30.0 %.']);
  });
});

test('a chart whose specification is not valid displays nothing', async () => {
  await expect(
    show(chart(98), { kind: 'vega-lite', spec: { mark: 'bar', layer: 3 }, description: 'x' }),
  ).rejects.toThrow();
  expect(lines).toEqual([]);
});

test('calls that cannot mean anything are refused', async () => {
  await expect(show()).rejects.toThrow('expected a chart, got nothing');
  expect(() => liveChart(chart, { everySeconds: -1 })).toThrow('everySeconds is -1');
});
