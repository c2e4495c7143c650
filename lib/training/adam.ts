import { tf } from '../engine/index';
import type { NamedValues } from './checkpoint';

/** Adam's running powers of beta, which tfjs keeps private and its own getWeights leaves out. */
interface AdamPowers {
  accBeta1: tf.Variable;
  accBeta2: tf.Variable;
}
const powersOf = (optimiser: tf.AdamOptimizer) => optimiser as unknown as AdamPowers;

/** Marks the optimiser's part of a checkpoint. */
const PREFIX = 'adam/';

/**
 * Adam's state, so that a training that goes on gives the same numbers as one that was never stopped. tfjs's own getWeights
 * is not enough: restoring from it computes the powers of beta anew, rounded otherwise.
 */
export async function readAdam(optimiser: tf.AdamOptimizer): Promise<NamedValues[]> {
  const moments = await optimiser.getWeights();
  const { accBeta1, accBeta2 } = powersOf(optimiser);
  const named = [
    ...moments.map(({ tensor }, i) => ({ name: `moment ${i}`, tensor })),
    { name: 'beta1 power', tensor: accBeta1 },
    { name: 'beta2 power', tensor: accBeta2 },
  ];
  const state = await Promise.all(
    named.map(async ({ name, tensor }) => ({
      name: PREFIX + name,
      shape: tensor.shape,
      values: Float32Array.from(await tensor.data()),
    })),
  );
  moments[0].tensor.dispose(); // the step count, made for us; the moments are the optimiser's own
  return state;
}

/** Gives a new optimiser the state that readAdam read. */
export async function restoreAdam(optimiser: tf.AdamOptimizer, tensors: NamedValues[]): Promise<void> {
  const state = tensors.filter(({ name }) => name.startsWith(PREFIX));
  const powers = state.splice(-2);
  const asTensor = ({ shape, values }: NamedValues) => tf.tensor(values, shape);
  const [steps, ...moments] = state.map(asTensor);
  await optimiser.setWeights([steps, ...moments].map(tensor => ({ name: '', tensor })));
  tf.dispose([steps, ...moments]);
  const { accBeta1, accBeta2 } = powersOf(optimiser);
  tf.tidy(() => {
    accBeta1.assign(asTensor(powers[0]) as tf.Scalar);
    accBeta2.assign(asTensor(powers[1]) as tf.Scalar);
  });
}
