import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { beside, type Figure, isSlower, spreadText } from '../../bench/figures';
import { compareWith, type Entry, readLedger, shownFiles } from '../../bench/ledger';
import { once, spreadOf, timingOf } from '../../bench/timing';

const ROOT = join(__dirname, '..', '..');
const machine = { node: '20.20.2', platform: 'linux', arch: 'x64', processor: 'a processor', cores: 2 };
const entry = (figures: Figure[], changes: Partial<Entry['machine']> = {}): Entry => ({
  ...{ benchmark: 'engine', engine: 'wasm', date: '2026-01-01' },
  machine: { ...machine, ...changes },
  figures,
});

/** A step that takes these milliseconds, beside a peer that takes 10. */
const step = (...times: number[]): Figure =>
  beside(
    { what: 'a step', unit: 'ms' },
    timingOf('ours', times),
    timingOf(
      'a peer',
      times.map(() => 10),
    ),
  );
const lesson = (seconds: number): Figure => ({ what: 'a lesson', unit: 's', ours: once(seconds) });

describe('a figure', () => {
  test('is slower when what was measured lies above what was measured before', () => {
    const before = step(10, 11, 12, 11, 10);
    expect(isSlower(step(20, 21, 22, 21, 20), before)).toBe(true);
    expect(isSlower(step(12, 13, 11, 11, 12), before)).toBe(false);
    expect(isSlower(step(5, 6, 5, 6, 5), before)).toBe(false);
  });

  test('that was measured once is slower only beyond what seconds vary by', () => {
    expect(isSlower(lesson(125), lesson(100))).toBe(false);
    expect(isSlower(lesson(135), lesson(100))).toBe(true);
  });

  test('beside a peer is compared by its ratio: a machine that slows both slows none', () => {
    const slowly = (times: number[]) => timingOf('', times);
    const ours = [20, 22, 21];
    const busy = beside({ what: 'a step', unit: 'ms' }, slowly(ours), slowly([20, 20, 20]));
    expect(isSlower(busy, step(10, 11, 12))).toBe(false);
  });

  test('is a median with its deciles, in three digits', () => {
    expect(spreadText(spreadOf([1, 2, 3, 4, 5]))).toBe('3.00 (1.40 to 4.60)');
    expect(spreadText(once(1234.5))).toBe('1,235');
  });
});

describe('a comparison with the ledger', () => {
  const ledger = [entry([step(10, 11, 12), lesson(100)])];

  test('names what got slower, with both numbers', () => {
    const { slower, kept, skipped } = compareWith(ledger, [entry([step(30, 31, 32), lesson(90)])]);
    expect(slower).toEqual(['engine: a step: 3.10 (3.02 to 3.18) x a peer, was 1.10 (1.02 to 1.18) x a peer']);
    expect({ kept, skipped }).toEqual({ kept: 1, skipped: [] });
  });

  test('on another machine compares what has a peer, and says what it cannot compare', () => {
    const { slower, kept, skipped } = compareWith(ledger, [
      entry([step(10, 11, 12), lesson(500)], { processor: 'another' }),
    ]);
    expect({ slower, kept }).toEqual({ slower: [], kept: 1 });
    expect(skipped).toEqual(['engine: a lesson: recorded on another machine, and no peer to compare with']);
  });

  test('says which figures it does not know, for this Node', () => {
    const { skipped } = compareWith(ledger, [entry([step(10, 11, 12)], { node: '24.1.0' })]);
    expect(skipped).toEqual(['engine: a step: the ledger has no such figure for Node 24']);
  });
});

describe('the ledger that is checked in', () => {
  const ledger = readLedger();

  test('is what its page and its curves show', async () => {
    for (const [file, text] of Object.entries(await shownFiles(ledger))) {
      expect(readFileSync(join(ROOT, file), 'utf8') === text, `${file} differs: npm run bench -- --record`).toBe(true);
    }
  });

  test('holds numbers that can be: above 0, a median within its deciles, a ratio wherever there is a peer in time', () => {
    const figures = ledger.flatMap(one => one.figures);
    expect(figures.length).toBeGreaterThan(50);
    for (const { what, ours, theirs, ratio, unit } of figures) {
      for (const { median, low, high } of [ours, theirs ?? ours, ratio ?? ours]) {
        expect(0 < low && low <= median && median <= high, what).toBe(true);
      }
      if (unit !== 'MB') expect(ratio !== undefined, what).toBe(theirs !== undefined);
    }
  });
});
