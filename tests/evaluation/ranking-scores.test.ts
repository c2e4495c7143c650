import { expect, test } from 'vitest';
import { rankingScores } from '../../lib/evaluation/ranking-scores';

const others = (count: number) => Array.from({ length: count }, (_, i) => `other ${i}`);

test('first, second, tenth and eleventh place', () => {
  const lists = [
    ['a', 'b'],
    ['b', 'a'],
    [...others(9), 'a'],
    [...others(10), 'a'],
  ];
  const { at1, at10, mrr, ndcg } = rankingScores(
    lists,
    lists.map(() => ['a']),
  );
  expect([at1, at10]).toEqual([1 / 4, 3 / 4]);
  expect(mrr).toBeCloseTo((1 + 1 / 2 + 1 / 10 + 0) / 4, 12);
  expect(ndcg).toBeCloseTo((1 + 1 / Math.log2(3) + 1 / Math.log2(11) + 0) / 4, 12);
});

test('of several right answers the first counts, and nDCG sees the others', () => {
  const scores = rankingScores([['x', 'a', 'b']], [['b', 'a']]);
  expect(scores).toMatchObject({ at1: 0, at10: 1, mrr: 1 / 2 });
  expect(scores.ndcg).toBeCloseTo((1 / Math.log2(3) + 1 / 2) / (1 + 1 / Math.log2(3)), 12);
});

test('a search that finds nothing scores nothing', () => {
  expect(rankingScores([[], ['x']], [['a'], ['a']])).toEqual({ at1: 0, at10: 0, mrr: 0, ndcg: 0 });
});

test('refuses no queries, and answers that are not one list a query', () => {
  expect(() => rankingScores([], [])).toThrow('rankingScores: there are 0 lists and 0 of right answers');
  expect(() => rankingScores([['a']], [['a'], ['b']])).toThrow('there are 1 lists and 2 of right answers');
});
