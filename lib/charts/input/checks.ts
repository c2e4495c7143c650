import { DIGIT_PIXELS } from '../../data/digits';

/**
 * How many pictures of 28x28 there are in a row of pixels.
 * @throws RangeError when there are none, the last one is cut short, or a pixel is no number
 */
export function countDigits(where: string, name: string, images: ArrayLike<number>): number {
  if (images.length === 0) throw new RangeError(`${where}: ${name} is empty; expected at least one picture`);
  if (images.length % DIGIT_PIXELS !== 0)
    throw new RangeError(
      `${where}: ${name} holds ${images.length.toLocaleString('en')} values, expected a multiple of ${DIGIT_PIXELS} ` +
        `(28 x 28 a picture); take pictures with slice(i * ${DIGIT_PIXELS}, (i + 1) * ${DIGIT_PIXELS})`,
    );
  requireFinite(where, name, images);
  return images.length / DIGIT_PIXELS;
}

/** @throws RangeError when a value is NaN or infinite, with its position */
export function requireFinite(where: string, name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]))
      throw new RangeError(`${where}: ${name}[${i}] is ${String(values[i])}, expected a number`);
  }
}

/** @throws RangeError when two lists that belong together differ in length */
export function requireLength(where: string, name: string, length: number, expected: number, per: string): void {
  if (length !== expected)
    throw new RangeError(
      `${where}: ${name} has ${length} ${length === 1 ? 'entry' : 'entries'}, expected ${expected}, one for each ${per}`,
    );
}

/** @throws RangeError when a list is empty */
export function requireSome(where: string, name: string, length: number): void {
  if (length === 0) throw new RangeError(`${where}: ${name} is empty; there is nothing to draw`);
}

/** @throws RangeError when an option is no whole number from 1 to `most` */
export function requireWhole(where: string, name: string, value: number, most = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new RangeError(
      `${where}: ${name} is ${String(value)}, expected a whole number ` +
        (most === Number.MAX_SAFE_INTEGER ? 'from 1 on' : `from 1 to ${most}`),
    );
}
