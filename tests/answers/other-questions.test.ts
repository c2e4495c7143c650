import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answers } from '../../lib/answers/answer';
import { openAnswers } from '../../lib/answers/open-answers';
import { loadPassages } from '../../lib/data/passages';
import { loadQuestions, type PassageQuestion } from '../../lib/data/questions';
import { measureAnswers } from '../../lib/evaluation/measure-answers';

/** Questions about other passages than those of the development questions: no weight and no threshold was set on them. */
const QUESTIONS: PassageQuestion[] = JSON.parse(readFileSync(join(__dirname, 'other-questions.json'), 'utf8'));

let answers: Answers;
beforeAll(async () => {
  answers = await openAnswers();
});
afterAll(() => answers.close());

test('they are about other passages, and their sentences stand there', async () => {
  const [{ passages }, development] = [await loadPassages(), await loadQuestions()];
  const used = new Set(development.map(({ title }) => title));
  for (const { id, title, sentences = [] } of QUESTIONS) {
    if (title === undefined) continue;
    expect(used.has(title), id).toBe(false);
    const passage = passages.find(other => other.title === title)!;
    for (const sentence of sentences) expect(passage.sentences, id).toContain(sentence);
  }
});

test('most get the right sentence, and few of those that nothing answers an answer', async () => {
  const scores = await measureAnswers(answers, QUESTIONS);
  expect(scores).toMatchObject({ answerable: 24, unanswerable: 30 });
  expect(scores.right).toBeGreaterThanOrEqual(22);
  expect(scores.invented).toBeLessThanOrEqual(4);
  expect(scores.auroc).toBeGreaterThan(0.95);
});

test('in words that the passage has not, about half of them', async () => {
  expect((await measureAnswers(answers, QUESTIONS, { reworded: true })).right).toBeGreaterThanOrEqual(10);
});
