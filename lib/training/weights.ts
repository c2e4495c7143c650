import type { TrainableEncoder } from '../encoders/encoder';
import { tf } from '../engine/index';
import type { Checkpoint, NamedValues } from './checkpoint';

/** Marks the encoder's part of a checkpoint. */
const PREFIX = 'weight/';

type Weights = Pick<TrainableEncoder<never>, 'weights' | 'architecture'>;

/** The numbers of an encoder's weights, in their fixed order. */
export async function readWeights({ weights }: Weights): Promise<NamedValues[]> {
  return Promise.all(
    weights.map(async (weight, i) => ({
      name: PREFIX + i,
      shape: weight.shape,
      values: Float32Array.from(await weight.data()),
    })),
  );
}

/** Puts the numbers that readWeights read into an encoder of the same architecture. */
export function restoreWeights({ weights }: Weights, tensors: NamedValues[]): void {
  const stored = tensors.filter(({ name }) => name.startsWith(PREFIX));
  tf.tidy(() => {
    weights.forEach((weight, i) => {
      weight.assign(tf.tensor(stored[i].values, stored[i].shape));
    });
  });
}

/** @throws Error when the checkpoint is of another architecture */
export function restoreFitting(
  caller: string,
  encoder: Weights,
  { manifest, tensors }: Checkpoint,
  folder: string,
): void {
  const { architecture } = manifest.config;
  if (architecture !== encoder.architecture) {
    throw new Error(
      `${caller}: the checkpoint in ${folder} is of another network (${architecture}), expected ${encoder.architecture}; build the encoder that it was trained with`,
    );
  }
  restoreWeights(encoder, tensors);
}
