import { expect, test } from 'vitest';
import type { PassageQuestion } from '../../lib/data/questions';
import { measureAnswers } from '../../lib/evaluation/measure-answers';

const about = (id: string, rest: Partial<PassageQuestion>): PassageQuestion => ({
  ...{ id, question: `${id}?`, by: 'text', title: 'Lion', sentences: ['Lions live in Africa.'] },
  ...rest,
});
const QUESTIONS = [
  about('right', { reworded: 'other words' }),
  about('another sentence', {}),
  about('another passage', { title: 'Tiger' }),
  about('silent', {}),
  about('invented', { sentences: undefined, unanswerable: 'absent', title: undefined }),
  about('rightly silent', { sentences: undefined, unanswerable: 'silent' }),
];

const ask = async ({ text }: { text: string }) => ({
  nearest: [
    {
      passage: { title: 'Lion' },
      sentence: text === 'another sentence?' ? 'Lions are cats.' : 'Lions live in Africa.',
    },
  ],
  abstained: text.includes('silent'),
  confidence: { 'right?': 0.9, 'another sentence?': 0.8, 'invented?': 0.85, 'rightly silent?': 0.1 }[text] ?? 0.5,
});

test('a sentence is right where it is known to answer, and said', async () => {
  const scores = await measureAnswers({ ask }, QUESTIONS);
  expect(scores).toMatchObject({ answerable: 4, passagesRight: 3, right: 1, unanswerable: 2, invented: 1 });
  // of the eight pairs, the unanswerable one is below in all four with 0.1, and in one with 0.85
  expect(scores.auroc).toBe(5 / 8);
  expect(scores.curve.at(-1)).toMatchObject({ answered: 6, right: 1, coverage: 1 });
});

test('in other words only questions that have some are asked, with what stands beside each', async () => {
  const asked: object[] = [];
  const listen = (question: { text: string }) => {
    asked.push(question);
    return ask(question);
  };
  const sound = { samples: new Float32Array(1), rate: 8000 };
  const { auroc } = await measureAnswers({ ask: listen }, QUESTIONS, { reworded: true, media: [{ sound }] });
  expect(asked).toEqual([{ text: 'other words', sound }]);
  expect(auroc).toBeUndefined();
});
