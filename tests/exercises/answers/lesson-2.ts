import { tf } from '../../../lib/engine/index';
import type { AnswerFunction } from '../../../lib/exercises/judge';
import { clipLoss } from '../../../lib/losses/clip';
import { cosineMseLoss } from '../../../lib/losses/cosine-mse';
import { infoNceLoss } from '../../../lib/losses/info-nce';
import { tripletLoss } from '../../../lib/losses/triplet';
import { type Answers, rounded } from './answers';

type Row = number[];
type Rows = Row[];

const dot = (a: Row, b: Row) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const length = (row: Row) => Math.hypot(...row);
const cosine = (a: Row, b: Row) => dot(a, b) / (length(a) * length(b));
const unit = (row: Row) => row.map(value => value / length(row));
const add = (values: Row) => values.reduce((sum, value) => sum + value, 0);
const mean = (values: Row) => add(values) / values.length;
const unitTensor = (rows: Rows) => {
  const tensor = tf.tensor2d(rows);
  return tf.div(tensor, tf.norm(tensor, 2, 1, true)) as tf.Tensor2D;
};
/** As a learner would leave it to the engine: what is in between is tidied. */
const tidied =
  (compute: (...args: never[]) => tf.Tensor): AnswerFunction =>
  (...args) =>
    tf.tidy(() => compute(...(args as never[])));

// cosine-contrastive

const squared = (near: number, same: number) => (near - same) ** 2;
const contrastive =
  (near: (a: Row, b: Row) => number, error = squared, total = mean): AnswerFunction =>
  (left: Rows, right: Rows, same: Row) =>
    total(left.map((row, i) => error(near(row, right[i]), same[i])));

export const cosineContrastiveAnswers: Answers = {
  right: {
    'a loop over arrays': (left: Rows, right: Rows, same: Row) => {
      let sum = 0;
      for (let i = 0; i < left.length; i++) {
        let [product, leftSquares, rightSquares] = [0, 0, 0];
        for (let k = 0; k < left[i].length; k++) {
          product += left[i][k] * right[i][k];
          leftSquares += left[i][k] ** 2;
          rightSquares += right[i][k] ** 2;
        }
        sum += (product / Math.sqrt(leftSquares * rightSquares) - same[i]) ** 2;
      }
      return sum / left.length;
    },
    'unit rows as tensors': tidied((left: Rows, right: Rows, same: Row) => {
      const cosines = tf.sum(tf.mul(unitTensor(left), unitTensor(right)), 1);
      return tf.losses.meanSquaredError(tf.tensor1d(same), cosines);
    }),
    "the lesson's loss": (left: Rows, right: Rows, same: Row) =>
      cosineMseLoss(tf.tensor2d(left), tf.tensor2d(right), same),
    'a promise of a number': async (left: Rows, right: Rows, same: Row) => contrastive(cosine)(left, right, same),
  },
  wrong: {
    'no normalisation': { answer: contrastive(dot), told: /cosine of unit rows only/ },
    'left rows normalised only': { answer: contrastive((a, b) => dot(unit(a), b)), told: /Only the left row/ },
    'right rows normalised only': { answer: contrastive((a, b) => dot(a, unit(b))), told: /Only the right row/ },
    'divided by squared lengths': {
      answer: contrastive((a, b) => dot(a, b) / (dot(a, a) * dot(b, b))),
      told: /square root of the sum of squares/,
    },
    'sum for mean': { answer: contrastive(cosine, squared, add), told: /the sum over the pairs/ },
    'one half': { answer: contrastive(cosine, (near, same) => squared(near, same) / 2), told: /no factor of one half/ },
    'root of the mean': {
      answer: contrastive(cosine, squared, all => Math.sqrt(mean(all))),
      told: /No square root at the end/,
    },
    'labels swapped': {
      answer: contrastive(cosine, (near, same) => squared(near, 1 - same)),
      told: /labels are swapped/,
    },
    'no square': { answer: contrastive(cosine, (near, same) => near - same), told: /cancel/ },
    'absolute values': {
      answer: contrastive(cosine, (near, same) => Math.abs(near - same)),
      told: /two half as large/,
    },
    'partners only': {
      answer: contrastive(cosine, (near, same) => (same ? squared(near, 1) : 0)),
      told: /Strangers count too/,
    },
    'strangers only': {
      answer: contrastive(cosine, (near, same) => (same ? 0 : near ** 2)),
      told: /Partners count too/,
    },
    'distance for cosine': { answer: contrastive((a, b) => 1 - cosine(a, b)), told: /1 - cos stands for the cosine/ },
    'strangers that point away are left in peace': {
      answer: contrastive(cosine, (near, same) => squared(same ? near : Math.max(0, near), same)),
      told: /negative cosine is not 0/,
    },
    'cosines without their sign': {
      answer: contrastive((a, b) => Math.abs(cosine(a, b))),
      told: /leave it its sign/,
    },
    'two numbers a row': {
      answer: contrastive((a, b) => (a[0] * b[0] + a[1] * b[1]) / (Math.hypot(a[0], a[1]) * Math.hypot(b[0], b[1]))),
      told: /more than two numbers/,
    },
    'rounded to three decimals': { answer: rounded(contrastive(cosine)), told: /is rounded/ },
    'a loss a pair': { answer: contrastive(cosine, squared, all => all as unknown as number), told: /take the mean/ },
    NaN: { answer: contrastive(() => Number.NaN), told: /Print the values on the way/ },
  },
};

