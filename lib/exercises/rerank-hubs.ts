import { drawRows, drawUntil, isClear } from './draw';
import { asNumbers, type Case, type Exercise, type Finding, inWords, isList } from './exercise';
import { asRows } from './plain-layout';
import {
  AS_TEXTS,
  byText,
  judgeRanking,
  placesIn,
  type Ranking,
  ROUNDED_COSINES,
  ranking,
  toDecimals,
} from './plain-ranking';
import { at, cosine, dot, isSame, mean, type Row, rowsOf, unit } from './plain-rows';
import { fine } from './together';

interface Question {
  queries: readonly Row[];
  gallery: readonly Row[];
  k: number;
}

type Nearness = (a: Row, b: Row) => number;

/** The k largest. */
const largest = (values: readonly number[], k: number): number[] => [...values].sort((a, b) => b - a).slice(0, k);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

interface Steps {
  near: Nearness;
  /** How much of a hub a row of the gallery is, from its cosines with the queries. */
  hubness(cosines: readonly number[], k: number): number;
  score(cosine: number, hubness: number): number;
}

const STEPS: Steps = {
  near: cosine,
  hubness: (cosines, k) => mean(largest(cosines, k)),
  score: (near, hubness) => 2 * near - hubness,
};

/** CSLS without the query's own mean, which is the same for all rows of the gallery; in so many words. */
function scoresOf({ queries, gallery, k }: Question, changed: Partial<Steps> = {}): number[][] {
  const { near, hubness, score } = { ...STEPS, ...changed };
  const hubs = gallery.map(row => {
    const cosines = queries.map(query => near(query, row));
    return hubness(cosines, k);
  });
  return queries.map(query => gallery.map((row, j) => score(near(query, row), hubs[j])));
}

const rankingsOf = (question: Question, changed?: Partial<Steps>): number[][] =>
  scoresOf(question, changed).map(ranking);

/** With the neighbours of a row looked for in the gallery. */
function amongGallery({ queries, gallery, k }: Question, withSelf: boolean): number[][] {
  const hubs = gallery.map((row, j) => {
    const others = gallery.filter((_, other) => withSelf || other !== j);
    return STEPS.hubness(
      others.map(other => cosine(row, other)),
      k,
    );
  });
  return queries.map(query => ranking(gallery.map((row, j) => STEPS.score(cosine(query, row), hubs[j]))));
}

type Rankings = readonly Ranking[];

function mistakesOn(question: Question): [Rankings, string][] {
  const right = rankingsOf(question);
  const places = right.map(placesIn);
  return [
    [places.map(([wrong]) => wrong), places[0][1]],
    [right.map(one => [...one].reverse()), 'The worst comes first: sort by falling score.'],
    [
      rankingsOf(question, { hubness: () => 0 }),
      'The order is still that of the cosines alone. Of each row of the gallery subtract its own mean: a query’s mean is the same for all rows, and changes nothing.',
    ],
    [
      rankingsOf(question, { score: (near, hubness) => near - hubness }),
      'The cosine counts twice: 2 * cosine, minus the mean. Else a hub is punished too hard.',
    ],
    [
      rankingsOf(question, { score: (near, hubness) => 2 * near + hubness }),
      'Subtract the mean: a hub shall lose, and here it wins.',
    ],
    [
      rankingsOf(question, { hubness: (cosines, k) => sum(largest(cosines, k)) }),
      'The mean of the k largest cosines, not their sum.',
    ],
    [
      rankingsOf(question, { hubness: mean }),
      'The mean over the k nearest queries only, not over all of them: k is an argument.',
    ],
    [
      rankingsOf(question, { hubness: cosines => Math.max(...cosines) }),
      'k is an argument: the mean over that many queries, and not over the nearest alone.',
    ],
    [
      rankingsOf(question, { hubness: cosines => mean(largest(cosines, 2)) }),
      'k is an argument: the mean over as many queries as it says, and not over two.',
    ],
    [
      rankingsOf(question, { hubness: (cosines, k) => mean([...cosines].sort((a, b) => a - b).slice(0, k)) }),
      'These are the k farthest queries: the largest cosines are the nearest.',
    ],
    [rankingsOf(question, { hubness: (cosines, k) => mean([...cosines].sort(byText).slice(0, k)) }), AS_TEXTS],
    [rankingsOf(question, { near: toDecimals(2) }), ROUNDED_COSINES],
    [rankingsOf(question, { near: dot }), 'The dot product is the cosine of unit rows only: divide by both lengths.'],
    ...[(a: Row, b: Row) => dot(unit(a), b), (a: Row, b: Row) => dot(a, unit(b))].map((near): [Rankings, string] => [
      rankingsOf(question, { near }),
      'Only one side is divided by its length; the rows of the other have a length too.',
    ]),
    [
      rankingsOf(question, { hubness: (cosines, k) => mean(largest(cosines, k + 1).slice(1)) }),
      'The query nearest to the row is left out: it counts, whichever query asks.',
    ],
    ...[true, false].map((withSelf): [Rankings, string] => [
      amongGallery(question, withSelf),
      'The neighbours of a row of the gallery are looked for among the queries, not in the gallery: a hub is near to many queries.',
    ]),
  ];
}

