import type { Digits } from '../data/digits';
import { type PairBatch, pairBatches } from '../data/pairs';
import type { TrainableEncoder } from '../encoders/encoder';
import { breathe } from '../engine/breathe';
import { seededRandom, tf, withSeed } from '../engine/index';
import { readAdam, restoreAdam } from './adam';
import { assertSameConfig, type Manifest, readCheckpoint, writeCheckpoint } from './checkpoint';
import { readSnapshots, type Snapshot, writeSnapshot } from './snapshots';
import { readWeights, restoreWeights } from './weights';

/** What a loss may look at beside the two embeddings: which pairs show the same digit, and the digit on the left. */
export interface PairLabels {
  same: tf.Tensor1D;
  labels: Uint8Array;
}

/** Embeddings [n, dim] of the left and the right pictures of a batch to a scalar. */
export type PairLoss = (left: tf.Tensor2D, right: tf.Tensor2D, pairs: PairLabels) => tf.Scalar;

export interface Step {
  /** Steps done, this one included. */
  step: number;
  /** Steps of the whole training. */
  steps: number;
  /** Of this step. */
  loss: number;
  /** Of every step so far; it grows. */
  losses: readonly number[];
}

export interface TrainOptions {
  /** Passes over the data; 1 by default. */
  epochs?: number;
  /** Pairs a step; 128 by default. */
  batchSize?: number;
  /** The share of pairs that show the same digit: 1 (the default) where the loss finds its negatives in the batch, 0.5 where it needs labelled pairs. */
  positives?: number;
  /** Of Adam; 0.001 by default. */
  learningRate?: number;
  /** For the pairs, and for whatever the network draws (dropout). 42 by default. */
  seed?: number;
  /** A folder that keeps a checkpoint an epoch, and one when the training is interrupted. */
  checkpoints?: string;
  /** Go on from the checkpoint in that folder, if there is one; false by default, which starts anew and replaces it. */
  resume?: boolean;
  /** Embeds `images` before the first step, every `every` steps, and after the last. */
  snapshots?: { images: Float32Array; every: number };
  /** Measures the encoder after each epoch; the numbers go into the checkpoint and the result. */
  measure?: () => Promise<Record<string, number>>;
  /** Aborting ends the training after the step under way, with a checkpoint. */
  signal?: AbortSignal;
  /** Called after every step. */
  onStep?: (step: Step) => void;
}

export interface TrainingRun {
  /** The loss of every step. */
  losses: number[];
  /** What `measure` gave, one entry an epoch. */
  metrics: Manifest['metrics'];
  snapshots: Snapshot[];
  /** Steps done; fewer than asked for when the training was interrupted. */
  steps: number;
  finished: boolean;
  /** Of this call. */
  seconds: number;
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
  const { epochs = 1, batchSize = 128, positives = 1, learningRate = 1e-3, seed = 42 } = options;
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
  };
  const began = performance.now();
  const optimiser = tf.train.adam(learningRate);
  try {
    const state = await startingState(encoder, optimiser, config, options);
    if (state.step === 0) await keepSnapshot(state, encoder, options);
    const interrupted = () => options.signal?.aborted ?? false;
    while (state.step < steps && !interrupted()) {
      const epoch = Math.floor(state.step / stepsAnEpoch);
      const random = seededRandom(seed).fork('pairs').fork(epoch);
      let skip = state.step % stepsAnEpoch; // an epoch that was interrupted goes on where it was
      for (const pairs of pairBatches(digits.labels, { batchSize, positives, random })) {
        if (skip-- > 0) continue;
        if (interrupted()) break;
        const value = await takeStep(encoder, optimiser, digits, loss, pairs, `${seed} step ${state.step}`);
        state.step++;
        if (!Number.isFinite(value)) throw notANumber(value, state.step, learningRate);
        state.losses.push(value);
        options.onStep?.({ step: state.step, steps, loss: value, losses: state.losses });
        const every = options.snapshots?.every;
        if (every && (state.step % every === 0 || state.step === steps)) await keepSnapshot(state, encoder, options);
        await breathe();
      }
      const epochDone = state.step > 0 && state.step % stepsAnEpoch === 0;
      if (epochDone && options.measure) state.metrics.push({ step: state.step, ...(await options.measure()) });
      await keepCheckpoint(state, encoder, optimiser, config, options);
    }
    const { losses, metrics, snapshots, step } = state;
    const seconds = (performance.now() - began) / 1000;
    return { losses, metrics, snapshots, steps: step, finished: step >= steps, seconds };
  } finally {
    optimiser.dispose();
  }
}

