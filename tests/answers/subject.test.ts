import { expect, test } from 'vitest';
import { readSubject } from '../../lib/answers/subject';

const KINDS = ['animal', 'bird', 'fish', 'fruit', 'instrument', 'musical instrument', 'plant', 'device'];

test.each([
  ['What does this animal eat?', 'animal', 'What does the lion eat?'],
  ['How many species of this bird are there?', 'bird', 'How many species of the lion are there?'],
  ['Which family of plants does this fruit belong to?', 'fruit', 'Which family of plants does the lion belong to?'],
  ['What are musical instruments of this kind made of?', 'musical instrument', 'What are the lion made of?'],
  [
    'Which family of instruments does this belong to?',
    'instrument',
    'Which family of instruments does the lion belong to?',
  ],
  ['What does this big wild animal eat?', 'animal', 'What does the lion eat?'],
  ['What does it eat?', undefined, 'What does the lion eat?'],
  ['What do its stripes protect it from?', undefined, "What do the lion's stripes protect it from?"],
  ['Where do THESE FISH live?', 'fish', 'Where do the lion live?'],
])('%s', (question, kind, named) => {
  const subject = readSubject(question, KINDS);
  expect(subject.kind).toBe(kind);
  expect(subject.about('lion')).toBe(named);
});

test('where nothing points, the question says itself what it is about', () => {
  expect(readSubject('Where do zebras live?', []).about('lion')).toBe('Where do zebras live?');
});
