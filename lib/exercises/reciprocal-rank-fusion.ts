import { drawUntil } from './draw';
import { type Case, type Exercise, type Finding, inWords, isList } from './exercise';
import { fine, together } from './together';

type Ids = readonly string[];

interface Question {
  /** Lists of ids, the best first. */
  rankings: readonly Ids[];
  k: number;
}

interface Steps {
  /** What a ranking gives an id, by its place from 1 on, or by Infinity where it does not name the id. */
  share(place: number, k: number, ranking: Ids): number;
  /** What an id scores, of the shares that it got. */
  score(shares: readonly number[]): number;
  /** The ids that are asked about: of equal ones the first stays first. */
  ids(rankings: readonly Ids[]): Ids;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const STEPS: Steps = {
  share: (place, k) => 1 / (k + place),
  score: sum,
  ids: rankings => [...new Set(rankings.flat())],
};

/** Every id with its score, in so many words: 1 / Infinity is 0. */
function scoresOf({ rankings, k }: Question, changed: Partial<Steps> = {}): { id: string; score: number }[] {
  const { share, score, ids } = { ...STEPS, ...changed };
  const sharesOf = (id: string) =>
    rankings.map(ranking => share(ranking.includes(id) ? ranking.indexOf(id) + 1 : Infinity, k, ranking));
  return ids(rankings).map(id => ({ id, score: score(sharesOf(id)) }));
}

const fused = (question: Question, changed?: Partial<Steps>): string[] =>
  scoresOf(question, changed)
    .sort((one, other) => other.score - one.score)
    .map(({ id }) => id);

/** The first of each ranking, the second of each, and so on. */
const byPlace = (rankings: readonly Ids[]): string[] => {
  const longest = Math.max(0, ...rankings.map(({ length }) => length));
  const met = Array.from({ length: longest }, (_, i) => rankings.flatMap(ranking => ranking.slice(i, i + 1)));
  return [...new Set(met.flat())];
};

/** As the keys of an object come: whole numbers before all others. */
const asKeys = (ids: Ids): string[] => Object.keys(Object.fromEntries(ids.map(id => [id, 0])));

/** The same to so many decimals. */
const rounded =
  (decimals: number): Steps['score'] =>
  shares =>
    Number(sum(shares).toFixed(decimals));

const notNamed = (shares: readonly number[]): number[] => shares.filter(share => share > 0);

function mistakesOn(question: Question): [Ids, string][] {
  const { rankings, k } = question;
  const right = fused(question);
  const met = STEPS.ids(rankings);
  const ofIds = (ids: Steps['ids']) => fused(question, { ids });
  const last = (ranking: Ids) => ranking.length + 1;
  return [
    [ofIds(all => [...STEPS.ids(all)].sort()), TIES],
    [ofIds(all => [...STEPS.ids(all)].reverse()), TIES],
    [ofIds(all => STEPS.ids([...all].reverse())), TIES],
    [
      ofIds(byPlace),
      'Of equal scores that id comes first which is met first when the rankings are read one after the other, not place by place.',
    ],
    [
      ofIds(all => asKeys(STEPS.ids(all))),
      'An object puts keys that look like whole numbers first, in their own order. A Map keeps its keys in the order in which they came.',
    ],
    [[...right].reverse(), 'The worst comes first: sort by falling score.'],
    ...[60, 0, 1].map((other): [Ids, string] => [
      fused({ rankings, k: other }),
      `k is an argument: add what it says, and not ${other}.`,
    ]),
    [fused({ rankings, k: k - 1 }), 'Places count from 1: the first gives 1 / (k + 1), and indexOf gives 0 for it.'],
    [
      fused(question, { share: (place, n, ranking) => 1 / (n + Math.min(place, last(ranking))) }),
      'A ranking that does not name an id gives it nothing, and not what the place after the last would.',
    ],
    [
      fused(question, { share: (place, n) => (place < Infinity ? 1 / (n + place) : 1 / n) }),
      'indexOf gives -1 for an id that is not in the list, and -1 + 1 would be the best place of all. Such a ranking gives nothing.',
    ],
    [
      fused(question, { score: shares => sum(shares) / notNamed(shares).length }),
      'The shares are added, not averaged: to be named by several rankings is worth more than by one.',
    ],
    ...[fused(question, { score: shares => Math.max(...shares) }), byPlace(rankings)].map((wrong): [Ids, string] => [
      wrong,
      'That puts the first of each ranking before the second of each: only the best place of an id counts there. All rankings that name it add to its score.',
    ]),
    [
      fused(question, { score: shares => notNamed(shares).length + Math.max(...shares) }),
      'How many rankings name an id is not counted by itself: each adds 1 / (k + place).',
    ],
    [
      fused(question, { share: (place, _, ranking) => Math.max(0, last(ranking) - place) }),
      'A step from one place to the next is worth the same there, as in a Borda count, or where places are added up. Add 1 / (k + place).',
    ],
    [
      fused(question, { share: (place, n) => (place < Infinity ? 1 / n + place : 0) }),
      '1 / k + place adds the place to 1 / k: it takes brackets, 1 / (k + place).',
    ],
    [
      fused({ rankings: rankings.slice(0, 2), k }),
      'There may be more rankings than two, or fewer: go through all of them.',
    ],
    [
      right.filter(id => rankings.every(ranking => ranking.includes(id))),
      'An id that some ranking does not name is there all the same: it gets nothing from that one only.',
    ],
    [right.filter(id => rankings[0]?.includes(id)), 'The other rankings may name ids that the first does not.'],
    [right.slice(0, k), 'k is no number of results: every id has a place in the list.'],
    [met, 'That is the order in which the ids are met. Sort them by their scores, the highest first.'],
    ...[2, 3, 4, 5].map((decimals): [Ids, string] => [fused(question, { score: rounded(decimals) }), ROUNDED]),
  ];
}

const TIES =
  'Some scores are equal: of these that id comes first which is met first when the rankings are read one after the other, each from its best.';
const ROUNDED = 'Rounded scores are equal where the scores are not: sort them as they come.';
const FORM = 'A list of ids is asked: of pairs or objects give the ids alone.';

const isSame = (one: Ids, other: Ids): boolean => one.length === other.length && one.every((id, i) => id === other[i]);

function judgeFused(question: Question, result: unknown): Finding | undefined {
  const all = STEPS.ids(question.rankings);
  const expected = `a list of ${all.length} ids, each once: the highest sum of 1 / (k + place) first`;
  if (!isList(result)) return { got: inWords(result), expected };
  const ids = Array.from(result);
  const unlike = ids.find(id => typeof id !== 'string');
  if (unlike !== undefined) {
    const hint =
      typeof unlike === 'number' ? 'The ids themselves are asked, in their order, and not their scores.' : FORM;
    return { got: `${inWords(result)}, of which one is ${inWords(unlike)}`, expected, hint };
  }
  const found = ids as string[];
  if (isSame(found, fused(question))) return undefined;
  const got = found.length === 0 ? inWords(result) : `a list of ${found.length}: ${found.slice(0, 12).join(', ')}`;
  const hint = mistakesOn(question).find(([wrong]) => isSame(wrong, found))?.[1] ?? formOf(found, all);
  return { got, expected, hint };
}

/** What a list gives away by its form. */
function formOf(found: Ids, all: Ids): string | undefined {
  if (new Set(found).size < found.length) {
    return 'One id comes twice. What several rankings name has one score, the sum, and one place.';
  }
  if (all.some(id => !found.includes(id))) return 'Every id that any ranking names has a place in the list.';
  return undefined;
}

const oneQuestion = (name: string, question: Question): Case => ({
  name: `${name}: ${question.rankings.length} rankings of ${question.rankings.map(({ length }) => length).join(', ')} ids, k = ${question.k}`,
  calls: () => [[question.rankings, question.k]],
  judge: ([result]) => judgeFused(question, result),
});

/** A ranking as text. */
const ids = (text: string): string[] => text.split(' ');

export const reciprocalRankFusion: Exercise = {
  id: 'reciprocal-rank-fusion',
  title: 'Reciprocal rank fusion',
  statement:
    'fuseByPlace(rankings, k): rankings are lists of ids (texts), the best first, each id at most once in a list; they may be of different ' +
    'lengths, or empty. A ranking that names an id gives it 1 / (k + place), the first place being 1; one that does not gives it ' +
    'nothing. Return every id once, the highest sum first; of equal sums that id which is met first when the rankings are read one ' +
    'after the other, each from its best.',
  hints: [
    'Begin with one ranking: what does each of its ids get? Then add what the other rankings give, and sort at the end.',
    'A Map holds a sum for each id: scores.set(id, (scores.get(id) ?? 0) + 1 / (k + place)). It keeps the order in which its keys came, and sort leaves equal ones as they stand.',
    'for (const ranking of rankings) ranking.forEach((id, i) => add 1 / (k + i + 1) to the sum of id); then [...scores.keys()], sorted by (a, b) => scores.get(b) - scores.get(a).',
  ],
  why:
    'A cosine and a sum of logarithms have no common scale, but both put things in an order, and places can be compared. 1 / (k + place) ' +
    'falls, fast where k is small and slowly where it is large: so k says how much a first place outweighs being named by several. ' +
    'What a ranking does not name gets nothing, so that short and empty lists need no special care.',
  cases: [
    oneQuestion('words and vectors', {
      rankings: [ids('lion puma dog cat tiger'), ids('tiger dog mane puma')],
      k: 60,
    }),
    // the only case with more than two rankings in which k decides
    oneQuestion('one that found nothing', {
      rankings: [ids('bear lion cat mane puma dog'), [], ids('dog cat mane tiger'), ids('bear cat mane tiger dog')],
      k: 4,
    }),
    // code points as ids, some of which look like whole numbers
    oneQuestion('scores that are equal', {
      rankings: [ids('2744 26C5 2600 1F42F'), ids('1F981 2615 2600 26C5'), ids('1F981 1F42F 2744 2615')],
      k: 10,
    }),
    // sums that differ in the sixth decimal
    fine(
      oneQuestion('scores that are nearly the same', {
        rankings: [
          ids('seal tiger lion lynx dog wolf bear puma mane'),
          ids('cat lynx lion bear puma mane wolf tiger seal'),
        ],
        k: 60,
      }),
    ),
  ],
  drawn: random => {
    const names = ids('lion horn plum snow tram blue foot duke gong swan');
    const some = () => random.shuffle([...names]).slice(0, 3 + random.integer(6));
    const draw = (): Question => ({ rankings: Array.from({ length: 3 }, some), k: 2 + random.integer(9) });
    const isTelling = (question: Question) => {
      const scores = scoresOf(question).map(({ score }) => score);
      const sorted = scores.sort((a, b) => b - a);
      const isOtherwise = (changed: Partial<Steps>) => !isSame(fused(question, changed), fused(question));
      return (
        sorted.every((score, i) => i === 0 || sorted[i - 1] - score > 1e-6) &&
        isOtherwise({ score: shares => Math.max(...shares) }) &&
        isOtherwise({ share: (place, k) => 1 / (k + place - 1) })
      );
    };
    const one = () => oneQuestion('ids', drawUntil(draw, isTelling));
    return together('three fusions of rankings drawn at random', [one(), one(), one()]);
  },
};
