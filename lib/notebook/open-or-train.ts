import type { Digits } from '../data/digits';
import type { TrainableEncoder } from '../encoders/encoder';
import { openRun, type StoredRun } from '../training/open-run';
import { type PairLoss, type TrainOptions, train } from '../training/train';
import { interruptSignal } from './interrupt';
import { type Progress, progress } from './progress';

export interface OpenOrTrainOptions extends Omit<TrainOptions, 'signal' | 'onStep' | 'resume'> {
  /** Stands before the bar, while it trains. */
  name: string;
  /** A folder in which a training of the same network may lie: if it does, its weights are taken, and nothing is trained. */
  stored?: string;
}

/**
 * Takes a training that was done before, or does it: with a bar, and so that an interrupt of the kernel stops it. One that was stopped goes
 * on where `checkpoints` names a folder.
 * @param encoder gets the weights
 * @returns the losses and snapshots, whoever made them
 * @throws Error when what is stored is damaged or of another network; RangeError for options out of range
 */
export async function openOrTrain(
  encoder: TrainableEncoder<Float32Array>,
  digits: Digits,
  loss: PairLoss,
  { name, stored, ...options }: OpenOrTrainOptions,
): Promise<StoredRun> {
  const done = stored === undefined ? undefined : await openRun(stored, encoder);
  if (done) return done;
  let bar: Progress | undefined;
  try {
    return await train(encoder, digits, loss, {
      ...options,
      resume: options.checkpoints !== undefined,
      signal: interruptSignal(),
      onStep: step => {
        bar ??= progress(step.steps, { label: name, unit: 'steps' });
        bar.update(step.step, `loss ${step.loss.toFixed(3)}`);
      },
    });
  } finally {
    bar?.finish();
  }
}
