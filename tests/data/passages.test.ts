import { expect, test } from 'vitest';
import { loadConcepts } from '../../lib/data/concepts';
import { loadPassages, sentenceInContext } from '../../lib/data/passages';
import { loadQuestions } from '../../lib/data/questions';
import { splitSentences } from '../../lib/data/split-sentences';
import { copiedSets } from './copied-sets';

test('passages have title, link, concepts and sentences that stand in them to the letter, each with a vector', async () => {
  const { passages, vectors, attribution } = await loadPassages();
  const ids = new Set((await loadConcepts()).map(({ id }) => id));
  expect(passages).toHaveLength(341);
  expect(new Set(passages.map(({ title }) => title)).size).toBe(341);
  expect(passages.flatMap(({ concepts }) => concepts)).toHaveLength(399);
  for (const { link, concepts, sentences, text } of passages) {
    expect(link).toMatch(/^https:\/\/en\.wikipedia\.org\/wiki\/\S+$/);
    expect(concepts.length).toBeGreaterThan(0);
    expect(concepts.every(id => ids.has(id))).toBe(true);
    expect(sentences.length).toBeGreaterThan(0);
    expect(sentences.every(sentence => text.includes(sentence))).toBe(true);
  }
  const sentences = passages.reduce((sum, passage) => sum + passage.sentences.length, 0);
  expect(vectors!.rows.length).toBe(sentences * vectors!.dim);
  expect(attribution).toContain('CC BY-SA 4.0');
});

test('questions are answered by sentences of their passages, and some by none', async () => {
  const [{ passages }, questions] = [await loadPassages(), await loadQuestions()];
  expect(questions).toHaveLength(60);
  for (const { title, sentences = [], unanswerable } of questions) {
    expect(sentences.length === 0).toBe(unanswerable !== undefined);
    const passage = passages.find(other => other.title === title);
    expect(sentences.every(sentence => passage!.sentences.includes(sentence))).toBe(true);
  }
});

test('a damaged passage is named with the command that mends it', async () => {
  const sets = await copiedSets('passages-cc-by-sa');
  await sets.changeByte('passages-cc-by-sa/passages.json');
  await expect(loadPassages({ folder: sets.folder })).rejects.toThrow(
    /passages\.json is damaged.*git checkout datasets/,
  );
  await sets.remove();
});

test('sentences end at a stop before a capital, and stay as they are', () => {
  expect(splitSentences('It is 3.5 m long. "So," he says. And then? Yes! the end')).toEqual([
    'It is 3.5 m long.',
    '"So," he says.',
    'And then?',
    'Yes! the end',
  ]);
  expect(splitSentences(' ')).toEqual([]);
  expect(sentenceInContext('Lime (fruit)', 'It is sour.')).toBe('lime: It is sour.');
});
