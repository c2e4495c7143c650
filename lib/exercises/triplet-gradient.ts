import { between, drawUntil } from './draw';
import { asNumbers, type Case, type Exercise, type Finding, inWords } from './exercise';
import { radians } from './plain-rows';
import { asScalar } from './scalar';
import { fine, together } from './together';

/** Three points on the unit circle by their angles in radians, and a margin of cosine distance. */
interface Triplet {
  anchor: number;
  positive: number;
  negative: number;
  margin: number;
}

/** Of the anchor, the positive and the negative. */
type Signs = readonly number[];

const distance = (a: number, b: number) => 1 - Math.cos(a - b);
const excess = ({ anchor, positive, negative }: Triplet) => distance(anchor, positive) - distance(anchor, negative);
const isEasy = (triplet: Triplet) => excess(triplet) + triplet.margin <= 0;

/** d loss / d angle where the loss is not 0, by way of the difference of two angles. */
function slopes({ anchor, positive, negative }: Triplet, slope: (difference: number) => number = Math.sin): number[] {
  const toPositive = slope(positive - anchor);
  const toNegative = -slope(negative - anchor);
  // turning all three together changes nothing, so the three slopes sum to 0
  return [-(toPositive + toNegative), toPositive, toNegative];
}

const gradientSigns = (triplet: Triplet) => (isEasy(triplet) ? [0, 0, 0] : slopes(triplet).map(Math.sign));
const equal = (a: Signs, b: Signs) => a.every((sign, i) => sign === b[i]);

/** Of lesson 2's triplets, and of most of the cases. */
const USUAL_MARGIN = 0.2;
const OTHER_MARGIN = 'The margin is an argument: is it looked at, or does a number stand there?';

function hintFor(triplet: Triplet, signs: Signs): string | undefined {
  if (isEasy(triplet)) {
    if (excess(triplet) + USUAL_MARGIN > 0) return OTHER_MARGIN;
    return 'This negative is farther away than the positive by more than the margin: max(0, …) is flat there. What is the slope of a constant?';
  }
  if (signs.every(sign => sign === 0)) {
    if (excess(triplet) + USUAL_MARGIN <= 0) return OTHER_MARGIN;
    return excess(triplet) > 0
      ? 'The positive is farther away than the negative, so this triplet does lose something. Is the right distance subtracted?'
      : 'The negative is farther away, but not by the margin: this triplet still loses something. Measure distances by 1 - cos, as the margin does.';
  }
  const right = gradientSigns(triplet);
  const [anchor, positive, negative] = right;
  const coinciding = right.indexOf(0);
  const mistakes: [Signs, string][] = [
    [
      right.map(sign => -sign),
      'That is the way gradient descent moves the points. The gradient points uphill, the other way.',
    ],
    [[anchor, negative, positive], 'The order of the result: anchor, positive, negative.'],
    [[0, positive, negative], 'The anchor is not fixed: it has a gradient too, from both distances.'],
    [
      slopes(triplet, difference => Math.abs(Math.sin(difference))).map(Math.sign),
      'On which side does each point lie? The angle between two points (acos) has lost its sign: use the difference of the angles.',
    ],
    [
      slopes(triplet, difference => Math.abs(Math.sin(difference)) * Math.sign(difference)).map(Math.sign),
      'Angles go round: 190° is -170°. The sign of a difference of angles misleads there; its sine does not.',
    ],
    [
      [-positive, positive, negative],
      'The anchor feels both: the positive pulls, the negative pushes, and the steeper of the two wins. 1 - cos is not the steepest where the angle is the largest.',
    ],
    [
      [-negative, positive, negative],
      'The anchor feels both: the positive pulls, the negative pushes, and the steeper of the two wins.',
    ],
  ];
  const known = mistakes.find(([wrong]) => equal(signs, wrong))?.[1];
  if (known) return known;
  if (coinciding >= 0 && signs[coinciding] !== 0) {
    return 'A point that lies on the anchor is at the bottom (or top) of its cosine: the slope there is neither up nor down.';
  }
  return undefined;
}

