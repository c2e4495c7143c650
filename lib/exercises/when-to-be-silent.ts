import { between, drawUntil } from './draw';
import type { Case, Exercise, Finding } from './exercise';
import { inWords } from './exercise';
import { asScalar, shortNumber } from './scalar';
import { together } from './together';

interface Question {
  /** How sure each answer was. */
  sure: readonly number[];
  /** Whether it was right. */
  right: readonly boolean[];
  /** The share of the answers that are to be right, at least. */
  least: number;
}

interface Rule {
  /** Whether an answer is given. */
  isSaid(sure: number, threshold: number): boolean;
  /** Which of the thresholds will do, and which of these is taken. */
  fits(accuracy: number, least: number): boolean;
  choose(fitting: readonly number[]): number;
  /** By how many the right answers are divided. */
  of(said: number, all: number): number;
}

const RULE: Rule = {
  isSaid: (sure, threshold) => sure >= threshold,
  fits: (accuracy, least) => accuracy >= least,
  choose: fitting => Math.min(...fitting),
  of: said => said,
};

/** The levels of `sure`, each once, the highest first. */
const levels = ({ sure }: Question): number[] => [...new Set(sure)].sort((a, b) => b - a);

function accuracyAt({ sure, right }: Question, threshold: number, { isSaid, of }: Rule = RULE): number {
  const said = [...sure.keys()].filter(i => isSaid(sure[i], threshold));
  return said.filter(i => right[i]).length / of(said.length, sure.length);
}

function threshold(question: Question, changed: Partial<Rule> = {}): number {
  const rule = { ...RULE, ...changed };
  const fitting = levels(question).filter(level => rule.fits(accuracyAt(question, level, rule), question.least));
  return fitting.length > 0 ? rule.choose(fitting) : Number.POSITIVE_INFINITY;
}

/** The lowest level before the accuracy first falls too low. */
function untilTheFirstFall(question: Question): number {
  const all = levels(question);
  const fall = all.findIndex(level => accuracyAt(question, level) < question.least);
  return fall === 0 ? Number.POSITIVE_INFINITY : all.at(fall < 0 ? -1 : fall - 1)!;
}

/** What comes out where answers are added one by one: of equally sure ones some are then answered and some not. */
function oneByOne({ sure, right, least }: Question): number {
  const order = [...sure.keys()].sort((a, b) => sure[b] - sure[a]);
  let hits = 0;
  let found = Number.POSITIVE_INFINITY;
  order.forEach((at, i) => {
    hits += Number(right[at]);
    if (hits / (i + 1) >= least) found = sure[at];
  });
  return found;
}

function mistakesOn(question: Question): [number, string][] {
  const { sure, right, least } = question;
  const all = levels(question);
  const good = threshold(question);
  const below = all[all.indexOf(good) + 1];
  return [
    // what only one case shows comes first
    [
      oneByOne(question),
      'Equally sure answers are given together, or not at all: look at all that reach the threshold.',
    ],
    [
      untilTheFirstFall(question),
      'The accuracy may fall below least and rise again: go through all thresholds, and take the lowest that will do.',
    ],
    [
      threshold(question, { fits: (accuracy, wanted) => accuracy > wanted }),
      'At least so many are to be right: just as many will do.',
    ],
    [
      threshold(question, { isSaid: (one, level) => one > level }),
      'What is as sure as the threshold is answered, too: compare with >=.',
    ],
    [
      threshold(question, { choose: fitting => Math.max(...fitting) }),
      'That threshold keeps it right, and answers hardly anything. Of those that will do, the lowest answers most.',
    ],
    [
      threshold(question, { of: (_, count) => count }),
      'The accuracy is the share of the given answers that is right, not of all questions.',
    ],
    [
      Math.min(...sure.filter((_, i) => right[i])),
      'That is the lowest score of a right answer. Wrong ones may lie above it: count them.',
    ],
    [
      Math.max(...sure.filter((_, i) => !right[i])),
      'That is the highest score of a wrong answer. A few wrong ones are allowed.',
    ],
    [Math.min(...sure), 'There everything is answered. Is enough of it right?'],
    [least, 'least is a share of right answers; asked is a score from which on is answered.'],
    ...(below === undefined ? [] : [[(good + below) / 2, BETWEEN] as [number, string]]),
    [accuracyAt(question, good), 'That is how much is right there. Asked is the threshold.'],
    [sure.filter(one => one >= good).length, 'That says how many are answered. Asked is the threshold itself.'],
  ];
}

