import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AskedSubject, askedSubject } from '../../lib/answers/asked-subject';
import { openNames } from '../../lib/answers/named';
import { makePassage } from '../../lib/data/passages';
import { openPassageSearch, type PassageSearch } from '../../lib/search/passage-search';

const TREE = makePassage({ title: 'Tree', text: 'Trees grow. A tree has leaves. Birds live in trees.' });
const SLOTH = makePassage({ title: 'Sloth', text: 'Sloths hang in trees. They sleep a lot.' });
const HOUSE = makePassage({ title: 'House', text: 'A house has walls. People use houses. A house has a roof.' });
const TENT = makePassage({ title: 'Tent', text: 'A nomad sleeps in a tent.' });
const PASSAGES = [TREE, SLOTH, HOUSE, TENT];
// so many houses and trees are spoken of that both are common words
const COMMON = Array.from({ length: 30 }, (_, i) => makePassage({ title: `Street ${i}`, text: 'A house. A tree.' }));

let search: PassageSearch;
beforeAll(async () => {
  search = await openPassageSearch([...PASSAGES, ...COMMON]);
});
afterAll(() => search.close());

const subjectOf = (question: string): Promise<AskedSubject> =>
  askedSubject(question, search, openNames(PASSAGES)(question));
const fits = ({ fitOf }: AskedSubject) => PASSAGES.map(fitOf);

test('of several names the rarest is what is asked about', async () => {
  const subject = await subjectOf('How do sloths live in trees?');
  expect(subject).toMatchObject({ passages: [SLOTH], isNamed: true });
  expect(fits(subject)).toEqual(['speaks of it', 'own', 'other', 'other']);
});

test('a name beside a word that is much rarer is only mentioned', async () => {
  const subject = await subjectOf('What do nomads use as houses?');
  expect(subject.isNamed).toBe(false);
  expect(fits(subject)).toEqual(['other', 'other', 'speaks of it', 'speaks of it']);
});

test('where nothing is named, passages without the rarest word speak of something else', async () => {
  const subject = await subjectOf('Who invented the yo-yo?');
  expect(subject).toMatchObject({ passages: [], isNamed: false });
  expect(fits(subject)).toEqual(['other', 'other', 'other', 'other']);
});
