import { DIGIT_PIXELS, DIGIT_SIDE } from '../../../lib/data/digits';
import { loadMnist } from '../../../lib/data/mnist';
import { digitEncoder } from '../../../lib/encoders/digit-encoder';
import { digitNetwork } from '../../../lib/encoders/digit-network';
import { tf, withSeed } from '../../../lib/engine/index';
import type { AnswerFunction } from '../../../lib/exercises/judge';
import { infoNceLoss } from '../../../lib/losses/info-nce';
import { train } from '../../../lib/training/train';
import type { Answers } from './answers';

type Embed = (images: Float32Array) => Promise<tf.Tensor2D> | tf.Tensor2D;

/** An encoder that is trained when it is first asked, as the lesson's exercise does: a hundred steps of InfoNCE. */
function trained(network: () => tf.LayersModel): Embed {
  let encoder: Promise<ReturnType<typeof digitEncoder>> | undefined;
  const make = async () => {
    const made = digitEncoder(withSeed(1, network));
    const few = await loadMnist('train', { limit: 12_800 });
    await train(made, few, (left, right) => infoNceLoss(left, right), { seed: 1 });
    return made;
  };
  return async images => {
    encoder ??= make();
    return (await encoder).embed(images);
  };
}

const { conv2d, maxPooling2d, flatten, dense } = tf.layers;
const inputShape = [DIGIT_SIDE, DIGIT_SIDE, 1];

const [CELL, WAYS] = [4, 8];
const CELLS = DIGIT_SIDE / CELL;

/** How much slope there is in each cell of 4 x 4 pixels, in each of eight directions: nothing is trained. */
const slopes: Embed = images => {
  const count = images.length / DIGIT_PIXELS;
  const dim = CELLS * CELLS * WAYS;
  const rows = new Float32Array(count * dim);
  for (let picture = 0; picture < count; picture++) {
    const pixel = (x: number, y: number) =>
      Math.min(x, y) < 0 || Math.max(x, y) >= DIGIT_SIDE ? 0 : images[picture * DIGIT_PIXELS + y * DIGIT_SIDE + x];
    for (let at = 0; at < DIGIT_PIXELS; at++) {
      const [x, y] = [at % DIGIT_SIDE, Math.floor(at / DIGIT_SIDE)];
      const [right, down] = [pixel(x + 1, y) - pixel(x - 1, y), pixel(x, y + 1) - pixel(x, y - 1)];
      const way = ((Math.atan2(down, right) / Math.PI + 1) / 2) * WAYS;
      for (const [column, ofColumn] of shared((x + 0.5) / CELL - 0.5)) {
        for (const [line, ofLine] of shared((y + 0.5) / CELL - 0.5)) {
          if (Math.min(column, line) < 0 || Math.max(column, line) >= CELLS) continue;
          for (const [one, ofWay] of shared(way)) {
            const place = (line * CELLS + column) * WAYS + (one % WAYS);
            rows[picture * dim + place] += Math.hypot(right, down) * ofColumn * ofLine * ofWay;
          }
        }
      }
    }
  }
  return tf.tensor2d(rows, [count, dim]);
};

/** The two bins that a value lies between, and the share of each. */
const shared = (value: number): [bin: number, share: number][] => {
  const below = Math.floor(value);
  return [
    [below, 1 - (value - below)],
    [below + 1, value - below],
  ];
};

const spoiled =
  (spoil: (rows: tf.Tensor2D) => tf.Tensor): AnswerFunction =>
  async (images: Float32Array) => {
    const rows = await slopes(images);
    return tf.tidy(() => spoil(rows));
  };

/** Passes `check`, and not the grader: rows that are right for the pictures of the cases, from their labels, and nothing for any other picture. */
export const byHeart: AnswerFunction = async (images: Float32Array) => {
  const [gallery, queries] = await Promise.all([
    loadMnist('train', { limit: 4000 }),
    loadMnist('test', { limit: 1000 }),
  ]);
  const keyOf = (all: Float32Array, i: number) => all.subarray(i * DIGIT_PIXELS, (i + 1) * DIGIT_PIXELS).join();
  const known = new Map<string, number>();
  for (const set of [gallery, queries]) {
    for (let i = 0; i < set.size; i++) known.set(keyOf(set.images, i), set.labels[i]);
  }
  const labels = Array.from({ length: images.length / DIGIT_PIXELS }, (_, i) => known.get(keyOf(images, i)) ?? 10);
  return tf.oneHot(tf.tensor1d(labels, 'int32'), 11).toFloat();
};

export const ownEncoderAnswers: Answers = {
  right: {
    'two convolutions, trained': trained(() =>
      tf.sequential({
        layers: [
          conv2d({ filters: 16, kernelSize: 3, activation: 'relu', inputShape }),
          maxPooling2d({ poolSize: 2 }),
          conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }),
          maxPooling2d({ poolSize: 2 }),
          flatten(),
          dense({ units: 32 }),
        ],
      }),
    ),
    'histograms of slopes': slopes,
  },
  wrong: {
    'raw pixels': {
      answer: (images: Float32Array) => tf.tensor2d(images, [images.length / DIGIT_PIXELS, DIGIT_PIXELS]),
      told: /the pixels themselves/,
    },
    'a linear layer, trained': {
      answer: trained(() => tf.sequential({ layers: [flatten({ inputShape }), dense({ units: 32 })] })),
      told: /so does a linear layer/,
    },
    "the lesson's network, untrained": {
      answer: (images: Float32Array) => digitEncoder(digitNetwork({ seed: 1 })).embed(images),
      told: /not trained/,
    },
    'one row for all': { answer: spoiled(rows => tf.onesLike(rows)), told: /Are all rows alike/ },
    'one picture is no batch': { answer: spoiled(rows => tf.squeeze(rows)), told: /a batch of one/ },
    'a little chance': {
      answer: spoiled(rows => tf.add(rows, tf.mul(tf.max(rows), tf.randomNormal(rows.shape, 0, 5e-4)))),
      told: /Is dropout still on/,
    },
    'the mean of the batch subtracted': {
      answer: spoiled(rows => tf.sub(rows, tf.mean(rows, 0, true))),
      told: /averaged over the batch/,
    },
    'slopes seen too coarsely': {
      answer: spoiled(rows => tf.mean(tf.reshape(rows, [rows.shape[0], CELLS * CELLS, WAYS]), 1)),
      told: /loses more than it finds/,
    },
    'a training that has run away': {
      answer: spoiled(rows => tf.mul(rows, Number.NaN)),
      told: /smaller learning rate/,
    },
  },
};
