import { between, drawUntil } from './draw';
import type { Case, Exercise } from './exercise';
import { judgeScalar, type Mistake } from './scalar';
import { fine, together } from './together';

type Worth = Readonly<Record<string, number>>;

interface Question {
  /** Ids, the best first. */
  ranked: readonly string[];
  /** What an id is worth, where it is worth anything. */
  worth: Worth;
  k: number;
}

interface Rule {
  gain(worth: number): number;
  discount(place: number): number;
  k(question: Question): number;
  /** The gains of the best order there is. */
  ideal(question: Question): number[];
}

const RULE: Rule = {
  gain: worth => worth,
  discount: place => Math.log2(place + 1),
  k: ({ k }) => k,
  ideal: ({ worth }) => Object.values(worth),
};

const falling = (values: readonly number[]) => [...values].sort((a, b) => b - a);

function parts(question: Question, changed: Partial<Rule> = {}) {
  const { gain, discount, k, ideal } = { ...RULE, ...changed };
  const sum = (values: readonly number[]) =>
    values.slice(0, k(question)).reduce((total, worth, i) => total + gain(worth) / discount(i + 1), 0);
  const found = sum(question.ranked.map(id => question.worth[id] ?? 0));
  return { found, best: sum(falling(ideal(question))) };
}

function ndcg(question: Question, changed?: Partial<Rule>): number {
  const { found, best } = parts(question, changed);
  return found / best;
}

function mistakesOn(question: Question): Mistake[] {
  const { ranked, worth, k } = question;
  const { found, best } = parts(question);
  const bestOfAll = parts({ ...question, k: Number.POSITIVE_INFINITY }).best;
  const known = ranked.filter(id => id in worth);
  const withK = (other: number) => ndcg({ ...question, k: other });
  return [
    // what only one case shows comes first: there it gives the same number as something that an earlier case has ruled out
    ...[ranked, ranked.slice(0, k)].map(
      (shown): Mistake => [
        ndcg(question, { ideal: () => shown.map(id => worth[id] ?? 0) }),
        'The best order is one of everything that is worth something, also of what the list does not show.',
      ],
    ),
    [found / bestOfAll, 'The best order, too, has k places: what stands behind them gains nothing there.'],
    [
      ndcg({ ...question, ranked: known }),
      'An id that is worth nothing takes its place all the same: what comes after it is farther down.',
    ],
    [ranked.length === 0 ? 1 : Number.NaN, 'A list that shows nothing gains nothing: 0.'],
    [
      ndcg(question, { gain: value => Number(value.toFixed(2)) }),
      'Rounded worths are equal where the worths are not: take them as they come.',
    ],
    [found, 'Divide by what the best order would give: that makes it a number from 0 to 1.'],
    [best, 'That is what the best order gives. What does this one give, as a share of it?'],
    [best / found, 'It is the other way round: this order, divided by the best.'],
    [
      ndcg(question, { gain: value => 2 ** value - 1 }),
      'The gain is what an id is worth, and not 2 to the power of it, less 1: others use that.',
    ],
    [ndcg(question, { gain: value => Number(value > 0) }), 'What an id is worth is a number: 3 counts more than 1.'],
    [ndcg(question, { discount: place => place }), 'The worth is divided by log2(place + 1), not by the place.'],
    [ndcg(question, { discount: () => 1 }), 'The farther down, the less it counts: divide by log2(place + 1).'],
    [
      ndcg(question, { discount: place => Math.log2(place + 2) }),
      'The first place is 1, and log2(1 + 1) is 1: one too many is added.',
    ],
    [
      ndcg(question, { discount: place => Math.max(1, Math.log2(place)) }),
      'The logarithm is that of the place plus 1.',
    ],
    [ndcg(question, { discount: place => 1 + Math.log2(place) }), 'The 1 is added to the place, inside the logarithm.'],
    [100 * (found / best), 'Give a number from 0 to 1, not per cent.'],
    ...[found / k, found / best / k].map(
      (wrong): Mistake => [wrong, 'Divide by what the best order would give, not by k.'],
    ),
    [withK(Number.POSITIVE_INFINITY), 'Only the first k places count.'],
    [withK(k - 1), 'One too few: the place k still counts.'],
    [withK(k + 1), 'One too many: the place after k does not count.'],
    ...[5, 10].map(
      (other): Mistake => [withK(other), `k is an argument: as many places as it says, and not ${other}.`],
    ),
  ];
}

