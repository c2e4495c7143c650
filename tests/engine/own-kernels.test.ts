import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { pairProducts } from '../../lib/engine/pair-products';
import { rowCosines, scaledCosines, unitRows } from '../../lib/engine/unit-rows';
import { valuesAbove } from '../../lib/engine/values-above';
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

describe('wide products of rows that are mostly zeros', () => {
  const bags = (rows: number, columns: number) =>
    tf.tensor2d(
      Float32Array.from({ length: rows * columns }, (_, i) => ((i * 2_654_435_761) % 97 < 3 ? ((i % 7) - 3) / 4 : 0)),
      [rows, columns],
    );
  for (const [m, k, n] of [
    [37, 700, 45],
    [256, 2048, 96],
    [3, 64, 33],
  ]) {
    it(`${m} x ${k} x ${n}`, () => expectAsOnCpu(() => tf.matMul(bags(m, k), matrix(k, n, 5))));
    it(`${m} x ${k} x ${n}, A transposed`, () =>
      expectAsOnCpu(() => tf.matMul(bags(k, m), matrix(k, n, 5), true, false)));
  }
  it('beside rows that are not', () =>
    expectAsOnCpu(() => tf.matMul(tf.concat([bags(30, 300), matrix(30, 300, 4)]), matrix(300, 40, 5))));
});

it('steps of Adam, to the last bit those that TensorFlow.js takes in a dozen operations', async () => {
  const [rate, beta1, beta2, epsilon] = [0.01, 0.9, 0.999, tf.backend().epsilon()];
  for (const shape of [[1], [5], [37, 3], [300, 70]]) {
    const weight = tf.variable(normal(shape, 8)) as tf.Variable;
    const optimiser = tf.train.adam(rate);
    let [x, first, second]: tf.Tensor[] = [weight.clone(), tf.zeros(shape), tf.zeros(shape)];
    let [power1, power2]: tf.Tensor[] = [tf.scalar(beta1), tf.scalar(beta2)];
    for (let step = 0; step < 4; step++) {
      const gradient = normal(shape, 10 + step);
      optimiser.applyGradients([{ name: weight.name, tensor: gradient }]);
      first = tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1));
      second = tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2));
      const [mean, variance] = [tf.div(first, tf.sub(1, power1)), tf.div(second, tf.sub(1, power2))];
      x = tf.add(tf.mul(tf.div(mean, tf.add(tf.sqrt(variance), epsilon)), -rate), x);
      [power1, power2] = [tf.mul(power1, beta1), tf.mul(power2, beta2)];
      expect(await weight.data()).toEqual(await x.data());
    }
    optimiser.dispose();
    weight.dispose();
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

it.each([
  [37, 130],
  [1, 3],
  [300, 64],
])('values of %i x %i above what their row or their column asks for', async (n, width) => {
  const whole = tf.add(tf.round(tf.mul(matrix(n, width, 8), 10)), 0); // no -0, which whole numbers do not know
  const values = await whole.data();
  const rows = Float32Array.from({ length: n }, (_, i) => (i % 7 ? 15 : -Infinity));
  const columns = Float32Array.from({ length: width }, (_, i) => (i % 5 ? Infinity : 9));
  for (const [from, end] of [
    [0, width],
    [width >> 1, width - 1],
  ]) {
    const all = Array.from(values.keys()).filter(at => at % width >= from && at % width < end);
    const both = all.filter(at => values[at] > rows[Math.floor(at / width)] || values[at] > columns[at % width]);
    const byRow = all.filter(at => values[at] > rows[Math.floor(at / width)]);
    // of whole numbers there is no kernel: they are picked out without
    for (const tensor of [whole, tf.cast(whole, 'int32')] as tf.Tensor2D[]) {
      const picked = await valuesAbove(tensor, rows, columns, { from, end });
      expect([...picked.places]).toEqual(both);
      expect([...picked.values]).toEqual(both.map(at => values[at]));
      expect([...(await valuesAbove(tensor, rows, undefined, { from, end })).places]).toEqual(byRow);
    }
  }
  const none = await valuesAbove(whole as tf.Tensor2D, new Float32Array(n).fill(Infinity));
  expect([none.places.length, none.values.length]).toEqual([0, 0]);
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
