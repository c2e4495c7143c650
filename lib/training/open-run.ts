import type { TrainableEncoder } from '../encoders/encoder';
import { readCheckpoint } from './checkpoint';
import { readSnapshots } from './snapshots';
import type { TrainingRun } from './train';
import { restoreFitting } from './weights';

/** What a training left in its folder, without the time that it took. */
export type StoredRun = Pick<TrainingRun, 'losses' | 'metrics' | 'snapshots' | 'steps'>;

/**
 * Opens a training that was done before, however it was done: gives the encoder its weights, and returns its losses and snapshots. To go
 * on with it, use `train` with `resume`.
 * @param encoder of the architecture that was trained
 * @returns undefined when there is no checkpoint in the folder
 * @throws Error when the checkpoint or a snapshot is damaged, or of another architecture
 */
export async function openRun(
  folder: string,
  encoder: Pick<TrainableEncoder<never>, 'weights' | 'architecture'>,
): Promise<StoredRun | undefined> {
  const checkpoint = await readCheckpoint(folder);
  if (!checkpoint) return undefined;
  const { losses, metrics, step, snapshots } = checkpoint.manifest;
  const kept = await readSnapshots(folder, snapshots);
  restoreFitting('openRun', encoder, checkpoint, folder);
  return { losses, metrics, snapshots: kept, steps: step };
}
