import { expect, test } from 'vitest';
import { loadConcepts } from '../../lib/data/concepts';
import { loadGlosses } from '../../lib/data/glosses';

test('glosses are of concepts: nouns, kinds of thing, and what it is', async () => {
  const [glosses, concepts] = [await loadGlosses(), await loadConcepts()];
  const ids = new Set(concepts.map(({ id }) => id));
  expect(Object.keys(glosses).every(id => ids.has(id))).toBe(true);
  expect(Object.keys(glosses).length).toBe(837);
  for (const gloss of Object.values(glosses)) expect(gloss).toMatch(/^[^:]+: .{3,}/);
  expect(glosses['1F981']).toMatch(/^lion, .*feline: .*mane/);
});
