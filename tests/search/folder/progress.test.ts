import { expect, test, vi } from 'vitest';
import { type FolderProgress, progressOf } from '../../../lib/search/folder/progress';

test('the time left goes by what has been read, not by what was known already', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const told: FolderProgress[] = [];
  const progress = progressOf({ total: 100, due: 60 }, one => told.push(one));
  progress.tell();
  progress.add(40, { wereRead: false });
  progress.add(4);
  vi.advanceTimersByTime(8_000);
  progress.tell();
  progress.add(16);
  vi.advanceTimersByTime(32_000);
  progress.tell();
  progress.add(45); // five more than were there when they were counted
  progress.tell();
  vi.useRealTimers();
  expect(told).toEqual([
    { done: 0, total: 100 },
    { done: 44, total: 100 },
    { done: 60, total: 100, secondsLeft: 80 },
    { done: 105, total: 105, secondsLeft: 0 },
  ]);
});
