import { expect, test } from 'vitest';
import { openNames } from '../../lib/answers/named';
import { makePassage } from '../../lib/data/passages';

const passage = (title: string, text: string, concepts: string[] = []) => makePassage({ title, text, concepts });

test.each([
  ['Maize', 'Maize, also known as corn, is a tall stout grass.', ['maize', 'corn']],
  ['Orca', 'The orca, or killer whale, is a toothed whale.', ['orca', 'killer whale']],
  ['Microphone', 'A microphone, colloquially called a mic, or mike, is a transducer.', ['microphone', 'mic', 'mike']],
  ['Lime (fruit)', 'A lime is a citrus fruit, or a hybrid of one.', ['lime']],
  ['Lion', 'The lion lives in savannas or grasslands.', ['lion']],
  ['Empty', '', ['empty']],
])(
  '%s: it goes by its title, and by what its first sentence calls it before it says what it is',
  (title, text, known) => {
    const words = [title.replace(/ .*/, ''), ...text.split(/[^a-z]+/i)].join(' ');
    const found = openNames([passage(title, text)])(`${words} killer whale`).map(({ name }) => name);
    expect([...new Set(found)].sort()).toEqual([...known].sort());
  },
);

const BEAR = passage('Bear', 'Bears are mammals.');
const POLAR_BEAR = passage('Polar bear', 'The polar bear is a large bear.');
const DOVES = passage('Columbidae', 'Columbidae is a family of birds.', ['dove', 'cat']);
const names = openNames(
  [BEAR, POLAR_BEAR, DOVES],
  [
    { id: 'dove', name: 'dove' },
    { id: 'cat', name: 'cat face' },
  ],
);

test('a question names passages by their titles and concepts, in the singular or the plural, the longest name first', () => {
  expect(names('What do polar bears eat?')).toEqual([{ name: 'polar bear', passages: [POLAR_BEAR] }]);
  expect(names('Is a bear a dove or a cat?').map(({ passages }) => passages)).toEqual([[BEAR], [DOVES], [DOVES]]);
  expect(names('What do lions eat? 狮子')).toEqual([]);
});

test('a word that only begins like a name is none', () => {
  expect(openNames([passage('Man', 'A man is an adult.')])('How many legs has an ant?')).toEqual([]);
});