// info-nce, one direction

interface Steps {
  logits(anchors: Rows, positives: Rows, temperature: number): Rows;
  /** The loss of row i of the logits. */
  row(logits: Row, i: number, all: Rows): number;
  total(losses: Row): number;
}

const logSumExp = (values: Row) => {
  const largest = Math.max(...values);
  return largest + Math.log(add(values.map(value => Math.exp(value - largest))));
};
const scaledCosines = (anchors: Rows, positives: Rows, temperature: number) =>
  anchors.map(a => positives.map(b => cosine(a, b) / temperature));
const oneDirection =
  (steps: Partial<Steps> = {}): AnswerFunction =>
  (anchors: Rows, positives: Rows, temperature: number) => {
    const { logits, row, total } = {
      logits: scaledCosines,
      row: (s: Row, i: number) => logSumExp(s) - s[i],
      total: mean,
      ...steps,
    };
    const matrix = logits(anchors, positives, temperature);
    return total(matrix.map((s, i) => row(s, i, matrix)));
  };
const probability = (s: Row, i: number) => Math.exp(s[i] - logSumExp(s));
const others = (s: Row, i: number) => s.filter((_, j) => j !== i);
const transposed = (matrix: Rows) => matrix[0].map((_, j) => matrix.map(row => row[j]));
const naive = (s: Row, i: number) => -Math.log(Math.exp(s[i]) / add(s.map(Math.exp)));
const stableByNegatives = (s: Row, i: number) => {
  const largest = Math.max(...others(s, i)); // -Infinity where there are none
  return largest + Math.log(add(s.map(value => Math.exp(value - largest)))) - s[i];
};
const nearestOnly = (s: Row, i: number) =>
  s.length === 1 ? 0 : Math.log1p(Math.exp(Math.max(...others(s, i)) - s[i]));

