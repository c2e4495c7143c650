import { lossCurve } from '../charts/loss-curve';
import type { Step, TrainingRun } from '../training/train';
import { interruptSignal } from './interrupt';
import { liveChart } from './live-chart';
import { type Progress, progress } from './progress';

export interface WatchOptions {
  /** Stands before the bar and names the curve: the loss. */
  name: string;
}

/**
 * Shows a training as it goes: a bar with the time left, and the loss curve growing below it.
 * @param start begins the training; it must pass `onStep` on, and `signal`, which the interrupt button aborts
 * @returns what the training gave
 */
export async function watchTraining(
  { name }: WatchOptions,
  start: (onStep: (step: Step) => void, signal: AbortSignal) => Promise<TrainingRun>,
): Promise<TrainingRun> {
  let bar: Progress | undefined;
  let last: Step | undefined;
  const curve = liveChart(({ losses, steps }: Step) =>
    lossCurve([{ name, losses }], { totalSteps: steps, title: `${name}: the loss, step by step` }),
  );
  const onStep = (step: Step) => {
    bar ??= progress(step.steps, { label: name, unit: 'steps' });
    last = step;
    bar.update(step.step, `loss ${step.loss.toFixed(3)}`);
    void curve.update(step);
  };
  try {
    return await start(onStep, interruptSignal());
  } finally {
    bar?.finish();
    if (last) await curve.finish(last);
  }
}