const oneRanking = (question: Question): Case => ({
  name: `${question.ranked.length} ids, ${Object.keys(question.worth).length} worth something, k = ${question.k}`,
  calls: () => [[question.ranked, question.worth, question.k]],
  judge: ([result]) =>
    judgeScalar(result, {
      right: ndcg(question),
      expected: 'the discounted gain of the first k ids, as a share of that of the best order: a number from 0 to 1',
      mistakes: mistakesOn(question),
      several: 'One number is asked: add up what the places give.',
      notFinite:
        'NaN comes from an id that worth does not have (undefined), Infinity from log2(1), which is 0: the first place divides by log2(2).',
    }),
});

const WORTH: Worth = { lion: 3, tiger: 2.5, leopard: 2, cat: 1, bear: 0.5 };

export const ndcgExercise: Exercise = {
  id: 'ndcg',
  title: 'nDCG',
  statement:
    'ndcg(ranked, worth, k): ranked lists ids, the best first; worth is an object that says what an id is worth, and one that it does not ' +
    'name is worth 0. What each of the first k is worth, divided by log2(place + 1), the first place being 1, and added up; that ' +
    'divided by the same sum for the best order there could be of all ids that worth names.',
  hints: [
    'Two sums of the same form: one for the list as it is, one for the best list there could be. Write a function for it, and call it twice.',
    'worth[id] ?? 0 is what an id is worth. The place is i + 1, so the place plus 1 is i + 2. Only slice(0, k) counts, in both lists.',
    'const sum = worths => worths.slice(0, k).reduce((total, w, i) => total + w / Math.log2(i + 2), 0). The best list: Object.values(worth), sorted by falling worth.',
  ],
  why:
    'A passage that answers is worth more than one that only touches the subject, and more at the top of the list, where it is read. ' +
    'Dividing by the best order makes questions with many good passages and with few comparable; it has to know all of them, or a search that misses them would look good.',
  cases: [
    // k is the length of the list: the formula alone can go wrong
    oneRanking({ ranked: ['cat', 'lion', 'leopard', 'dog', 'tiger'], worth: WORTH, k: 5 }),
    oneRanking({ ranked: ['tiger', 'dog', 'lion', 'cow', 'cat', 'leopard', 'bear'], worth: WORTH, k: 4 }),
    oneRanking({ ranked: ['cat', 'tiger', 'bear', 'lion', 'leopard'], worth: WORTH, k: 3 }),
    oneRanking({ ranked: [], worth: WORTH, k: 3 }),
    fine(oneRanking({ ranked: ['tiger', 'cat', 'lion'], worth: { cat: 0.004, tiger: 0.008, lion: 0.012 }, k: 3 })),
  ],
  drawn: random => {
    const draw = (): Question => {
      const ids = random.shuffle(Array.from({ length: 12 }, (_, i) => `id ${i}`));
      const worth = Object.fromEntries(ids.slice(0, 6).map(id => [id, between(random, 0.5, 4)]));
      return { ranked: random.shuffle([...ids]).slice(0, 9), worth, k: 4 };
    };
    // a wrong k gives another number
    const isTelling = (question: Question) =>
      new Set([3, 4, 5, 9].map(k => ndcg({ ...question, k }).toFixed(2))).size === 4;
    const one = () => oneRanking(drawUntil(draw, isTelling));
    return together('three rankings drawn at random', Array.from({ length: 3 }, one));
  },
};
