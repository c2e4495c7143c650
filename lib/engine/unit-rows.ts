import { valuesNow } from './finite';
import { tf } from './index';
import { hasOwnKernel, ownKernel } from './own-kernel';

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

const normalise = tf.customGrad((...args) => {
  const [rows, keep] = args as [tf.Tensor2D, tf.GradSaveFunc];
  const [unit, inverse] = ownKernel('UnitRows', { rows }, { smallest: SMALLEST_SQUARE }) ?? divided(rows);
  keep([unit, inverse]);
  const gradFunc = (dy: tf.Tensor, [y, perLength]: tf.Tensor[]) =>
    ownKernel('UnitRowsGradient', { dy, unit: y, inverse: perLength })?.[0] ??
    tf.mul(atRightAngle(dy, y), tf.reshape(perLength, [-1, 1]));
  return { value: unit, gradFunc };
});

/** Rows of length 1, and 1 / the length that they had. */
function divided(rows: tf.Tensor2D): tf.Tensor[] {
  const inverse = inverseLengths(rows);
  return [tf.mul(rows, inverse), tf.reshape(inverse, [-1])];
}

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
 * The cosine of each row of one with each row of the other, divided by a temperature: what contrastive losses compare.
 *
 * The same as the product of unitRows, in one step where the engine has a kernel of the course's own for it.
 * @param left [n, dim], of any length, as is `right`
 * @param temperature greater than 0; a scalar tensor to learn it
 * @returns [n, n], row i for row i of left
 */
export function scaledCosines(left: tf.Tensor2D, right: tf.Tensor2D, temperature: number | tf.Scalar): tf.Tensor2D {
  const divisor = typeof temperature === 'number' ? temperature : valuesNow(temperature)?.[0];
  const matrix = divisor === undefined ? undefined : fusedCosines(left, right, divisor, temperature);
  return matrix ?? tf.matMul(tf.div(unitRows(left), temperature) as tf.Tensor2D, unitRows(right), false, true);
}

/** scaledCosines by one kernel, or undefined where there is none. */
function fusedCosines(...given: [tf.Tensor2D, tf.Tensor2D, number, number | tf.Scalar]): tf.Tensor2D | undefined {
  const [left, right, temperature, learned] = given;
  if (!hasOwnKernel('ScaledCosines', left, right)) return undefined;
  const compute = tf.customGrad((...args) => {
    const keep = args[args.length - 1] as tf.GradSaveFunc;
    const [matrix, kept] = ownKernel('ScaledCosines', { left, right }, { temperature, smallest: SMALLEST_SQUARE })!;
    keep(typeof learned === 'number' ? [kept] : [kept, matrix]);
    const gradFunc = (dy: tf.Tensor, [parts, cosines]: tf.Tensor[]) => {
      const slopes = ownKernel('ScaledCosinesGradient', { dy, parts }, { dim: left.shape[1], temperature })!;
      return cosines ? [...slopes, tf.div(tf.sum(tf.mul(dy, cosines)), -temperature)] : slopes;
    };
    return { value: matrix, gradFunc };
  });
  return compute(...(typeof learned === 'number' ? [left, right] : [left, right, learned])) as tf.Tensor2D;
}

/**
 * The cosine of row i of one with row i of the other: [n, dim] twice to [n]. With a row of zeros it is 0, and so is the gradient.
 *
 * The same as the product of unitRows, in fewer operations: `d cos / d left` is what of `right / |right|` is at a right angle to left,
 * by |left|.
 */
export function rowCosines(left: tf.Tensor2D, right: tf.Tensor2D): tf.Tensor1D {
  return cosines(left, right) as tf.Tensor1D;
}

const cosines = tf.customGrad((...args) => {
  const [left, right, keep] = args as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
  const [cosine, ...lengths] =
    ownKernel('RowCosines', { left, right }, { smallest: SMALLEST_SQUARE }) ?? dividedProducts(left, right);
  keep([left, right, ...lengths]);
  const gradFunc = (dy: tf.Tensor, [l, r, perLeft, perRight]: tf.Tensor[]) =>
    ownKernel('RowCosinesGradient', { dy, left: l, right: r, perLeft, perRight }) ??
    slopes(dy, l, r, perLeft, perRight);
  return { value: cosine, gradFunc };
});

/** Cosines, and 1 / the lengths of either side's rows. */
function dividedProducts(left: tf.Tensor2D, right: tf.Tensor2D): tf.Tensor[] {
  const lengths = [left, right].map(rows => tf.reshape(inverseLengths(rows), [-1]));
  return [tf.mul(tf.mul(tf.sum(tf.mul(left, right), 1), lengths[0]), lengths[1]), ...lengths];
}

/** The gradients of cosines in either side. */
function slopes(...tensors: tf.Tensor[]): tf.Tensor[] {
  const [dy, perLeft, perRight] = [tensors[0], tensors[3], tensors[4]].map(values => tf.reshape(values, [-1, 1]));
  const [unitLeft, unitRight] = [tf.mul(tensors[1], perLeft), tf.mul(tensors[2], perRight)];
  return [
    tf.mul(atRightAngle(unitRight, unitLeft), tf.mul(dy, perLeft)),
    tf.mul(atRightAngle(unitLeft, unitRight), tf.mul(dy, perRight)),
  ];
}

/** 1 / |row|, or 0 for a row of zeros: [n, 1]. */
function inverseLengths(rows: tf.Tensor): tf.Tensor {
  const squares = tf.sum(tf.square(rows), 1, true);
  const hasLength = tf.cast(tf.greaterEqual(squares, SMALLEST_SQUARE), 'float32');
  return tf.mul(tf.rsqrt(tf.maximum(squares, SMALLEST_SQUARE)), hasLength);
}
