import { tf } from '../engine/index';
import { assertFiniteValues, describe } from '../engine/rows';

/** The points at one moment of the descent. */
export interface DescentFrame {
  /** Steps done. */
  step: number;
  /** The loss of these points. */
  loss: number;
  /** n rows [x, y] of length 1. */
  points: number[][];
  /** The gradient of the loss at each point, as automatic differentiation gives it: n rows. Descent goes against it. */
  gradients: number[][];
}

export interface DescentOptions {
  /** 100 by default. */
  steps?: number;
  /** How far a point goes for a gradient of 1; 0.05 by default. */
  learningRate?: number;
  /** A frame every so many steps, and one of the start; must divide `steps`. 1 by default. */
  every?: number;
}

/**
 * Moves points on the unit circle by plain gradient descent on a loss, and keeps a film of it.
 *
 *     x_i <- (x_i - learningRate * gradient_i) / |x_i - learningRate * gradient_i|
 *
 * Nothing is random: the same start gives the same film.
 * @param start the points as rows [x, y], brought to length 1; or their angles in degrees, counted from the right against the clock
 * @param loss takes all points as a tensor [n, 2] and returns a scalar
 * @returns the frames of steps 0, every, 2 every, … steps
 * @throws RangeError or TypeError for fewer than two points, a point at the centre, a learning rate that is not above 0, an `every`
 *   that does not divide `steps`, a loss that returns anything but a scalar; and at the step where the loss or a gradient is no number
 */
export async function descend(
  start: readonly number[] | readonly (readonly number[])[],
  loss: (points: tf.Tensor2D) => tf.Scalar,
  { steps = 100, learningRate = 0.05, every = 1 }: DescentOptions = {},
): Promise<DescentFrame[]> {
  let points = startPoints(start);
  checkOptions(loss, { steps, learningRate, every });
  const frames: DescentFrame[] = [];
  for (let step = 0; step <= steps; step++) {
    const now = await valueAndGradient(points, loss, step);
    if (step % every === 0) frames.push({ step, loss: now.loss, points, gradients: now.gradients });
    points = points.map(([x, y], i) =>
      onCircle(x - learningRate * now.gradients[i][0], y - learningRate * now.gradients[i][1]),
    );
  }
  return frames;
}

async function valueAndGradient(points: number[][], loss: (points: tf.Tensor2D) => tf.Scalar, step: number) {
  const { value, grad } = tf.tidy(() => {
    const measured = (rows: tf.Tensor) => checkedLoss(loss(rows as tf.Tensor2D));
    const { value, grad } = tf.valueAndGrad(measured)(tf.tensor2d(points));
    return { value, grad };
  });
  try {
    const caller = `descend, step ${step}`;
    const [lossValues, gradients] = [await value.data(), await grad.data()];
    assertFiniteValues(caller, 'the loss', lossValues, []);
    assertFiniteValues(caller, 'the gradient', gradients, [points.length, 2]);
    return { loss: lossValues[0], gradients: points.map((_, i) => [gradients[2 * i], gradients[2 * i + 1]]) };
  } finally {
    value.dispose();
    grad.dispose();
  }
}

function checkedLoss(value: unknown): tf.Scalar {
  if (value instanceof tf.Tensor && value.size === 1) return tf.reshape(value, []) as tf.Scalar;
  throw new TypeError(`descend: the loss returned ${describe(value)}, expected a scalar tensor`);
}

function startPoints(start: readonly number[] | readonly (readonly number[])[]): number[][] {
  if (!Array.isArray(start)) {
    throw new TypeError(`descend: start is ${describe(start)}, expected angles in degrees or rows [x, y]`);
  }
  if (start.length < 2) {
    throw new RangeError(`descend: start has ${start.length} of the at least 2 points that a loss compares`);
  }
  return (start as (number | readonly number[])[]).map((given, i) => {
    const row =
      typeof given === 'number' ? [Math.cos((given * Math.PI) / 180), Math.sin((given * Math.PI) / 180)] : given;
    if (!Array.isArray(row) || row.length !== 2 || !row.every(Number.isFinite)) {
      throw new RangeError(`descend: start[${i}] is ${shown(given)}, expected an angle in degrees or a row [x, y]`);
    }
    if (Math.hypot(row[0], row[1]) < 1e-6) {
      throw new RangeError(
        `descend: start[${i}] is at the centre, which has no direction; expected a point of the circle`,
      );
    }
    return onCircle(row[0], row[1]);
  });
}

function shown(value: unknown): string {
  return Array.isArray(value) ? `[${value.join(', ')}]` : describe(value);
}

function checkOptions(loss: unknown, { steps, learningRate, every }: Required<DescentOptions>): void {
  if (typeof loss !== 'function') {
    throw new TypeError(
      `descend: loss is ${describe(loss)}, expected a function of the points, a tensor [n, 2], to a scalar`,
    );
  }
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`descend: steps is ${describe(steps)}, expected a whole number from 1 on`);
  }
  if (!(learningRate > 0 && learningRate < Infinity)) {
    throw new RangeError(`descend: learningRate is ${describe(learningRate)}, expected a finite number greater than 0`);
  }
  if (!Number.isInteger(every) || every < 1 || steps % every !== 0) {
    throw new RangeError(`descend: every is ${describe(every)}, expected a whole number that divides steps = ${steps}`);
  }
}

function onCircle(x: number, y: number): number[] {
  const length = Math.hypot(x, y);
  return [x / length, y / length];
}
