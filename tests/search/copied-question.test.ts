import { expect, test } from 'vitest';
import { honestShare, repeatsQuestion } from '../../lib/search/copied-question';

const QUESTION = 'Which is the largest wild member of the dog family?';

test.each([
  'Which is the largest wild member of the dog family?',
  'WHICH is the largest wild member of the “dog” family, you wonder.',
  'Do you know the wolf?',
  'Largest wild dog, largest wild dog, largest wild dog.',
])('%s repeats the question', sentence => {
  expect(repeatsQuestion(QUESTION, sentence)).toBe(true);
});

test.each(['The wolf is the largest wild extant member of the family Canidae.', 'Dogs are kept by many families.', ''])(
  '%s does not',
  sentence => {
    expect(repeatsQuestion(QUESTION, sentence)).toBe(false);
  },
);

test('a passage keeps of its score what is its own, and at most half where any of it is not', () => {
  expect(honestShare(QUESTION, ['Wolves howl.', 'They hunt.'])).toBe(1);
  expect(honestShare(QUESTION, ['Wolves howl.', QUESTION])).toBe(0.25);
  expect(honestShare(QUESTION, [QUESTION, QUESTION])).toBe(0);
  expect(honestShare(QUESTION, ['Wolves howl.', 'Wolves howl.'])).toBe(0.25);
});
