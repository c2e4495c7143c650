import { expect, test } from 'vitest';
import { loadConcepts } from '../../lib/data/concepts';
import { loadSentences } from '../../lib/data/sentences';
import { loadStamps } from '../../lib/data/stamps';
import { loadSearchQueries } from '../../lib/evaluation/search-queries';

const meaning = (queries: readonly { text: string; concepts: string[] }[], text: string) =>
  queries.find(query => query.text === text)?.concepts;

test('names are 200 different ones, always the same, each of the concept that it means', async () => {
  const { names } = await loadSearchQueries();
  const nameOf = new Map((await loadConcepts()).map(({ id, name }) => [id, name]));
  expect(new Set(names.map(({ text }) => text)).size).toBe(200);
  for (const { text, concepts } of names) expect(concepts.map(id => nameOf.get(id))).toEqual([text]);
  expect((await loadSearchQueries()).names).toEqual(names);
});

test('captions speak of a lion in thirteen languages', async () => {
  const { captions } = await loadSearchQueries();
  expect(Object.keys(captions)).toHaveLength(13);
  const lion = { en: 'A lion.', de: 'Ein Löwe.', fr: 'Un lion.', pl: 'Lew.', ru: 'Лев.', ja: 'ライオン' };
  for (const [language, text] of Object.entries(lion)) expect(meaning(captions[language], text)).toEqual(['1F981']);
});

test('a caption stands once, with every concept that a picture of it shows, and none without a concept', async () => {
  const { captions } = await loadSearchQueries();
  const [stamps, concepts] = [await loadStamps({ side: 32 }), await loadConcepts()];
  for (const [language, queries] of Object.entries(captions)) {
    expect(new Set(queries.map(({ text }) => text)).size, language).toBe(queries.length);
    expect(queries.every(({ concepts: ids }) => ids.length > 0)).toBe(true);
    stamps.captions.forEach((caption, i) => {
      const concept = concepts[stamps.concepts[i]];
      if (concept && caption[language]) expect(meaning(queries, caption[language])).toContain(concept.id);
    });
  }
  // two pictures with one caption, of two concepts
  expect(
    Object.values(captions)
      .flat()
      .some(({ concepts: ids }) => ids.length > 1),
  ).toBe(true);
});

test('sentences are those of the course', async () => {
  expect((await loadSearchQueries()).sentences).toEqual(await loadSentences());
});
