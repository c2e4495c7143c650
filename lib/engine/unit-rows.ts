import { tf } from './index';

/** Rows shorter than the square root of this count as zero rows; PyTorch's `normalize` draws the line at the same length. */
const SMALLEST_SQUARE = 1e-24;

/**
 * Every row divided by its Euclidean length, so that the product of two rows is the cosine of the angle between them.
 *
 * A row of zeros has no direction: it stays zero, and its gradient is zero (the formula would give NaN).
 *
 * The gradient is given by hand, `(dy - y (y · dy)) / |x|`, what is left of dy at a right angle to the row: fewer operations, and
 * exact for rows of length 1e-12 to 1e17, where automatic differentiation would overflow.
 * @param rows [n, dim]
 * @returns [n, dim]
 */
export function unitRows(rows: tf.Tensor2D): tf.Tensor2D {
  return normalise(rows) as tf.Tensor2D;
}

const normalise = tf.customGrad((rows, save) => {
  const input = rows as tf.Tensor2D;
  const keep = save as tf.GradSaveFunc;
  const inverse = inverseLengths(input);
  const unit = tf.mul(input, inverse);
  keep([unit, inverse]);
  const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
    const [y, perLength] = saved;
    return tf.mul(atRightAngle(dy, y), perLength);
  };
  return { value: unit, gradFunc };
});

/**
 * What is left of each row of `rows` at a right angle to the row of `unit`, which has length 1 or is zero.
 *
 * Taken away twice: where the rows nearly point the same way, what is left is a thousandth of the row, and the rounding of the
 * first time, which lies along `unit`, would be as large as a few ten thousandths of it.
 */
function atRightAngle(rows: tf.Tensor, unit: tf.Tensor): tf.Tensor {
  const once = (from: tf.Tensor) => tf.sub(from, tf.mul(unit, tf.sum(tf.mul(unit, from), 1, true)));
  return once(once(rows));
}

/**
 * The cosine of row i of one with row i of the other: [n, dim] twice to [n]. With a row of zeros it is 0, and so is the gradient.
 *
 * The same as the product of unitRows, in fewer operations: `d cos / d left` is what of `right / |right|` is at a right angle to left,
 * by |left|.
 */
export function rowCosines(left: tf.Tensor2D, right: tf.Tensor2D): tf.Tensor1D {
  return tf.reshape(cosines(left, right), [left.shape[0]]);
}

const cosines = tf.customGrad((...args) => {
  const [left, right, keep] = args as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
  const [perLeft, perRight] = [inverseLengths(left), inverseLengths(right)];
  const cosine = tf.mul(tf.mul(tf.sum(tf.mul(left, right), 1, true), perLeft), perRight);
  keep([left, right, perLeft, perRight]);
  const gradFunc = (dy: tf.Tensor, [l, r, perL, perR]: tf.Tensor[]) => {
    const [unitLeft, unitRight] = [tf.mul(l, perL), tf.mul(r, perR)];
    return [
      tf.mul(atRightAngle(unitRight, unitLeft), tf.mul(dy, perL)),
      tf.mul(atRightAngle(unitLeft, unitRight), tf.mul(dy, perR)),
    ];
  };
  return { value: cosine, gradFunc };
});

/** 1 / |row|, or 0 for a row of zeros: [n, 1]. */
function inverseLengths(rows: tf.Tensor): tf.Tensor {
  const squares = tf.sum(tf.square(rows), 1, true);
  const hasLength = tf.cast(tf.greaterEqual(squares, SMALLEST_SQUARE), 'float32');
  return tf.mul(tf.rsqrt(tf.maximum(squares, SMALLEST_SQUARE)), hasLength);
}
