import { describe, expect, test } from 'vitest';
import { ROW_PRECISIONS, type RowPrecision, roundRows } from '../../lib/encoders/round-rows';

const ROWS = { rows: Float32Array.of(0.6, -0.8, 0, 1, 0.001, -0.0005), dim: 3 };
const rounded = (precision: RowPrecision) => roundRows(ROWS, precision);

describe('rows in fewer bits', () => {
  test('float32 keeps every bit, in rows of their own', () => {
    expect(rounded('float32').rows).toEqual(ROWS.rows);
    expect(rounded('float32').rows).not.toBe(ROWS.rows);
  });

  test('float16 keeps three digits', () => {
    rounded('float16').rows.forEach((value, i) => {
      expect(Math.abs(value - ROWS.rows[i])).toBeLessThanOrEqual(Math.abs(ROWS.rows[i]) / 2048);
    });
  });

  test('int8 has a scale for each row, and is off by half a step at most', () => {
    const { rows } = rounded('int8');
    expect(Array.from(rows.slice(0, 3), value => Math.round((value * 127) / 0.8))).toEqual([95, -127, 0]);
    expect(rows[3]).toBeCloseTo(1, 6);
    rows.forEach((value, i) => {
      expect(Math.abs(value - ROWS.rows[i])).toBeLessThanOrEqual((i < 3 ? 0.8 : 1) / 254 + 1e-7);
    });
  });

  test('a row of zeros stays zeros in int8', () => {
    expect(Array.from(roundRows({ rows: new Float32Array(2), dim: 2 }, 'int8').rows)).toEqual([0, 0]);
  });

  test('one bit keeps the sign', () => {
    expect(Array.from(rounded('one bit').rows)).toEqual([1, -1, 1, 1, 1, -1]);
  });

  test('a row of 608 takes so many bytes', () => {
    const row = { rows: new Float32Array(608).fill(0.1), dim: 608 };
    expect(ROW_PRECISIONS.map(precision => roundRows(row, precision).bytes)).toEqual([2432, 1216, 612, 76]);
  });

  test('another width or precision is refused', () => {
    expect(() => roundRows({ rows: new Float32Array(7), dim: 3 }, 'int8')).toThrow(
      '7 numbers, expected a multiple of dim = 3',
    );
    expect(() => roundRows(ROWS, 'int4' as RowPrecision)).toThrow("no precision 'int4', expected float32, float16");
  });
});
