import { DIGIT_SIDE } from '../data/digits';
import { tf, withSeed } from '../engine/index';
import { digitEncoder } from './digit-encoder';
import type { TrainableEncoder } from './encoder';

/**
 * An encoder of digits for experiments that train many: two convolutions with strides and a dense layer, 14,208 weights for 32 dimensions.
 * It learns in seconds what the course's own network (`digitNetwork`) learns better.
 * @param seed for the initial weights
 */
export function smallDigitEncoder({ seed = 1 }: { seed?: number } = {}): TrainableEncoder<Float32Array> {
  const { conv2d, dense, flatten } = tf.layers;
  const inputShape = [DIGIT_SIDE, DIGIT_SIDE, 1];
  const network = withSeed(seed, () =>
    tf.sequential({
      layers: [
        conv2d({ filters: 8, kernelSize: 5, strides: 2, activation: 'relu', inputShape }),
        conv2d({ filters: 16, kernelSize: 3, strides: 2, activation: 'relu' }),
        flatten(),
        dense({ units: 32 }),
      ],
    }),
  );
  return digitEncoder(network);
}
