import { drawRows, drawUntil, isClear } from './draw';
import type { Case, Exercise } from './exercise';
import { judgeRanking, type Ranking, type RankingMistake, ROUNDED_COSINES, ranking, toDecimals } from './plain-ranking';
import { cosine, dot, isSame, type Row, rowsOf, unit } from './plain-rows';
import { fine, together } from './together';

interface Question {
  gallery: readonly Row[];
  /** Positions in the gallery. */
  plus: readonly number[];
  minus: readonly number[];
  k: number;
}

/** The sum of rows, column by column; zeros for none. */
const total = (rows: readonly Row[], width: number): number[] =>
  Array.from({ length: width }, (_, column) => rows.reduce((sum, row) => sum + row[column], 0));

const times = (row: Row, factor: number): number[] => row.map(value => value * factor);

interface Steps {
  /** What a row is before it is added or subtracted. */
  part(row: Row): Row;
  combine(plus: readonly Row[], minus: readonly Row[], width: number): number[];
  near(query: Row, row: Row): number;
  /** The positions that no answer may have. */
  leftOut(question: Question): readonly number[];
}

const STEPS: Steps = {
  part: unit,
  combine: (plus, minus, width) => total([...plus, ...minus.map(row => times(row, -1))], width),
  near: cosine,
  leftOut: ({ plus, minus }) => [...plus, ...minus],
};

function similarities({ gallery, plus, minus }: Question, changed: Partial<Steps>): number[] {
  const { part, combine, near } = { ...STEPS, ...changed };
  const pick = (positions: readonly number[]) => positions.map(i => part(gallery[i]));
  const query = combine(pick(plus), pick(minus), gallery[0].length);
  return gallery.map(row => near(query, row));
}

/** The whole ranking, in so many words. */
function rankingOf(question: Question, changed: Partial<Steps> = {}): number[] {
  const out = (changed.leftOut ?? STEPS.leftOut)(question);
  return ranking(similarities(question, changed)).filter(i => !out.includes(i));
}

const meanOf = (rows: readonly Row[], width: number) =>
  rows.length ? times(total(rows, width), 1 / rows.length) : total([], width);

const unitOf = (rows: readonly Row[], width: number) => {
  const sum = total(rows, width);
  return sum.some(value => value !== 0) ? unit(sum) : sum;
};

/** As STEPS, with equal rows left out wherever they stand. */
const withoutEquals = (question: Question): number[] =>
  question.gallery
    .map((_, i) => i)
    .filter(i => STEPS.leftOut(question).some(used => isSame(question.gallery[i], question.gallery[used])));

/** The positions that rows have once those of the query are taken out of the list. */
function renumbered({ gallery, plus, minus }: Question, found: Ranking): number[] {
  const rest = gallery.map((_, i) => i).filter(i => ![...plus, ...minus].includes(i));
  return found.map(i => rest.indexOf(i));
}

