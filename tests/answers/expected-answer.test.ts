import { expect, test } from 'vitest';
import { expectedAnswer } from '../../lib/answers/expected-answer';

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
