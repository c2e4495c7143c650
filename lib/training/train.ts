import type { Digits } from '../data/digits';
import type { TrainableEncoder } from '../encoders/encoder';
import { tf } from '../engine/index';
import type { ViewRanges } from '../sampling/digit-views';
import { labelPairs, viewPairs } from '../sampling/training-pairs';
import { type LoopOptions, runTraining, type TrainingRun } from './loop';

export type { Step, TrainingRun } from './loop';

/** What a loss may look at beside the two embeddings. */
export interface PairLabels {
  /** Which pairs belong together. */
  same: tf.Tensor1D;
  /** The digit on the left; with views, which picture it is, since nothing else is known of it. */
  labels: Uint8Array | Int32Array;
}

/** Embeddings [n, dim] of the left and the right pictures of a batch to a scalar. */
export type PairLoss = (left: tf.Tensor2D, right: tf.Tensor2D, pairs: PairLabels) => tf.Scalar;

export interface TrainOptions extends LoopOptions {
  /** Passes over the data; 1 by default. */
  epochs?: number;
  /** Pairs a step; 128 by default. */
  batchSize?: number;
  /** The share of pairs that show the same digit: 1 (the default) where the loss finds its negatives in the batch, 0.5 where it needs labelled pairs. */
  positives?: number;
  /** Makes a pair of two views of one picture, changed within these ranges ({} for the usual ones), and looks at no label. */
  views?: ViewRanges;
  /** Of Adam; 0.001 by default. */
  learningRate?: number;
  /** For the pairs, and for whatever the network draws (dropout). 42 by default. */
  seed?: number;
  /** Embeds `images` before the first step, every `every` steps, and after the last. */
  snapshots?: { images: Float32Array; every: number };
}

/**
 * Trains an encoder on pairs of digits with Adam: in each step the two pictures of every pair are embedded by the same
 * network, and the loss pulls and pushes. Pairs are drawn afresh every epoch.
 *
 * The same seed on the same engine gives the same numbers, also when the training was stopped in between and resumed.
 * @param loss of the embeddings of a batch, for example `(left, right) => infoNceLoss(left, right)`
 * @throws RangeError for options out of range; Error when the loss is no number any more, or the checkpoint to resume from is
 *   damaged or was made under other conditions
 */
export async function train(
  encoder: TrainableEncoder<Float32Array>,
  digits: Digits,
  loss: PairLoss,
  options: TrainOptions = {},
): Promise<TrainingRun> {
  const { epochs = 1, batchSize = 128, positives = 1, learningRate = 1e-3, seed = 42, views } = options;
  checkOptions({ epochs, batchSize, learningRate }, digits.size, options);
  const stepsAnEpoch = Math.floor(digits.size / batchSize);
  const steps = epochs * stepsAnEpoch;
  const config = {
    architecture: encoder.architecture,
    data: digits.fingerprint,
    batchSize,
    positives,
    learningRate,
    seed,
    ...(views && { views: JSON.stringify(views) }),
  };
  const optimiser = tf.train.adam(learningRate);
  const { snapshots } = options;
  const drawing = { batchSize, stepsAnEpoch, seed };
  const pairsOf = views
    ? viewPairs(digits, { ...drawing, ranges: views })
    : labelPairs(digits, { ...drawing, positives });
  const training = {
    caller: 'train',
    learner: encoder,
    optimiser,
    config,
    steps,
    stepsAnEpoch,
    seed,
    learningRate,
    lossOf: (step: number) => {
      const { images, same, labels } = pairsOf(step);
      const pictures = encoder.batch(
        images,
        Array.from({ length: 2 * batchSize }, (_, i) => i),
      );
      const sameTensor = tf.tensor1d(same);
      return () => {
        const [leftRows, rightRows] = tf.split(encoder.forward(pictures, { training: true }), 2) as tf.Tensor2D[];
        return loss(leftRows, rightRows, { same: sameTensor, labels });
      };
    },
    snapshots: snapshots && { every: snapshots.every, embed: () => encoder.embed(snapshots.images) },
  };
  try {
    return await runTraining(training, options);
  } finally {
    optimiser.dispose();
  }
}

function checkOptions(
  { epochs, batchSize, learningRate }: { epochs: number; batchSize: number; learningRate: number },
  size: number,
  { snapshots, views, positives = 1 }: TrainOptions,
): void {
  const fail = (what: string, value: number, expected: string) => {
    throw new RangeError(`train: ${what} is ${value}, expected ${expected}`);
  };
  const isCount = (n: number) => Number.isInteger(n) && n >= 1;
  if (!isCount(epochs)) fail('epochs', epochs, 'a whole number of 1 or more');
  if (!isCount(batchSize) || batchSize > size)
    fail('batchSize', batchSize, `a whole number from 1 to ${size}, the size of the data`);
  if (!(learningRate > 0 && learningRate < Infinity))
    fail('learningRate', learningRate, 'a number above 0; 0.001 is usual');
  if (views && positives !== 1) fail('positives', positives, '1: two views of one picture always belong together');
  if (snapshots && !isCount(snapshots.every)) fail('snapshots.every', snapshots.every, 'a whole number of 1 or more');
}
