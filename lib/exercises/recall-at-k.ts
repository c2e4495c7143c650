import { drawUntil } from './draw';
import type { Case, Exercise } from './exercise';
import { mean } from './plain-rows';
import { judgeScalar, type Mistake } from './scalar';
import { together } from './together';

interface Question {
  /** Of each query the ids that a search gave, the best first. */
  ranked: readonly (readonly string[])[];
  /** Of each query the ids that are right: one or several. */
  relevant: readonly (readonly string[])[];
  k: number;
}

type Ids = readonly string[];
/** What one query scores. */
type Score = (list: Ids, right: Ids, k: number) => number;

const hits = (list: Ids, right: Ids, k: number) => list.slice(0, k).filter(id => right.includes(id)).length;
const isFound: Score = (list, right, k) => Math.min(1, hits(list, right, k));

const scores = ({ ranked, relevant, k }: Question, score: Score = isFound): number[] =>
  ranked.map((list, i) => score(list, relevant[i], k));

function mistakesOn(question: Question): Mistake[] {
  const { ranked, relevant, k } = question;
  const all = scores(question);
  const right = mean(all);
  const meanOf = (score: Score) => mean(scores(question, score));
  const withK = (other: number) => mean(scores({ ...question, k: other }));
  const answered = all.filter((_, i) => ranked[i].length > 0);
  return [
    // what only one case shows comes first: there it gives the same number as something that an earlier case has ruled out
    [
      meanOf((list, ids, n) => Number(ids.some(id => list.indexOf(id) < n))),
      'indexOf gives -1 for an id that is not in the list at all, and -1 is less than k.',
    ],
    [mean(answered), 'A search that gave nothing found nothing: such a query counts as well, as a miss.'],
    [
      meanOf((list, ids, n) => Number(list.length > 0 && hits(list, ids, n) > 0 && list.length >= n)),
      'A list may be shorter than k: what it holds counts.',
    ],
    [
      meanOf((list, ids, n) => Number(ids.some(id => list.slice(0, n).join().includes(id)))),
      'An id is right where it is the whole entry: a longer one that contains it is another id.',
    ],
    [
      meanOf((list, ids, n) => hits(list, ids, n) / ids.length),
      'That is the mean share of right ids that are found. Here a query counts fully as soon as it finds one of them.',
    ],
    [
      scores(question, hits).reduce((sum, value) => sum + value, 0) / relevant.flat().length,
      'The share is one of queries, not of right ids: a query counts once, however many ids are right.',
    ],
    [meanOf(hits), 'A query that finds two right ids counts once, not twice.'],
    [
      meanOf((list, ids, n) => Number(hits(list, ids, n) === ids.length)),
      'One right id among the first k is enough; they need not all be there.',
    ],
    [
      meanOf((list, ids, n) => isFound(list, ids.slice(0, 1), n)),
      'Any of the right ids counts, not only the first that relevant names.',
    ],
    [
      meanOf((list, ids, n) => isFound(list, ids.slice(-1), n)),
      'Any of the right ids counts, not only the last that relevant names.',
    ],
    [
      meanOf((list, ids, n) => hits(list, ids, n) / n),
      'Divided by k that is the precision: how much of what is shown is right. Here a query counts fully as soon as it finds one right id.',
    ],
    [right * 100, 'Give a share from 0 to 1, not per cent.'],
    [right * ranked.length, 'Divide by the number of queries: a share, not a count.'],
    [1 - right, 'Count the queries that find one, not those that find none.'],
    [
      meanOf((list, ids) => {
        const rank = list.findIndex(id => ids.includes(id));
        return rank < 0 ? 0 : 1 / (rank + 1);
      }),
      'That is the mean of 1 / rank. Here every place within the first k counts the same.',
    ],
    [withK(Number.POSITIVE_INFINITY), 'Only the first k of a list count, not all of it.'],
    [withK(k - 1), 'One too few: the id at place k, list[k - 1], still counts.'],
    [withK(k + 1), 'One too many: list[k] is the place after the first k.'],
    [
      meanOf((list, ids, n) => Number(ids.includes(list[n - 1]))),
      'Only the id at place k is looked at: any of the first k places counts.',
    ],
    ...[1, 5, 10].map(
      (other): Mistake => [withK(other), `k is an argument: as many places as it says, and not ${other}.`],
    ),
  ];
}

