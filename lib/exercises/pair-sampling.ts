import { asNumbers, type Exercise, type Finding, inWords, isList } from './exercise';
import { fine } from './together';

interface Pairs {
  left: number[];
  right: number[];
  same: number[];
}

/** `classes` times `each` pictures, the classes mixed as in a real set. */
const labelsOf = (classes: number, each: number) =>
  Uint8Array.from({ length: classes * each }, (_, i) => (i * 7) % classes);

/**
 * Reads a result and judges what every sampling has to hold; other cases go on from the pairs.
 * @returns the pairs, or what is wrong
 */
function readPairs(labels: Uint8Array, count: number, result: unknown): Pairs | Finding {
  const form = `an object { left, right, same } of three lists with ${count} numbers each`;
  const { left, right, same } = (typeof result === 'object' && result !== null ? result : {}) as Record<
    string,
    unknown
  >;
  const lists = [left, right, same].map(asNumbers);
  if (lists.some(list => list === undefined))
    return notNumbers({ left, right, same }, form) ?? { got: inWords(result), expected: form };
  const pairs = { left: lists[0]!, right: lists[1]!, same: lists[2]! };
  if (lists.some(list => list!.length !== count)) {
    return { got: `lists of ${lists.map(list => list!.length).join(', ')} numbers`, expected: form };
  }
  for (let i = 0; i < count; i++) {
    const [l, r, s] = [pairs.left[i], pairs.right[i], pairs.same[i]];
    const isPicture = (n: number) => Number.isInteger(n) && n >= 0 && n < labels.length;
    if (!isPicture(l) || !isPicture(r)) {
      return {
        got: `pair ${i} is pictures ${l} and ${r}`,
        expected: `positions in labels: whole numbers from 0 to ${labels.length - 1}`,
        hint: 'left and right hold positions (which picture), not digits.',
      };
    }
    if (l === r) {
      return {
        got: `pair ${i} is picture ${l} with itself`,
        expected: 'two different pictures',
        hint: 'A picture is always like itself: such a pair teaches nothing. Draw again until the partner is another one.',
      };
    }
    if (s !== Number(labels[l] === labels[r])) {
      return {
        got: `pair ${i} shows the digits ${labels[l]} and ${labels[r]}, and same is ${s}`,
        expected: 'same is 1 where both pictures show one digit, else 0',
        hint: 'Two pictures drawn at random may show the same digit by chance. Make sure that a negative is of another digit.',
      };
    }
  }
  return pairs;
}

/** Three lists, of which one holds something else than numbers: what a draw from an empty list leaves. */
function notNumbers(pairs: Record<string, unknown>, expected: string): Finding | undefined {
  for (const [name, list] of Object.entries(pairs)) {
    if (!isList(list)) return undefined;
    const i = Array.from(list).findIndex(value => typeof value !== 'number');
    if (i < 0) continue;
    return {
      got: `${name}[${i}] is ${inWords(list[i])}`,
      expected,
      hint: 'Was it drawn from an empty list? There need not be ten digits: draw from those that occur in labels.',
    };
  }
  return undefined;
}

const isFinding = (value: Pairs | Finding): value is Finding => 'got' in value;

/** A case of one call whose pairs must be valid, and then pass `more`. */
const oneSampling = (name: string, labels: Uint8Array, count: number, more: (pairs: Pairs) => Finding | undefined) => ({
  name,
  calls: () => [[labels, count, 7]],
  judge: ([result]: unknown[]) => {
    const pairs = readPairs(labels, count, result);
    return isFinding(pairs) ? pairs : more(pairs);
  },
});

function halfAreSame({ same }: Pairs): Finding | undefined {
  const positives = same.filter(s => s === 1).length;
  if (positives === same.length / 2) return undefined;
  return {
    got: `${positives} of ${same.length} pairs show the same digit`,
    expected: 'exactly half of them',
    hint: 'Two pictures drawn blindly show the same digit one time in ten only. Decide first whether a pair is to be positive: every second one.',
  };
}

function everyDigitIsAnchor(labels: Uint8Array, { left }: Pairs): Finding | undefined {
  const seen = new Set(left.map(picture => labels[picture]));
  const all = new Set(labels);
  if (seen.size === all.size) return undefined;
  return {
    got: `only ${seen.size} of ${all.size} digits are ever on the left`,
    expected: 'anchors of every digit among 400 pairs',
    hint: 'Draw the left picture from all pictures, for every pair anew.',
  };
}

function negativesVary(labels: Uint8Array, { left, right, same }: Pairs): Finding | undefined {
  const against = new Set(left.flatMap((picture, i) => (same[i] ? [] : [`${labels[picture]} ${labels[right[i]]}`])));
  if (against.size >= 50) return undefined; // 200 negatives over 90 combinations: about 80 turn up by chance
  return {
    got: `the negatives cover ${against.size} of the 90 combinations of two digits`,
    expected: 'every other digit can be the negative of an anchor',
    hint: 'Draw the negative from all pictures of other digits, not from the next digit or the next picture.',
  };
}

