/** The largest half-precision number. */
const LARGEST = 65504;

/**
 * Numbers in half precision (IEEE 754 binary16): two bytes each and three digits, which is enough for the weights of a finished encoder.
 * Rounded to the nearest, of two as near to the even one.
 * @throws RangeError for a number that is not finite or beyond ±65,504
 */
export function toHalf(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.slice().buffer);
  return Uint16Array.from(values, (value, i) => {
    if (!(Math.abs(value) <= LARGEST)) {
      throw new RangeError(`toHalf: ${value} at position ${i}, expected a finite number of at most ${LARGEST} in size`);
    }
    const sign = (bits[i] >>> 16) & 0x8000;
    const size = Math.abs(value);
    // below 2^-14 the steps are all 2^-24
    if (size < 2 ** -14) return sign | roundEven(size * 2 ** 24);
    const exponent = ((bits[i] >>> 23) & 0xff) - 127;
    const fraction = roundEven((size / 2 ** exponent - 1) * 1024);
    return sign | (((exponent + 15) << 10) + fraction); // a fraction of 1024 goes over into the exponent, as it should
  });
}

/** The numbers that toHalf wrote. */
export function fromHalf(halves: Uint16Array): Float32Array {
  return Float32Array.from(halves, half => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >>> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
}

/** Rounds a number of at least 0 to the nearest whole one, a half to the even one. */
function roundEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
