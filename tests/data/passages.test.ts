import { expect, test } from 'vitest';
import { loadConcepts } from '../../lib/data/concepts';
import { loadAllPassages, loadPassages, sentenceInContext } from '../../lib/data/passages';
import { listPhotographs } from '../../lib/data/photographs';
import { loadQuestions } from '../../lib/data/questions';
import { listRecordings } from '../../lib/data/recordings';
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

test('behind the articles stand texts of a game, each with its source and, where these ship, its picture and sound', async () => {
  const [articles, all] = [await loadPassages(), await loadAllPassages()];
  const concepts = new Map((await loadConcepts()).map(({ id, name }) => [id, name]));
  const [photographs, recordings] = [await listPhotographs('gcompris'), await listRecordings('animals')];
  expect(all.passages.slice(0, articles.passages.length)).toEqual(articles.passages);
  const game = all.passages.slice(articles.passages.length);
  expect(game).toHaveLength(19);
  for (const {
    title,
    link,
    from,
    supplement,
    attribution,
    sentences,
    kinds,
    concepts: [concept],
  } of game) {
    expect(link).toBe(`https://sources.debian.org/src/gcompris-qt/3.1-2/src/activities/${from}`);
    expect([supplement, attribution]).toEqual([true, 'GCompris (Debian gcompris-qt-data 3.1-2), GPL-3.0-or-later']);
    expect(sentences.length).toBeGreaterThan(0);
    expect(kinds.length).toBeGreaterThan(0);
    expect(concepts.get(concept)).toBe(
      title === 'Sheep' ? 'ewe' : title === 'Statue of Liberty' ? title : title.toLowerCase(),
    );
  }
  const [pictures, sounds] = [game.flatMap(({ picture }) => picture ?? []), game.flatMap(({ sound }) => sound ?? [])];
  expect([pictures.length, sounds.length]).toEqual([18, 9]);
  for (const {
    picture,
    sound,
    concepts: [concept],
  } of game) {
    if (picture) expect(photographs.find(({ from }) => from === picture)?.concept).toBe(concept);
    if (sound) expect(recordings.find(({ origin }) => origin === sound)?.label).toBe(concept);
  }
  const count = all.passages.reduce((sum, { sentences }) => sum + sentences.length, 0);
  expect(all.vectors!.rows.length).toBe(count * all.vectors!.dim);
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
