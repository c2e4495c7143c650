import { beforeAll, describe, expect, test } from 'vitest';
import { hashFeature, textFeatures } from '../../lib/encoders/text-features';
import { textTower } from '../../lib/encoders/text-tower';
import { startEngine, tf } from '../../lib/engine/index';

beforeAll(() => startEngine());

const rowsOf = async (texts: string[], tower = textTower()) => {
  const rows = await tower.embed(texts);
  const values = await rows.data();
  const [n, dim] = rows.shape;
  rows.dispose();
  return Array.from({ length: n }, (_, i) => [...values.slice(i * dim, (i + 1) * dim)]);
};
const expectSame = (a: number[], b: number[]) =>
  a.forEach((value, i) => {
    expect(value).toBeCloseTo(b[i], 5);
  });

describe('the features of a text', () => {
  // Part of every checkpoint: other numbers here would make the shipped encoders read every word wrong.
  test('have the numbers that they always had', () => {
    expect(hashFeature('')).toBe(2872998923);
    expect(hashFeature('lion')).toBe(848811200);
    expect([...textFeatures('Lion', 8192)]).toEqual([5312, 591, 6101, 1996, 5735, 499, 875, 6841]);
  });

  test('are each word and each run of three and four characters of it', () => {
    // lion; <li lio ion on>; <lio lion ion>
    expect(textFeatures('lion', 8192)).toHaveLength(1 + 4 + 3);
    const [word, ...runs] = textFeatures('lions', 2 ** 31);
    expect(word).toBe(hashFeature('lions') % 2 ** 31);
    expect(runs).toContain(hashFeature('#lion') % 2 ** 31);
    expect([...textFeatures('a lion', 8192)]).toEqual([...textFeatures('a', 8192), ...textFeatures('lion', 8192)]);
  });

  test('do not tell large letters, accents and signs apart', () => {
    const plain = textFeatures('cafe creme', 8192);
    for (const text of ['Café crème', 'CAFE, CREME!', '  cafe\n\tcreme ', 'cafe-crème ☕']) {
      expect(textFeatures(text, 8192)).toEqual(plain);
    }
  });

  test.each([
    ['empty', '', /text is empty, expected English words/],
    ['blank', ' \n', /text is empty/],
    ['of emoji only', '🦁🎺', /\('🦁🎺'\) has none of the letters a to z and no digit/],
    ['in another script', 'лев', /\('лев'\) has none of the letters/],
    ['in another script and long', '獅子'.repeat(50), /\('獅子獅子.*…'\) has none/],
    [
      'of 100,000 characters',
      'lion '.repeat(20_000),
      /has 100,000 characters, expected at most 2,000; take a sentence/,
    ],
    ['no text', 7 as unknown as string, /text is 7, expected a string/],
  ])('are refused of a text that is %s', (_, text, message) => {
    expect(() => textFeatures(text, 8192)).toThrow(message);
  });
});

describe('the text tower', () => {
  test('gives rows of unit length, in the order of the texts, whatever comes with them', async () => {
    const texts = Array.from({ length: 300 }, (_, i) => `word ${'x'.repeat(i % 40)} ${i}`); // more than one batch
    const tower = textTower();
    const rows = await rowsOf(texts, tower);
    for (const row of rows) expect(Math.hypot(...row)).toBeCloseTo(1, 5);
    expectSame(rows[299], (await rowsOf([texts[299]], tower))[0]);
  });

  test('does not look at the order of the words', async () => {
    const [first, second, other] = await rowsOf(['red apple', 'apple red', 'red pear']);
    expectSame(first, second);
    expect(first.some((value, i) => Math.abs(value - other[i]) > 0.01)).toBe(true);
  });

  test('starts with kindred words near each other', async () => {
    const [lion, lions, trumpet] = await rowsOf(['lion', 'lions', 'trumpet']);
    const cosine = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
    expect(cosine(lion, lions)).toBeGreaterThan(cosine(lion, trumpet) + 0.3);
  });

  test('leaves no tensor behind but the rows', async () => {
    const tower = textTower({ buckets: 64 });
    const before = tf.memory().numTensors;
    await rowsOf(['lion', 'a trumpet in the rain'], tower);
    expect(tf.memory().numTensors).toBe(before);
    tower.dispose();
    expect(tf.memory().numTensors).toBe(before - 3);
  });

  test('says which text it cannot read', async () => {
    await expect(textTower().embed(['lion', ''])).rejects.toThrow(/textTower: text 1 is empty/);
    await expect(textTower().embed([])).rejects.toThrow(/embed: texts is an empty array/);
    await expect(textTower().embed('lion' as unknown as string[])).rejects.toThrow(
      /texts is 'lion', expected an array/,
    );
  });
});
