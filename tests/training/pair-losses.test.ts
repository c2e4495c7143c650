import { beforeAll, describe, expect, test } from 'vitest';
import { seededRandom, startEngine, tf } from '../../lib/engine/index';
import { clipLoss } from '../../lib/losses/clip';
import { cosineMseLoss } from '../../lib/losses/cosine-mse';
import { infoNceLoss } from '../../lib/losses/info-nce';
import { marginLoss } from '../../lib/losses/margin';
import { ntXentLoss } from '../../lib/losses/nt-xent';
import { sigmoidLoss } from '../../lib/losses/sigmoid';
import { supConLoss } from '../../lib/losses/sup-con';
import { tripletLoss } from '../../lib/losses/triplet';
import { PAIR_LOSS_NAMES, type PairLossName, pairLoss } from '../../lib/training/pair-losses';

beforeAll(() => startEngine());

const random = seededRandom('pair losses');
const rows = () =>
  tf.tensor2d(
    Float32Array.from({ length: 24 }, () => random.normal()),
    [6, 4],
  );
const labels = Uint8Array.of(3, 3, 7, 7, 7, 1);
const same = [1, 0, 1, 1, 0, 0];

const numberOf = (loss: tf.Scalar) => loss.dataSync()[0];
const value = (name: PairLossName, left: tf.Tensor2D, right: tf.Tensor2D, options = {}, digits = labels) =>
  numberOf(pairLoss(name, options).loss(left, right, { same: tf.tensor1d(same), labels: digits }));

describe('pairLoss', () => {
  const batch = {} as { left: tf.Tensor2D; right: tf.Tensor2D };
  beforeAll(() => Object.assign(batch, { left: rows(), right: rows() }));

  test('gives each of the eight losses what it takes of a batch of pairs', () => {
    const { left: l, right: r } = batch;
    // by hand: the next partner, round the batch, that shows another digit than the anchor
    const strangers = tf.gather(r, tf.tensor1d([2, 2, 5, 5, 5, 0], 'int32'));
    const expected: Record<PairLossName, tf.Scalar> = {
      'cosine MSE': cosineMseLoss(l, r, same),
      margin: marginLoss(l, r, same),
      triplet: tripletLoss(l, r, strangers),
      InfoNCE: infoNceLoss(l, r, { temperature: 0.1 }),
      'NT-Xent': ntXentLoss(l, r, { temperature: 0.1 }),
      CLIP: clipLoss(l, r, { temperature: 0.1 }),
      SupCon: supConLoss(tf.concat([l, r]), [...labels, ...labels], { temperature: 0.1 }),
      sigmoid: sigmoidLoss(l, r),
    };
    for (const name of PAIR_LOSS_NAMES) expect([name, value(name, l, r)]).toEqual([name, numberOf(expected[name])]);
    expect(new Set(Object.values(expected).map(numberOf)).size).toBe(8);
  });

  test('asks for marked pairs, half of them positive, where the loss looks at marks', () => {
    const half = PAIR_LOSS_NAMES.filter(name => pairLoss(name).positives === 0.5);
    expect(half).toEqual(['cosine MSE', 'margin']);
    expect(PAIR_LOSS_NAMES.filter(name => pairLoss(name).positives === 1)).toHaveLength(6);
  });

  test('passes a temperature on to the losses with a softmax', () => {
    const { left: l, right: r } = batch;
    for (const name of ['InfoNCE', 'NT-Xent', 'CLIP', 'SupCon'] as const) {
      expect(value(name, l, r, { temperature: 0.5 })).not.toBeCloseTo(value(name, l, r), 2);
    }
    expect(value('InfoNCE', l, r, { temperature: 0.5 })).toBe(numberOf(infoNceLoss(l, r, { temperature: 0.5 })));
    expect(() => pairLoss('sigmoid', { temperature: 0.5 })).toThrow(
      'pairLoss: sigmoid has no temperature; leave it out, or take one of InfoNCE, NT-Xent, CLIP, SupCon',
    );
  });

  test('a batch of one digit has no stranger: the triplet loss is its margin, and no endless search', () => {
    const { left: l, right: r } = batch;
    expect(value('triplet', l, r, {}, new Uint8Array(6).fill(4))).toBeCloseTo(0.2, 6);
  });

  test('says which losses there are', () => {
    expect(() => pairLoss('softmax' as PairLossName)).toThrow(
      "pairLoss: there is no loss 'softmax'; expected one of cosine MSE, margin, triplet, InfoNCE",
    );
    expect(() => pairLoss('constructor' as PairLossName)).toThrow("there is no loss 'constructor'");
  });
});
