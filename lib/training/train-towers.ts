import type { TrainableEncoder } from '../encoders/encoder';
import { type SeededRandom, seededRandom, tf } from '../engine/index';
import { counted, describe } from '../engine/rows';
import { clipLoss } from '../losses/clip';
import type { Draw } from '../sampling/draw';
import { AdamW, cosineRate } from './adamw';
import { type LoopOptions, runTraining, type TrainingRun } from './loop';

/** An encoder in training together with others, and how its items are drawn. Made by `tower` or `frozenTower`. */
export interface Tower {
  readonly architecture: string;
  readonly dim: number;
  readonly weights: tf.Variable[];
  /** What the network takes, for one freshly drawn item a label. */
  batch(labels: Int32Array, random: SeededRandom): tf.Tensor;
  /** Rows [n, dim]; differentiable. */
  forward(batch: tf.Tensor): tf.Tensor2D;
}

/** An encoder to train. */
export function tower<Items>(encoder: TrainableEncoder<Items>, draw: Draw<Items>): Tower {
  return {
    architecture: encoder.architecture,
    dim: encoder.dim,
    weights: encoder.weights,
    batch: (labels, random) =>
      encoder.batch(
        draw(labels, random),
        Array.from(labels, (_, i) => i),
      ),
    forward: batch => encoder.forward(batch, { training: true }),
  };
}

/**
 * Rows that stay as they are: what a finished encoder gave. A new modality that is bound to them lands in the space of that encoder,
 * and so beside everything else that is in it (ImageBind, Girdhar et al. 2023, https://arxiv.org/abs/2305.05665).
 * @param draw n * dim numbers, one row a label
 */
export function frozenTower(dim: number, draw: Draw<Float32Array>): Tower {
  return {
    architecture: `frozen rows of ${dim}`,
    dim,
    weights: [],
    batch: (labels, random) => tf.tensor2d(draw(labels, random), [labels.length, dim]),
    forward: batch => batch as tf.Tensor2D,
  };
}

export interface TrainTowersOptions extends LoopOptions {
  /** What there is to draw: concepts, or the ten digits. */
  labels: ArrayLike<number>;
  /** Which towers are compared, by name; by default each with each. */
  pairs?: readonly (readonly [string, string])[];
  /** Identifies the data, for checkpoints: one of other data is refused. */
  data: string;
  /** 400 by default. */
  steps?: number;
  /** Labels a step; 256 by default. They are all different where there are enough of them, else each comes equally often. */
  batchSize?: number;
  /** The highest learning rate, which the schedule rises to in the first steps and falls from; 0.005 by default. */
  learningRate?: number;
  /** 0.05 by default; see AdamW. */
  weightDecay?: number;
  /** Steps between checkpoints and measurements; 100 by default. */
  stepsAnEpoch?: number;
  /** For the labels and what is drawn for them. 42 by default. */
  seed?: number;
}

/** Cosines are multiplied by a learned scale, one for each pair of towers: the inverse of the temperature. */
const FIRST_SCALE = 10;
const LARGEST_SCALE = 100;
/** The share of the steps in which the learning rate rises. */
const WARM_UP = 0.05;

/**
 * Trains encoders of several modalities together: each step draws labels, for each label one item of every modality, and the symmetric
 * loss of CLIP pulls the items of a label together, for every pair of towers. Rows of the same label are no negatives of each other.
 *
 * Pairs that are left out still meet, through the towers that they both are compared with.
 *
 * The same seed on the same engine gives the same numbers, also when the training was stopped in between and resumed.
 * @returns as `train`
 * @throws RangeError or TypeError for options out of range, a pair of towers that are not there, or towers of different dim; and what
 *   `train` throws
 */
