import { describe } from '../engine/rows';

/** Texts longer than this are refused: a mean over so many words says nothing. */
export const LONGEST_TEXT = 2000;

/** Lengths of the runs of characters that a word is cut into. */
const RUNS = [3, 4];

/**
 * The features of an English text, as numbers from 0 to buckets - 1: each word, and each run of three and of four characters of it
 * (with < and > at its ends, so that a beginning is told from a middle). "Lions" shares <li, lio, ion, <lio and lion with "lion", so
 * that a word never seen before still lands near its kin (Bojanowski et al. 2017, https://arxiv.org/abs/1607.04606).
 *
 * How it is done is part of every checkpoint and does not change: the text in lower case and without accents (Unicode NFKD, marks
 * dropped); words are runs of the letters a to z and digits; a feature's number is `hashFeature` of it, modulo the buckets (Weinberger
 * et al. 2009, https://arxiv.org/abs/0902.2206: two features may share a number, and mostly that does no harm).
 * @param where begins an error, for example `textTower: text 3`
 * @throws TypeError or RangeError as wordsOf
 */
export function textFeatures(text: string, buckets: number, where = 'textFeatures: the text'): Int32Array {
  const features: number[] = [];
  for (const word of wordsOf(text, where)) {
    features.push(hashFeature(word) % buckets);
    const marked = `<${word}>`;
    for (const length of RUNS) {
      for (let start = 0; start + length <= marked.length; start++) {
        features.push(hashFeature(`#${marked.slice(start, start + length)}`) % buckets);
      }
    }
  }
  return Int32Array.from(features);
}

/**
 * The words of an English text, in lower case and without accents.
 * @param where begins an error, for example `textTower: text 3`
 * @throws TypeError when it is no text; RangeError when it is longer than 2,000 characters or has no letter a to z and no digit
 */
export function wordsOf(text: string, where: string): string[] {
  if (typeof text !== 'string') throw new TypeError(`${where} is ${describe(text)}, expected a string`);
  const count = (n: number) => n.toLocaleString('en-US');
  if (text.length > LONGEST_TEXT) {
    throw new RangeError(
      `${where} has ${count(text.length)} characters, expected at most ${count(LONGEST_TEXT)}; take a sentence or a word`,
    );
  }
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.match(/[a-z0-9]+/g);
  if (words) return words;
  const problem = text.trim() === '' ? 'is empty' : `(${shown(text)}) has none of the letters a to z and no digit`;
  throw new RangeError(`${where} ${problem}, expected English words, such as 'lion'`);
}

/**
 * Throws unless it is an array of at least one text.
 * @throws TypeError that begins with `caller`
 */
export function checkTexts(caller: string, texts: readonly string[]): void {
  if (Array.isArray(texts) && texts.length > 0) return;
  const given = Array.isArray(texts) ? 'an empty array' : describe(texts);
  throw new TypeError(`${caller}: texts is ${given}, expected an array of at least one string, such as ['lion']`);
}

/**
 * A number from 0 to 2^32 - 1 for a text: FNV-1a over its UTF-16 units, then the mixing of MurmurHash3.
 * @internal its tests hold it to numbers that checkpoints rest on
 */
export function hashFeature(feature: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < feature.length; i++) hash = Math.imul(hash ^ feature.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The beginning of a text in quotes, for an error. */
const shown = (text: string): string => `'${text.length > 20 ? `${text.slice(0, 20)}…` : text}'`;
