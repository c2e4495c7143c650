import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ProgressOptions, progress } from '../../lib/notebook/progress';
import { displayedBy } from './displayed-by';

interface State extends Partial<ProgressOptions> {
  total?: number;
  done?: number;
  seconds?: number;
  note?: string;
  finished?: boolean;
}

/** The bar as it stands in a notebook after so many seconds. */
function drawn(state: State) {
  const { label = 'Training', unit = 'steps', total = 468, done = 117, seconds = 20, note = 'loss 2.91' } = state;
  const drawings = displayedBy(() => {
    const bar = progress(total, { label, unit });
    vi.advanceTimersByTime(Math.round(seconds * 1000));
    bar.update(done, note);
    if (state.finished) bar.finish();
  });
  return drawings.at(-1)!;
}
const words = (state: State) => drawn(state)['text/plain'];

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('progress in a notebook', () => {
  beforeEach(() => void vi.useFakeTimers());
  test('has count, per cent, seconds, time left and the note', () => {
    expect(words({})).toBe('Training: 117 of 468 steps · 25 % · 20 s · 1 min 00 s left · loss 2.91');
  });

  test('guesses no time left within the first second, nor when all is done', () => {
    expect(words({ seconds: 0.5, note: '' })).toBe('Training: 117 of 468 steps · 25 % · 0.5 s');
    expect(words({ done: 468, note: '', finished: true })).toBe('Training: 468 of 468 steps · 100 % · 20 s');
    expect(words({ done: 0, seconds: 5, note: '' })).toBe('Training: 0 of 468 steps · 0 % · 5.0 s');
  });

  test('does not say 100 % before the end', () => {
    expect(words({ done: 9999, total: 10_000 })).toContain('9,999 of 10,000 steps · 99 %');
  });

  test('says where a run stopped', () => {
    expect(words({ finished: true, note: '' })).toBe('Training: stopped at 117 of 468 steps · 25 % · 20 s');
  });

  test('is a progress element with a label, and shows any characters as they are', () => {
    const html = String(drawn({ label: 'a <b> & "c"', note: '<i>' })['text/html']);
    expect(html).toContain('<progress max="468" value="117" aria-label="a &lt;b&gt; &amp; &quot;c&quot;"');
    expect(html).toContain('<label style="display: inline-block">a &lt;b&gt; &amp; &quot;c&quot; <progress');
    expect(html).toContain('&lt;i&gt;');
    expect(html).not.toContain('<i>');
  });

  test.each([
    [0.04, '0.0 s'],
    [9.94, '9.9 s'],
    [9.96, '10 s'],
    [59.6, '1 min 00 s'],
    [125, '2 min 05 s'],
    [3599.7, '1 h 00 min'],
    [7380, '2 h 03 min'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(words({ seconds, finished: true, note: '' })).toBe(`Training: stopped at 117 of 468 steps · 25 % · ${text}`);
  });
});

describe('progress outside a notebook', () => {
  test('prints the beginning, a line now and then, and the end', () => {
    vi.useFakeTimers();
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation(line => void lines.push(String(line)));
    const bar = progress(60, { label: 'Epoch' });
    for (let done = 1; done <= 60; done++) {
      vi.advanceTimersByTime(500);
      bar.update(done, 'note');
    }
    bar.finish();
    expect(lines).toEqual([
      'Epoch: 0 of 60 · 0 % · 0.0 s',
      'Epoch: 20 of 60 · 33 % · 10 s · 20 s left · note',
      'Epoch: 40 of 60 · 66 % · 20 s · 10 s left · note',
      'Epoch: 60 of 60 · 100 % · 30 s · note',
      'Epoch: 60 of 60 · 100 % · 30 s · note',
    ]);
  });

  test('refuses what cannot be counted', () => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
    expect(() => progress(0, { label: 'a' })).toThrow('total is 0, expected a whole number from 1 on');
    expect(() => progress(2.5, { label: 'a' })).toThrow('total is 2.5');
    const bar = progress(10, { label: 'a', unit: 'steps' });
    expect(() => bar.update(11)).toThrow('11 of 10 steps; expected a number from 0 to 10');
    expect(() => bar.update(Number.NaN)).toThrow('NaN of 10 steps');
  });
});