/** Mistakes that one can make in either exercise. */
const wrongSteps: Record<string, { steps: Partial<Steps>; told: RegExp }> = {
  'no normalisation': {
    steps: { logits: (a, b, t) => a.map(x => b.map(y => dot(x, y) / t)) },
    told: /only for rows of length 1/,
  },
  'neither normalisation nor temperature': {
    steps: { logits: (a, b) => a.map(x => b.map(y => dot(x, y))) },
    told: /only for rows of length 1/,
  },
  'left rows normalised only': {
    steps: { logits: (a, b, t) => a.map(x => b.map(y => dot(unit(x), y) / t)) },
    told: /Only one side/,
  },
  'temperature forgotten': {
    steps: { logits: (a, b) => scaledCosines(a, b, 1) },
    told: /Where is the temperature/,
  },
  'multiplied by the temperature': {
    steps: { logits: (a, b, t) => scaledCosines(a, b, 1 / t) },
    told: /Divide the cosines by the temperature/,
  },
  'sum for mean': { steps: { total: add }, told: /sum over the batch/ },
  'sign forgotten': { steps: { row: (s, i) => s[i] - logSumExp(s) }, told: /The sign/ },
  'log forgotten': { steps: { row: (s, i) => -probability(s, i) }, told: /Where is the log/ },
  'the probability itself': { steps: { row: probability }, told: /mean probability of the partners/ },
  'one minus the probability': { steps: { row: (s, i) => 1 - probability(s, i) }, told: /Not 1 minus the probability/ },
  'logarithm to the base 2': { steps: { row: (s, i) => -Math.log2(probability(s, i)) }, told: /not Math.log2/ },
  'positive left out of the denominator': {
    steps: { row: (s, i) => logSumExp(others(s, i)) - s[i] },
    told: /missing from the denominator/,
  },
  'positive counted twice': {
    steps: { row: (s, i) => logSumExp([s[i], ...s]) - s[i] },
    told: /in the denominator twice/,
  },
  'a mean in the denominator': {
    steps: { row: (s, i) => logSumExp(s) - Math.log(s.length) - s[i] },
    told: /a sum, not a mean/,
  },
  'no denominator': { steps: { row: (s, i) => -s[i] }, told: /Where is the denominator/ },
  'the nearest negative only': { steps: { row: nearestOnly }, told: /Only the nearest negative/ },
  'mean over the whole matrix': {
    steps: { row: s => mean(s.map(value => logSumExp(s) - value)) },
    told: /only the diagonal/,
  },
  'softmax over the whole matrix': {
    steps: { row: (s, i, all) => logSumExp(all.flat()) - s[i] },
    told: /not over the whole matrix/,
  },
  'the smallest taken out of the sum': {
    steps: { row: (s, i) => Math.min(...s) + Math.log(add(s.map(value => Math.exp(value - Math.min(...s))))) - s[i] },
    told: /Subtract the largest logit/,
  },
  'exp overflows': { steps: { row: naive }, told: /Subtract the largest logit/ },
  'the largest negative subtracted': {
    steps: { row: stableByNegatives },
    told: /partner itself still is in the denominator/,
  },
  'a loss a row': { steps: { total: all => all as unknown as number }, told: /take the mean/ },
};

const tensorLogits = (anchors: Rows, positives: Rows, temperature: number) =>
  tf.div(tf.matMul(unitTensor(anchors), unitTensor(positives), false, true), temperature) as tf.Tensor2D;

export const infoNceAnswers: Answers = {
  right: {
    'log-sum-exp over arrays': oneDirection(),
    'negatives only, and softplus': oneDirection({ row: (s, i) => (s.length === 1 ? 0 : stableSoftplus(s, i)) }),
    'softmax cross-entropy of tensors': tidied((anchors: Rows, positives: Rows, temperature: number) =>
      tf.losses.softmaxCrossEntropy(tf.eye(anchors.length), tensorLogits(anchors, positives, temperature)),
    ),
    'softmax, diagonal, log': tidied((anchors: Rows, positives: Rows, temperature: number) => {
      const probabilities = tf.softmax(tensorLogits(anchors, positives, temperature));
      return tf.neg(tf.mean(tf.log(tf.sum(tf.mul(probabilities, tf.eye(anchors.length)), 1))));
    }),
    "the lesson's loss": (anchors: Rows, positives: Rows, temperature: number) =>
      infoNceLoss(tf.tensor2d(anchors), tf.tensor2d(positives), { temperature }),
  },
  wrong: {
    ...Object.fromEntries(
      Object.entries(wrongSteps).map(([name, { steps, told }]) => [name, { answer: oneDirection(steps), told }]),
    ),
    'rounded to three decimals': { answer: rounded(oneDirection()), told: /is rounded/ },
    'softmax over the columns': {
      answer: oneDirection({ logits: (a, b, t) => transposed(scaledCosines(a, b, t)) }),
      told: /softmax over the columns/,
    },
    'both directions': {
      answer: (a: Rows, b: Rows, t: number) => mean([oneDirection()(a, b, t), oneDirection()(b, a, t)] as Row),
      told: /loss of both directions/,
    },
    'log of the mean': {
      answer: oneDirection({ row: probability, total: all => -Math.log(mean(all)) }),
      told: /First the log of each row/,
    },
    'negatives that are as near as the positive left out': {
      answer: oneDirection({ row: (s, i) => logSumExp([s[i], ...s.filter(value => value !== s[i])]) - s[i] }),
      told: /by its position, not by its value/,
    },
  },
};

