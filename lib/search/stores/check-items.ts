import { describe } from '../../engine/rows';
import type { Filter, ItemDetails, Modality, SearchOptions, StoredItem } from './vector-store';

/** How far the length of a vector may be from 1: half precision and a quantised copy stay below it. */
const LENGTH_SLACK = 1e-3;
const MODALITIES: readonly Modality[] = ['image', 'text', 'audio', 'video'];
/** Bytes of UTF-8 that a field may have, and whether it may be empty. */
export const FIELD_BYTES = { id: 256, source: 256, title: 2048, label: 256, hash: 256 } as const;
/** The fields of an item beside its vector. */
export const DETAILS = ['id', 'modality', 'source', 'title', 'label', 'hash'] as const;
const FILTER_FIELDS = ['modality', 'source', 'label'] as const;
/** Candidates that a search looks at where nobody says how many. */
export const DEFAULT_EFFORT = 128;
/** The most candidates that any of the stores looks at. */
export const MOST_EFFORT = 32_768;

/**
 * Checks items before anything of them is stored.
 * @throws TypeError for what is no item; RangeError for a vector of another length, not of unit length or with NaN, a field that is too
 *   long or holds what a store cannot keep, a modality that is none, or an id that comes twice
 */
export function checkItems(caller: string, items: readonly StoredItem[], dim: number): void {
  if (!Array.isArray(items)) throw new TypeError(`${caller}: items is ${describe(items)}, expected an array of items`);
  checkDetails(caller, items);
  for (const { id, vector } of items) checkVector(caller, `the vector of '${id}'`, vector, dim);
}

/** The part of checkItems that is about everything but the vectors. */
export function checkDetails(caller: string, items: readonly ItemDetails[]): void {
  const seen = new Set<string>();
  for (const [i, item] of items.entries()) {
    if (typeof item !== 'object' || item === null) {
      throw new TypeError(`${caller}: items[${i}] is ${describe(item)}, expected { id, modality, source, title, … }`);
    }
    for (const field of Object.keys(FIELD_BYTES) as (keyof typeof FIELD_BYTES)[]) {
      checkText(caller, `${field} of items[${i}]`, item[field], FIELD_BYTES[field]);
    }
    if (item.id === '') throw new RangeError(`${caller}: the id of items[${i}] is empty, expected a name of its own`);
    if (!MODALITIES.includes(item.modality)) {
      throw new RangeError(
        `${caller}: '${item.id}' has modality ${describe(item.modality)}, expected one of ${MODALITIES.join(', ')}`,
      );
    }
    if (seen.has(item.id)) {
      throw new RangeError(
        `${caller}: the id '${item.id}' comes twice, expected each once; which of the two is meant?`,
      );
    }
    seen.add(item.id);
  }
}

/** The details alone, of something that has them among other fields. */
export const detailsOf = ({ id, modality, source, title, label, hash }: ItemDetails): ItemDetails => ({
  id,
  modality,
  source,
  title,
  label,
  hash,
});

/** @throws RangeError unless the vector has dim finite numbers and is of unit length */
export function checkVector(caller: string, name: string, vector: Float32Array, dim: number): void {
  if (!(vector instanceof Float32Array)) {
    throw new TypeError(`${caller}: ${name} is ${describe(vector)}, expected a Float32Array of ${dim} numbers`);
  }
  if (vector.length !== dim) {
    throw new RangeError(
      `${caller}: ${name} has ${vector.length} numbers, expected ${dim} as the store has; embed with the encoder of the store`,
    );
  }
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (!Number.isFinite(squares)) {
    const place = vector.findIndex(value => !Number.isFinite(value));
    const found = place < 0 ? 'numbers too large to square' : `${vector[place]} at position ${place}`;
    throw new RangeError(
      `${caller}: ${name} holds ${found}, expected finite numbers; look for a division by 0 in what made it`,
    );
  }
  const length = Math.sqrt(squares);
  if (Math.abs(length - 1) > LENGTH_SLACK) {
    throw new RangeError(
      `${caller}: ${name} has length ${length.toPrecision(4)}, expected 1; divide it by its length, which changes no angle`,
    );
  }
}

/** @throws RangeError unless k is a whole number from 1 on */
export function checkK(caller: string, k: number): void {
  if (Number.isInteger(k) && k >= 1) return;
  throw new RangeError(`${caller}: k is ${describe(k)}, expected a whole number from 1 to the number of stored items`);
}

/** The error for a k that the store has too few items for. */
export const tooFew = (caller: string, k: number, count: number): RangeError =>
  count === 0
    ? new RangeError(`${caller}: the store is empty, expected at least k = ${k} items; index some first`)
    : new RangeError(
        `${caller}: k is ${k}, expected at most ${count}, as many items as are stored; choose a smaller k`,
      );

/**
 * How many candidates to look at.
 * @param otherwise where the options say nothing
 * @throws RangeError when the effort is no whole number or out of range
 */
export function effortOf(caller: string, k: number, { effort }: SearchOptions, otherwise = DEFAULT_EFFORT): number {
  if (effort === undefined) return Math.max(otherwise, k);
  if (Number.isInteger(effort) && effort >= k && effort <= MOST_EFFORT) return effort;
  throw new RangeError(
    `${caller}: effort is ${describe(effort)}, expected a whole number from k = ${k} to ${MOST_EFFORT}, the candidates to look at`,
  );
}

/**
 * A filter as a list: every field with the values that fit.
 * @throws TypeError when it is no object or a value is no text; RangeError for a field that cannot be filtered by or a list without values
 */
export function readFilter(caller: string, filter: Filter): [field: keyof Filter, values: string[]][] {
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) {
    throw new TypeError(
      `${caller}: the filter is ${describe(filter)}, expected an object such as { modality: 'image' }`,
    );
  }
  return Object.entries(filter).flatMap(([field, given]) => {
    if (!(FILTER_FIELDS as readonly string[]).includes(field)) {
      throw new RangeError(
        `${caller}: the filter names ${describe(field)}, expected one or more of ${FILTER_FIELDS.join(', ')}`,
      );
    }
    if (given === undefined) return [];
    const values = Array.isArray(given) ? [...given] : [given];
    if (values.length === 0) {
      throw new RangeError(
        `${caller}: the filter has no value for ${field}, expected at least one; leave it out for any`,
      );
    }
    for (const value of values) checkText(caller, `the filter's ${field}`, value, 256);
    return [[field as keyof Filter, values]];
  });
}

/** @throws TypeError unless ids is an array of texts */
export function checkIds(caller: string, ids: readonly string[]): void {
  if (!Array.isArray(ids)) throw new TypeError(`${caller}: ids is ${describe(ids)}, expected an array of ids`);
  ids.forEach((id, i) => {
    checkText(caller, `ids[${i}]`, id, FIELD_BYTES.id);
  });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff]/u;

function checkText(caller: string, name: string, value: unknown, most: number): void {
  if (typeof value !== 'string') throw new TypeError(`${caller}: ${name} is ${describe(value)}, expected a text`);
  // a character has three bytes at most; those of short texts need not be counted
  const bytes = 3 * value.length > most ? new TextEncoder().encode(value).length : 0;
  if (bytes > most) throw new RangeError(`${caller}: ${name} has ${bytes} bytes, expected at most ${most}; shorten it`);
  if (UNSTORABLE.test(value)) {
    throw new RangeError(
      `${caller}: ${name} holds a control character or half of a character, expected text; clean it before it is stored`,
    );
  }
}
