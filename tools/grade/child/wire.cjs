'use strict';

/*
 * The child's end of tools/grade/wire.ts: arguments from JSON, answers to JSON.
 *
 * Nothing here has to be proof against the submission, which owns this process: what it sends is judged as an answer,
 * whoever wrote the bytes.
 */

/** @typedef {typeof import('@tensorflow/tfjs')} TensorFlow */
/** @typedef {ArrayBufferView & ArrayLike<number>} Typed */
/** @typedef {import('../wire').Sent} Sent */

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
};

/**
 * @param {Sent} value
 * @returns {unknown}
 */
function fromWire(value) {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(fromWire);
  if (value.$ === 'undefined') return undefined;
  if (value.$ === 'object') return Object.fromEntries(value.entries.map(([key, one]) => [key, fromWire(one)]));
  if (value.$ === 'typed') {
    const bytes = Uint8Array.from(Buffer.from(value.base64, 'base64'));
    return new TYPED[value.of](bytes.buffer);
  }
  return Number(value.$); // NaN and the infinities
}

const typedOnWire = (/** @type {ArrayBufferView} */ value) => ({
  $: 'typed',
  of: value.constructor.name,
  base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64'),
});

/**
 * @param {unknown} value
 * @returns {unknown} what JSON can say
 */
function onWire(value, level = 0) {
  if (level > 12) throw new RangeError('the answer is nested too deeply, or contains itself');
  if (value === undefined) return { $: 'undefined' };
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $: String(value) };
  if (typeof value === 'function') return { $: 'function' };
  if (typeof value === 'bigint' || typeof value === 'symbol') return { $: 'object', entries: [] };
  if (Array.isArray(value)) return Array.from(value, one => onWire(one, level + 1));
  if (ArrayBuffer.isView(value) && TYPED[value.constructor.name]) return typedOnWire(value);
  return { $: 'object', entries: Object.entries(value).map(([key, one]) => [key, onWire(one, level + 1)]) };
}

/**
 * A tensor is read; whatever else as it is.
 * @param {unknown} value
 * @param {TensorFlow} [tf] if the program has loaded it
 * @returns {Promise<unknown>} what JSON can say
 */
async function answerOnWire(value, tf) {
  if (!tf || !(value instanceof tf.Tensor)) return onWire(value);
  const sent = { $: 'tensor', shape: [...value.shape], values: typedOnWire(Float32Array.from(await value.data())) };
  value.dispose();
  return sent;
}

module.exports = { fromWire, answerOnWire };