export async function trainTowers(towers: Record<string, Tower>, options: TrainTowersOptions): Promise<TrainingRun> {
  const { steps = 400, batchSize = 256, learningRate = 5e-3, weightDecay = 0.05, seed = 42 } = options;
  const { stepsAnEpoch = 100, data } = options;
  const pairs = options.pairs ?? eachWithEach(Object.keys(towers));
  const labels = Int32Array.from(options.labels);
  checkOptions({ steps, batchSize, stepsAnEpoch, learningRate, weightDecay }, labels);
  checkPairs(towers, pairs);

  const scales = pairs.map(() => tf.tidy(() => tf.variable(tf.scalar(Math.log(FIRST_SCALE)))));
  const weights = [...Object.values(towers).flatMap(each => each.weights), ...scales];
  const architecture = Object.entries(towers)
    .map(([name, each]) => `${name}: ${each.architecture}`)
    .join('; ');
  const decayed = weights.filter(weight => weight.trainable && weight.rank >= 2);
  const optimiser = new AdamW({ learningRate, weightDecay, decayed });
  const training = {
    caller: 'trainTowers',
    learner: { weights, architecture },
    optimiser,
    config: {
      architecture,
      data,
      pairs: pairs.map(pair => pair.join(' and ')).join(', '),
      steps,
      batchSize,
      learningRate,
      weightDecay,
      seed,
    },
    steps,
    stepsAnEpoch,
    seed,
    learningRate,
    lossOf: (step: number) => {
      optimiser.rate = cosineRate(step, { steps, highest: learningRate, warmUp: Math.ceil(WARM_UP * steps) });
      const random = seededRandom(seed).fork('step').fork(step);
      const drawn = drawLabels(labels, batchSize, random.fork('labels'));
      const batches = Object.entries(towers).map(
        ([name, each]) => [name, each.batch(drawn, random.fork(name))] as const,
      );
      return () => {
        const rows = Object.fromEntries(batches.map(([name, batch]) => [name, towers[name].forward(batch)]));
        const losses = pairs.map(([left, right], i) => {
          const temperature = tf.exp(tf.neg(tf.minimum(scales[i], Math.log(LARGEST_SCALE)))) as tf.Scalar;
          return clipLoss(rows[left], rows[right], { temperature, labels: drawn });
        });
        return tf.div(tf.addN(losses), losses.length) as tf.Scalar;
      };
    },
  };
  try {
    return await runTraining(training, options);
  } finally {
    optimiser.dispose();
    tf.dispose(scales);
  }
}

const eachWithEach = (names: string[]) =>
  names.flatMap((left, i) => names.slice(i + 1).map(right => [left, right] as const));

/** Different labels while there are any, then all of them again. */
function drawLabels(labels: Int32Array, count: number, random: SeededRandom): Int32Array {
  const drawn = new Int32Array(count);
  for (let start = 0; start < count; start += labels.length) {
    drawn.set(random.shuffle(labels.slice()).subarray(0, count - start), start);
  }
  return drawn;
}

function checkOptions(numbers: Record<string, number>, labels: Int32Array): void {
  for (const name of ['steps', 'batchSize', 'stepsAnEpoch']) {
    if (Number.isInteger(numbers[name]) && numbers[name] >= 1) continue;
    throw new RangeError(`trainTowers: ${name} is ${numbers[name]}, expected a whole number of 1 or more`);
  }
  if (!(numbers.learningRate > 0 && numbers.learningRate < Infinity)) {
    throw new RangeError(
      `trainTowers: learningRate is ${numbers.learningRate}, expected a number above 0; 0.005 is usual`,
    );
  }
  if (!(numbers.weightDecay >= 0 && numbers.weightDecay < Infinity)) {
    throw new RangeError(`trainTowers: weightDecay is ${numbers.weightDecay}, expected a number of at least 0`);
  }
  if (labels.length < 2) {
    throw new RangeError(
      `trainTowers: there ${labels.length === 1 ? 'is' : 'are'} ${counted(labels.length, 'label')}, expected two or more to tell apart`,
    );
  }
}

function checkPairs(towers: Record<string, Tower>, pairs: readonly (readonly [string, string])[]): void {
  if (pairs.length === 0)
    throw new RangeError('trainTowers: there is no pair of towers to compare, expected one or more');
  for (const [left, right] of pairs) {
    for (const name of [left, right]) {
      if (towers[name]) continue;
      throw new RangeError(
        `trainTowers: a pair names the tower ${describe(name)}, expected one of ${Object.keys(towers).join(', ')}`,
      );
    }
    if (left === right) throw new RangeError(`trainTowers: a pair compares ${left} with itself, expected two towers`);
    if (towers[left].dim !== towers[right].dim) {
      throw new RangeError(
        `trainTowers: ${left} has ${towers[left].dim} dimensions and ${right} ${towers[right].dim}, expected the same; build both with one dim`,
      );
    }
  }
}
