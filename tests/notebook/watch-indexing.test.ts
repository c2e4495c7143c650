import { afterEach, expect, test } from 'vitest';
import { type IndexingWatch, watchIndexing } from '../../lib/notebook/watch-indexing';
import { displayedBy } from './displayed-by';

const before = process.listeners('SIGINT');

afterEach(() => {
  for (const listener of process.listeners('SIGINT')) {
    if (!before.includes(listener)) process.off('SIGINT', listener);
  }
});

/** What is displayed meanwhile, and what becomes of it. */
async function watched<Opened>(open: (watch: IndexingWatch) => Promise<Opened>) {
  let opening: Promise<Opened> | undefined;
  const drawings = displayedBy(() => {
    opening = watchIndexing(open);
  });
  const [outcome] = await Promise.allSettled([opening!]);
  return { outcome, words: drawings.map(drawing => drawing['text/plain']) };
}

test('shows how far an index is, and gives what was opened', async () => {
  const { outcome, words } = await watched(async ({ onProgress }) => {
    for (const done of [0, 500, 1000]) onProgress({ done, total: 1000 });
    return 'a search';
  });
  expect(outcome).toMatchObject({ value: 'a search' });
  expect(words.at(0)).toMatch(/^indexing: 0 of 1,000 items/);
  expect(words.at(-1)).toMatch(/^indexing: 1,000 of 1,000 items · 100 %/);
});

test('says where an index stands that could not be filled', async () => {
  const { outcome, words } = await watched(async ({ onProgress }) => {
    onProgress({ done: 3, total: 9 });
    throw new Error('the disk is full');
  });
  expect(outcome).toMatchObject({ reason: new Error('the disk is full') });
  expect(words.at(-1)).toMatch(/^indexing: stopped at 3 of 9 items/);
});

test('hands on a signal that aborts at the interrupt', async () => {
  const signal = await watchIndexing(async watch => watch.signal);
  expect(signal.aborted).toBe(false);
  process.emit('SIGINT');
  expect(signal.aborted).toBe(true);
});
