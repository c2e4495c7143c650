import { describe, expect, test } from 'vitest';
import { type Concept, loadConcepts, loadConceptWords } from '../../lib/data/concepts';
import { loadGlosses } from '../../lib/data/glosses';
import { openConceptFinder } from '../../lib/search/concept-finder';
import { openEvidence } from '../../lib/search/evidence';

const concept = (id: string, name: string, names: Record<string, string>, tags: string[] = []): Concept => ({
  ...{ id, name, names, tags, group: 'nature', heldOut: false, twinInTraining: false },
});
const CONCEPTS = [
  concept('1F981', 'lion', { de: 'Löwe', ru: 'лев', es: 'león', zh: '狮子' }, ['mane', 'roar', 'safari']),
  concept('1F408', 'cat', { de: 'Katze', fr: 'chat' }, ['pet', 'whiskers']),
  concept('1F415', 'dog', { de: 'Hund', fr: 'chien' }, ['pet', 'bark']),
  concept('1F992', 'giraffe', { de: 'Giraffe' }, ['neck', 'spots']),
  concept('1F34E', 'red apple', { de: 'roter Apfel', fr: 'pomme rouge' }, ['fruit', 'health']),
];
const GLOSSES = { '1F408': 'cat, feline: small mammal that purrs' };

/** A finder for which a sentence is as near to every caption as it is told. */
const finderOf = (caption: number, gloss?: Record<string, number>) =>
  openConceptFinder(CONCEPTS, {
    sentences: {
      nearness: async () => new Map(CONCEPTS.map(({ id }) => [id, { caption, gloss: gloss?.[id] }])),
    },
    other: { words: {}, captions: [], glosses: GLOSSES },
  });
const finder = finderOf(0.4);

describe('names', () => {
  test.each([
    ['lion', ['lion'], 'name'],
    ['some red apples', ['red apple'], 'name'],
    ['🦁', ['lion'], 'name'],
    ['Löwe', ['lion'], 'name'],
    ['une pomme rouge', ['red apple'], 'name'],
    ['一只狮子', ['lion'], 'name'],
    ['a photo of a lion', ['lion'], 'name'],
    ['pictures of dogs', ['dog'], 'name'],
    ['what does a lion look like?', ['lion'], 'name'],
    ['cat and dog', ['cat', 'dog'], 'name'],
    ['Katze und Hund', ['cat', 'dog'], 'name'],
    ['dogs, lions & cats', ['dog', 'lion', 'cat'], 'name'],
    ['girafe', ['giraffe'], 'near name'],
    ['a girafe and a lion', ['giraffe', 'lion'], 'near name'],
    ['leones', ['lion'], 'near name'],
    ['die Katzen', ['cat'], 'near name'],
    ['les chiens', ['dog'], 'near name'],
  ])('%j names %j and nothing else', async (typed, names, by) => {
    const found = await finder.find(typed);
    const named = found.ranking.slice(0, found.named);
    expect(named.map(one => one.concept.name)).toEqual(names);
    expect(new Set(named.map(({ reason }) => reason.by))).toEqual(new Set([by]));
    expect([found.namesOnly, found.nothing]).toEqual([true, false]);
  });

  test('the language of a name is known', async () => {
    for (const [typed, language] of [
      ['lion', 'en'],
      ['🦁', 'en'],
      ['Löwe', 'de'],
      ['лев', 'ru'],
      ['chiens', 'fr'],
    ]) {
      expect([typed, (await finder.find(typed)).ranking[0].reason]).toMatchObject([typed, { language }]);
    }
  });

  test('a short phrase names something and says more, a sentence is no name', async () => {
    const phrase = await finder.find('sleeping cat');
    expect([phrase.named, phrase.namesOnly, phrase.ranking[0].concept.name]).toEqual([1, false, 'cat']);
    const alone = await finder.find('a cat and dogs', { rest: false });
    expect(alone.ranking.map(({ concept }) => concept.name)).toEqual(['cat', 'dog']);
    expect((await finder.find('sleeping cat', { rest: false })).ranking).toEqual(phrase.ranking);
    const two = await finder.find('🦁🐕');
    expect(new Set(two.ranking.slice(0, 2).map(one => one.concept.name))).toEqual(new Set(['lion', 'dog']));
    expect((await finder.find('the cat that sat on a dog')).named).toBe(0);
  });

  test('nothing is ranked twice, and what is named is ranked before what is nearer', async () => {
    const near = finderOf(0.4, { '1F992': 0.9 });
    const { ranking } = await near.find('cat and dog');
    expect(ranking.map(one => one.concept.name)).toEqual(['cat', 'dog', 'giraffe', 'lion', 'red apple']);
  });
});

describe('what is no name', () => {
  test('is ranked by the mean of its cosines, and by the words that captions and glosses have', async () => {
    const { ranking } = await finder.find('it has a mane and can roar');
    expect(ranking[0]).toMatchObject({
      concept: { name: 'lion' },
      reason: { by: 'caption words', words: ['man', 'roar'] },
    });
    expect(ranking[1].reason).toEqual({ by: 'meaning' });
    expect((await finder.find('it is small and purrs')).ranking[0].concept.name).toBe('cat');
    expect((await finderOf(0.4, { '1F992': 0.9 }).find('it eats leaves')).ranking[0].concept.name).toBe('giraffe');
  });

  test('fits where it is near to something, or its words are known', async () => {
    expect((await finder.find('it has a mane and can roar')).nothing).toBe(false);
    expect((await finder.find('refinancing a mortgage')).nothing).toBe(true);
    expect((await finderOf(0.8).find('refinancing a mortgage')).nothing).toBe(false);
    expect((await finder.find('ქართული')).ranking).toEqual([]);
    expect((await finder.find('ქართული')).nothing).toBe(true);
    // names that every JavaScript object has
    for (const typed of ['constructor', '__proto__', 'toString']) expect((await finder.find(typed)).nothing).toBe(true);
  });
});

test('the share of words is that of what is rare, however long the sentence is', () => {
  const { shares } = openEvidence(CONCEPTS, GLOSSES);
  const [lion, cat, dog] = shares('pet with a mane');
  expect(lion).toBeGreaterThan(cat);
  expect(cat).toBeCloseTo(dog, 0);
  expect(shares('mane')[0]).toBeGreaterThan(shares('a mane that is not purple')[0]);
  expect([...shares('what is it?')]).toEqual(new Array(5).fill(0));
});

test('every name of the course is named, in English and as an emoji, and never said to be nothing', async () => {
  const concepts = (await loadConcepts()).filter((_, i) => i % 10 === 0);
  const whole = openConceptFinder(concepts, {
    sentences: { nearness: async () => new Map(concepts.map(({ id }) => [id, { caption: 0 }])) },
    other: { words: await loadConceptWords(), captions: [], glosses: await loadGlosses() },
  });
  for (const { id, name } of concepts) {
    const emoji = String.fromCodePoint(...id.split('-').map(code => Number.parseInt(code, 16)));
    for (const typed of [name, `a photo of the ${name}`, emoji]) {
      const { ranking, nothing } = await whole.find(typed);
      expect([typed, ranking[0].concept.name, nothing]).toEqual([typed, name, false]);
    }
  }
});
