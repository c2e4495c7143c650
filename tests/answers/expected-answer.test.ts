import { expect, test } from 'vitest';
import { doubtOf, expectedAnswer } from '../../lib/answers/expected-answer';

test.each([
  ['How many legs does a spider have?', 'Spiders have eight legs.', 'Spiders spin webs.'],
  ['How long does a lion live?', 'A lion lives 12 years in the wild.', 'The lion is a large cat.'],
  ['How much does a zebra weigh?', 'A zebra weighs up to 450 kg.', 'Zebras have stripes.'],
  ['Who wrote it?', 'It was written by Jane Austen.', 'It was written long ago.'],
  ['Where do koalas live?', 'The koala is native to the east of the continent.', 'The koala has a large head.'],
  ['In which country does it stand?', 'It stands in Saudi Arabia.', 'It is tall.'],
  ['When was it made?', 'It was made in 1816.', 'It is made of wood.'],
  ['What does a beaver eat?', 'They are herbivorous.', 'They build dams.'],
  ['What do owls eat?', 'They hunt small mammals.', 'They are birds of prey.'],
  ['What colour is a flamingo?', 'Its feathers are pink.', 'It is a wading bird.'],
  ['What is a harp made of?', 'Harps are commonly made of wood.', 'Harps are very old.'],
])('%s: a sentence that has what is asked for is told from one that has not', (question, right, wrong) => {
  expect(expectedAnswer(question, right)).toBe(1);
  expect(expectedAnswer(question, wrong)).toBe(-1);
});

test('nothing is expected where nothing is known of the question', () => {
  expect(expectedAnswer('What are plantains?', 'Cooking bananas are called plantains.')).toBe(0);
});

test.each([
  ['How much does a lobster weigh?', 'A lobster weighs 2 kg.', 'Three of their five pairs of legs have claws.'],
  ['How fast can a helicopter fly?', 'It flies at 250 km/h.', 'There are 2 kinds of helicopters.'],
  ['How deep can an otter dive?', 'It dives to 20 m.', 'There are 14 species of otters.'],
  ['How much does a ticket cost?', 'A ticket costs 5 euros.', 'There are 5 tickets.'],
  ['Who invented the telephone?', 'It was invented by Antonio Meucci.', 'The word is from Ancient Greek.'],
  ['Who discovered Saturn?', 'It was discovered by Galileo Galilei.', 'Saturn is the sixth planet from the Sun.'],
  ['What is the largest bird?', 'The ostrich is the largest bird.', 'An ostrich is a bird.'],
])('%s: a sentence is doubted that lacks what every answer has', (question, right, wrong) => {
  expect(doubtOf(question, right)).toBe(0);
  expect(doubtOf(question, wrong)).toBe(1);
});

test('a number of something else is doubted, less so', () => {
  const question = 'How many teeth does a shark have?';
  expect(doubtOf(question, 'A shark has 300 teeth.')).toBe(0);
  expect(doubtOf(question, 'A shark has five to seven gill slits.')).toBe(0.5);
  expect(doubtOf('How many kinds of bears are there?', 'There are eight species of bears.')).toBe(0);
});

test.each(['What is my password?', 'What should I cook?', 'Who won last night?', 'When does the next train leave?'])(
  '%s: what only the asker knows stands in no passage',
  question => expect(doubtOf(question, 'In 1816 René Laennec won the next train.')).toBe(1),
);

test('what food is asked for may be said in any words, and is not doubted', () => {
  expect(doubtOf('What do pandas eat?', 'Bamboo.')).toBe(0);
  expect(doubtOf('Which planet is next to Saturn?', 'Jupiter is next to Saturn.')).toBe(0);
});