const oneQuestion = (name: string, question: Question): Case => ({
  name: `${name}: ${question.ranked.length} queries, k = ${question.k}`,
  calls: () => [[question.ranked, question.relevant, question.k]],
  judge: ([result]) =>
    judgeScalar(result, {
      right: mean(scores(question)),
      expected: 'the share of queries with at least one right id among the first k of their list: a number from 0 to 1',
      mistakes: mistakesOn(question),
      several: 'That is one value a query: take their mean.',
      notFinite: 'NaN comes from 0 / 0: is something divided by the length of an empty list?',
    }),
});

export const recallAtKExercise: Exercise = {
  id: 'recall-at-k',
  title: 'Recall at k',
  statement:
    'shareFound(ranked, relevant, k): ranked[i] lists the ids that query i was shown, the best first, perhaps fewer than k or none; ' +
    'relevant[i] lists the ids that are right for it, one or several. The share of queries with at least one right id among the first k.',
  hints: [
    'One query first: which are the first k of its list, and is one of them right? Then the share of queries for which that is so.',
    'ranked[i].slice(0, k) are the first k, or fewer. some says whether a condition holds for at least one of a list; relevant[i].includes(id) whether an id is right.',
    'ranked.filter((list, i) => list.slice(0, k).some(id => relevant[i].includes(id))) are the queries that found one. How many are they, of ranked.length?',
  ],
  why:
    'Who searches looks at the first few results and is served if one of them will do: so a query counts once, however many ' +
    'right ids there are and wherever among the first k one stands. Each query is a yes or a no, and the share of yes is a ' +
    'mean over all of them; one that was shown nothing is a no, or a search that keeps silent would look good.',
  cases: [
    // the only case where the border at k shows: right ids at the places 3 and 4
    oneQuestion('one right id a query', {
      ranked: [
        ['lion', 'cat', 'tiger', 'dog'],
        ['trumpet', 'oboe', 'flute', 'horn'],
        ['cow', 'goat', 'sheep', 'pig'],
        ['car', 'bus', 'tram', 'train'],
        ['pear', 'plum', 'apple', 'lemon'],
        ['red', 'blue', 'pink', 'green'],
        ['hand', 'foot', 'knee', 'nose', 'ear'],
        ['king', 'queen', 'duke', 'earl', 'lord', 'lady', 'page'],
        ['snow', 'rain', 'fog', 'storm'],
      ],
      relevant: [['lion'], ['trumpet'], ['cow'], ['bus'], ['apple'], ['green'], ['ear'], ['page'], ['snow']],
      k: 3,
    }),
    // all right ids are somewhere in the lists, and some in longer ids that stand before them
    oneQuestion('several right ids', {
      ranked: [
        ['lion', 'lioness', 'dog', 'cat', 'fox'],
        ['trumpet', 'flute', 'bell', 'horn', 'drum'],
        ['harp', 'gong', 'drum', 'lute', 'piano'],
        ['hen', 'duck', 'goose', 'rooster', 'swan'],
        ['sun', 'cloud', 'moon', 'rain', 'star'],
        ['apple', 'lemon tree', 'plum', 'lemon', 'lime'],
        ['car', 'bus stop', 'tram', 'bus', 'train'],
      ],
      relevant: [
        ['lion', 'lioness'],
        ['horn', 'trumpet'],
        ['harp', 'piano', 'lute'],
        ['rooster', 'hen'],
        ['sun'],
        ['lemon', 'lime'],
        ['train', 'tram', 'bus'],
      ],
      k: 2,
    }),
    oneQuestion('lists that are short, or empty', {
      ranked: [['lion'], [], ['horn', 'flute'], ['trumpet', 'horn'], []],
      relevant: [['lion'], ['cat'], ['trumpet'], ['horn'], ['drum']],
      k: 4,
    }),
  ],
  drawn: random => {
    const ids = ['lion', 'horn', 'plum', 'snow', 'tram', 'blue', 'foot', 'duke', 'gong', 'swan'];
    const some = (count: number) => random.shuffle([...ids]).slice(0, count);
    const draw = (): Question => ({
      ranked: Array.from({ length: 20 }, () => some(6)),
      relevant: Array.from({ length: 20 }, () => some(1 + random.integer(4))),
      k: 3,
    });
    // a wrong k gives another share, and so does counting those that find none
    const isTelling = (drawn: Question) => {
      const shares = [1, 2, 3, 4, 6].map(k => mean(scores({ ...drawn, k })));
      return shares[0] > 0 && shares[4] < 1 && shares[2] !== 0.5 && new Set(shares).size === shares.length;
    };
    const one = () => oneQuestion('ids', drawUntil(draw, isTelling));
    return together('five searches for ids drawn at random', Array.from({ length: 5 }, one));
  },
};