function partnersVary({ left, right, same }: Pairs): Finding | undefined {
  const partners = new Set(right.filter((_, i) => same[i] === 1));
  const anchors = new Set(left);
  if (partners.size >= 60 && anchors.size >= 100) return undefined; // of 200 and 400 draws among 300 pictures
  return {
    got: `400 pairs use ${anchors.size} pictures on the left, and ${partners.size} as positives`,
    expected: 'pictures drawn from the whole set',
    hint: 'Do not take the first picture of a digit each time: draw one of them.',
  };
}

/** Of what a pair may be drawn from, a part that never is; where all pairs are put in order, its sides say nothing. */
function everyPictureIsDrawn(labels: Uint8Array, { left, right, same }: Pairs): Finding | undefined {
  const ordered = [1, -1].some(way => left.every((picture, i) => way * (right[i] - picture) > 0));
  const parts: [string, (i: number) => readonly number[]][] = ordered
    ? [
        ['in a positive pair', i => (same[i] ? [left[i], right[i]] : [])],
        ['in a negative pair', i => (same[i] ? [] : [left[i], right[i]])],
      ]
    : [
        ['on the left', i => [left[i]]],
        ['on the right of a positive pair', i => (same[i] ? [right[i]] : [])],
        ['on the right of a negative pair', i => (same[i] ? [] : [right[i]])],
      ];
  for (const [where, drawn] of parts) {
    const seen = new Set(left.flatMap((_, i) => drawn(i)));
    const missing = labels.findIndex((_, picture) => !seen.has(picture));
    if (missing < 0) continue;
    return {
      got: `${labels.length - seen.size} of ${labels.length} pictures, such as picture ${missing}, are never ${where}`,
      expected: 'every picture may be drawn: of 600 pairs each has its share',
      hint: 'Which pictures are never drawn: is only a part of the set looked at, or does a range end one too early?',
    };
  }
  return undefined;
}

const small = labelsOf(3, 10);
const few = labelsOf(3, 4);
const large = labelsOf(10, 30);

export const pairSampling: Exercise = {
  id: 'pair-sampling',
  title: 'Draw pairs',
  statement:
    'samplePairs(labels, count, seed) draws count pairs of pictures, half of them of the same digit: ' +
    '{ left, right, same }, positions in labels and 1 or 0. The same seed gives the same pairs.',
  hints: [
    'Sort the positions by digit first; then a positive is a second draw from the same list.',
    'For pair i: draw the left picture; if i is even, draw another picture from its digit’s list until it is not the left one itself; if i is odd, draw from all pictures until the digit differs.',
    'Make one generator at the top, const random = seededRandom(seed), and draw with random.integer(n): a whole number from 0 to n - 1.',
  ],
  why:
    'Deciding first whether a pair is positive makes exactly half of them so; drawing until a picture fits leaves ' +
    'every fitting picture as likely as any other. All chance comes from the one seeded generator, and so the ' +
    'same seed gives the same pairs.',
  cases: [
    // fewer than ten digits: the sets of the other cases have them all
    oneSampling('30 pictures of three digits, 20 pairs', small, 20, halfAreSame),
    oneSampling(
      '300 pictures of ten digits, 400 pairs',
      large,
      400,
      pairs =>
        halfAreSame(pairs) ?? everyDigitIsAnchor(large, pairs) ?? partnersVary(pairs) ?? negativesVary(large, pairs),
    ),
    {
      name: 'the same seed twice, then another seed',
      calls: () => [1, 1, 2].map(seed => [large, 100, seed]),
      judge: results => {
        const [first, again, other] = results.map(result => JSON.stringify(readPairs(large, 100, result)));
        if (first !== again) {
          return {
            got: 'different pairs for the same seed',
            expected: 'the same pairs, so that a training can be repeated',
            hint: 'Draw from seededRandom(seed) only; Math.random cannot be repeated.',
          };
        }
        if (first === other) {
          return {
            got: 'the same pairs for two seeds',
            expected: 'other pairs: fresh ones every epoch',
            hint: 'Make the generator from the seed that is passed, not from a fixed one.',
          };
        }
        return undefined;
      },
    },
    // so many pairs that a picture is left out by chance once in a thousand million times
    fine(oneSampling('12 pictures of three digits, 600 pairs', few, 600, pairs => everyPictureIsDrawn(few, pairs))),
  ],
  drawn: random => {
    const sizes = Array.from({ length: 4 + random.integer(3) }, () => 8 + random.integer(8));
    const labels = random.shuffle(Uint8Array.from(sizes.flatMap((size, label) => Array<number>(size).fill(label))));
    const count = 2 * (20 + random.integer(20));
    const seed = 1000 + random.integer(1_000_000);
    return {
      ...oneSampling(`${labels.length} pictures, ${count} pairs, a seed drawn at random`, labels, count, halfAreSame),
      calls: () => [[labels, count, seed]],
    };
  },
};