const BETWEEN = 'Give the score of the answer that is just sure enough, one of sure, and none between two of them.';

const NONE_WILL_DO =
  'With no score as the threshold is enough of it right. Then nothing is to be answered: from which number on is that so?';

function judgeThreshold(question: Question, result: unknown): Finding | undefined {
  const good = threshold(question);
  const expected = `the lowest score of sure from which on at least ${shortNumber(100 * question.least)} % of the answers are right; where none will do, what the text says`;
  const found = asScalar(result);
  if (found === undefined || Number.isNaN(found)) {
    const hint = good === Number.POSITIVE_INFINITY ? NONE_WILL_DO : undefined;
    return { got: inWords(result), expected, hint };
  }
  if (found === good) return undefined;
  const hint =
    good === Number.POSITIVE_INFINITY ? NONE_WILL_DO : mistakesOn(question).find(([wrong]) => wrong === found)?.[1];
  return { got: shortNumber(found), expected, hint };
}

const oneSet = (sure: readonly number[], marks: string, least: number): Case => {
  const right = [...marks].map(mark => mark === '+');
  return {
    name: `${sure.length} answers, at least ${shortNumber(100 * least)} % right`,
    calls: () => [[sure, right, least]],
    judge: ([result]) => judgeThreshold({ sure, right, least }, result),
  };
};

export const whenToBeSilent: Exercise = {
  id: 'when-to-be-silent',
  title: 'When to be silent',
  statement:
    'threshold(sure, right, least): sure[i] is the score of answer i, right[i] true or false. Answered is what has a score of at least the ' +
    'threshold. The lowest score of sure as the threshold with which at least the share least of the given answers is right; Infinity where none will do.',
  hints: [
    'Take one score as the threshold: which answers are given then, and which share of these is right? Then try the others.',
    'Only scores that occur need to be tried: between two of them nothing changes. sure.filter(one => one >= level).length says how many are answered.',
    'Keep those of sure for which right ones / given ones >= least, and return Math.min(...kept). Math.min() of nothing is Infinity.',
  ],
  why:
    'The lowest threshold that keeps the promise answers the most. The share of right answers does not fall evenly: one wrong answer ' +
    'near the top weighs much while few are given, so the first fall is not the end. And a promise kept on these questions need not hold on others: choose on some, measure on the rest.',
  cases: [
    // the accuracy falls below least once, and not again
    oneSet([0.81, 0.5, 0.95, 0.3, 0.74, 0.41, 0.88, 0.66], '-++-+-+-', 0.6),
    oneSet([0.58, 0.9, 0.31, 0.71, 0.95, 0.22, 0.83, 0.66, 0.4], '++--++-++', 0.667),
    oneSet([0.7, 0.9, 0.5, 0.8, 0.4, 0.6], '-+-+-+', 0.6),
    oneSet([0.5, 0.8, 0.9, 0.8, 0.8], '-++--', 0.75),
    oneSet([0.9, 0.7, 0.5, 0.3], '--+-', 0.9),
  ],
  drawn: random => {
    const draw = (): Question => {
      const sure = Array.from({ length: 20 }, () => between(random, 0.2, 1.2));
      const right = sure.map(score => random.next() < score - 0.1);
      return { sure, right, least: between(random, 0.6, 0.9) };
    };
    const isTelling = (question: Question) => {
      const good = threshold(question);
      return (
        good < Number.POSITIVE_INFINITY && good > Math.min(...question.sure) && good !== untilTheFirstFall(question)
      );
    };
    const one = () => {
      const { sure, right, least } = drawUntil(draw, isTelling);
      return oneSet(sure, right.map(hit => (hit ? '+' : '-')).join(''), least);
    };
    return together('three sets of answers drawn at random', Array.from({ length: 3 }, one));
  },
};