function mistakesOn(question: Question): RankingMistake[] {
  const { k, plus } = question;
  const right = rankingOf(question);
  const all = rankingOf(question, { leftOut: () => [] });
  const used = STEPS.leftOut(question);
  /** The gallery with rows of length 1, but for these. */
  const partly = (but: Ranking) => question.gallery.map((row, i) => (but.includes(i) ? row : unit(row)));
  const ownFirst =
    'The rows that the query is made of are near to it by themselves: leave them out, those of plus and those of minus.';
  const wholly: RankingMistake[] = [
    [all, ownFirst],
    [
      rankingOf(question, { leftOut: ({ plus: added }) => added }),
      'The rows of minus are left out as well, not only those of plus.',
    ],
    [
      rankingOf(question, { leftOut: withoutEquals }),
      'A row that equals one of the query’s, at another position, stays: leave rows out by position.',
    ],
    [
      renumbered(question, right),
      'These positions are counted among the rows that remain. Count them in the gallery: leave rows out after their positions are known.',
    ],
    ...[question.gallery, partly(question.plus), partly(question.minus)].map(
      (given): RankingMistake => [
        rankingOf({ ...question, gallery: given }, { part: row => row }),
        'Long rows drown short ones: divide each row by its length before it is added or subtracted, those of plus and those of minus.',
      ],
    ),
    [rankingOf(question, { near: toDecimals(2) }), ROUNDED_COSINES],
    [
      rankingOf(question, { near: dot }),
      'The dot product favours long rows of the gallery: divide by their length, which gives the cosine.',
    ],
    [
      rankingOf(question, { part: row => row, near: dot }),
      'Long rows drown short ones: divide each row by its length, those that are added and those that are compared.',
    ],
    [
      rankingOf(question, { combine: (added, taken, width) => total([...added, ...taken], width) }),
      'Everything is added. The rows of minus are subtracted.',
    ],
    [
      rankingOf(question, { combine: (added, taken, width) => times(STEPS.combine(added, taken, width), -1) }),
      'That is minus minus plus: the signs are turned round, or the farthest rows come first.',
    ],
    [rankingOf(question, { combine: (added, _, width) => total(added, width) }), 'The rows of minus have no effect.'],
    [
      rankingOf(question, { combine: (added, taken, width) => STEPS.combine(added, taken.slice(0, 1), width) }),
      'minus is a list: all of its rows count, not only the first.',
    ],
    [
      rankingOf(question, {
        combine: (added, taken, width) => STEPS.combine(added.slice(0, 1), taken.slice(0, 1), width),
      }),
      'plus and minus are lists: all of their rows count, not only the first.',
    ],
    [
      rankingOf(question, {
        combine: (added, taken, width) => STEPS.combine(added.slice(-1), taken.slice(-1), width),
      }),
      'plus and minus are lists: all of their rows count, not only the last.',
    ],
    [
      rankingOf(question, {
        combine: (added, taken, width) => STEPS.combine([unitOf(added, width)], [unitOf(taken, width)], width),
      }),
      'Divide each row by its length, and leave the two sums as long as they are: two rows weigh more than one.',
    ],
    [
      question.gallery.map((_, i) => i).filter(i => !used.includes(i)),
      'These are the first rows that remain, as they stand. Are they sorted? And were the similarities NaN? minus may be empty, and 0 / 0 is NaN.',
    ],
    [
      rankingOf(question, {
        combine: (added, taken, width) => STEPS.combine([meanOf(added, width)], [meanOf(taken, width)], width),
      }),
      'Each row counts once: add and subtract rows, not the mean of plus and the mean of minus.',
    ],
  ];
  return [
    [
      all.slice(0, k).filter(i => !used.includes(i)),
      'First leave rows out, then take k: in this order there are too few.',
    ],
    [
      all.slice(plus.length, plus.length + k),
      'The rows that the query is made of need not be the first: leave them out by position.',
    ],
    ...wholly.map(([found, hint]): RankingMistake => [found.slice(0, k), hint]),
  ];
}

const oneQuestion = (name: string, question: Question): Case => ({
  name: `${name}: ${question.gallery.length} rows, plus ${question.plus.join(' and ')}, minus ${question.minus.join(' and ') || 'nothing'}, k = ${question.k}`,
  calls: () => [[question.gallery, question.plus, question.minus, question.k]],
  judge: ([result]) =>
    judgeRanking(result, {
      right: rankingOf(question).slice(0, question.k),
      of: question.gallery.length,
      expected: `a list of ${question.k} positions in the gallery: those with the largest cosine with the query, the largest first, without the positions in plus and minus`,
      mistakes: mistakesOn(question),
      otherLength: 'k is an argument: as many positions as it says.',
    }),
});

