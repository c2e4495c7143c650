import { describe, expect, test } from 'vitest';
import { type Concept, loadConcepts, loadConceptWords } from '../../lib/data/concepts';
import { nameBook } from '../../lib/search/name-book';

const concept = (id: string, name: string, names: Record<string, string>, tags: string[] = []): Concept => ({
  ...{ id, name, names, tags, group: 'nature', heldOut: false, twinInTraining: false },
});
const book = nameBook(
  [
    concept('1F981', 'lion', { fr: 'tête de lion', ja: 'ライオンの顔', de: 'Löwe' }, ['mane', 'chat']),
    concept('264C', 'Leo', { pl: 'Lew', fr: 'Lion' }),
    concept('1F98C', 'deer', { de: 'Hirsch', it: 'burro' }),
    concept('1FACF', 'donkey', { es: 'burro' }),
    concept('1F453', 'glasses', {}),
  ],
  {
    words: { '1F981': { ja: ['ライオン', '動物'], ru: ['лев'] }, '264C': { ru: ['лев', 'знак'], ja: ['ライオン'] } },
    captions: [
      { concept: '1F981', captions: { en: 'A lion.', pl: 'Lew.', fr: 'Un lion.' } },
      { concept: '1F981', captions: { en: 'A happy lion!', pl: 'Lew.', fr: 'Un lion heureux qui rit bien !' } },
    ],
  },
);
const names = (typed: string) => book.lookUp(typed).map(({ concept }) => concept.name);

describe('a book of names', () => {
  test.each([
    ['a Lion!', ['lion']],
    ['🦁', ['lion']],
    ['LÖWE', ['lion']],
    ['lowe', ['lion']],
    ['Lew', ['lion']], // two pictures against one name
    ['ライオン', ['lion']], // a part of its name
    ['лев', ['lion', 'Leo']],
    ['burro', ['deer', 'donkey']],
    ['glass', []],
    ['chat', []], // English for something else
    ['lion tamer', []],
    ['', []],
  ])('%j names %j', (typed, meant) => {
    expect(names(typed)).toEqual(meant);
  });

  test('every concept of the course is found by its name, in capitals, with an article, by its emoji and in German', async () => {
    const concepts = await loadConcepts();
    const whole = nameBook(concepts, { words: await loadConceptWords(), captions: [] });
    for (const one of concepts) {
      const emoji = String.fromCodePoint(...one.id.split('-').map(code => Number.parseInt(code, 16)));
      for (const typed of [one.name, one.name.toUpperCase(), `the ${one.name}.`, emoji]) {
        expect([typed, whole.lookUp(typed)[0]?.concept.name]).toEqual([typed, one.name]);
      }
    }
    const german = concepts.filter(one =>
      whole.lookUp(one.names.de ?? '').some(({ concept }) => concept === one),
    ).length;
    expect(german / concepts.length).toBeGreaterThan(0.95);
  });
});
