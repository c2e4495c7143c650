import { expect, test } from 'vitest';
import { seededRandom } from '../../lib/engine/seeds';
import { fuseRanks } from '../../lib/search/fuse';

const ids = (fused: { id: string | number }[]) => fused.map(({ id }) => id);
const wrong = (value: unknown) => value as never;

test('adds up 1 / (k + place)', () => {
  const fused = fuseRanks([
    ['lion', 'cat'],
    ['tiger', 'lion', 'dog'],
  ]);
  expect(ids(fused)).toEqual(['lion', 'tiger', 'cat', 'dog']);
  expect(fused[0].score).toBeCloseTo(1 / 61 + 1 / 62, 15);
  expect(fused[3].score).toBeCloseTo(1 / 63, 15);
});

test('with a large k what both name wins, with a small one what one puts first', () => {
  const rankings = [
    ['first', 'a', 'both'],
    ['b', 'c', 'both'],
  ];
  expect(ids(fuseRanks(rankings))[0]).toBe('both');
  expect(ids(fuseRanks(rankings, { k: 0 }))[0]).toBe('first');
});

test('one ranking stays as it is, the same one twice as well, and an empty one adds nothing', () => {
  const ranking = [3, 1, 2];
  for (const rankings of [[ranking], [ranking, ranking], [ranking, []], [[], ranking]]) {
    expect(ids(fuseRanks(rankings))).toEqual(ranking);
  }
  expect(fuseRanks([])).toEqual([]);
  expect(fuseRanks([[], []])).toEqual([]);
});

test('of equal ones that comes first which is first in the earliest ranking', () => {
  expect(
    ids(
      fuseRanks([
        ['x', 'y'],
        ['y', 'x'],
      ]),
    ),
  ).toEqual(['x', 'y']);
  expect(ids(fuseRanks([['x'], ['y']]))).toEqual(['x', 'y']);
});

test('the order of the rankings changes no score, not by a digit', () => {
  const random = seededRandom(1);
  const rankings = Array.from({ length: 5 }, () => random.shuffle(Array.from({ length: 40 }, (_, i) => i)));
  const scores = (order: number[][]) => new Map(fuseRanks(order).map(({ id, score }) => [id, score]));
  expect(scores([...rankings].reverse())).toEqual(scores(rankings));
});

test('a place nearer to the front never lowers a score', () => {
  const rank = (list: string[]) => fuseRanks([list, ['b', 'c', 'a']]).find(({ id }) => id === 'a')!.score;
  expect(rank(['a', 'b', 'c'])).toBeGreaterThan(rank(['b', 'a', 'c']));
  expect(rank(['b', 'a', 'c'])).toBeGreaterThan(rank(['b', 'c', 'a']));
});

test('leaves the rankings as they are', () => {
  const rankings = [Object.freeze(['a', 'b']), Object.freeze(['b'])];
  expect(ids(fuseRanks(Object.freeze(rankings)))).toEqual(['b', 'a']);
});

test('refuses what does not fit', () => {
  for (const k of [-1, Number.NaN, Infinity]) expect(() => fuseRanks([['a']], { k })).toThrow(`fuseRanks: k is ${k}`);
  expect(() => fuseRanks(wrong('ab'))).toThrow("fuseRanks: rankings is 'ab', expected a list of lists of ids");
  expect(() => fuseRanks(wrong(['ab']))).toThrow("fuseRanks: rankings[0] is 'ab', expected a list of ids");
  expect(() => fuseRanks(wrong([[{ id: 'a' }]]))).toThrow('fuseRanks: rankings[0][0] is an object, expected an id');
  expect(() => fuseRanks([['a'], ['b', 'c', 'b']])).toThrow("fuseRanks: rankings[1] names 'b' twice");
});
