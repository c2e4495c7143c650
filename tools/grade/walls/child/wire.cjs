'use strict';

/*
 * The child's end of tools/grade/walls/wire.ts: arguments from JSON, answers to JSON.
 *
 * Nothing here has to be proof against the submission, which owns this process: what it sends is judged as an answer,
 * whoever wrote the bytes.
 */

const { types } = require('node:util');

/** @typedef {ArrayBufferView & ArrayLike<number | bigint>} Typed */
/** @typedef {import('../wire').Sent} Sent */
/** @typedef {import('../wire').SentTyped} SentTyped */
/** @typedef {[string, unknown][]} Entries */

/** @type {Record<string, new (buffer: ArrayBuffer) => Typed>} */
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

/** @param {SentTyped} sent */
function readTyped({ of, base64 }) {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return new TYPED[of](bytes.buffer);
}

/**
 * Arguments; one row that is meant twice is one row here, as it is in the notebook.
 * @param {Sent} sent
 * @returns {any}
 */
function fromWire(sent) {
  /** @type {object[]} */
  const known = [];
  /**
   * @template {object} T
   * @param {T} one
   */
  const know = one => {
    known.push(one);
    return one;
  };
  /**
   * @param {Sent} value
   * @returns {unknown}
   */
  const read = value => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      const list = know(/** @type {unknown[]} */ ([]));
      for (const one of value) list.push(read(one));
      return list;
    }
    switch (value.$) {
      case 'undefined':
        return undefined;
      case 'same':
        return known[value.as];
      case 'typed':
        return know(readTyped(value));
      case 'object': {
        const object = know(/** @type {Record<string, unknown>} */ ({}));
        for (const [key, one] of value.entries) object[key] = read(one);
        return object;
      }
      default:
        return Number(value.$); // NaN, the infinities and -0
    }
  };
  return read(sent);
}

/**
 * What a typed array is below: of a class of its own, a Buffer or one of another realm as well.
 * @param {unknown} value
 */
const kindOf = value => Object.keys(TYPED).find(kind => Reflect.get(types, `is${kind}`)(value));

const typedOnWire = (/** @type {ArrayBufferView} */ { buffer, byteOffset, byteLength }, /** @type {string} */ of) => ({
  $: 'typed',
  of,
  base64: Buffer.from(buffer, byteOffset, byteLength).toString('base64'),
});

/** Deeper than anything that is judged. What lies below is sent as an object without properties. */
const MOST_LEVELS = 12;
/** How deep what a class computes is read: each getter may give another object that has some. */
const MOST_LEVELS_OF_GETTERS = 1;
const NOTHING = { $: 'object', entries: [] };

/** Answers as JSON can say them. What is judged may look at any property by its name, and so all are sent. */
class Answers {
  /** Objects that were sent: each once, since they may know each other. */
  #sent = new Set();
  /** Lists around the one that is being sent. */
  /** @type {unknown[]} */
  #around = [];

  /**
   * @param {unknown} value
   * @returns {unknown}
   */
  onWire(value, level = 0) {
    if (value === undefined) return { $: 'undefined' };
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (typeof value === 'number') {
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $: Object.is(value, -0) ? '-0' : String(value) };
    }
    if (typeof value === 'bigint') return { $: 'bigint', hex: value.toString(16) };
    if (typeof value === 'function') return { $: 'function' };
    if (typeof value !== 'object' || level > MOST_LEVELS) return NOTHING;
    const kind = kindOf(value);
    if (kind) return typedOnWire(/** @type {ArrayBufferView} */ (value), kind);
    if (!Array.isArray(value)) return this.#object(value, level);
    if (this.#around.includes(value)) return NOTHING;
    this.#around.push(value);
    const list = this.#list(value, level);
    this.#around.pop();
    return list;
  }

  /**
   * @param {unknown[]} list
   * @param {number} level
   */
  #list(list, level) {
    const items = Array.from(list, one => this.onWire(one, level + 1));
    const hidden = level === 0 ? this.#entries(list, namesOf(list), level) : [];
    return hidden.length > 0 ? { $: 'list', items, hidden } : items;
  }

  /**
   * @param {object} object
   * @param {number} level
   */
  #object(object, level) {
    if (this.#sent.has(object)) return NOTHING;
    this.#sent.add(object);
    const shown = Object.keys(object);
    const others = level > MOST_LEVELS_OF_GETTERS ? [] : namesOf(object).filter(name => !shown.includes(name));
    return { $: 'object', entries: this.#entries(object, shown, level), hidden: this.#entries(object, others, level) };
  }

  /**
   * @param {object} object
   * @param {string[]} names
   * @param {number} level
   * @returns {Entries}
   */
  #entries(object, names, level) {
    return names.flatMap(name => {
      try {
        return [[name, this.onWire(Reflect.get(object, name), level + 1)]];
      } catch {
        return []; // a getter that throws is of no use to who looks at it
      }
    });
  }
}

const PLACE = /^(?:\d+|length|__proto__)$/;

/**
 * All properties of an object by name, with those of its classes; methods and places of lists left out.
 * @param {object} object
 */
function namesOf(object) {
  /** @type {Set<string>} */
  const names = new Set();
  for (let owner = object; owner; owner = Object.getPrototypeOf(owner)) {
    for (const name of Object.getOwnPropertyNames(owner)) {
      if (PLACE.test(name)) continue;
      const { get, value } = Object.getOwnPropertyDescriptor(owner, name) ?? {};
      if (get || typeof value !== 'function') names.add(name);
    }
  }
  return [...names];
}

/**
 * As TensorFlow.js itself tells its tensors, of whichever of its packages.
 * @param {any} value
 * @returns {value is import('@tensorflow/tfjs').Tensor}
 */
const isTensor = value => !!value && value.data != null && value.dataSync != null && value.throwIfDisposed != null;

/**
 * A tensor is read; whatever else as it is.
 * @param {unknown} value
 * @returns {Promise<unknown>} what JSON can say
 */
async function answerOnWire(value) {
  if (!isTensor(value)) return new Answers().onWire(value);
  const values = Float32Array.from(await value.data());
  const sent = { $: 'tensor', shape: [...value.shape], values: typedOnWire(values, 'Float32Array') };
  value.dispose();
  return sent;
}

module.exports = { fromWire, answerOnWire };
