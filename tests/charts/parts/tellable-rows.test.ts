import { expect, test } from 'vitest';
import { tellableRows } from '../../../lib/charts/parts/tellable-rows';

const N = 3000;
const zeros = new Array(N).fill(0);
const inOnePlace = { xs: zeros, ys: zeros, classOf: zeros };
/** Thirty rows of a hundred, ten pixels apart. */
const apart = {
  xs: zeros.map((_, row) => 100 * (row % 100)),
  ys: zeros.map((_, row) => 100 * Math.floor(row / 100)),
  classOf: zeros,
};
const all = zeros.map((_, row) => row);

test('of dots that lie on each other, one of each class can be pointed at', () => {
  expect(tellableRows([inOnePlace])).toEqual([0]);
  expect(tellableRows([{ ...inOnePlace, classOf: zeros.map((_, row) => row % 3) }])).toEqual([0, 1, 2]);
});

test('a row that stands alone in any of the panels can be pointed at', () => {
  expect(tellableRows([apart])).toEqual(all);
  expect(tellableRows([inOnePlace, apart])).toEqual(all);
});

test('of a few points, all can', () => {
  const few = (list: number[]) => list.slice(0, 2500);
  expect(tellableRows([{ xs: few(zeros), ys: few(zeros), classOf: few(zeros) }])).toHaveLength(2500);
});
