import { expect, test } from 'vitest';
import { loadConcepts } from '../../lib/data/concepts';
import { loadSentences } from '../../lib/data/sentences';

test('the sentences mean concepts of the course, and name none that they mean', async () => {
  const [sentences, concepts] = [await loadSentences(), await loadConcepts()];
  const names = new Map(concepts.map(({ id, name }) => [id, name]));
  expect(sentences.length).toBe(60);
  expect(new Set(sentences.map(({ text }) => text)).size).toBe(60);
  for (const { text, concepts: meant } of sentences) {
    expect(meant.length, text).toBeGreaterThan(0);
    for (const id of meant) {
      expect(names.has(id), text).toBe(true);
      expect(` ${text.toLowerCase()} `, text).not.toContain(` ${names.get(id)} `);
    }
  }
});
