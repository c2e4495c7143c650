import { isPlainTensor, type PlainTensor } from '../../../lib/exercises/exercise';

/*
 * Values on their way to a child and back, as JSON: its other end is tools/grade/walls/child/wire.cjs.
 *
 * What JSON cannot say is an object with one key `$`: `{"$": "NaN"}`, `{"$": "typed", "of": "Float32Array", "base64": …}`. An object of
 * properties is `{"$": "object", "entries": [[key, value], …]}`, and under `hidden` those that do not count among its keys, which a
 * list may have as well (`{"$": "list", "items": …, "hidden": …}`). Whatever a child sends comes out as plain data, made here: no
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
  BigInt64Array,
  BigUint64Array,
};
type Typed = InstanceType<(typeof TYPED)[keyof typeof TYPED]>;

/** What JSON has no words for. */
const NUMBERS = { NaN: Number.NaN, Infinity: Infinity, '-Infinity': -Infinity, '-0': -0 };
const NUMBER_NAMES = Object.keys(NUMBERS) as (keyof typeof NUMBERS)[];

const MOST_VALUES = 300_000;
const MOST_LEVELS = 13;
const MOST_DIGITS = 1000;

/** Something came that no child of ours would send. */
export class WireError extends Error {}

const isTyped = (value: unknown): value is Typed => ArrayBuffer.isView(value) && !(value instanceof DataView);

export interface SentTyped {
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
  | { $: 'same'; as: number }
  | { $: (typeof NUMBER_NAMES)[number] };

/** Arguments as a child reads them. What is meant twice is numbered, in the order in which it first comes, and sent once. */
export function onWire(args: readonly unknown[]): Sent {
  const known = new Map<object, number>();
  const write = (value: unknown): Sent => {
    if (value === undefined) return { $: 'undefined' };
    if (typeof value === 'number' && (value === 0 || !Number.isFinite(value))) {
      const name = NUMBER_NAMES.find(one => Object.is(NUMBERS[one], value));
      return name ? { $: name } : value;
    }
    if (typeof value !== 'object' || value === null) return value as null | boolean | number | string;
    const as = known.get(value);
    if (as !== undefined) return { $: 'same', as };
    known.set(value, known.size);
    if (isTyped(value)) return typedOnWire(value);
    if (Array.isArray(value)) return value.map(write);
    return { $: 'object', entries: Object.entries(value).map(([key, one]) => [key, write(one)]) };
  };
  return write(args);
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
    if (typeof tagged.$ === 'string' && Object.hasOwn(NUMBERS, tagged.$)) {
      return NUMBERS[tagged.$ as keyof typeof NUMBERS];
    }
    const readOne = (one: unknown) => read(one, level + 1);
    switch (tagged.$) {
      case 'undefined':
        return undefined;
      case 'function':
        return () => undefined;
      case 'bigint':
        return readBigInt(tagged);
      case 'typed':
        return readTyped(tagged);
      case 'tensor':
        return readTensor(tagged);
      case 'list':
        return readList(tagged, readOne);
      case 'object':
        return readObject(tagged, readOne);
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

type Read = (value: unknown) => unknown;

/** A list that has properties as well. */
function readList({ items, hidden }: Record<string, unknown>, read: Read): unknown[] {
  if (!Array.isArray(items)) throw new WireError('it holds a list without items');
  return define(items.map(read), hidden, false, read);
}

/** Its own properties, and those that it hides or its class has. */
function readObject({ entries, hidden = [] }: Record<string, unknown>, read: Read): object {
  return define(define({}, entries, true, read), hidden, false, read);
}

function define<T extends object>(object: T, entries: unknown, enumerable: boolean, read: Read): T {
  if (!Array.isArray(entries)) throw new WireError('it holds an object without entries');
  for (const entry of entries) {
    if (!Array.isArray(entry) || typeof entry[0] !== 'string')
      throw new WireError('it holds an object with odd entries');
    if (Array.isArray(object) && /^(?:\d+|length)$/.test(entry[0])) continue; // its items are known
    // defined, not assigned: a key may be called __proto__
    Object.defineProperty(object, entry[0], { value: read(entry[1]), enumerable, configurable: true, writable: true });
  }
  return object;
}

function readBigInt({ hex }: Record<string, unknown>): bigint {
  if (typeof hex !== 'string' || hex.length > MOST_DIGITS || !/^-?[\da-f]+$/.test(hex)) {
    throw new WireError('it holds a bigint that cannot be read');
  }
  return hex.startsWith('-') ? -BigInt(`0x${hex.slice(1)}`) : BigInt(`0x${hex}`);
}
