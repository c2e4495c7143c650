import { tf } from '../../../lib/engine/index';
import type { AnswerFunction } from '../../../lib/exercises/judge';
import { type Answers, rounded } from './answers';

type Row = number[];
const add = (values: Row) => values.reduce((sum, value) => sum + value, 0);
const dot = (a: Row, b: Row) => add(a.map((value, i) => value * b[i]));
const length = (row: Row) => Math.sqrt(dot(row, row));
const cosine = (a: Row, b: Row) => dot(a, b) / (length(a) * length(b));
const middle = (row: Row) => add(row) / row.length;
const centred = (row: Row) => row.map(value => value - middle(row));

/** An answer that minds vectors of zeros, however it goes wrong otherwise. */
const minded =
  (near: (a: Row, b: Row) => unknown): AnswerFunction =>
  (a: Row, b: Row) =>
    length(a) * length(b) === 0 ? 0 : near(a, b);

export const cosineSimilarityAnswers: Answers = {
  right: {
    'sums of products': minded(cosine),
    'one loop': (a: Row, b: Row) => {
      let [product, squaresOfA, squaresOfB] = [0, 0, 0];
      for (let i = 0; i < a.length; i++) {
        product += a[i] * b[i];
        squaresOfA += a[i] * a[i];
        squaresOfB += b[i] * b[i];
      }
      return product && product / Math.sqrt(squaresOfA * squaresOfB);
    },
    'unit vectors': (a: Row, b: Row) => {
      const unit = (row: Row) => row.map(value => value / (Math.hypot(...row) || 1));
      return dot(unit(a), unit(b));
    },
    'a little is added to the lengths': (a: Row, b: Row) => dot(a, b) / (length(a) * length(b) + 1e-9),
    'by the law of cosines': minded((a, b) => {
      const [x, y, z] = [length(a), length(b), length(a.map((value, i) => value - b[i]))];
      return (x * x + y * y - z * z) / (2 * x * y);
    }),
    tensors: (a: Row, b: Row) =>
      tf.tidy(() => {
        const [left, right] = [tf.tensor1d(a), tf.tensor1d(b)];
        return tf.divNoNan(tf.dot(left, right), tf.mul(tf.norm(left), tf.norm(right)));
      }),
  },
  wrong: {
    'the dot product': { answer: dot, told: /grows with the lengths/ },
    'the length of a only': { answer: minded((a, b) => dot(a, b) / length(a)), told: /Only one of the two/ },
    'the length of b only': { answer: minded((a, b) => dot(a, b) / length(b)), told: /Only one of the two/ },
    'no brackets': { answer: minded((a, b) => (dot(a, b) / length(a)) * length(b)), told: /brackets/ },
    'squared lengths': {
      answer: minded((a, b) => dot(a, b) / (dot(a, a) * dot(b, b))),
      told: /square root of the sum of the squares/,
    },
    'the lengths added': {
      answer: minded((a, b) => dot(a, b) / (length(a) + length(b))),
      told: /product of the two lengths/,
    },
    'the distance': { answer: minded((a, b) => 1 - cosine(a, b)), told: /1 minus the cosine/ },
    'the angle': { answer: minded((a, b) => Math.acos(cosine(a, b))), told: /leave out the acos/ },
    'the angle in degrees': {
      answer: minded((a, b) => (Math.acos(cosine(a, b)) * 180) / Math.PI),
      told: /leave out the acos/,
    },
    'how far apart the tips are': {
      answer: (a: Row, b: Row) => Math.hypot(...a.map((value, i) => value - b[i])),
      told: /directions alone/,
    },
    'between 0 and 1': { answer: minded((a, b) => (1 + cosine(a, b)) / 2), told: /squeeze/ },
    'the square': { answer: minded((a, b) => cosine(a, b) ** 2), told: /square of the cosine/ },
    'a correlation': { answer: minded((a, b) => cosine(centred(a), centred(b))), told: /correlation/ },
    'sums first': { answer: (a: Row, b: Row) => add(a) * add(b), told: /Multiply the numbers in pairs/ },
    'no sum': { answer: (a: Row, b: Row) => a.map((value, i) => value * b[i]), told: /add up the products/ },
    'no sign': { answer: minded((a, b) => Math.abs(cosine(a, b))), told: /may be negative/ },
    'nothing below 0': { answer: minded((a, b) => Math.max(0, cosine(a, b))), told: /may be negative/ },
    'two numbers only': {
      answer: (a: Row, b: Row) => minded(cosine)(a.slice(0, 2), b.slice(0, 2)),
      told: /Only the first 2 numbers/,
    },
    'three numbers only': {
      answer: (a: Row, b: Row) => minded(cosine)(a.slice(0, 3), b.slice(0, 3)),
      told: /Only the first 3 numbers/,
    },
    'rounded to three decimals': { answer: rounded(minded(cosine)), told: /is rounded/ },
    'zeros forgotten': { answer: cosine, told: /0 \/ 0 is NaN/ },
    'zeros minded in a only': {
      answer: (a: Row, b: Row) => (length(a) === 0 ? 0 : cosine(a, b)),
      told: /Either of the two/,
    },
    'zeros minded only where both are': {
      answer: (a: Row, b: Row) => (length(a) + length(b) === 0 ? 0 : cosine(a, b)),
      told: /Either of the two/,
    },
    'two vectors of zeros are alike': {
      answer: (a: Row, b: Row) => (length(a) + length(b) === 0 ? 1 : minded(cosine)(a, b)),
      told: /neither has a direction/,
    },
  },
};

