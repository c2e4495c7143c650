import { asNumbers, type Case, type Exercise, type Finding, inWords } from './exercise';
import { asScalar, roundedHint, shortNumber } from './scalar';
import { fine, together } from './together';

interface Count {
  hits: number;
  of: number;
}

type Ends = readonly number[];

/** A normal distribution has 95 % within so many standard deviations of its middle. */
const Z = 1.96;

const around = (middle: number, reach: number): Ends => [middle - reach, middle + reach];

/** Of Wilson's interval, what stands before and after the plus-minus sign. */
function wilson({ hits, of }: Count, z = Z): { middle: number; reach: number } {
  const share = hits / of;
  const whole = 1 + z ** 2 / of;
  return {
    middle: (share + z ** 2 / (2 * of)) / whole,
    reach: (z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))) / whole,
  };
}

function wilsonEnds(count: Count, z = Z): Ends {
  const { middle, reach } = wilson(count, z);
  return around(middle, reach);
}

/** The spread taken at the share that was found, as if it were the true one. */
const wald = ({ hits, of }: Count): Ends => around(hits / of, Z * Math.sqrt(((hits / of) * (1 - hits / of)) / of));

const isSame = (a: Ends, b: Ends) => a.every((end, i) => Math.abs(end - b[i]) <= 1e-4);

const AT_THE_SHARE =
  'That takes the spread of the share that was found as if it were the true one. Ask it of each p: sqrt(p * (1 - p) / of) has the p that is looked for.';

function mistakesOn(count: Count): [Ends, string][] {
  const { hits, of } = count;
  const share = hits / of;
  const right = wilsonEnds(count);
  const { middle, reach } = wilson(count);
  const whole = 1 + Z ** 2 / of;
  const deviation = Math.sqrt((share * (1 - share)) / of);
  return [
    // what only one case shows comes first: there a mistake that an earlier case has ruled out may give the same
    [
      [share, share],
      'Nothing found among so few may still come up among the next few: no hits, or nothing but hits, leave an interval with a width.',
    ],
    [[0, 1], 'However few there are, the interval can be given. It is wide, but not as wide as that.'],
    [wald(count), AT_THE_SHARE],
    [
      wald(count).map(end => Math.min(1, Math.max(0, end))),
      `${AT_THE_SHARE} Cut off at 0 and 1 it is the same mistake.`,
    ],
    [wald({ hits: hits + 2, of: of + 4 }), 'Two hits and two misses more are a rule of thumb; the interval is asked.'],
    [
      around(middle, Z * Math.sqrt((middle * (1 - middle)) / (of + Z ** 2))),
      'The middle is right, the width a little too large: solve the equation, instead of taking the spread at the middle.',
    ],
    [
      around(share, reach),
      'The interval does not lie evenly about the share that was found: its middle is nearer to a half.',
    ],
    [
      around(middle, (Z * deviation) / whole),
      'The middle is right. In the root, something is added to share * (1 - share) / of.',
    ],
    [around(middle * whole, reach * whole), 'Both ends are to be divided by 1 + z² / of.'],
    [around(middle, reach / Z), 'That is one standard deviation on each side. 95 % need 1.96 of them.'],
    ...[1, 1.645, 2, 2.576].map((z): [Ends, string] => [
      wilsonEnds(count, z),
      `With ${z} standard deviations: 95 % are within 1.96 of them, on each side.`,
    ]),
    [wilsonEnds({ hits: of - hits, of }), 'That is the interval for those that are no hits.'],
    [[right[1], right[0]], 'The lower end comes first.'],
    [[middle, reach], 'Middle and half the width: the ends are the one minus and plus the other.'],
    [right.map(end => 100 * end), 'Give shares from 0 to 1, not per cent.'],
    [right.map(end => of * end), 'Give shares from 0 to 1, not counts.'],
  ];
}

function hintFor(count: Count, ends: Ends): string | undefined {
  if (!ends.every(Number.isFinite)) {
    return 'NaN comes from the root of a number below 0, from 0 / 0, or from a missing number (undefined). Print the values on the way.';
  }
  const mistake = mistakesOn(count).find(([wrong]) => isSame(ends, wrong))?.[1];
  if (mistake) return mistake;
  const rounded = wilsonEnds(count).map((end, i) => roundedHint(ends[i], end));
  if (rounded.every(Boolean)) return rounded[0];
  const isBeyond = ends.some(end => end < -1e-4 || end > 1 + 1e-4);
  return isBeyond ? 'An end lies outside 0 and 1, where no share does.' : undefined;
}

function judgeEnds(count: Count, result: unknown): Finding | undefined {
  const expected = 'a list of the lower and the upper end of the 95 % interval, two shares from 0 to 1';
  const ends = asNumbers(result);
  if (ends?.length !== 2) {
    const hint =
      asScalar(result) === undefined
        ? 'A list of two numbers is asked: [low, high].'
        : 'An interval has two ends: [low, high].';
    return { got: inWords(result), expected, hint: result === undefined ? undefined : hint };
  }
  if (isSame(ends, wilsonEnds(count))) return undefined;
  return { got: `${shortNumber(ends[0])} to ${shortNumber(ends[1])}`, expected, hint: hintFor(count, ends) };
}

const oneCount = (hits: number, of: number): Case => ({
  name: `${hits} of ${of}`,
  calls: () => [[hits, of]],
  judge: ([result]) => judgeEnds({ hits, of }, result),
});

export const shareIntervalExercise: Exercise = {
  id: 'share-interval',
  title: 'An interval for a share',
  statement:
    'interval(hits, of): so many of so many were right, at least one was asked. The 95 % interval by Wilson as a list [low, high], ' +
    'both from 0 to 1: of the true shares p from which hits / of is at most 1.96 * sqrt(p * (1 - p) / of) away, the least and the largest.',
  hints: [
    'At the ends, the distance is just as large: (share - p)² = 1.96² * p * (1 - p) / of. Two values of p make that true, one below hits / of and one above.',
    'It is a quadratic equation in p: (1 + z² / of) p² - (2 share + z² / of) p + share² = 0. Or halve: between 0 and the share the condition is false up to the lower end, and true from there.',
    'With z = 1.96: middle = share + z² / (2 of), reach = z * Math.sqrt(share * (1 - share) / of + z² / (4 of²)), and both ends, middle - reach and middle + reach, divided by 1 + z² / of.',
  ],
  why:
    'The ends are the two true shares from which what was counted lies just 1.96 standard deviations away. Because each ' +
    'p is given its own spread, the interval stays within 0 and 1, and has a width where nothing or everything was a hit. ' +
    'It supposes that each of them was drawn on its own: 30 recordings of five people say less than 30 people would.',
  cases: [
    // the share that was found is far from a half, and the numbers are few: each way to count goes elsewhere
    oneCount(27, 30),
    oneCount(0, 12),
    oneCount(12, 12),
    oneCount(2, 3),
    // with many, ways that are not the same come near to each other
    fine(together('many', [oneCount(813, 1256), oneCount(11, 2000)])),
  ],
  drawn: random => {
    const one = () => {
      const of = 20 + random.integer(200);
      return oneCount(1 + random.integer(of - 1), of);
    };
    return together('three counts drawn at random', Array.from({ length: 3 }, one));
  },
};
