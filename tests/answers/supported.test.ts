import { expect, test } from 'vitest';
import { supportingSentence } from '../../lib/answers/supported';
import { makePassage } from '../../lib/data/passages';

const zebra = makePassage({
  title: 'Zebra',
  text: 'Zebras are African equines with striped coats. There are three living species. Stripes deter biting flies. They were not tamed.',
});
const support = (claim: string, question = 'What are zebra stripes thought to protect against?') =>
  supportingSentence(claim, question, zebra);

test('a claim is supported by the sentence that says it, to the letter', () => {
  expect(support('Biting flies.')).toBe('Stripes deter biting flies.');
  expect(support('Zebra stripes deter biting flies.')).toBe('Stripes deter biting flies.');
  expect(support('There are 3 living species.', 'How many zebras are there?')).toBe('There are three living species.');
});

test.each([
  ['Hungry wolves.', undefined],
  ['There are four living species.', 'How many zebras are there?'],
  ['Zebras are Asian equines with striped coats.', 'What are zebras?'],
  ['They were tamed.', 'What became of zebras?'],
  ['Stripes do not deter biting flies.', undefined],
  ['Zebra stripes protect.', undefined],
  ['', undefined],
])('%s is not', (claim, question) => {
  expect(support(claim, question)).toBeUndefined();
});