function judgeRankings(question: Question, result: unknown): Finding | undefined {
  const { queries, gallery } = question;
  const right = rankingsOf(question);
  const expected = `${queries.length} lists, one a query, each of the positions 0 to ${gallery.length - 1} of the gallery: the highest 2 * cosine - mean first`;
  const rankings = asRows(result);
  if (!rankings) {
    const best = isList(result) && asNumbers(result)?.length === queries.length;
    const hint = best ? 'Of each query the whole ranking is asked, a list, and not the best row alone.' : undefined;
    return { got: inWords(result), expected, hint };
  }
  if (rankings.length !== queries.length) {
    const hint = 'One ranking a query: rank the rows of the gallery for each query, not the other way round.';
    return { got: `a list of ${rankings.length} lists`, expected, hint };
  }
  const known = mistakesOn(question).find(([wrong]) => rankings.every((one, i) => isSame(one, wrong[i])))?.[1];
  const findings = rankings.map((one, i) => {
    const finding = judgeRanking(one, {
      right: right[i],
      of: gallery.length,
      expected,
      otherLength: 'Every row of the gallery has a place in the ranking; k says over how many queries the mean goes.',
    });
    return finding && { ...finding, got: `for query ${i} ${finding.got}`, hint: known ?? finding.hint };
  });
  return findings.find(finding => finding !== undefined);
}

const oneQuestion = (name: string, question: Question): Case => ({
  name: `${name}: ${question.queries.length} queries, ${question.gallery.length} rows in the gallery, k = ${question.k}`,
  calls: () => [[question.queries, question.gallery, question.k]],
  judge: ([result]) => judgeRankings(question, result),
});

const angles = (...degrees: number[]) => degrees.map(degree => at(degree));

export const rerankHubs: Exercise = {
  id: 'rerank-hubs',
  title: 'Re-rank against hubs',
  statement:
    'rerank(queries, gallery, k): rows are lists of numbers of any length. The score of a row of the gallery for a query is 2 * cosine ' +
    'minus the mean of the cosines of that row with the k queries nearest to it (CSLS). For each query a list of all positions in the ' +
    'gallery (from 0), the highest score first. k is at most the number of queries.',
  hints: [
    'How much of a hub a row of the gallery is has nothing to do with the query that asks: compute one number a row first, then the scores.',
    'hubness of a row: its cosines with all queries, sorted from the largest, the first k of them, and their mean. The score is 2 * cosine - hubness.',
    'const hubness = gallery.map(row => mean of queries.map(query => cosine(query, row)).sort((a, b) => b - a).slice(0, k)); then queries.map(query => positions of gallery, sorted by 2 * cosine(query, gallery[j]) - hubness[j]).',
  ],
  why:
    'A hub is near to all queries alike, so that to be near to it says little. The mean of its cosines with the queries that ' +
    'it is nearest to measures that, and what is left after subtracting it is how much nearer this query is than others are. It ' +
    'is one number a row of the gallery: one that is the same for a whole ranking would move nothing in it.',
  cases: [
    // row 2 lies in the middle of the queries; the only case where a sum differs from a mean
    oneQuestion('a hub that is everybody’s nearest', {
      queries: angles(45, 35, 95),
      gallery: angles(145, 165, 55, 5),
      k: 3,
    }),
    // in the others every row has length 1
    oneQuestion('rows of very different length', {
      queries: [at(155, 0.3), at(105, 0.5)],
      gallery: [at(175), at(150), at(45, 3), at(35, 0.2)],
      k: 2,
    }),
    // in the others k is the number of queries; and here two of the largest cosines may be negative
    oneQuestion('only the two nearest queries count', {
      queries: angles(125, 10, 30, 100, 135),
      gallery: angles(35, 110, 80, 15, 165),
      k: 2,
    }),
    // two rows of the gallery differ by a hair
    fine(
      oneQuestion('scores that are nearly the same', {
        queries: rowsOf('1.5 2.4, 1.4 1.6, 2.2 -0.1, 2.9 1.7'),
        gallery: rowsOf('-0.6 -0.6, -2.7 1.6, -1.1 0.4, -1.101 0.399'),
        k: 3,
      }),
    ),
  ],
  drawn: random => {
    const draw = (): Question => ({ queries: drawRows(random, 5, 3), gallery: drawRows(random, 6, 3), k: 3 });
    const isOtherwise = (question: Question, changed: Partial<Steps>) =>
      rankingsOf(question, changed).some((one, i) => !isSame(one, rankingsOf(question)[i]));
    // the means move something, and so does their k
    const question = drawUntil(
      draw,
      drawn =>
        scoresOf(drawn).every(isClear) &&
        isOtherwise(drawn, { hubness: () => 0 }) &&
        isOtherwise(drawn, { hubness: mean }),
    );
    return oneQuestion('rows of three numbers, drawn at random', question);
  },
};
