import { tf } from './index';

/** Rows with their width: `rows` holds n * dim numbers, one row after the other; or a tensor of shape [n, dim]. */
export type Rows = { rows: Float32Array; dim: number } | tf.Tensor2D;

/** One label a row: whole numbers in any kind of array, or a tensor of shape [n]. */
export type Labels = ArrayLike<number> | tf.Tensor1D;

export interface ReadRows {
  /** n * dim numbers, all finite. May be the very array that was passed: do not write to it. */
  rows: Float32Array;
  dim: number;
  n: number;
}

/**
 * Reads rows out of whichever form they came in, and checks them once, at the public border. What was passed stays
 * the caller's: a tensor is not disposed.
 * @param caller the public function's name, and
 * @param name its argument's name: an error begins with them
 * @throws TypeError when it is neither form; RangeError for a rank other than 2, a width that does not divide the
 *   array's length, no rows at all, NaN or an infinite number
 */
export async function readRows(caller: string, name: string, rows: Rows): Promise<ReadRows> {
  const read = rows instanceof tf.Tensor ? await readTensor(caller, name, rows) : readArray(caller, name, rows);
  assertFiniteValues(caller, name, read.rows, [read.n, read.dim]);
  return read;
}

/**
 * Reads labels out of whichever form they came in.
 * @param n how many there must be
 * @param rowsName the argument whose rows they label, for the error
 * @throws TypeError when it is neither form; RangeError for another length or rank, or a label that is no whole number
 */
export async function readLabels(
  caller: string,
  name: string,
  labels: Labels,
  n: number,
  rowsName: string,
): Promise<ArrayLike<number>> {
  if (!isArrayLike(labels)) {
    throw new TypeError(`${caller}: ${name} is ${describe(labels)}, expected one label a row: an array or a tensor`);
  }
  if (labels instanceof tf.Tensor && labels.rank !== 1) {
    throw new RangeError(`${caller}: ${name} has shape ${shapeText(labels.shape)}, expected [${n}]: one label a row`);
  }
  const read = labels instanceof tf.Tensor ? await labels.data() : labels;
  if (read.length !== n) {
    throw new RangeError(
      `${caller}: ${name} has ${counted(read.length, 'label')}, expected ${n}: one for each row of ${rowsName}`,
    );
  }
  for (let i = 0; i < n; i++) {
    if (!Number.isInteger(read[i])) {
      throw new RangeError(`${caller}: ${name} holds ${read[i]} at position ${i}, expected whole numbers`);
    }
  }
  return read;
}

/** Throws unless both have rows of one width. */
export function assertSameWidth(
  caller: string,
  name: string,
  rows: ReadRows,
  otherName: string,
  other: ReadRows,
): void {
  if (rows.dim === other.dim) return;
  throw new RangeError(
    `${caller}: ${name} has shape ${shapeText([rows.n, rows.dim])}, expected [n, ${other.dim}] like ${otherName}; ` +
      'embed both with the same encoder',
  );
}

/** Throws unless both have the same number of rows, of one width. */
export function assertSameShape(
  caller: string,
  name: string,
  rows: ReadRows,
  otherName: string,
  other: ReadRows,
): void {
  if (rows.dim === other.dim && rows.n === other.n) return;
  const expected = shapeText([other.n, other.dim]);
  throw new RangeError(
    `${caller}: ${name} has shape ${shapeText([rows.n, rows.dim])}, expected ${expected} like ${otherName}; ` +
      'row i of one belongs to row i of the other',
  );
}

/** Throws a RangeError that names the first value that is NaN or infinite, and where it is. */
export function assertFiniteValues(caller: string, name: string, values: ArrayLike<number>, shape: number[]): void {
  // At once for all, in sums that do not wait for each other: where the sum is finite, all are. Where it is not, look for the one to name.
  const whole = values.length - (values.length % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    a += values[i];
    b += values[i + 1];
    c += values[i + 2];
    d += values[i + 3];
  }
  for (let i = whole; i < values.length; i++) a += values[i];
  if (Number.isFinite(a + b + c + d)) return;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value - value !== 0) {
      const where = shape.length
        ? `(shape ${shapeText(shape)}) holds ${value} at ${positionText(i, shape)}, expected finite numbers`
        : `(a scalar) is ${value}, expected a finite number`;
      throw new RangeError(`${caller}: ${name} ${where}; look for a division by 0 or a learning rate that is too high`);
    }
  }
}

export const shapeText = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

/** 'row 3, column 5' for a matrix, 'position 3' for anything else. */
export function positionText(index: number, shape: readonly number[]): string {
  if (shape.length === 2) return `row ${Math.floor(index / shape[1])}, column ${index % shape[1]}`;
  return `position ${index}`;
}

/** What a value is, in a word or two, for an error. */
export function describe(value: unknown): string {
  if (value === null) return 'null';
  if (value instanceof tf.Tensor) return `a tensor of shape ${shapeText(value.shape)}`;
  if (value instanceof Promise) return 'a promise (await is missing)';
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return `an array (${value.constructor.name})`;
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return `'${value}'`;
  return typeof value === 'number' || typeof value === 'undefined' ? String(value) : `a ${typeof value}`;
}

function isArrayLike(value: unknown): boolean {
  if (value instanceof tf.Tensor) return true;
  return typeof value === 'object' && value !== null && typeof (value as ArrayLike<number>).length === 'number';
}

async function readTensor(caller: string, name: string, tensor: tf.Tensor): Promise<ReadRows> {
  if (tensor.rank !== 2) {
    throw new RangeError(`${caller}: ${name} has shape ${shapeText(tensor.shape)}, expected [n, dim]: one row an item`);
  }
  const [n, dim] = tensor.shape;
  if (n === 0 || dim === 0) throw emptyError(caller, name, [n, dim]);
  const values = await tensor.data();
  return { rows: values instanceof Float32Array ? values : Float32Array.from(values), dim, n };
}

function readArray(caller: string, name: string, given: { rows: Float32Array; dim: number }): ReadRows {
  if (!(given?.rows instanceof Float32Array)) {
    throw new TypeError(
      `${caller}: ${name} is ${describe(given)}, expected { rows: Float32Array, dim } or a tensor of shape [n, dim]`,
    );
  }
  const { rows, dim } = given;
  if (!Number.isInteger(dim) || dim < 1) {
    throw new RangeError(`${caller}: ${name}.dim is ${dim}, expected a whole number of at least 1, the width of a row`);
  }
  if (rows.length === 0) throw emptyError(caller, name, [0, dim]);
  if (rows.length % dim !== 0) {
    throw new RangeError(
      `${caller}: ${name}.rows has ${rows.length} numbers, expected a multiple of dim = ${dim}; is dim the row's width?`,
    );
  }
  return { rows, dim, n: rows.length / dim };
}

const emptyError = (caller: string, name: string, shape: number[]) =>
  new RangeError(`${caller}: ${name} has shape ${shapeText(shape)}, expected at least one row`);

/** '1 label', '3 labels'. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
