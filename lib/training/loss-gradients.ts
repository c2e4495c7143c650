import { tf } from '../engine/index';
import { clipLoss } from '../losses/clip';
import { cosineMseLoss } from '../losses/cosine-mse';
import { infoNceLoss } from '../losses/info-nce';
import { marginLoss } from '../losses/margin';
import { ntXentLoss } from '../losses/nt-xent';
import { sigmoidLoss } from '../losses/sigmoid';
import { supConLoss } from '../losses/sup-con';
import { tripletLoss } from '../losses/triplet';

/** What a loss does to one pair of a batch, at every cosine that the pair may have. */
export interface LossGradientCurve {
  name: string;
  pair: 'positive' | 'negative';
  points: { similarity: number; gradient: number }[];
}

/** A loss of a batch of two pairs: left rows [2, 4], and their partners, right [2, 4]. */
export type PairBatchLoss = (left: tf.Tensor2D, right: tf.Tensor2D) => tf.Scalar;

/** Partners have this cosine, unless theirs is the one that varies; rows of different pairs have 0. */
const PARTNER_COSINE = 0.5;

/** 49 cosines that share the range evenly, 0 among them. At ±1 itself a turn changes the cosine by nothing. */
const COSINES = Array.from({ length: 49 }, (_, i) => Math.round((i - 24) * 4) / 100);

/** The course's losses on a batch of two pairs, with their usual settings. */
const COURSE_LOSSES: Record<string, PairBatchLoss> = {
  'cosine MSE': (left, right) => cosineMseLoss(twice(left), right, [1, 0]),
  margin: (left, right) => marginLoss(twice(left), right, [1, 0]),
  triplet: (left, right) => tripletLoss(first(left), first(right), second(right)),
  InfoNCE: (left, right) => infoNceLoss(left, right),
  'NT-Xent': (left, right) => ntXentLoss(left, right),
  CLIP: (left, right) => clipLoss(left, right, { temperature: 0.1 }),
  SupCon: (left, right) => supConLoss(tf.concat([left, right]) as tf.Tensor2D, [0, 1, 0, 1]),
  sigmoid: (left, right) => sigmoidLoss(left, right),
};

/**
 * The derivative of losses by the cosine of a single pair, by automatic differentiation of the real losses.
 *
 * The batch holds two pairs of unit rows. One cosine varies: that of left row 0 with its partner ('positive'), or with the partner of
 * row 1 ('negative'). The others stay: partners at 0.5, rows of different pairs at 0. (The two rows next to a varying negative have
 * half of its cosine with their own side, which only NT-Xent and SupCon look at.)
 * @param losses by name; by default the eight of the course, with the defaults of `lib/losses` (temperature 0.1)
 * @returns two curves a loss
 * @throws TypeError when a loss returns anything but a scalar; RangeError when a gradient is no number
 */
export async function lossGradients(
  losses: Record<string, PairBatchLoss> = COURSE_LOSSES,
): Promise<LossGradientCurve[]> {
  const curves: LossGradientCurve[] = [];
  for (const [name, loss] of Object.entries(losses)) {
    for (const pair of ['positive', 'negative'] as const) {
      const points = [];
      for (const similarity of COSINES)
        points.push({ similarity, gradient: await pairGradient(loss, pair, similarity, name) });
      curves.push({ name, pair, points });
    }
  }
  return curves;
}

async function pairGradient(
  loss: PairBatchLoss,
  pair: 'positive' | 'negative',
  cosine: number,
  name: string,
): Promise<number> {
  const { left, right } = batchAt(pair, cosine);
  const turned = pair === 'positive' ? 0 : 1;
  const gradients = tf.tidy(() => {
    const leftRows = tf.tensor2d(left);
    const ofRight = tf.grad(rows => {
      const value = loss(leftRows, rows as tf.Tensor2D);
      if (!(value instanceof tf.Tensor) || value.size !== 1)
        throw new TypeError(`lossGradients: the loss '${name}' returned no scalar tensor`);
      return tf.reshape(value, []) as tf.Scalar;
    });
    return ofRight(tf.tensor2d(right)) as tf.Tensor2D;
  });
  const values = await gradients.data();
  gradients.dispose();
  // A turn of the right row that changes its cosine with left row 0, and none other: the rest of left row 0, once all that
  // the other rows span is taken away.
  const others = [right[turned], left[1], right[1 - turned]];
  const away = rest(left[0], others);
  const turn = away.map(x => x / dot(away, left[0]));
  const gradient = dot(turn, Array.from(values.slice(4 * turned, 4 * turned + 4)));
  if (!Number.isFinite(gradient))
    throw new RangeError(
      `lossGradients: the gradient of '${name}' at cosine ${cosine} is ${gradient}, expected a number`,
    );
  return gradient;
}

/** Two pairs of unit rows in four dimensions, with the cosines as said above. */
function batchAt(pair: 'positive' | 'negative', c: number): { left: number[][]; right: number[][] } {
  const p = PARTNER_COSINE;
  const [s, q] = [Math.sqrt(1 - c * c), Math.sqrt(1 - p * p)];
  if (pair === 'positive') {
    return {
      left: [
        [1, 0, 0, 0],
        [0, 0, 1, 0],
      ],
      right: [
        [c, s, 0, 0],
        [0, 0, p, q],
      ],
    };
  }
  // Left row 1 is p right row 1 + q g. Its g leans against right row 0, so that the two stay at a right angle.
  const lean = (-p * p * c) / (q * q);
  const upright = Math.sqrt(1 - lean * lean);
  const right = [
    [p, 0, q, 0],
    [c, s, 0, 0],
  ];
  return {
    left: [
      [1, 0, 0, 0],
      [p * c, p * s, q * lean, q * upright],
    ],
    right,
  };
}

/** What is left of a vector at right angles to all others (Gram and Schmidt). */
function rest(vector: number[], others: number[][]): number[] {
  const basis: number[][] = [];
  for (const other of [...others, vector]) {
    let left = other;
    for (const axis of basis) left = left.map((x, i) => x - dot(left, axis) * axis[i]);
    if (other === vector) return left;
    const length = Math.sqrt(dot(left, left));
    basis.push(left.map(x => x / length));
  }
  return vector;
}

const dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i], 0);
const first = (rows: tf.Tensor2D) => tf.slice(rows, [0, 0], [1, -1]) as tf.Tensor2D;
const second = (rows: tf.Tensor2D) => tf.slice(rows, [1, 0], [1, -1]) as tf.Tensor2D;
/** Left row 0 twice: beside its partner, right row 0, and beside a stranger, right row 1. */
const twice = (left: tf.Tensor2D) => tf.concat([first(left), first(left)]) as tf.Tensor2D;
