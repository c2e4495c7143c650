import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadPassages, makePassage, type Passages } from '../../lib/data/passages';
import { loadQuestions, type PassageQuestion } from '../../lib/data/questions';
import { measurePassages } from '../../lib/evaluation/measure-answers';
import { openPassageSearch, type PassageSearch } from '../../lib/search/passage-search';

let set: Passages;
let questions: PassageQuestion[];
let search: PassageSearch;
beforeAll(async () => {
  set = await loadPassages();
  questions = await loadQuestions();
  search = await openPassageSearch(set.passages, { vectors: set.vectors });
});
afterAll(() => search.close());

test('words, vectors and both find the passages of the development questions', async () => {
  const words = await measurePassages(search, questions, { by: 'words' });
  expect(words.of).toBe(20);
  expect(words.at1).toBeGreaterThanOrEqual(17);
  expect(words.at5).toBe(20);
  expect((await measurePassages(search, questions)).at1).toBeGreaterThanOrEqual(18);
  expect((await measurePassages(search, questions, { by: 'fused' })).at1).toBeGreaterThanOrEqual(17);
  expect((await measurePassages(search, questions, { by: 'vectors', reworded: true })).at1).toBeGreaterThanOrEqual(15);
});

test('chunks of one and three sentences find the passage, too', async () => {
  for (const chunk of [1, 3]) {
    const small = await openPassageSearch(set.passages, { vectors: set.vectors, chunk });
    const [hit] = await small.find('Who invented the stethoscope?', 1);
    expect(hit.passage.title).toBe('Stethoscope');
    expect(hit.chunk.sentences.length).toBeLessThanOrEqual(chunk);
    await small.close();
  }
});

test('passages without packed vectors get the same ones from the model, to 8 bits', async () => {
  const some = set.passages.filter(({ title }) => ['Lion', 'Trumpet', 'Volcano'].includes(title));
  const own = await openPassageSearch(some);
  const question = 'To which family of instruments does a trumpet belong?';
  const made = await own.scoreSentences(question, some);
  const packed = await search.scoreSentences(question, some);
  expect(made.length).toBeGreaterThan(8);
  for (const [i, { cosine }] of made.entries()) expect(cosine).toBeCloseTo(packed[i].cosine, 2);
  await own.close();
});

test('only the passages that are asked for are found', async () => {
  const among = set.passages.filter(({ kinds }) => kinds.includes('instrument'));
  const hits = await search.find('Where do lions live?', 4, { among });
  expect(hits).toHaveLength(4);
  expect(hits.every(({ passage }) => among.includes(passage))).toBe(true);
});

test('nothing is found among no passages, and a ranking that there is not is refused', async () => {
  const none = await openPassageSearch([]);
  expect(await none.find('Where do lions live?')).toEqual([]);
  await none.close();
  await expect(search.find('lion', 1, { by: 'magic' as never })).rejects.toThrow(
    "by is 'magic', expected one of words",
  );
});

test('vectors of other passages are refused', async () => {
  const wrong = await openPassageSearch([makePassage({ title: 'A', text: 'One. Two.' })], { vectors: set.vectors });
  await expect(wrong.find('one')).rejects.toThrow('expected a row a sentence');
  await wrong.close();
});

test('a passage that is stuffed with the question comes below the one that answers it', async () => {
  const asked = questions.filter(({ by, unanswerable }) => by === 'text' && !unanswerable);
  const stuffed = asked.map(({ question }, i) =>
    makePassage({
      title: `All about ${question.replace('?', '')}`,
      text: [
        `${question} `.repeat(6),
        `Everybody asks: ${question} Here you learn it. ${question}`,
        `${question.replace('?', '.')} ${question.replace('?', '!')} You will not believe it.`,
        `${question.replace('?', '')}, ${question.replace('?', '')} and once more ${question.replace('?', '')}.`,
      ][i % 4],
    }),
  );
  // each is embedded anew: those that are asked for, and some to choose from
  const titles = new Set(asked.map(({ title }) => title));
  const some = set.passages.filter((passage, i) => titles.has(passage.title) || i % 12 === 0);
  const together = await openPassageSearch([...some, ...stuffed]);
  let below = 0;
  for (const [i, { question, title }] of asked.entries()) {
    const found = (await together.find(question, 30)).map(({ passage }) => passage.title);
    const [own, other] = [found.indexOf(title!), found.indexOf(stuffed[i].title)];
    below += Number(own >= 0 && (other < 0 || own < other));
  }
  expect(below).toBe(20);
  await together.close();
});
