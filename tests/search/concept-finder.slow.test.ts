import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pluralize from 'pluralize';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Concept, loadConcepts, loadConceptWords } from '../../lib/data/concepts';
import { loadGlosses } from '../../lib/data/glosses';
import { loadSentences } from '../../lib/data/sentences';
import { seededRandom } from '../../lib/engine/seeds';
import { shareInWords } from '../../lib/evaluation/share';
import { type ConceptFinder, openConceptFinder } from '../../lib/search/concept-finder';
import { openSentenceSearch, type SentenceSearch } from '../../lib/search/sentence-search';

/** What is typed, and the ids of the concepts that it may mean. */
type Query = [typed: string, meant: string[]];

let concepts: Concept[];
let sentences: SentenceSearch;
let finder: ConceptFinder;
beforeAll(async () => {
  concepts = await loadConcepts();
  const glosses = await loadGlosses();
  sentences = await openSentenceSearch(concepts, { glosses });
  finder = openConceptFinder(concepts, {
    sentences,
    other: { words: await loadConceptWords(), captions: [], glosses },
  });
});
afterAll(async () => sentences.close());

const linesOf = (file: string): string[][] =>
  readFileSync(join(__dirname, 'lists', `${file}.tsv`), 'utf8')
    .trim()
    .split('\n')
    .map(line => line.split('\t'));

function queriesOf(file: string): Query[] {
  const ids = new Map(concepts.map(({ id, name }) => [name, id]));
  return linesOf(file).map(([text, names]) => [text, names.split('; ').map(name => ids.get(name)!)]);
}

/** Shares of the queries that find what they mean in the first place, among five and among ten, and that are said to fit nothing. */
async function measure(what: string, queries: Query[]) {
  const places: number[] = [];
  let nothing = 0;
  for (const [typed, meant] of queries) {
    const found = await finder.find(typed);
    const at = found.ranking.findIndex(({ concept }) => meant.includes(concept.id));
    places.push(at < 0 ? Number.POSITIVE_INFINITY : at);
    nothing += Number(found.nothing);
  }
  const within = (k: number) => places.filter(place => place < k).length / places.length;
  const [at1, at5, at10] = [1, 5, 10].map(within);
  const inWords = [at1, at5, at10].map(share => shareInWords(share, places.length)).join(', ');
  console.log(`${what}, first, among five, among ten: ${inWords}; said to fit nothing: ${nothing} of ${places.length}`);
  return { at1, at5, at10, nothing };
}

test('the 60 sentences of the course find what they mean', async () => {
  const found = await measure(
    '60 sentences',
    (await loadSentences()).map(({ text, concepts: meant }) => [text, meant]),
  );
  expect(found.at1).toBeGreaterThanOrEqual(0.6);
  expect(found.at10).toBeGreaterThanOrEqual(0.85);
  expect(found.nothing).toBeLessThanOrEqual(6);
});

test('so do everyday sentences, and words and phrases that are no names', async () => {
  const everyday = await measure('everyday sentences', queriesOf('everyday-sentences'));
  expect(everyday.at5).toBeGreaterThanOrEqual(0.78);
  const loose = await measure('words and phrases', queriesOf('loose-words'));
  expect(loose.at5).toBeGreaterThanOrEqual(0.9);
  expect(everyday.nothing + loose.nothing).toBeLessThanOrEqual(6);
});

test('names drawn at random, in thirteen languages, in the plural, with articles, as emoji, are found and never silenced', async () => {
  const random = seededRandom('typed names');
  const drawn = Array.from({ length: 200 }, (): Query => {
    const { id, name, names } = concepts[random.integer(concepts.length)];
    const emoji = String.fromCodePoint(...id.split('-').map(code => Number.parseInt(code, 16)));
    const plural = pluralize(name);
    const phrases = [`a photo of a ${name}`, `pictures of ${plural}`, `show me the ${name}, please`];
    const typed = [name, name.toUpperCase(), plural, `some ${plural}`, emoji, ...phrases, ...Object.values(names)];
    return [typed[random.integer(typed.length)], [id]];
  });
  const found = await measure('names', drawn);
  expect(found.at5).toBeGreaterThanOrEqual(0.97);
  expect(found.nothing).toBe(0);
});

test('names with a slip of the keys are found', async () => {
  const random = seededRandom('slips');
  const words = concepts.filter(({ name }) => /^[a-z]{6,}$/.test(name));
  const slip = (name: string) => {
    const at = 1 + random.integer(name.length - 2);
    const [before, after] = [name.slice(0, at), name.slice(at + 1)];
    return [before + after, before + name[at] + name.slice(at), `${before}x${after}`][random.integer(3)];
  };
  const drawn = Array.from({ length: 100 }, (): Query => {
    const { id, name } = words[random.integer(words.length)];
    return [slip(name), [id]];
  });
  expect((await measure('slips', drawn)).at5).toBeGreaterThanOrEqual(0.93);
});

test('what nothing fits is said so', async () => {
  const lines = linesOf('nothing-fits');
  const { nothing } = await measure(
    'what nothing fits',
    lines.map(([, typed]) => [typed, []]),
  );
  expect(nothing / lines.length).toBeGreaterThanOrEqual(0.9);
});
