import { isPlainTensor, type PlainTensor } from '../../lib/exercises/exercise';

/*
 * Values on their way to a child and back, as JSON: its other end is tools/grade/child/wire.cjs.
 *
 * What JSON cannot say is an object with one key `$`: `{"$": "NaN"}`, `{"$": "typed", "of": "Float32Array", "base64": …}`. An object of
 * properties is `{"$": "object", "entries": [[key, value], …]}`. Whatever a child sends comes out as plain data, made here: no
 * getter, no proxy, no prototype of the child's.
 */

const TYPED = {
  Float32Array,
  Float64Array,
  Int8Array,
  Int16Array,
  Int32Array,
  Uint8Array,
  Uint8ClampedArray,
  Uint16Array,
  Uint32Array,
};
type Typed = InstanceType<(typeof TYPED)[keyof typeof TYPED]>;

const NUMBERS: Record<string, number> = { NaN: Number.NaN, Infinity: Infinity, '-Infinity': -Infinity };

const MOST_VALUES = 300_000;
const MOST_LEVELS = 12;

/** Something came that no child of ours would send. */
export class WireError extends Error {}

const isTyped = (value: unknown): value is Typed => ArrayBuffer.isView(value) && !(value instanceof DataView);

interface SentTyped {
  $: 'typed';
  of: string;
  base64: string;
}

function typedOnWire(value: Typed): SentTyped {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return { $: 'typed', of: value.constructor.name, base64: bytes.toString('base64') };
}

/** What an argument is on its way to a child. */
export type Sent =
  | null
  | boolean
  | number
  | string
  | Sent[]
  | SentTyped
  | { $: 'object'; entries: [string, Sent][] }
  | { $: 'undefined' }
  | { $: NotFinite };
type NotFinite = 'NaN' | 'Infinity' | '-Infinity';

/** An argument as a child reads it. */
export function onWire(value: unknown): Sent {
  if (value === undefined) return { $: 'undefined' };
  if (typeof value === 'number' && !Number.isFinite(value)) return { $: String(value) as NotFinite };
  if (typeof value !== 'object' || value === null) return value as null | boolean | number | string;
  if (isTyped(value)) return typedOnWire(value);
  if (Array.isArray(value)) return value.map(onWire);
  return { $: 'object', entries: Object.entries(value).map(([key, one]) => [key, onWire(one)]) };
}

/**
 * An answer from what a child sent, already parsed as JSON.
 * @throws WireError for what no child of ours would send, and for more than 300,000 values outside typed arrays
 */
export function fromWire(sent: unknown): unknown {
  let left = MOST_VALUES;
  const read = (value: unknown, level: number): unknown => {
    if (--left < 0) throw new WireError(`it holds more than ${MOST_VALUES.toLocaleString('en')} values`);
    if (level > MOST_LEVELS) throw new WireError(`it is nested more than ${MOST_LEVELS} levels deep`);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(one => read(one, level + 1));
    const tagged = value as Record<string, unknown>;
    if (typeof tagged.$ === 'string' && Object.hasOwn(NUMBERS, tagged.$)) return NUMBERS[tagged.$];
    switch (tagged.$) {
      case 'undefined':
        return undefined;
      case 'function':
        return () => undefined;
      case 'typed':
        return readTyped(tagged);
      case 'tensor':
        return readTensor(tagged);
      case 'object':
        return readObject(tagged, one => read(one, level + 1));
      default:
        throw new WireError('it holds something of an unknown kind');
    }
  };
  return read(sent, 0);
}

function readTyped({ of, base64 }: Record<string, unknown>): Typed {
  if (typeof of !== 'string' || !Object.hasOwn(TYPED, of) || typeof base64 !== 'string') {
    throw new WireError('it holds a typed array of an unknown kind');
  }
  const Kind = TYPED[of as keyof typeof TYPED];
  const bytes = Buffer.from(base64, 'base64');
  const whole = bytes.byteLength - (bytes.byteLength % Kind.BYTES_PER_ELEMENT);
  return new Kind(Uint8Array.from(bytes.subarray(0, whole)).buffer);
}

function readTensor({ shape, values }: Record<string, unknown>): PlainTensor {
  const tensor = { shape, values: readTyped((values ?? {}) as Record<string, unknown>) };
  const isSize = (size: unknown) => Number.isInteger(size) && (size as number) >= 0;
  if (!Array.isArray(shape) || !shape.every(isSize) || !isPlainTensor(tensor)) {
    throw new WireError('it holds a tensor without a shape');
  }
  if (shape.reduce((product, size) => product * size, 1) !== tensor.values.length) {
    throw new WireError('it holds a tensor whose shape does not fit its values');
  }
  return tensor;
}

function readObject({ entries }: Record<string, unknown>, read: (value: unknown) => unknown): object {
  if (!Array.isArray(entries)) throw new WireError('it holds an object without entries');
  const object = {};
  for (const entry of entries) {
    if (!Array.isArray(entry) || typeof entry[0] !== 'string')
      throw new WireError('it holds an object with odd entries');
    // defined, not assigned: a key may be called __proto__
    Object.defineProperty(object, entry[0], {
      value: read(entry[1]),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return object;
}
