import type { TrainingRun } from '../training/train';
import { type Tower, type TrainTowersOptions, trainTowers } from '../training/train-towers';
import { watchTraining } from './watch-training';

/**
 * Trains towers (`trainTowers`), and shows it as it goes; the square in the tool bar stops it.
 * @param name stands before the bar and names the curve
 * @returns what the training gave
 */
export function watchTowers(
  name: string,
  towers: Record<string, Tower>,
  options: Omit<TrainTowersOptions, 'data' | 'signal' | 'onStep'>,
): Promise<TrainingRun> {
  return watchTraining({ name }, (onStep, signal) => trainTowers(towers, { ...options, data: name, onStep, signal }));
}
