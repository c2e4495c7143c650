import { tf } from '../engine/index';
import { unitRows } from '../engine/unit-rows';
import type { TrainableEncoder } from './encoder';
import { SENTENCE_WIDTH } from './sentences';

/** Lengths of the two parts of a row: the space of the course's towers, and that of the sentence model. */
export const TABLE_PARTS = [96, SENTENCE_WIDTH] as const;
/** Length of a row of the table: 608. */
export const TABLE_DIM = TABLE_PARTS[0] + TABLE_PARTS[1];

/** An encoder of a classifier's probabilities, n * classes numbers. */
export interface WordTable extends TrainableEncoder<Float32Array> {
  /** What all vectors of the sentence model have in common, [512]; stays as it is in training. */
  readonly centre: tf.Variable<tf.Rank.R1>;
}

/**
 * A table of words behind a classifier: a row a class, and a photograph's embedding is the mean of the rows, each counted as much as the
 * classifier believes in its class. Before training that is ConSE (Norouzi et al. 2014, https://arxiv.org/abs/1312.5650); trained, the
 * table learns what to say of a picture that the classifier is unsure of.
 *
 * A row has two parts, each of unit length times 1 / √2: the cosine of two rows is the mean of the cosines of their parts.
 * @param classes how many
 * @param initial what the rows are before training, classes * 608 numbers; zeros by default, for a table that is loaded
 * @param centre see WordTable, 512 numbers
 */
export function wordTable(
  classes: number,
  initial = new Float32Array(classes * TABLE_DIM),
  centre = new Float32Array(SENTENCE_WIDTH),
): WordTable {
  const table = tf.tidy(() => tf.variable(tf.tensor2d(initial, [classes, TABLE_DIM])));
  const common = tf.tidy(() => tf.variable(tf.tensor1d(centre), false));
  const batch = (probabilities: Float32Array, indices: ArrayLike<number>) => {
    const taken = new Float32Array(indices.length * classes);
    for (let i = 0; i < indices.length; i++) {
      taken.set(probabilities.subarray(indices[i] * classes, (indices[i] + 1) * classes), i * classes);
    }
    return tf.tensor2d(taken, [indices.length, classes]);
  };
  const forward = (probabilities: tf.Tensor) =>
    tf.tidy(() => joinParts(...splitParts(tf.matMul(probabilities as tf.Tensor2D, table as tf.Tensor2D))));
  return {
    modality: 'image',
    dim: TABLE_DIM,
    architecture: `table of words, ${classes} classes x ${TABLE_PARTS.join(' + ')}`,
    weights: [table, common] as tf.Variable[],
    centre: common,
    batch,
    forward,
    embed: async probabilities => forward(tf.tensor2d(probabilities, [probabilities.length / classes, classes])),
    dispose: () => tf.dispose([table, common]),
  };
}

/** The two parts of rows [n, 608]: [n, 96] in the space of the course's towers, and [n, 512] in that of the sentence model. */
export const splitParts = (rows: tf.Tensor2D) => tf.split(rows, [...TABLE_PARTS], 1) as [tf.Tensor2D, tf.Tensor2D];

/** Rows of two parts of any length as rows of unit length, in which both parts count the same. */
export const joinParts = (first: tf.Tensor2D, second: tf.Tensor2D): tf.Tensor2D =>
  tf.mul(tf.concat([unitRows(first), unitRows(second)], 1), Math.SQRT1_2);
