import { tf } from '../engine/index';
import { clipLoss } from '../losses/clip';
import { cosineMseLoss } from '../losses/cosine-mse';
import { infoNceLoss } from '../losses/info-nce';
import { marginLoss } from '../losses/margin';
import { ntXentLoss } from '../losses/nt-xent';
import { sigmoidLoss } from '../losses/sigmoid';
import { supConLoss } from '../losses/sup-con';
import { tripletLoss } from '../losses/triplet';
import type { PairLoss, TrainOptions } from './train';

/** A loss as `train` takes it, with the share of positive pairs that it wants. */
export interface TrainableLoss {
  loss: PairLoss;
  positives: NonNullable<TrainOptions['positives']>;
}

export const PAIR_LOSS_NAMES = [
  'cosine MSE',
  'margin',
  'triplet',
  'InfoNCE',
  'NT-Xent',
  'CLIP',
  'SupCon',
  'sigmoid',
] as const;

/** Of the losses with a softmax, unless another is asked for. */
export const USUAL_TEMPERATURE = 0.1;

export type PairLossName = (typeof PAIR_LOSS_NAMES)[number];

/**
 * One of the eight losses of `lib/losses`, ready for `train`, on pairs of digits. The losses on marked pairs get as many positive as
 * negative ones; the others find their negatives in the batch. The triplet loss takes as negative the partner of the next pair in the
 * batch that shows another digit.
 * @param name of the loss
 * @param options.temperature of the four losses with a softmax, 0.1 by default; the others have their usual settings
 * @throws RangeError for a name that is none of the eight, or a temperature for a loss that has none
 */
export function pairLoss(name: PairLossName, { temperature }: { temperature?: number } = {}): TrainableLoss {
  const softmax = { temperature: temperature ?? USUAL_TEMPERATURE };
  const losses: Record<PairLossName, PairLoss> = {
    'cosine MSE': (left, right, { same }) => cosineMseLoss(left, right, same),
    margin: (left, right, { same }) => marginLoss(left, right, same),
    triplet: (left, right, { labels }) => tripletLoss(left, right, strangers(right, labels)),
    InfoNCE: (left, right) => infoNceLoss(left, right, softmax),
    'NT-Xent': (left, right) => ntXentLoss(left, right, softmax),
    CLIP: (left, right) => clipLoss(left, right, softmax),
    SupCon: (left, right, { labels }) => supConLoss(tf.concat([left, right]), [...labels, ...labels], softmax),
    sigmoid: (left, right) => sigmoidLoss(left, right),
  };
  if (!Object.hasOwn(losses, name)) {
    throw new RangeError(`pairLoss: there is no loss '${name}'; expected one of ${PAIR_LOSS_NAMES.join(', ')}`);
  }
  if (temperature !== undefined && !WITH_TEMPERATURE.has(name)) {
    throw new RangeError(
      `pairLoss: ${name} has no temperature; leave it out, or take one of ${[...WITH_TEMPERATURE].join(', ')}`,
    );
  }
  return { loss: losses[name], positives: ON_MARKED_PAIRS.has(name) ? 0.5 : 1 };
}

const ON_MARKED_PAIRS = new Set<PairLossName>(['cosine MSE', 'margin']);
const WITH_TEMPERATURE = new Set<PairLossName>(['InfoNCE', 'NT-Xent', 'CLIP', 'SupCon']);

/** For each row the next one, round the batch, that shows another digit; where all show the same, the row itself. */
function strangers(rows: tf.Tensor2D, labels: ArrayLike<number>): tf.Tensor2D {
  const n = labels.length;
  const next = Int32Array.from({ length: n }, (_, i) => {
    let other = (i + 1) % n;
    while (labels[other] === labels[i] && other !== i) other = (other + 1) % n;
    return other;
  });
  return tf.gather(rows, tf.tensor1d(next, 'int32'));
}