function judgeSigns(triplet: Triplet, result: unknown): Finding | undefined {
  const expected =
    'a list of three signs, each -1, 0 or 1: of the slope of the loss by the angle of the anchor, of the positive, of the negative';
  const signs = asNumbers(result);
  if (signs?.length !== 3) {
    const hint =
      asScalar(result) === undefined ? undefined : 'Three signs are asked, one for each point; not the loss.';
    return { got: inWords(result), expected, hint };
  }
  const got = `[${signs.map(String).join(', ')}]`;
  if (signs.some(sign => ![-1, 0, 1].includes(sign))) {
    const hint = signs.every(Number.isFinite)
      ? 'Only the signs are asked: Math.sign.'
      : 'NaN comes from a missing number (undefined) or from acos of more than 1. Print the values on the way.';
    return { got, expected, hint };
  }
  if (equal(signs, gradientSigns(triplet))) return undefined;
  return { got, expected, hint: hintFor(triplet, signs) };
}

/** Angles in degrees. */
const oneTriplet = (name: string, anchor: number, positive: number, negative: number, margin = USUAL_MARGIN): Case => {
  const [a, p, n] = [anchor, positive, negative].map(radians);
  return {
    name: `${name}: anchor at ${anchor}°, positive at ${positive}°, negative at ${negative}°, margin ${margin}`,
    calls: () => [[a, p, n, margin]],
    judge: ([result]) => judgeSigns({ anchor: a, positive: p, negative: n, margin }, result),
  };
};

export const tripletGradient: Exercise = {
  id: 'triplet-gradient',
  title: "The sign of a triplet's gradient",
  statement:
    'tripletSigns(anchor, positive, negative, margin): three points on the unit circle, given by their angles in radians. ' +
    'The loss is max(0, d(anchor, positive) - d(anchor, negative) + margin), where d is the cosine distance 1 - cos(difference). ' +
    'A list of the signs (-1, 0 or 1) of its derivative by the angle of the anchor, of the positive, of the negative.',
  hints: [
    'Is there anything to lose at all? Where the loss is 0, nothing moves. Else turn one point a little and see whether the loss grows.',
    'The derivative of 1 - cos(p - a) by p is sin(p - a), by a it is -sin(p - a). The distance to the negative is subtracted.',
    'Where the loss is above 0: sin(p - a) for the positive, -sin(n - a) for the negative, and for the anchor minus the sum of these two. Then Math.sign of each.',
  ],
  why:
    'Where the hinge is at 0 nothing changes when a point moves a little. Elsewhere the loss is cos(n - a) - ' +
    'cos(p - a) plus a constant, whose derivatives are sines; sines know on which side a point lies and that ' +
    'angles go round. Turning all three points together changes nothing, so the three slopes sum to 0 and the ' +
    'anchor’s is minus the sum of the others.',
  cases: [
    // the negative's slope is the steeper one: the anchor goes by the negative
    oneTriplet('a hard triplet', 0, 150, 60),
    // apart by more than 0.2 in radians, as a chord and squared, but not in 1 - cos; and on either side of the anchor
    oneTriplet('a semi-hard triplet', 0, 10, -32),
    oneTriplet('an easy triplet', 30, 50, 140),
    oneTriplet('a hard triplet across 180°', 170, -160, 150),
    oneTriplet('the negative lies on the anchor', 0, 40, 0),
    // the first lose nothing with a margin of 0.2, or something; the others by a hair
    fine(
      together('triplets with other margins', [
        oneTriplet('a wide margin', 10, 40, 85, 0.7),
        oneTriplet('a narrow margin', -20, -10, -52, 0.1),
        oneTriplet('by a little less than the margin', -42, 61, 152, 0.748),
        oneTriplet('by a little more than the margin', 105, 25, 17, 0.129),
        oneTriplet('the positive lies near the anchor', 164, 164.28, 84, 0.829),
        oneTriplet('the negative lies near the anchor', -134, -94, -134.28, 0.05),
        oneTriplet('the slopes nearly cancel out', 20, 70, 149.6, 1.5),
        oneTriplet('the negative is more than half a turn away', -170, 80, 160, 0.3),
      ]),
    ),
  ],
  drawn: random => {
    const isHard = (angles: readonly number[]) => {
      const [anchor, positive, negative] = angles.map(radians);
      const triplet = { anchor, positive, negative, margin: 0 };
      // no slope so small that it might be taken for 0
      return excess(triplet) > 0 && slopes(triplet).every(slope => Math.abs(slope) > 0.05);
    };
    const one = () => {
      const [anchor, positive, negative] = drawUntil(() => [0, 0, 0].map(() => random.integer(360)), isHard);
      return oneTriplet('a hard triplet', anchor, positive, negative, between(random, 0.1, 0.5));
    };
    return together('six hard triplets drawn at random', Array.from({ length: 6 }, one));
  },
};
