import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answers } from '../../lib/answers/answer';
import { openAnswers } from '../../lib/answers/open-answers';
import { loadPhotographs } from '../../lib/data/photographs';
import { loadQuestions, type PassageQuestion } from '../../lib/data/questions';
import { startEngine } from '../../lib/engine/index';
import { type AskedMedia, loadAskedMedia } from '../../lib/evaluation/asked-media';
import { measureAnswers } from '../../lib/evaluation/measure-answers';
import { type ConceptCandidates, openConceptCandidates } from '../../lib/search/concept-candidates';

let answers: Answers;
let candidates: ConceptCandidates;
let questions: PassageQuestion[];
let media: AskedMedia[];
beforeAll(async () => {
  await startEngine();
  answers = await openAnswers();
  candidates = await openConceptCandidates();
  questions = (await loadQuestions()).filter(({ by }) => by !== 'text');
  media = await loadAskedMedia(questions, candidates);
});
afterAll(async () => {
  await answers.close();
  candidates.dispose();
});

const measured = (by: 'picture' | 'sound') => {
  const chosen = [...questions.keys()].filter(i => questions[i].by === by);
  return measureAnswers(
    answers,
    chosen.map(i => questions[i]),
    { media: chosen.map(i => media[i]) },
  );
};

test('a drawing of a style that no encoder was trained on leads to its passage', async () => {
  const scores = await measured('picture');
  expect(scores).toMatchObject({ answerable: 15, unanswerable: 2 });
  expect(scores.passagesRight).toBeGreaterThanOrEqual(9);
  expect(scores.right).toBeGreaterThanOrEqual(8);
});

test('a sound does, too', async () => {
  const scores = await measured('sound');
  expect(scores).toMatchObject({ answerable: 10, unanswerable: 1 });
  expect(scores.passagesRight).toBeGreaterThanOrEqual(7);
});

test('and a photograph, by the encoder of photographs', async () => {
  const { pixels, captions, side } = await loadPhotographs('tuxpaint');
  const one = captions.findIndex(caption => /zebra/i.test(caption));
  const size = side * side * 3;
  const picture = { pixels: pixels.subarray(one * size, (one + 1) * size), side };
  const answer = await answers.ask({ text: 'In which parts of Africa does this animal live?', picture });
  expect(answer.sources[0].passage.title).toBe('Zebra');
  expect(answer.text).toContain('eastern and southern Africa');
});

test('a picture that is none is refused, and the next question is answered', async () => {
  const picture = { pixels: new Uint8Array(7), side: 48 };
  await expect(answers.ask({ text: 'What does this animal eat?', picture })).rejects.toThrow(/pixels has 7 values/);
  await expect(
    answers.ask({ text: 'What is this?', picture, sound: { samples: new Float32Array(9), rate: 8000 } }),
  ).rejects.toThrow('a picture and a sound beside the question, expected one');
  expect((await answers.ask({ text: 'Who invented the stethoscope?' })).abstained).toBe(false);
});