function stableSoftplus(s: Row, i: number): number {
  const x = logSumExp(others(s, i)) - s[i];
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

// symmetric-info-nce

const bothDirections =
  (steps: Partial<Steps> = {}, combine = (there: number, back: number) => (there + back) / 2): AnswerFunction =>
  (left: Rows, right: Rows, temperature: number) => {
    const back = {
      ...steps,
      logits: (b: Rows, a: Rows, t: number) => transposed((steps.logits ?? scaledCosines)(a, b, t)),
    };
    const there = oneDirection(steps)(left, right, temperature);
    // a step that leaves a list is judged as a list
    if (typeof there !== 'number') return there;
    return combine(there, oneDirection(back)(right, left, temperature) as number);
  };

export const symmetricInfoNceAnswers: Answers = {
  right: {
    'one direction, twice': bothDirections(),
    'rows and columns of one matrix of tensors': tidied((left: Rows, right: Rows, temperature: number) => {
      const logits = tensorLogits(left, right, temperature);
      const toRight = tf.losses.softmaxCrossEntropy(tf.eye(left.length), logits);
      const toLeft = tf.losses.softmaxCrossEntropy(tf.eye(left.length), tf.transpose(logits));
      return tf.div(tf.add(toRight, toLeft), 2);
    }),
    'all 2n losses, and their mean': (left: Rows, right: Rows, temperature: number) => {
      const logits = scaledCosines(left, right, temperature);
      return mean([logits, transposed(logits)].flatMap(m => m.map((s, i) => logSumExp(s) - s[i])));
    },
    "the lesson's loss": (left: Rows, right: Rows, temperature: number) =>
      clipLoss(tf.tensor2d(left), tf.tensor2d(right), { temperature }),
  },
  wrong: {
    ...Object.fromEntries(
      Object.entries(wrongSteps).map(([name, { steps, told }]) => [name, { answer: bothDirections(steps), told }]),
    ),
    'rounded to three decimals': { answer: rounded(bothDirections()), told: /is rounded/ },
    'left to right only': { answer: oneDirection(), told: /same over the columns/ },
    'right to left only': {
      answer: (a: Rows, b: Rows, t: number) => oneDirection()(b, a, t),
      told: /same over the rows/,
    },
    'a call of what is not solved yet': { answer: () => 0, told: /pass its own exercise/ },
    'both added': { answer: bothDirections({}, (there, back) => there + back), told: /added: take their mean/ },
    'one subtracted': { answer: bothDirections({}, (there, back) => (there - back) / 2), told: /wrong sign/ },
    'one direction, positive left out': {
      answer: oneDirection({ row: wrongSteps['positive left out of the denominator'].steps.row }),
      told: /missing from the denominator.*other direction/,
    },
  },
};

// triplet-gradient

interface Derivation {
  d(a: number, b: number): number;
  loses(toPositive: number, toNegative: number, margin: number): boolean;
  slopes(a: number, p: number, n: number): Row;
  sign(slope: number): number;
}

const sines = (a: number, p: number, n: number) => {
  const [toPositive, toNegative] = [Math.sin(p - a), -Math.sin(n - a)];
  return [-(toPositive + toNegative), toPositive, toNegative];
};
const derived =
  (derivation: Partial<Derivation> = {}): AnswerFunction =>
  (a: number, p: number, n: number, margin: number) => {
    const { d, loses, slopes, sign } = {
      d: (x: number, y: number) => 1 - Math.cos(x - y),
      loses: (toPositive: number, toNegative: number, by: number) => toPositive - toNegative + by > 0,
      slopes: sines,
      sign: Math.sign,
      ...derivation,
    };
    return loses(d(a, p), d(a, n), margin) ? slopes(a, p, n).map(sign) : [0, 0, 0];
  };
const chord = (x: number, y: number) => 2 * Math.abs(Math.sin((x - y) / 2));
const angleBetween = (x: number, y: number) => Math.acos(Math.min(1, Math.max(-1, Math.cos(x - y))));

export const tripletGradientAnswers: Answers = {
  right: {
    'derivatives by hand': derived(),
    'numeric differences': (...args: Row) => {
      const loss = ([a, p, n, margin]: Row) => Math.max(0, Math.cos(a - n) - Math.cos(a - p) + margin);
      const moved = (i: number, by: number) => loss(args.map((value, j) => (j === i ? value + by : value)));
      return [0, 1, 2].map(i => Math.sign(Math.round((moved(i, 1e-5) - moved(i, -1e-5)) / 1e-9)));
    },
    'gradients of the engine': tidied((a: number, p: number, n: number, margin: number) => {
      const point = (angle: tf.Tensor) => tf.reshape(tf.stack([tf.cos(angle), tf.sin(angle)]), [1, 2]) as tf.Tensor2D;
      const gradients = tf.grads((x, y, z) => tripletLoss(point(x), point(y), point(z), { margin }));
      return tf.sign(tf.stack(gradients([tf.scalar(a), tf.scalar(p), tf.scalar(n)])));
    }),
  },
  wrong: {
    'the way down': { answer: derived({ sign: slope => -Math.sign(slope) }), told: /points uphill/ },
    'distances swapped': {
      answer: derived({ loses: (toPositive, toNegative, margin) => toNegative - toPositive + margin > 0 }),
      told: /Is the right distance subtracted/,
    },
    'never anything': { answer: () => [0, 0, 0], told: /does lose something/ },
    'never nothing': { answer: derived({ loses: () => true }), told: /max\(0, …\) is flat there/ },
    'margin forgotten': { answer: derived({ loses: (p, n) => p - n > 0 }), told: /not by the margin/ },
    'a margin that is always the same': {
      answer: derived({ loses: (p, n) => p - n + 0.2 > 0 }),
      told: /margin is an argument/,
    },
    'margin subtracted': { answer: derived({ loses: (p, n, m) => p - n - m > 0 }), told: /not by the margin/ },
    'angles for distances': { answer: derived({ d: angleBetween }), told: /Measure distances by 1 - cos/ },
    'chords for distances': { answer: derived({ d: chord }), told: /Measure distances by 1 - cos/ },
    'squared chords': { answer: derived({ d: (x, y) => chord(x, y) ** 2 }), told: /Measure distances by 1 - cos/ },
    'the anchor stays': {
      answer: derived({ slopes: (a, p, n) => [0, ...sines(a, p, n).slice(1)] }),
      told: /The anchor is not fixed/,
    },
    'the anchor feels the positive only': {
      answer: derived({ slopes: (a, p, n) => [-Math.sin(p - a), ...sines(a, p, n).slice(1)] }),
      told: /the steeper of the two wins/,
    },
    'positive and negative in the wrong places': {
      answer: derived({ slopes: (a, p, n) => [0, 2, 1].map(i => sines(a, p, n)[i]) }),
      told: /order of the result/,
    },
    'angles without a side': {
      answer: derived({ slopes: (a, p, n) => sines(0, angleBetween(a, p), angleBetween(a, n)) }),
      told: /has lost its sign/,
    },
    'differences of angles for slopes': {
      answer: derived({ slopes: (a, p, n) => [n - p, p - a, a - n] }),
      told: /not the steepest where the angle is the largest/,
    },
    'the side by which angle is the larger one': {
      answer: derived({
        slopes: (a, p, n) => {
          const sine = (x: number) => Math.sin(angleBetween(a, x)) * Math.sign(x - a);
          return [sine(n) - sine(p), sine(p), -sine(n)];
        },
      }),
      told: /Angles go round/,
    },
    'up or down and nothing else': {
      answer: derived({ sign: slope => (slope >= 0 ? 1 : -1) }),
      told: /neither up nor down/,
    },
    'the loss for its slopes': { answer: () => 0.7, told: /not the loss/ },
    'slopes for signs': { answer: derived({ sign: slope => slope }), told: /Math\.sign/ },
    NaN: { answer: derived({ sign: () => Number.NaN }), told: /acos of more than 1/ },
  },
};

// choose-temperature

type Share = (similarities: Row, positive: number, temperature: number) => number;

const share: Share = (s, i, t) =>
  probability(
    s.map(value => value / t),
    i,
  );
const halving =
  (
    shareAt: Share,
    [lowest, highest] = [1e-6, 1e6],
    result = (t: number) => t,
    between = (low: number, high: number) => Math.sqrt(low * high),
  ): AnswerFunction =>
  (similarities: Row, positive: number, asked: number) => {
    let [low, high] = [lowest, highest];
    for (let i = 0; i < 100; i++) {
      const middle = between(low, high);
      if (shareAt(similarities, positive, middle) > asked) low = middle;
      else high = middle;
    }
    return result(low);
  };
const bestOf =
  (candidates: Row): AnswerFunction =>
  (similarities: Row, positive: number, asked: number) => {
    const error = (t: number) => Math.abs(share(similarities, positive, t) - asked);
    return candidates.reduce((best, t) => (error(t) < error(best) ? t : best));
  };
const naiveShare: Share = (s, i, t) => Math.exp(s[i] / t) / add(s.map(value => Math.exp(value / t)));
const otherSimilarities = (s: Row, i: number, t: number) => others(s, i).map(value => Math.exp((value - s[i]) / t));

export const chooseTemperatureAnswers: Answers = {
  right: {
    'halving between two bounds': halving(share),
    'one over it by doubling and halving': (s: Row, i: number, asked: number) => {
      const at = (sharpness: number) => 1 / add(s.map(value => Math.exp((value - s[i]) * sharpness)));
      let step = 1;
      while (at(step) < asked) step *= 2;
      let sharpness = 0;
      for (; step > 1e-9; step /= 2) if (at(sharpness + step) < asked) sharpness += step;
      return 1 / sharpness;
    },
    'halving, with a softmax of tensors': halving((s, i, t) =>
      tf.tidy(() => tf.softmax(tf.div(tf.tensor1d(s), t)).dataSync()[i]),
    ),
    'a scalar tensor': (s: Row, i: number, asked: number) => tf.scalar(halving(share)(s, i, asked) as number),
  },
  wrong: {
    'one over the temperature': {
      answer: halving(share, undefined, t => 1 / t),
      told: /divided by it, not multiplied/,
    },
    'the others together': {
      answer: (s: Row, i: number, asked: number) => halving(share)(s, i, 1 - asked),
      told: /others together/,
    },
    'positive left out of the denominator': {
      answer: halving((s, i, t) => 1 / add(otherSimilarities(s, i, t))),
      told: /missing from the denominator/,
    },
    'the nearest candidate only': {
      answer: (s: Row, i: number, asked: number) => (s[i] - Math.max(...others(s, i))) / Math.log(asked / (1 - asked)),
      told: /Only the nearest candidate/,
    },
    'the first is taken for the positive': {
      answer: halving((s, _, t) => share(s, 0, t)),
      told: /not the first one here/,
    },
    'exp overflows at once': { answer: halving(naiveShare), told: /Subtract the largest/ },
    'exp overflows for a small temperature': {
      answer: halving(naiveShare, [0, 10], undefined, (low, high) => (low + high) / 2),
      told: /subtract the largest/,
    },
    'steps of a hundredth': {
      answer: bestOf(Array.from({ length: 1000 }, (_, i) => (i + 1) / 100)),
      told: /halve the interval/,
    },
    'two digits of the temperature': {
      answer: halving(share, undefined, t => Number(t.toPrecision(2))),
      told: /do not round/,
    },
    'nothing above 1': { answer: halving(share, [1e-6, 1]), told: /must stay below 1/ },
    'the usual 0.07': { answer: () => 0.07, told: /higher temperature/ },
    'a high one': { answer: () => 5, told: /lower temperature/ },
    'the probability': { answer: (s: Row, i: number) => share(s, i, 1), told: /That is a probability/ },
    'below 0': { answer: halving(share, undefined, t => -t), told: /greater than 0/ },
    NaN: { answer: () => Number.NaN, told: /division by 0/ },
  },
};
