import { valuesNow } from '../engine/finite';
import { tf } from '../engine/index';
import { ownKernel } from '../engine/own-kernel';
import { counted, describe, type Labels, positionText, shapeText } from '../engine/rows';

/**
 * What every loss checks before it computes: ranks, shapes, lengths and options always; values where the engine can read them
 * without waiting (see lib/engine/finite.ts). A training loop checks the loss of every step, which holds everywhere.
 */

/** A temperature or scale: a number, or a scalar tensor when it is learned like a weight. */
export type Learnable = number | tf.Scalar;

/** Larger entries are refused: their squares, summed over a row, leave float32. */
const LARGEST = 1e17;
/** float32 keeps 7 digits, so that a cosine over less than this is noise. */
const SMALLEST_TEMPERATURE = 1e-6;

/**
 * Throws unless all are float32 tensors of one shape [n, dim] with n and dim at least 1, and hold finite numbers.
 * @param batch the arguments by name
 */
export function checkBatch(caller: string, batch: Record<string, tf.Tensor2D>): void {
  const [first] = Object.entries(batch);
  for (const [name, tensor] of Object.entries(batch)) {
    if (!(tensor instanceof tf.Tensor)) {
      throw new TypeError(
        `${caller}: ${name} is ${describe(tensor)}, expected a tensor of shape [n, dim]; use tf.tensor2d`,
      );
    }
    const shape = shapeText(tensor.shape);
    if (tensor.rank !== 2) {
      throw new RangeError(`${caller}: ${name} has shape ${shape}, expected [n, dim]: one row an item`);
    }
    if (tensor.dtype !== 'float32') {
      throw new TypeError(`${caller}: ${name} (shape ${shape}) is of dtype ${tensor.dtype}, expected float32`);
    }
    if (tensor.size === 0) throw new RangeError(`${caller}: ${name} has shape ${shape}, expected at least one row`);
    if (!tf.util.arraysEqual(tensor.shape, first[1].shape)) {
      throw new RangeError(
        `${caller}: ${name} has shape ${shape}, expected ${shapeText(first[1].shape)} like ${first[0]}; ` +
          'row i of one belongs to row i of the other',
      );
    }
  }
  // At once for all: only small finite numbers have a small sum of squares. Where it is not, look for the one to name.
  const squares = tf.tidy(() => ownKernel('SumOfSquares', batch)?.[0].dataSync()[0]);
  if (squares !== undefined && squares <= LARGEST ** 2) return;
  for (const [name, tensor] of Object.entries(batch)) checkValues(caller, name, tensor);
}

function checkValues(caller: string, name: string, tensor: tf.Tensor): void {
  const values = valuesNow(tensor) ?? [];
  for (let i = 0; i < values.length; i++) {
    if (values[i] <= LARGEST && values[i] >= -LARGEST) continue;
    const at = positionText(i, tensor.shape);
    throw new RangeError(
      `${caller}: ${name} (shape ${shapeText(tensor.shape)}) holds ${values[i]} at ${at}, expected finite numbers of at most ` +
        `${LARGEST} in size; look for a division by 0 or a learning rate that is too high`,
    );
  }
}

/** Throws unless the temperature is a number of at least 1e-6, or a scalar tensor that holds one. */
export function checkTemperature(caller: string, temperature: Learnable): void {
  checkLearnable(caller, 'temperature', temperature, value => value >= SMALLEST_TEMPERATURE && value < Infinity, {
    expected: `a number greater than 0 (at least ${SMALLEST_TEMPERATURE.toFixed(6)}); 0.05 to 0.5 is usual`,
  });
}

/** Throws unless the scale is a number above 0, or a scalar tensor that holds one. */
export function checkScale(caller: string, scale: Learnable): void {
  checkLearnable(caller, 'scale', scale, value => value > 0 && value <= 1 / SMALLEST_TEMPERATURE, {
    expected: 'a number greater than 0, at most 1000000; 10 is usual',
  });
}

/** Throws unless the bias is a finite number, or a scalar tensor that holds one. */
export function checkBias(caller: string, bias: Learnable): void {
  checkLearnable(caller, 'bias', bias, value => Math.abs(value) <= LARGEST, {
    expected: 'a finite number; -10 is usual',
  });
}

/** Throws unless the margin is a finite number above 0. */
export function checkMargin(caller: string, margin: number): void {
  if (typeof margin === 'number' && margin > 0 && margin <= LARGEST) return;
  throw new RangeError(`${caller}: margin is ${describe(margin)}, expected a finite number greater than 0`);
}

function checkLearnable(
  caller: string,
  name: string,
  value: Learnable,
  accepts: (value: number) => boolean,
  { expected }: { expected: string },
): void {
  if (value instanceof tf.Tensor) {
    if (value.size !== 1) {
      throw new RangeError(`${caller}: ${name} has shape ${shapeText(value.shape)}, expected a scalar`);
    }
    const now = valuesNow(value);
    if (!now || accepts(now[0])) return;
    throw new RangeError(`${caller}: ${name} is ${now[0]}, expected ${expected}`);
  }
  if (typeof value === 'number' && accepts(value)) return;
  throw new RangeError(`${caller}: ${name} is ${describe(value)}, expected ${expected}`);
}

/**
 * One number a row as a tensor [n], from an array or a tensor. To be called inside tf.tidy.
 * @param values what the numbers may be
 * @throws TypeError when it is neither; RangeError for another length or rank, or another number
 */
export function rowValues(
  caller: string,
  name: string,
  given: Labels | readonly boolean[],
  n: number,
  values: 'whole numbers' | '1 or 0',
): tf.Tensor1D {
  const accepts = values === '1 or 0' ? (value: number) => value === 0 || value === 1 : Number.isInteger;
  if (given instanceof tf.Tensor) {
    if (given.rank !== 1 || given.size !== n) {
      throw new RangeError(
        `${caller}: ${name} has shape ${shapeText(given.shape)}, expected [${n}]: one value for each row`,
      );
    }
    checkEach(caller, name, valuesNow(given) ?? [], accepts, values);
    return tf.cast(given, 'float32');
  }
  if (typeof given !== 'object' || given === null || typeof given.length !== 'number') {
    throw new TypeError(
      `${caller}: ${name} is ${describe(given)}, expected an array or tensor of ${n} values (${values})`,
    );
  }
  if (given.length !== n) {
    throw new RangeError(`${caller}: ${name} has ${counted(given.length, 'value')}, expected ${n}: one for each row`);
  }
  const numbers = Array.from(given, Number);
  checkEach(caller, name, numbers, accepts, values);
  return tf.tensor1d(Float32Array.from(numbers)); // taken as it is, where an array is looked through once more
}

function checkEach(
  caller: string,
  name: string,
  values: ArrayLike<number>,
  accepts: (value: number) => boolean,
  expected: string,
): void {
  for (let i = 0; i < values.length; i++) {
    if (!accepts(values[i])) {
      throw new RangeError(`${caller}: ${name} holds ${values[i]} at position ${i}, expected ${expected}`);
    }
  }
}