export const vectorArithmetic: Exercise = {
  id: 'vector-arithmetic',
  title: 'A query by vector arithmetic',
  statement:
    'byArithmetic(gallery, plus, minus, k): gallery is a list of rows, lists of numbers of any length; plus and minus are lists of ' +
    'positions in it, and minus may be empty. The query is the sum of the rows of plus minus the rows of minus, each divided by its ' +
    'length first. The positions (from 0) of the k rows with the largest cosine with the query, the largest first; the ' +
    'positions in plus and minus are left out.',
  hints: [
    'Three steps: make the query, one number a column; rank all rows of the gallery by their cosine with it; strike out plus and minus.',
    'Start with a query of zeros, add every unit row of plus to it and subtract every unit row of minus: so nothing goes wrong where minus is empty.',
    'With units = gallery.map(unit), the query is units[0].map((_, c) => sum of units[i][c] over plus - sum of units[i][c] over minus). Then the positions that neither plus nor minus includes, sorted by cosine, and slice(0, k).',
  ],
  why:
    'Where directions carry a meaning, a sum of unit rows points to what has something of each, and subtracting takes a meaning ' +
    'out; every row is brought to length 1 first, so that each has the same say. The rows of the query are left out since they ' +
    'are near to it by themselves, and would hide what the arithmetic has found.',
  cases: [
    // row 7 equals row 3, which the query is made of; and the only case where nothing is subtracted
    oneQuestion('three rows of length 1 are added, one of which occurs twice', {
      gallery: [
        [0, -1, 0],
        [-2, 2, -2],
        [-2, 1, 2],
        [2, 0, 1],
        [2, 2, 2],
        [0, 2, -2],
        [0, -1, -2],
        [2, 0, 1],
      ].map(unit),
      plus: [6, 3, 2],
      minus: [],
      k: 3,
    }),
    // the only one that subtracts more than one row
    oneQuestion('two rows of length 1 are subtracted', {
      gallery: [
        [-2, -2, 2],
        [-1, 0, -2],
        [2, -1, 2],
        [-1, -1, 2],
        [-1, 0, 0],
        [2, 1, 1],
        [2, -2, -1],
        [0, -1, 2],
      ].map(unit),
      plus: [7],
      minus: [3, 1],
      k: 4,
    }),
    // the only one with other lengths than 1
    oneQuestion('rows of very different length', {
      gallery: (
        [
          [[-1, -1, 1], 1],
          [[-1, -1, -2], 1],
          [[-1, 1, 2], 1],
          [[-1, -2, 2], 5],
          [[0, 2, 2], 1],
          [[-1, 1, -2], 3],
          [[1, -1, 1], 5],
          [[0, 1, 2], 0.2],
        ] as const
      ).map(([direction, length]) => times(unit(direction), length)),
      plus: [3, 2],
      minus: [7],
      k: 3,
    }),
    // two rows of the gallery differ by a hair
    fine(
      together('rows that are nearly as near as each other', [
        oneQuestion('rows', {
          gallery: rowsOf('2.8 1.7, 1.4 -2.7, -2.6 1.1, -2.9 0.8, 2.803 1.701, -2.8 0.2, -2.7 -1.4, 1.2 -0.8'),
          plus: [3, 7, 1],
          minus: [],
          k: 3,
        }),
        oneQuestion('rows', {
          gallery: rowsOf(
            '-2 -1.5 -1.8, -1.9 1.7 -0.4, 0.1 1 1.6, -1.299 -2.902 1.701, -1.3 -2.9 1.7, -2.4 0 2, -0.7 -0.8 -2.8, 2.5 0.6 -1.6',
          ),
          plus: [5, 4, 7],
          minus: [],
          k: 3,
        }),
        oneQuestion('rows', {
          gallery: rowsOf(
            '-2.9 2.5 1.4, -1.3 -0.4 -2.8, 2 -0.9 -2.5, -2.8 1.4 2.5, 2.2 -0.2 1.9, -1.1 0.6 2.4, -1.299 -0.402 -2.8, 1.5 2.6 -1.4',
          ),
          plus: [5, 4, 2],
          minus: [3],
          k: 3,
        }),
        oneQuestion('rows', {
          gallery: rowsOf('-2 2.4, 1.3 -0.4, -2.6 -2.6, 2.3 -1.3, 2.3 -1.9, -0.6 -0.8, 2 -0.9, 1.302 -0.4'),
          plus: [4, 0],
          minus: [6, 3],
          k: 3,
        }),
        oneQuestion('rows', {
          gallery: rowsOf('0.9 -0.7, 0.3 -2, -2.4 -2.3, -0.3 -2.896, -0.2 -2.2, -1.6 2.8, -3 -1.7, -0.3 -2.9'),
          plus: [5, 1],
          minus: [],
          k: 3,
        }),
      ]),
    ),
  ],
  drawn: random => {
    const draw = (): Question => {
      const positions = random.shuffle(Array.from({ length: 12 }, (_, i) => i));
      return { gallery: drawRows(random, 12, 4), plus: positions.slice(0, 3), minus: positions.slice(3, 5), k: 6 };
    };
    // a query that has a direction: what is added and what is subtracted do not cancel out
    const hasDirection = ({ gallery, plus, minus }: Question) => {
      const pick = (positions: readonly number[]) => positions.map(i => unit(gallery[i]));
      const query = STEPS.combine(pick(plus), pick(minus), gallery[0].length);
      return dot(query, query) > 1;
    };
    const question = drawUntil(draw, drawn => hasDirection(drawn) && isClear(similarities(drawn, {})));
    return oneQuestion('rows of four numbers, drawn at random', question);
  },
};
