import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { pairProducts } from '../../lib/engine/pair-products';
import { rowCosines, scaledCosines, unitRows } from '../../lib/engine/unit-rows';
import { marginLoss } from '../../lib/losses/margin';
import { rowDistances } from '../../lib/losses/row-distances';
import { kindLoss, partnerLoss } from '../../lib/losses/softmax';
import { fitPca } from '../../lib/projection/pca';
import { energy, expectAsOnCpu, normal } from './support';

/** What WASM does in one kernel of the course's own equals the steps that the cpu engine takes one by one. */

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
});

type Rows = tf.Tensor2D;
const matrix = (rows: number, columns: number, seed: number) => normal<tf.Rank.R2>([rows, columns], seed);
/** Sizes with and without numbers left over beside fours and eights. */
const SIZES = [
  [1, 1],
  [3, 5],
  [8, 16],
  [13, 31],
  [70, 34],
];

describe.each(SIZES)('of %i rows of %i', (n, dim) => {
  const both = (op: (left: Rows, right: Rows) => tf.Tensor) => () => [
    op(matrix(n, dim, 1), matrix(n, dim, 2)),
    ...tf.grads((left, right) => energy(op(left as Rows, right as Rows)))([matrix(n, dim, 1), matrix(n, dim, 2)]),
  ];
  it('unit rows', () => expectAsOnCpu(both((left, right) => tf.mul(unitRows(left), right))));
  it('cosines', () => expectAsOnCpu(both(rowCosines)));
  it('distances', () => expectAsOnCpu(both(rowDistances)));
  it('cosines of all with all', () => expectAsOnCpu(both((left, right) => scaledCosines(left, right, 0.3))));
  it('cosines of all with all, and the slope of a temperature that is learned', () =>
    expectAsOnCpu(() =>
      tf.grads((left, right, t) => energy(scaledCosines(left as Rows, right as Rows, t as tf.Scalar)))([
        ...[matrix(n, dim, 1), matrix(n, dim, 2)],
        tf.scalar(0.3),
      ]),
    ));
  it('the loss with a margin, where some are within it', () => {
    const same = Array.from({ length: n }, (_, i) => i % 2);
    const margin = Math.sqrt(2 * dim);
    return expectAsOnCpu(both((left, right) => tf.mul(marginLoss(left, right, same, { margin }), 3)));
  });
  it('a matrix turned round', () => expectAsOnCpu(() => tf.transpose(matrix(n, dim, 1))));
});

describe.each([1, 2, 7, 16, 45])('of %i rows compared with each other', n => {
  const kinds = () => tf.tensor1d(Float32Array.from({ length: n }, (_, i) => (i * 5) % 4));
  const losses: Record<string, (similarities: Rows) => tf.Scalar> = {
    partnerLoss: s => partnerLoss(s, kinds()),
    'partnerLoss, both ways': s => partnerLoss(s, kinds(), { both: true }),
    'partnerLoss, each of its own kind': s => partnerLoss(s),
    kindLoss: s => kindLoss(s, kinds()),
  };
  for (const [name, loss] of Object.entries(losses)) {
    it(name, () =>
      expectAsOnCpu(() => {
        const { value, grad } = tf.valueAndGrad(s => tf.mul(loss(s as Rows), 3) as tf.Scalar)(
          tf.mul(matrix(n, n, 3), 20),
        );
        return [value, grad];
      }),
    );
  }
});

describe('wide products, packed on both sides', () => {
  for (const [m, k, n] of [
    [1, 3, 32],
    [37, 300, 45],
    [130, 9, 64],
    [66, 517, 33],
  ]) {
    for (const [transposeA, transposeB] of [
      [false, false],
      [false, true],
      [true, false],
      [true, true],
    ]) {
      it(`${m} x ${k} x ${n}${transposeA ? ', A transposed' : ''}${transposeB ? ', B transposed' : ''}`, () =>
        expectAsOnCpu(() => {
          const a = transposeA ? matrix(k, m, 4) : matrix(m, k, 4);
          const b = transposeB ? matrix(n, k, 5) : matrix(k, n, 5);
          return tf.matMul(a, b, transposeA, transposeB);
        }));
    }
  }
});

it('products of chosen pairs of rows', async () => {
  const [n, dim] = [600, 13];
  const rows = (await matrix(n, dim, 6).data()) as Float32Array;
  const pairs = Int32Array.from({ length: 2 * 5000 }, (_, i) => (i * 7919) % n);
  const products = await pairProducts({ rows, dim, n }, { rows, dim, n }, pairs);
  products.forEach((product, pair) => {
    let expected = 0;
    for (let i = 0; i < dim; i++) expected += rows[pairs[2 * pair] * dim + i] * rows[pairs[2 * pair + 1] * dim + i];
    expect(product).toBeCloseTo(expected, 5);
  });
});

it('axes of rows whose width is no multiple of four, eleven directions at a time', async () => {
  const [n, dim] = [333, 131];
  const rows = ((await matrix(n, dim, 7).data()) as Float32Array).map((x, i) => x / (1 + (i % dim)));
  const [few, all] = [
    await fitPca({ rows, dim }, { components: 6, method: 'subspace' }),
    await fitPca({ rows, dim }, { components: 6, method: 'ml-pca' }),
  ];
  few.axes.forEach((loading, i) => {
    expect(loading).toBeCloseTo(all.axes[i], 4);
  });
});
