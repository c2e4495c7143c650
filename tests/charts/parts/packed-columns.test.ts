import { describe, expect, test } from 'vitest';
import { packedColumns } from '../../../lib/charts/parts/packed-columns';
import { vegaChart } from '../../../lib/charts/parts/theme';
import { signalsOf } from '../drawn';

/** What a chart makes of the columns when it is opened. */
async function unpacked(columns: Record<string, number[]>): Promise<Record<string, unknown>> {
  return signalsOf(vegaChart({ width: 1, height: 1, ...packedColumns('rows', columns) }, ''), Object.keys(columns));
}

const texts = (columns: Record<string, number[]>) =>
  packedColumns('rows', columns).signals!.flatMap(signal => ('value' in signal ? [String(signal.value)] : []));

describe('packed columns', () => {
  test.each([
    ['whole numbers from 0 on', [0, 1, 2, 3]],
    ['numbers below 0', [-1000, 1000, 0, -1]],
    ['places of a chart, in tenths of a pixel', Array.from({ length: 6601 }, (_, value) => value)],
    ['rows of ten thousand', Array.from({ length: 10_000 }, (_, row) => (row * 7919) % 10_000)],
    ['one number again and again', [42, 42, 42]],
    ['large numbers', [2 ** 31, 0, 123_456_789]],
    ['a single number', [7]],
    ['no number', []],
  ])('come back as they went in: %s', async (_, values) => {
    expect(await unpacked({ a: values, b: [...values].reverse() })).toEqual({ a: values, b: [...values].reverse() });
  });

  test('take two characters a place, in a file as in memory', () => {
    const [text] = texts({ xs: Array.from({ length: 6601 }, (_, value) => value) });
    expect(text).toHaveLength(2 * 6601);
    expect(Buffer.byteLength(JSON.stringify(text))).toBe(2 * 6601 + 2);
  });

  test('have no character that could end a script or a text', () => {
    const [text] = texts({ xs: Array.from({ length: 6601 }, (_, value) => value) });
    expect(text).not.toMatch(/[<>&'"\\`\s]/);
  });
});
