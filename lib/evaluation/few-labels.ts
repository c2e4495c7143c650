import { type Digits, takeDigits } from '../data/digits';
import type { Encoder } from '../encoders/encoder';
import { type SeededRandom, seededRandom, tf } from '../engine/index';
import { knnAccuracy } from '../metrics/knn';
import { type ProbeOptions, probeAccuracy } from '../metrics/linear-probe';
import { positionsByLabel } from '../sampling/draw';

export interface FewLabelsOptions extends ProbeOptions {
  /** Labels a digit; 10 by default. */
  each?: number;
  /** How often the labelled digits are drawn anew; the shares are means over the draws. 5 by default. */
  draws?: number;
  /** Of the draws: the same seed draws the same digits for every embedding. 1 by default. */
  seed?: number;
}

/** Shares of the test digits that are read right, 0 to 1. */
export interface FewLabelsScores {
  /** By the nearest labelled digit: with so few, more voters read no better. */
  knn: number;
  /** By a linear probe. */
  probe: number;
}

/**
 * What an embedding is worth to who has few labels: only `each` training digits of a kind are labelled, and every test digit is read with
 * their help, by the nearest one (cosine) and by a linear probe.
 * @param embed rows [n, dim] of n pictures, which are disposed here
 * @throws RangeError when there are fewer than `each` pictures of a digit, and as knnAccuracy and probeAccuracy do
 */
export async function fewLabels(
  { embed }: Pick<Encoder<Float32Array>, 'embed'>,
  training: Digits,
  test: Digits,
  { each = 10, draws = 5, seed = 1, ...probe }: FewLabelsOptions = {},
): Promise<FewLabelsScores> {
  const asked = await embed(test.images);
  const scores = { knn: 0, probe: 0 };
  try {
    for (let draw = 0; draw < draws; draw++) {
      const random = seededRandom(seed).fork('few labels').fork(draw);
      const { images, labels } = takeDigits(training, drawLabelled(training, each, random));
      const known = await embed(images);
      scores.knn += (await knnAccuracy(known, labels, asked, test.labels, { k: 1 })) / draws;
      scores.probe += (await probeAccuracy(known, labels, asked, test.labels, probe)) / draws;
      known.dispose();
    }
  } finally {
    tf.dispose(asked);
  }
  return scores;
}

/** Where the digits are that get a label: `each` of every kind. */
function drawLabelled(digits: Digits, each: number, random: SeededRandom): number[] {
  return [...positionsByLabel(digits)].flatMap(([digit, positions]) => {
    if (!(Number.isInteger(each) && each >= 1 && each <= positions.length)) {
      throw new RangeError(
        `fewLabels: each is ${each}, expected a whole number from 1 to ${positions.length}: so often there is a ${digit}`,
      );
    }
    return random.shuffle([...positions]).slice(0, each);
  });
}
