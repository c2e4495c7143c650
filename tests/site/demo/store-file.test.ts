import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../lib/engine/seeds';
import { toUnit } from '../../../lib/search/directions';
import { type DemoItem, picturePlaces, readStoreFile, writeStoreFile } from '../../../tools/site/demo/store-file';

const DIM = 96;

function unitRows(count: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const rows = Float32Array.from({ length: count * DIM }, () => random.normal());
  for (let start = 0; start < rows.length; start += DIM) toUnit(rows.subarray(start, start + DIM));
  return rows;
}

const cosine = (one: Float32Array, other: Float32Array) => one.reduce((sum, value, i) => sum + value * other[i]!, 0);

describe('a file of the store', () => {
  const rows = unitRows(50, 1);
  const content = { names: ['lion', 'Löwe', '猫'] };

  test.each([
    ['int8', 2e-4],
    ['float16', 1e-6],
  ] as const)('gives back what was put into it, rows in %s', (precision, gap) => {
    const read = readStoreFile(writeStoreFile(content, { some: { rows, dim: DIM } }, precision));
    expect(read.content).toEqual(content);
    const { rows: back, dim } = read.rows.some!;
    expect([back.length, dim]).toEqual([rows.length, DIM]);
    for (let start = 0; start < rows.length; start += DIM) {
      const [one, other] = [rows.subarray(start, start + DIM), back.subarray(start, start + DIM)];
      expect(Math.hypot(...other)).toBeCloseTo(1, 6);
      expect(cosine(one, other)).toBeGreaterThan(1 - gap);
    }
  });

  test('keeps several sets of rows, each with its width, wherever its bytes begin', () => {
    const file = writeStoreFile(content, {
      one: { rows, dim: DIM },
      other: { rows: Float32Array.of(1, 0, 0, 0.6, 0.8, 0), dim: 3 },
    });
    const shifted = new Uint8Array(file.length + 1);
    shifted.set(file, 1);
    const { rows: read } = readStoreFile(shifted.subarray(1));
    expect(Object.keys(read)).toEqual(['one', 'other']);
    expect(read.other!.dim).toBe(3);
    expect(Array.from(read.other!.rows, value => Math.round(100 * value) / 100)).toEqual([1, 0, 0, 0.6, 0.8, 0]);
  });
});

test('drawings of a concept lie side by side in one file, and a photograph by itself', () => {
  const item = (id: string, label: string): DemoItem => ({
    ...{ id, modality: 'image', source: id.split('/')[0]!, title: label, label, unseen: false },
  });
  const places = picturePlaces([
    item('noto/0', 'A'),
    item('noto/1', 'B'),
    item('twemoji/0', 'A'),
    item('tuxpaint/7', 'A'),
    { ...item('name/A', 'A'), modality: 'text' },
  ]);
  expect(Object.fromEntries(places)).toEqual({
    'noto/0': { file: 'drawings/A.webp', columns: 2, rows: 1, at: 0 },
    'twemoji/0': { file: 'drawings/A.webp', columns: 2, rows: 1, at: 1 },
    'noto/1': { file: 'drawings/B.webp', columns: 1, rows: 1, at: 0 },
    'tuxpaint/7': { file: 'photographs/tuxpaint-7.webp', columns: 1, rows: 1, at: 0 },
  });
});
