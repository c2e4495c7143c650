import { type Digits, takeDigits } from '../../lib/data/digits';
import { loadMnist } from '../../lib/data/mnist';
import { digitEncoder } from '../../lib/encoders/digit-encoder';
import { tf, withSeed } from '../../lib/engine/index';
import { infoNceLoss } from '../../lib/losses/info-nce';
import { type PairLoss, type TrainOptions, train } from '../../lib/training/train';

/** A training of a second: 320 digits in steps of 32, and a network with dropout and batch norm, whose state must survive too. */
export async function smallDigits(first = 0): Promise<Digits> {
  const digits = await loadMnist('test', { limit: 1000 });
  const chosen = Array.from({ length: 320 }, (_, i) => first + i);
  return { ...takeDigits(digits, chosen), size: 320, fingerprint: `${digits.fingerprint} from ${first}` };
}

export const smallEncoder = ({ units = 8, seed = 1 } = {}) =>
  digitEncoder(
    withSeed(seed, () =>
      tf.sequential({
        layers: [
          tf.layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, activation: 'relu', inputShape: [28, 28, 1] }),
          tf.layers.batchNormalization(),
          tf.layers.flatten(),
          tf.layers.dropout({ rate: 0.2 }),
          tf.layers.dense({ units }),
        ],
      }),
    ),
  );

export const smallLoss: PairLoss = (left, right) => infoNceLoss(left, right);

export const smallTraining = async (options: TrainOptions, encoder = smallEncoder()) =>
  train(encoder, await smallDigits(), smallLoss, { batchSize: 32, epochs: 3, seed: 7, ...options });