/** How far a training is. */
interface State {
  step: number;
  losses: number[];
  metrics: Manifest['metrics'];
  snapshots: Snapshot[];
  snapshotFiles: Manifest['snapshots'];
}

async function startingState(
  encoder: TrainableEncoder<Float32Array>,
  optimiser: tf.AdamOptimizer,
  config: Manifest['config'],
  { checkpoints, resume = false }: TrainOptions,
): Promise<State> {
  if (resume && !checkpoints) {
    throw new RangeError('train: resume needs the folder of the checkpoints; pass checkpoints as well');
  }
  const checkpoint = resume ? await readCheckpoint(checkpoints!) : undefined;
  if (!checkpoint) return { step: 0, losses: [], metrics: [], snapshots: [], snapshotFiles: [] };
  const { manifest, tensors } = checkpoint;
  assertSameConfig(checkpoints!, manifest, config);
  restoreWeights(encoder, tensors);
  await restoreAdam(optimiser, tensors);
  const snapshots = await readSnapshots(checkpoints!, manifest.snapshots);
  const { step, losses, metrics, snapshots: snapshotFiles } = manifest;
  return { step, losses, metrics, snapshots, snapshotFiles };
}

async function takeStep(
  encoder: TrainableEncoder<Float32Array>,
  optimiser: tf.Optimizer,
  { images }: Digits,
  loss: PairLoss,
  { left, right, same, labels }: PairBatch,
  seed: string,
): Promise<number> {
  const value = withSeed(seed, () =>
    tf.tidy(() => {
      const pictures = encoder.batch(images, [...left, ...right]);
      const sameTensor = tf.tensor1d(same);
      const lossOfBatch = () => {
        const [leftRows, rightRows] = tf.split(encoder.forward(pictures, { training: true }), 2) as tf.Tensor2D[];
        return loss(leftRows, rightRows, { same: sameTensor, labels });
      };
      const trainable = encoder.weights.filter(weight => weight.trainable);
      return optimiser.minimize(lossOfBatch, true, trainable)!;
    }),
  );
  const [number] = await value.data();
  value.dispose();
  return number;
}

async function keepSnapshot(state: State, encoder: TrainableEncoder<Float32Array>, options: TrainOptions) {
  if (!options.snapshots) return;
  const embedded = await encoder.embed(options.snapshots.images);
  const snapshot = { step: state.step, rows: Float32Array.from(await embedded.data()), dim: encoder.dim };
  embedded.dispose();
  state.snapshots.push(snapshot);
  if (options.checkpoints) state.snapshotFiles.push(await writeSnapshot(options.checkpoints, snapshot));
}

async function keepCheckpoint(
  state: State,
  encoder: TrainableEncoder<Float32Array>,
  optimiser: tf.AdamOptimizer,
  config: Manifest['config'],
  { checkpoints }: TrainOptions,
): Promise<void> {
  if (!checkpoints) return;
  const { step, losses, metrics, snapshotFiles: snapshots } = state;
  const tensors = [...(await readWeights(encoder)), ...(await readAdam(optimiser))];
  await writeCheckpoint(checkpoints, { config, step, losses, metrics, snapshots }, tensors);
}

function checkOptions(
  { epochs, batchSize, learningRate }: { epochs: number; batchSize: number; learningRate: number },
  size: number,
  { snapshots }: TrainOptions,
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
  if (snapshots && !isCount(snapshots.every)) fail('snapshots.every', snapshots.every, 'a whole number of 1 or more');
}

function notANumber(value: number, step: number, learningRate: number): Error {
  return new Error(
    `train: the loss is ${value} at step ${step}, expected a finite number; try a smaller learningRate than ${learningRate}, ` +
      'and look for a division by 0 or the logarithm of 0 in your loss',
  );
}
