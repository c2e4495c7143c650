import type { Snapshot } from '../data/snapshot';
import type { TrainableEncoder } from '../encoders/encoder';
import { breathe } from '../engine/breathe';
import { tf, withSeed } from '../engine/index';
import { readAdam, restoreAdam } from './adam';
import { assertSameConfig, type Manifest, readCheckpoint, writeCheckpoint } from './checkpoint';
import { readSnapshots, writeSnapshot } from './snapshots';
import { readWeights, restoreWeights } from './weights';

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

/** How a training is kept, watched and stopped, whatever it trains. */
export interface LoopOptions {
  /** A folder that keeps a checkpoint an epoch, and one when the training is interrupted. */
  checkpoints?: string;
  /** Go on from the checkpoint in that folder, if there is one; false by default, which starts anew and replaces it. */
  resume?: boolean;
  /** Measures after each epoch; the numbers go into the checkpoint and the result. */
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

/** A training, as the loop sees it. */
export interface Training {
  /** The public function's name: an error begins with it. */
  caller: string;
  /** What is trained: an encoder, or the weights of several. */
  learner: Pick<TrainableEncoder<never>, 'weights' | 'architecture'>;
  optimiser: tf.AdamOptimizer;
  /** Everything that must be the same for the training to go on from a checkpoint. */
  config: Manifest['config'];
  /** Steps of the whole training, and of an epoch: after each epoch it is measured and a checkpoint written. */
  steps: number;
  stepsAnEpoch: number;
  /** Seeds what the network draws in a step (dropout). */
  seed: number;
  learningRate: number;
  /**
   * The loss of one step, counted from 0, as a function to take the gradient of. It must not depend on the steps taken before but
   * through the weights, so that a training can go on in another process.
   */
  lossOf(step: number): () => tf.Scalar;
  /** Called after the gradient step, for a decay of weights. */
  afterStep?(step: number): void;
  /** Embeddings kept before the first step, every `every` steps and after the last. */
  snapshots?: { every: number; embed(): Promise<tf.Tensor2D> };
}

/**
 * The loop that every training of the course runs in: a gradient step at a time, a checkpoint an epoch, interrupted and resumed to the
 * same numbers.
 * @throws RangeError to resume without a folder; Error when the loss is no number any more, or the checkpoint to resume from is damaged
 *   or was made under other conditions
 */
export async function runTraining(training: Training, options: LoopOptions): Promise<TrainingRun> {
  const { steps, stepsAnEpoch } = training;
  const began = performance.now();
  const state = await startingState(training, options);
  if (state.step === 0) await keepSnapshot(state, training, options);
  const interrupted = () => options.signal?.aborted ?? false;
  while (state.step < steps && !interrupted()) {
    do {
      const value = await takeStep(training, state.step);
      state.step++;
      if (!Number.isFinite(value)) throw notANumber(training, value, state.step);
      state.losses.push(value);
      options.onStep?.({ step: state.step, steps, loss: value, losses: state.losses });
      const every = training.snapshots?.every;
      if (every && (state.step % every === 0 || state.step === steps)) await keepSnapshot(state, training, options);
      await breathe();
    } while (state.step % stepsAnEpoch !== 0 && state.step < steps && !interrupted());
    const epochDone = state.step % stepsAnEpoch === 0 || state.step === steps;
    if (epochDone && options.measure) state.metrics.push({ step: state.step, ...(await options.measure()) });
    await keepCheckpoint(state, training, options);
  }
  const { losses, metrics, snapshots, step } = state;
  const seconds = (performance.now() - began) / 1000;
  return { losses, metrics, snapshots, steps: step, finished: step >= steps, seconds };
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
  { caller, learner, optimiser, config }: Training,
  { checkpoints, resume = false }: LoopOptions,
): Promise<State> {
  if (resume && !checkpoints) {
    throw new RangeError(`${caller}: resume needs the folder of the checkpoints; pass checkpoints as well`);
  }
  const checkpoint = resume ? await readCheckpoint(checkpoints!) : undefined;
  if (!checkpoint) return { step: 0, losses: [], metrics: [], snapshots: [], snapshotFiles: [] };
  const { manifest, tensors } = checkpoint;
  assertSameConfig(checkpoints!, manifest, config);
  restoreWeights(learner, tensors);
  await restoreAdam(optimiser, tensors);
  const snapshots = await readSnapshots(checkpoints!, manifest.snapshots);
  const { step, losses, metrics, snapshots: snapshotFiles } = manifest;
  return { step, losses, metrics, snapshots, snapshotFiles };
}

async function takeStep({ learner, optimiser, seed, lossOf, afterStep }: Training, step: number): Promise<number> {
  const value = withSeed(`${seed} step ${step}`, () =>
    tf.tidy(() => {
      const loss = lossOf(step);
      const trainable = learner.weights.filter(weight => weight.trainable);
      const cost = optimiser.minimize(loss, true, trainable)!;
      afterStep?.(step);
      return cost;
    }),
  );
  const [number] = await value.data();
  value.dispose();
  return number;
}

async function keepSnapshot(state: State, { snapshots }: Training, { checkpoints }: LoopOptions) {
  if (!snapshots) return;
  const embedded = await snapshots.embed();
  const [, dim] = embedded.shape;
  const snapshot = { step: state.step, rows: Float32Array.from(await embedded.data()), dim };
  embedded.dispose();
  state.snapshots.push(snapshot);
  if (checkpoints) state.snapshotFiles.push(await writeSnapshot(checkpoints, snapshot));
}

async function keepCheckpoint(
  state: State,
  { learner, optimiser, config }: Training,
  { checkpoints }: LoopOptions,
): Promise<void> {
  if (!checkpoints) return;
  const { step, losses, metrics, snapshotFiles: snapshots } = state;
  const tensors = [...(await readWeights(learner)), ...(await readAdam(optimiser))];
  await writeCheckpoint(checkpoints, { config, step, losses, metrics, snapshots }, tensors);
}

function notANumber({ caller, learningRate }: Training, value: number, step: number): Error {
  return new Error(
    `${caller}: the loss is ${value} at step ${step}, expected a finite number; try a smaller learningRate than ${learningRate}, ` +
      'and look for a division by 0 or the logarithm of 0 in your loss',
  );
}
