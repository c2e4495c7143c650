import { expect, test } from 'vitest';
import { type BlendQuery, blendBars } from '../../lib/charts/blend-bars';
import { drawn, itemsOf } from './drawn';

const picture = { pixels: new Uint8Array(3 * 4).fill(200), side: 2 };
const thing = (name: string, left: number, right: number) => ({ name, left, right, picture });
const moon: BlendQuery = {
  like: 'Moon',
  things: [thing('Banana', 3, 0), thing('Coin', 2, 1), thing('Comet', 0, 4), thing('Spoon', -1, -1)],
};
const trumpet: BlendQuery = { like: 'Trumpet', things: [thing('Trombone', 2, 3)] };
const chart = blendBars([moon, trumpet], { title: 'Both' });

const placed = async (sets: Record<string, unknown>) => {
  const picture = await drawn(chart, sets);
  expect(picture.warnings).toEqual([]);
  const bars = itemsOf(picture, 'rect').map(({ datum }) => datum as { name: string; place: number; score: number });
  return bars.sort((one, other) => one.place - other.place).map(({ name, score }) => [name, score]);
};

test.each([
  [0, ['Banana', 3], ['Coin', 2]],
  [0.5, ['Comet', 2], ['Banana', 1.5]],
  [1, ['Comet', 4], ['Coin', 1]],
])('with weight %d the slider orders them by both spaces', async (weight, ...first) => {
  expect((await placed({ weight })).slice(0, 2)).toEqual(first);
});

test('the menu shows what is near to another', async () => {
  expect(await placed({ like: 'Trumpet' })).toEqual([['Trombone', 2.5]]);
});

test('each is drawn with its picture, its name and its score', async () => {
  const seen = await drawn(chart, { weight: 1 });
  expect(itemsOf(seen, 'image').length).toBe(4);
  expect(seen.texts).toEqual(expect.arrayContaining(['Both', 'Comet', '4.0', 'Spoon']));
});

test('in words, the nearest of each come first', () => {
  expect(chart.description).toContain('nearest to Moon: Comet, Banana, Coin, Spoon.');
});

test('what can never be among the first is left out', () => {
  const many = Array.from({ length: 30 }, (_, i) => thing(`thing ${i}`, 30 - i, 30 - i));
  const { spec } = blendBars([{ like: 'it', things: many }]) as { spec: { data: { values: unknown[] } } };
  expect(spec.data.values).toHaveLength(6);
});

test.each<[string, () => unknown, string]>([
  ['no query', () => blendBars([]), 'queries is empty'],
  ['nothing to compare with', () => blendBars([{ like: 'Moon', things: [] }]), "things of 'Moon' is empty"],
  [
    'a score that is none',
    () => blendBars([{ like: 'Moon', things: [thing('Sun', Number.NaN, 0)] }]),
    "left of 'Moon'[0] is NaN",
  ],
  ['a name twice', () => blendBars([moon, moon]), 'two queries have the same name'],
  ['a weight of 2', () => blendBars([moon], { weight: 2 }), 'weight is 2, expected 0 to 1'],
])('refuses %s', (_, draw, message) => {
  expect(draw).toThrow(message);
});
