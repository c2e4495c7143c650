import type { tf } from '../../lib/engine/index';
import { clipLoss } from '../../lib/losses/clip';
import { cosineMseLoss } from '../../lib/losses/cosine-mse';
import { infoNceLoss } from '../../lib/losses/info-nce';
import { marginLoss } from '../../lib/losses/margin';
import { ntXentLoss } from '../../lib/losses/nt-xent';
import { sigmoidLoss } from '../../lib/losses/sigmoid';
import { supConLoss } from '../../lib/losses/sup-con';
import { tripletLoss } from '../../lib/losses/triplet';

type Embeddings = tf.Tensor2D;

/** One call of a loss, its labels and options fixed: what is left is a function of embeddings. */
export interface LossCase {
  name: string;
  /** How many embeddings it takes. */
  takes: 1 | 2 | 3;
  /** Whether it looks at directions only. */
  ofDirections: boolean;
  loss(embeddings: Embeddings[], labels: number[], same: number[]): tf.Scalar;
}

/** Every loss, in every form that it has. */
export const everyLoss: LossCase[] = [
  { name: 'cosineMseLoss', takes: 2, ofDirections: true, loss: ([a, b], _, same) => cosineMseLoss(a, b, same) },
  {
    name: 'marginLoss',
    takes: 2,
    ofDirections: false,
    loss: ([a, b], _, same) => marginLoss(a, b, same, { margin: 2 }),
  },
  { name: 'tripletLoss, cosine', takes: 3, ofDirections: true, loss: ([a, p, n]) => tripletLoss(a, p, n) },
  {
    name: 'tripletLoss, euclidean',
    takes: 3,
    ofDirections: false,
    loss: ([a, p, n]) => tripletLoss(a, p, n, { distance: 'euclidean' }),
  },
  { name: 'infoNceLoss', takes: 2, ofDirections: true, loss: ([a, b]) => infoNceLoss(a, b) },
  {
    name: 'infoNceLoss, labels',
    takes: 2,
    ofDirections: true,
    loss: ([a, b], labels) => infoNceLoss(a, b, { labels }),
  },
  { name: 'clipLoss', takes: 2, ofDirections: true, loss: ([a, b]) => clipLoss(a, b) },
  { name: 'clipLoss, labels', takes: 2, ofDirections: true, loss: ([a, b], labels) => clipLoss(a, b, { labels }) },
  { name: 'ntXentLoss', takes: 2, ofDirections: true, loss: ([a, b]) => ntXentLoss(a, b) },
  { name: 'supConLoss', takes: 1, ofDirections: true, loss: ([a], labels) => supConLoss(a, labels) },
  { name: 'sigmoidLoss', takes: 2, ofDirections: true, loss: ([a, b]) => sigmoidLoss(a, b) },
];
