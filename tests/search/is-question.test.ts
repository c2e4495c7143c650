import { expect, test } from 'vitest';
import { loadGlosses } from '../../lib/data/glosses';
import { loadQuestions } from '../../lib/data/questions';
import { loadSentences } from '../../lib/data/sentences';
import { isQuestion } from '../../tools/search/page/is-question';

test('every question about the passages is one, and most are without their mark', async () => {
  const all = (await loadQuestions()).flatMap(({ question, reworded = question }) => [question, reworded]);
  expect(all.filter(text => !isQuestion(text))).toEqual([]);
  const bare = all.map(text => text.replace('?', ''));
  expect(bare.filter(text => isQuestion(text)).length).toBeGreaterThan(0.85 * all.length);
});

test('what describes a thing is none', async () => {
  expect((await loadSentences()).filter(({ text }) => isQuestion(text))).toEqual([]);
  expect(Object.values(await loadGlosses()).filter(text => isQuestion(text))).toEqual([]);
});

test.each([
  'what do owls eat',
  'What do owls eat?',
  '“What do owls eat?”',
  'Tell me where lions live',
  'Please, who invented the stethoscope',
  'so how many legs does a spider have',
  "what's the largest owl",
  'on which island did the dodo live',
  'Was frisst eine Eule?',
  '¿Qué come el búho?',
  'フクロウは何を食べますか？',
  'do owls eat mice',
  'is the owl a bird',
])('%j asks', words => expect(isQuestion(words)).toBe(true));

test.each([
  ...['lion', 'owl?', 'a lion?', '???', '', 'a yellow fruit', '🦁?'],
  'what vampires are afraid of',
  'where ships can see the land at night',
  'what you put on a letter before you send it',
  'who you call when a house burns',
  'when it rains you open it',
  'how a king looks',
  'do re mi',
  'can of soup',
])('%j does not', words => expect(isQuestion(words)).toBe(false));