interface Search {
  near(a: Row, b: Row): number;
  sort(cosines: Row): Row;
  take(positions: Row, k: number, cosines: Row): unknown;
}

const fallingPositions = (cosines: Row) => [...cosines.keys()].sort((i, j) => cosines[j] - cosines[i]);
const searched =
  (search: Partial<Search> = {}): AnswerFunction =>
  (query: Row, rows: Row[], k: number) => {
    const { near, sort, take } = {
      near: cosine,
      sort: fallingPositions,
      take: (positions: Row, count: number) => positions.slice(0, count),
      ...search,
    };
    const cosines = rows.map(row => near(query, row));
    return take(sort(cosines), k, cosines);
  };

export const nearestNeighboursAnswers: Answers = {
  right: {
    'positions sorted': searched(),
    'pairs sorted, with the position where cosines are equal': searched({
      sort: cosines =>
        cosines
          .map((value, i) => ({ value, i }))
          .sort((a, b) => b.value - a.value || a.i - b.i)
          .map(({ i }) => i),
    }),
    'the best taken out k times, in a typed array': (query: Row, rows: Row[], k: number) => {
      const left = rows.map(row => cosine(query, row));
      return Int32Array.from({ length: k }, () => {
        const best = left.indexOf(Math.max(...left));
        left[best] = Number.NEGATIVE_INFINITY;
        return best;
      });
    },
    'dot products of unit rows': (query: Row, rows: Row[], k: number) => {
      const unit = (row: Row) => row.map(value => value / length(row));
      return searched({ near: dot })(unit(query), rows.map(unit), k);
    },
    'the topk of tensors': (query: Row, rows: Row[], k: number) =>
      tf.tidy(() => {
        const matrix = tf.tensor2d(rows);
        const cosines = tf.div(tf.dot(matrix, tf.tensor1d(query)), tf.norm(matrix, 2, 1)) as tf.Tensor1D;
        return tf.topk(cosines, k).indices;
      }),
  },
  wrong: {
    'by distance': {
      answer: searched({ near: (a, b) => -length(a.map((value, i) => value - b[i])) }),
      told: /cosines, not distances/,
    },
    'by dot product': { answer: searched({ near: dot }), told: /divide by both lengths/ },
    'the farthest': {
      answer: searched({ sort: cosines => fallingPositions(cosines).reverse() }),
      told: /These are the farthest/,
    },
    'the worst of them first': {
      answer: searched({ take: (positions, k) => positions.slice(0, k).reverse() }),
      told: /The worst comes first/,
    },
    'in the order of the list': {
      answer: searched({ take: (positions, k) => positions.slice(0, k).sort((a, b) => a - b) }),
      told: /in another order/,
    },
    'places instead of positions': {
      answer: searched({
        sort: cosines => [...cosines.keys()].map(i => fallingPositions(cosines).indexOf(i)),
      }),
      told: /for each place which row/,
    },
    'not sorted at all': { answer: searched({ sort: cosines => [...cosines.keys()] }), told: /pass its own exercise/ },
    cosines: {
      answer: searched({ take: (positions, k, cosines) => positions.slice(0, k).map(i => cosines[i]) }),
      told: /These are no positions/,
    },
    'the rows': {
      answer: (query: Row, rows: Row[], k: number) =>
        [...rows].sort((a, b) => cosine(query, b) - cosine(query, a)).slice(0, k),
      told: /not of rows/,
    },
    'counted from 1': {
      answer: searched({ take: (positions, k) => positions.slice(0, k).map(i => i + 1) }),
      told: /count from 0/,
    },
    'the nearest left out': {
      answer: searched({ take: (positions, k) => positions.slice(1, k + 1) }),
      told: /nearest row is left out/,
    },
    'the same direction left out': {
      answer: (query: Row, rows: Row[], k: number) =>
        fallingPositions(rows.map(row => cosine(query, row)))
          .filter(i => cosine(query, rows[i]) < 0.9999)
          .slice(0, k),
      told: /nearest row is left out/,
    },
    'all of them': { answer: searched({ take: positions => positions }), told: /k is an argument/ },
    'always three': { answer: searched({ take: positions => positions.slice(0, 3) }), told: /k is an argument/ },
    'sorted as text': {
      answer: searched({
        sort: cosines =>
          cosines
            .map((value, i) => [value, i])
            .sort()
            .reverse()
            .map(([, i]) => i),
      }),
      told: /compares texts/,
    },
    'cosines to two decimals': {
      answer: searched({ near: (a, b) => Number(cosine(a, b).toFixed(2)) }),
      told: /Rounded cosines/,
    },
    'cosines without a sign': {
      answer: searched({ near: (a, b) => Math.abs(cosine(a, b)) }),
      told: /leave the cosine its sign/,
    },
    'looked up by value': {
      answer: searched({
        take: (_, k, cosines) =>
          [...cosines]
            .sort((a, b) => b - a)
            .slice(0, k)
            .map(value => cosines.indexOf(value)),
      }),
      told: /One position comes twice/,
    },
    'of equal ones the later first': {
      answer: searched({
        sort: cosines => [...cosines.keys()].sort((i, j) => cosines[i] - cosines[j]).reverse(),
      }),
      told: /the smaller position comes first/,
    },
    'two numbers of each row': {
      answer: searched({ near: (a, b) => cosine(a.slice(0, 2), b.slice(0, 2)) }),
      told: /Only the first two numbers/,
    },
  },
};
