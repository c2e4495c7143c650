import { fromHalf, toHalf } from './half-floats';

/** How the numbers of a tensor are kept: 4, 2 or 1 byte each; int8 with one scale a slice. */
export type Precision = 'float32' | 'float16' | 'int8';

/** A tensor on its way into a file. */
export interface PlainTensor {
  name: string;
  shape: number[];
  values: Float32Array;
}

/** Where a tensor lies in a file of packed weights. */
export interface PackedTensor {
  name: string;
  shape: number[];
  precision: Precision;
  /** The first byte. */
  at: number;
  /** The first byte of the scales of int8: one a slice of the last axis, as float32. */
  scalesAt?: number;
}

/** The largest int8 that is used, so that both signs reach as far. */
const LARGEST = 127;

/**
 * Writes tensors one after the other, each in the precision that is asked for. In int8 a number is `whole * scale`, with one scale for
 * each slice of the last axis (the output channels of a layer): its largest number becomes ±127.
 */
export function packWeights(
  tensors: readonly PlainTensor[],
  precisionOf: (name: string) => Precision,
): { bytes: Uint8Array; index: PackedTensor[] } {
  const index: PackedTensor[] = [];
  const parts: Uint8Array[] = [];
  let at = 0;
  const put = (numbers: Float32Array | Uint16Array | Int8Array) => {
    const start = at;
    const padding = -numbers.byteLength & 3; // every tensor begins where a float32 may
    parts.push(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), new Uint8Array(padding));
    at += numbers.byteLength + padding;
    return start;
  };
  for (const { name, shape, values } of tensors) {
    const precision = precisionOf(name);
    if (precision === 'int8') {
      const { wholes, scales } = toInt8(values, shape[shape.length - 1]);
      const scalesAt = put(scales);
      index.push({ name, shape, precision, at: put(wholes), scalesAt });
    } else {
      index.push({ name, shape, precision, at: put(precision === 'float16' ? toHalf(values) : values) });
    }
  }
  return { bytes: Buffer.concat(parts), index };
}

/** The tensors that packWeights wrote, as float32. */
export function unpackWeights(file: Uint8Array, index: readonly PackedTensor[]): PlainTensor[] {
  const { buffer } = Uint8Array.from(file); // a copy, which starts where a number may
  return index.map(({ name, shape, precision, at, scalesAt = 0 }) => {
    const size = shape.reduce((product, n) => product * n, 1);
    if (precision === 'float32') return { name, shape, values: new Float32Array(buffer, at, size).slice() };
    if (precision === 'float16') return { name, shape, values: fromHalf(new Uint16Array(buffer, at, size)) };
    const scales = new Float32Array(buffer, scalesAt, shape[shape.length - 1]);
    const wholes = new Int8Array(buffer, at, size);
    return { name, shape, values: Float32Array.from(wholes, (whole, i) => whole * scales[i % scales.length]) };
  });
}

/** Numbers as whole ones from -127 to 127 and a scale for each of `channels`, which are the last axis. */
function toInt8(values: Float32Array, channels: number): { wholes: Int8Array; scales: Float32Array } {
  const scales = new Float32Array(channels);
  values.forEach((value, i) => {
    scales[i % channels] = Math.max(scales[i % channels], Math.abs(value) / LARGEST);
  });
  const wholes = Int8Array.from(values, (value, i) => Math.round(value / (scales[i % channels] || 1)));
  return { wholes, scales };
}
