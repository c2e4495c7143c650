import { drawRows, drawUntil } from './draw';
import type { Case, Exercise } from './exercise';
import { at, cosine, distance, dot, mean, type Row, unit } from './plain-rows';
import { judgeScalar, type Mistake } from './scalar';

type Vectors = readonly [a: Row, b: Row];

const length = (row: Row) => Math.sqrt(dot(row, row));
const fromItsMean = (row: Row) => row.map(value => value - mean(row));
const sum = (row: Row) => row.reduce((total, value) => total + value, 0);

const LENGTHS =
  'The dot product grows with the lengths of the vectors: divide it by the length of a and by the length of b.';
const ONE_SIDE = 'Only one of the two vectors is divided by its length; the other has a length too.';

function mistakesOn([a, b]: Vectors): Mistake[] {
  const right = cosine(a, b);
  const lengths = length(a) * length(b);
  return [
    [dot(a, b), LENGTHS],
    [dot(a, b) / length(a), ONE_SIDE],
    [dot(a, b) / length(b), ONE_SIDE],
    [
      (dot(a, b) / length(a)) * length(b),
      'x / y * z is x divided by y, then multiplied by z. Put brackets round the product of the two lengths.',
    ],
    [dot(a, b) / lengths ** 2, 'The length is the square root of the sum of the squares.'],
    [dot(a, b) / (length(a) + length(b)), 'Divide by the product of the two lengths, not by their sum.'],
    [1 - right, 'That is 1 minus the cosine, a distance: 0 for the same direction. The cosine is 1 there.'],
    [Math.acos(right), 'That is the angle. Its cosine is asked: leave out the acos.'],
    [(Math.acos(right) * 180) / Math.PI, 'That is the angle. Its cosine is asked: leave out the acos.'],
    [distance(a, b), 'That is how far apart the tips of the vectors are. The cosine depends on the directions alone.'],
    [Math.abs(right), 'A cosine may be negative: vectors that point away from each other.'],
    [Math.max(0, right), 'A cosine may be negative: vectors that point away from each other.'],
    [(1 + right) / 2, 'Leave it as it is, from -1 to 1; there is no need to squeeze it between 0 and 1.'],
    [right ** 2, 'That is the square of the cosine: was the root forgotten in one place?'],
    ...[2, 3].map(
      (n): Mistake => [
        cosine(a.slice(0, n), b.slice(0, n)),
        `Only the first ${n} numbers are used. A vector may hold any number of them.`,
      ],
    ),
    [
      cosine(fromItsMean(a), fromItsMean(b)),
      'The mean was subtracted first: that is a correlation. The cosine takes the numbers as they are.',
    ],
    [sum(a) * sum(b), 'Multiply the numbers in pairs, a[i] * b[i], and then add up; not the other way round.'],
  ];
}

const oneCase = (name: string, vectors: readonly Vectors[], more: readonly Mistake[] = []): Case => ({
  name,
  calls: () => vectors.map(([a, b]) => [a, b]),
  judge: results => {
    const findings = vectors.map((pair, i) =>
      judgeScalar(results[i], {
        right: cosine(...pair),
        expected: 'the cosine of the angle between the two vectors: one number from -1 to 1',
        mistakes: [...more, ...mistakesOn(pair)],
        several: 'A list came back: add up the products a[i] * b[i] to one number.',
        notFinite:
          'A vector of zeros has length 0, and 0 / 0 is NaN. Either of the two may be one: return 0 before you divide.',
      }),
    );
    return findings.find(finding => finding !== undefined);
  },
});

export const cosineSimilarity: Exercise = {
  id: 'cosine-similarity',
  title: 'Cosine similarity',
  statement:
    'cosineSimilarity(a, b): two vectors, lists of equally many numbers. The cosine of the angle between them: the sum of a[i] * b[i], ' +
    'divided by the length of a and by the length of b. A vector of zeros has no direction: with it the result is 0.',
  hints: [
    'Three sums are needed: of the products a[i] * b[i], of the squares of a, and of the squares of b.',
    'The length of a vector is the square root of the sum of its squares, Math.hypot(...a). Divide by both lengths; but not where one of them is 0.',
    'const dot = (x, y) => x.reduce((sum, value, i) => sum + value * y[i], 0); then lengths = Math.sqrt(dot(a, a) * dot(b, b)), and dot(a, b) / lengths unless lengths is 0.',
  ],
  why:
    'The dot product grows with both lengths; divided by them, what is left is the angle alone, as if both vectors had ' +
    'length 1. That is what an embedding is compared by: the direction says what something is, and the length often only ' +
    'how much of it there is. A vector of zeros has no direction, and a 0 is returned before 0 / 0 makes it NaN.',
  cases: [
    // in the others the vectors have length 1 (or 0), where a dot product is enough
    oneCase('vectors of very unequal length', [
      [at(20, 5), at(75, 0.4)],
      [at(100, 0.3137), at(33, 0.2268)],
    ]),
    oneCase('vectors that point away from each other', [[at(10), at(150)]]),
    oneCase('vectors of five numbers', [[unit([1, 2, -1, 0, -2]), unit([1, 2, 1, 3, -3])]]),
    oneCase(
      'vectors of zeros',
      [
        [[0, 0], at(30)],
        [unit([2, -1, 2]), [0, 0, 0]],
        [
          [0, 0],
          [0, 0],
        ],
      ],
      [[1, 'Two vectors of zeros are equal, but neither has a direction: the result is 0, as stated.']],
    ),
  ],
  drawn: random => {
    const draw = (): Vectors => [drawRows(random, 1, 5)[0], drawRows(random, 1, 5)[0]];
    // clearly of the one sign or the other
    const near = drawUntil(draw, pair => cosine(...pair) > 0.2);
    const away = drawUntil(draw, pair => cosine(...pair) < -0.2);
    return oneCase('two pairs of vectors of five numbers, drawn at random', [near, away]);
  },
};
