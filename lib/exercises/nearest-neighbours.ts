import { drawRows, drawUntil, isClear } from './draw';
import type { Case, Exercise } from './exercise';
import {
  AS_TEXTS,
  byText,
  judgeRanking,
  placesIn,
  type RankingMistake,
  ROUNDED_COSINES,
  ranking,
  toDecimals,
} from './plain-ranking';
import { at, cosine, distance, dot, type Row, unit } from './plain-rows';
import { fine } from './together';

interface Question {
  query: Row;
  rows: readonly Row[];
  k: number;
}

type Nearness = (a: Row, b: Row) => number;

const byNearness = ({ query, rows }: Question, nearness: Nearness = cosine): number[] =>
  ranking(rows.map(row => nearness(query, row)));

/** Of equal ones the later first. */
const laterFirst = (question: Question): number[] => [...byNearness(question, (a, b) => -cosine(a, b))].reverse();

function mistakesOn(question: Question): RankingMistake[] {
  const { rows, k } = question;
  const right = byNearness(question);
  const inOrder = rows.map((_, i) => i);
  const cosines = rows.map(row => cosine(question.query, row));
  const firstOf = ([all, hint]: RankingMistake): RankingMistake => [all.slice(0, k), hint];
  const wholly: RankingMistake[] = [
    [laterFirst(question), 'Two rows are as near as each other: of these the smaller position comes first.'],
    [[...inOrder].sort((i, j) => byText(cosines[i], cosines[j])), AS_TEXTS],
    [
      byNearness(question, (a, b) => Math.abs(cosine(a, b))),
      'A row that points away is not near: leave the cosine its sign.',
    ],
    [
      byNearness(question, (a, b) => cosine(a.slice(0, 2), b.slice(0, 2))),
      'Only the first two numbers of a row are compared. A row may hold any number of them.',
    ],
    ...[2, 3, 4].map((decimals): RankingMistake => [byNearness(question, toDecimals(decimals)), ROUNDED_COSINES]),
    [byNearness(question, (a, b) => -cosine(a, b)), 'These are the farthest. The largest cosine is the nearest.'],
    [
      byNearness(question, (a, b) => -distance(a, b)),
      'Nearest by angle: compare cosines, not distances. A long and a short row may point the same way.',
    ],
    [byNearness(question, dot), 'The dot product is the cosine of unit rows only: divide by both lengths.'],
    [
      right.slice(1),
      'The nearest row is left out. The query is none of the rows: even one with the same direction counts.',
    ],
    placesIn(right),
    [
      inOrder,
      'These are the first rows of the list, as they stand. Are they sorted? If you call cosineSimilarity, does it pass its own exercise yet?',
    ],
  ];
  return wholly.map(firstOf);
}

const oneQuestion = (name: string, question: Question): Case => ({
  name: `${name}: ${question.rows.length} rows, k = ${question.k}`,
  calls: () => [[question.query, question.rows, question.k]],
  judge: ([result]) =>
    judgeRanking(result, {
      right: byNearness(question).slice(0, question.k),
      of: question.rows.length,
      expected: `a list of ${question.k} positions from 0 to ${question.rows.length - 1}: the rows with the largest cosine with the query, the largest first`,
      mistakes: mistakesOn(question),
      otherLength: 'k is an argument: as many positions as it says.',
    }),
});

export const nearestNeighbours: Exercise = {
  id: 'nearest-neighbours',
  title: 'Nearest neighbours',
  statement:
    'nearestNeighbours(query, rows, k): query and the rows are lists of numbers of any length, and none is all zeros. The positions ' +
    '(from 0) of the k rows with the largest cosine with the query, the largest first; of equal ones the smaller position first. ' +
    'k is at most the number of rows.',
  hints: [
    'Compute the cosine of the query with every row first. Then sort, but so that you still know which row a cosine belongs to.',
    'Sort the positions 0, 1, 2, … instead of the cosines: sort((i, j) => cosines[j] - cosines[i]) puts the largest first, and leaves equal ones as they stand.',
    'const cosines = rows.map(row => cosine(query, row)); then rows.map((_, i) => i), sorted by those, and slice(0, k) of that.',
  ],
  why:
    'A search is a comparison with everything, sorted. What is sorted are positions, not cosines: a cosine alone does not ' +
    'say which row it came from. sort leaves equal ones as they stand, so the smaller position comes first without a word.',
  cases: [
    // in the others all rows have length 1
    oneQuestion('rows of very different length', {
      query: at(30, 2),
      rows: [at(30, 0.1), at(80, 2), at(48, 9), at(-10, 3), at(21, 6), at(110), at(-70)],
      k: 3,
    }),
    oneQuestion('rows all around', {
      query: at(0),
      rows: [at(170), at(40), at(-15), at(100), at(125), at(-70)],
      k: 6,
    }),
    oneQuestion('rows that occur twice', {
      query: at(60),
      rows: [at(100), at(50), at(75), at(50), at(100), at(0)],
      k: 4,
    }),
    oneQuestion('rows of four numbers', {
      query: unit([2, 1, 2, 0]),
      rows: [
        [2, 1, -2, 2],
        [1, 2, 2, 1],
        [2, 1, 0, 3],
        [1, 0, 2, -1],
        [-1, 1, 2, 2],
      ].map(unit),
      k: 1,
    }),
    // rounded to four decimals three of them are equal, and the first of these is the farthest
    fine(
      oneQuestion('rows that are nearly as near as each other', {
        query: at(0, 1.4726),
        rows: [at(50.001, 1.3137), at(20, 0.6), at(50, 0.7268), at(-50.0005, 2.0913), at(110)],
        k: 4,
      }),
    ),
  ],
  drawn: random => {
    const draw = (): Question => ({ query: drawRows(random, 1, 4)[0], rows: drawRows(random, 10, 4), k: 7 });
    const question = drawUntil(draw, ({ query, rows }) => isClear(rows.map(row => cosine(query, row))));
    return oneQuestion('rows of four numbers, drawn at random', question);
  },
};
