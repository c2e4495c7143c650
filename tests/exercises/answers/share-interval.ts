import type { AnswerFunction } from '../../../lib/exercises/judge';
import type { Answers } from './answers';

type Ends = [number, number];

/** From the parts of Wilson's formula, what it gives. */
interface Parts {
  z: number;
  middle(share: number, of: number, z: number): number;
  /** What stands under the root. */
  under(share: number, of: number, z: number): number;
  whole(of: number, z: number): number;
  result(low: number, high: number, of: number): unknown;
}

const wilson =
  (changed: Partial<Parts> = {}): AnswerFunction =>
  (hits: number, of: number) => {
    const { z, middle, under, whole, result } = {
      z: 1.96,
      middle: (share: number, n: number, s: number) => share + (s * s) / (2 * n),
      under: (share: number, n: number, s: number) => (share * (1 - share)) / n + (s * s) / (4 * n * n),
      whole: (n: number, s: number) => 1 + (s * s) / n,
      result: (low: number, high: number): unknown => [low, high],
      ...changed,
    };
    const share = hits / of;
    const reach = z * Math.sqrt(under(share, of, z));
    const centre = middle(share, of, z);
    return result((centre - reach) / whole(of, z), (centre + reach) / whole(of, z), of);
  };

/** The spread at the share that was found. */
function wald(hits: number, of: number, z = 1.96): Ends {
  const share = hits / of;
  const reach = z * Math.sqrt((share * (1 - share)) / of);
  return [share - reach, share + reach];
}

const right = wilson();

/** The right answer, but for counts that are held to be special. */
const except =
  (isSpecial: (hits: number, of: number) => boolean, ends: (hits: number, of: number) => Ends): AnswerFunction =>
  (hits: number, of: number) =>
    isSpecial(hits, of) ? ends(hits, of) : right(hits, of);

const decimals = (digits: number): AnswerFunction =>
  wilson({ result: (...ends) => ends.slice(0, 2).map(end => Number(end.toFixed(digits))) });

export const shareIntervalAnswers: Answers = {
  right: {
    'the formula': right,
    'the roots of the quadratic equation, with a finer z': (hits: number, of: number) => {
      const square = 1.959964 ** 2 / of;
      const [a, b, c] = [1 + square, -(2 * hits) / of - square, (hits / of) ** 2];
      const root = Math.sqrt(b * b - 4 * a * c);
      return [(-b - root) / (2 * a), (-b + root) / (2 * a)];
    },
    'halving, in a typed array': (hits: number, of: number) => {
      const share = hits / of;
      const fits = (p: number) => Math.abs(share - p) <= 1.96 * Math.sqrt((p * (1 - p)) / of);
      const edge = (outer: number) => {
        let [out, inside] = [outer, share];
        for (let i = 0; i < 60; i++) {
          const middle = (out + inside) / 2;
          if (fits(middle)) inside = middle;
          else out = middle;
        }
        return inside;
      };
      return Float64Array.of(edge(0), edge(1));
    },
  },
  wrong: {
    'the spread at the share': {
      answer: (hits: number, of: number) => wald(hits, of),
      told: /of the share that was found/,
    },
    'the same, cut off': {
      answer: (hits: number, of: number) => wald(hits, of).map(end => Math.min(1, Math.max(0, end))),
      told: /the same mistake/,
    },
    'two hits and two misses more': {
      answer: (hits: number, of: number) => wald(hits + 2, of + 4),
      told: /rule of thumb/,
    },
    'the spread at the middle': {
      answer: (hits: number, of: number) => {
        const [low, high] = wald(hits + 1.96 ** 2 / 2, of + 1.96 ** 2);
        return [low, high];
      },
      told: /a little too large/,
    },
    'evenly about the share': {
      answer: (hits: number, of: number) => {
        const [low, high] = right(hits, of) as Ends;
        return [hits / of - (high - low) / 2, hits / of + (high - low) / 2];
      },
      told: /does not lie evenly/,
    },
    'nothing added in the root': {
      answer: wilson({ under: (share, of) => (share * (1 - share)) / of }),
      told: /In the root/,
    },
    'not divided': { answer: wilson({ whole: () => 1 }), told: /1 \+ z² \/ of/ },
    'one standard deviation': { answer: wilson({ z: 1 }), told: /With 1 standard/ },
    'z left out before the root': {
      answer: wilson({ under: (share, of, z) => ((share * (1 - share)) / of + z ** 2 / (4 * of ** 2)) / z ** 2 }),
      told: /one standard deviation on each side/,
    },
    '90 %': { answer: wilson({ z: 1.645 }), told: /With 1.645/ },
    'two, about': { answer: wilson({ z: 2 }), told: /With 2 / },
    '99 %': { answer: wilson({ z: 2.576 }), told: /With 2.576/ },
    'of the misses': { answer: (hits: number, of: number) => right(of - hits, of), told: /no hits/ },
    'the upper end first': { answer: wilson({ result: (low, high) => [high, low] }), told: /lower end comes first/ },
    'middle and half the width': {
      answer: wilson({ result: (low, high) => [(low + high) / 2, (high - low) / 2] }),
      told: /Middle and half/,
    },
    'per cent': { answer: wilson({ result: (low, high) => [100 * low, 100 * high] }), told: /not per cent/ },
    counts: { answer: wilson({ result: (low, high, of) => [of * low, of * high] }), told: /not counts/ },
    'an object': { answer: wilson({ result: (low, high) => ({ low, high }) }), told: /list of two numbers/ },
    'the width': { answer: wilson({ result: (low, high) => high - low }), told: /two ends/ },
    'rounded to three decimals': { answer: decimals(3), told: /is rounded/ },
    'rounded to two decimals': { answer: decimals(2), told: /is rounded/ },
    'the root of a number below 0': {
      answer: wilson({ under: (share, of) => (share * (share - 1)) / of }),
      told: /NaN comes from/,
    },
    'z not squared, beyond 1': {
      answer: wilson({ middle: (share, of, z) => share + z / of, whole: () => 1 }),
      told: /outside 0 and 1/,
    },
    'nothing found is 0': {
      answer: except(
        hits => hits === 0,
        () => [0, 0],
      ),
      told: /leave an interval with a width/,
    },
    'all found is 1': {
      answer: except(
        (hits, of) => hits === of,
        () => [1, 1],
      ),
      told: /leave an interval with a width/,
    },
    'too few to say': {
      answer: except(
        (_, of) => of < 5,
        () => [0, 1],
      ),
      told: /However few/,
    },
    'the spread at the share, for many': {
      answer: except((_, of) => of >= 100, wald),
      told: /of the share that was found/,
    },
  },
};
