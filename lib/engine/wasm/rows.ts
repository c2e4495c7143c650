import { CHUNKS, type Context } from './context';
import { productOf } from './products';

/** Pairs of rows below which a chunk is not worth a second thread. */
const FEW_PAIRS = 256;

/** Lengths, cosines and distances of rows, and their gradients, for lib/engine/unit-rows.ts and lib/losses; products of chosen pairs. */
export function registerRows(context: Context): void {
  const { tf, backend, pool, address, scratch, add } = context;
  const { kernels } = pool;

  // of all inputs together
  add('SumOfSquares', ({ inputs }) => {
    const sum = backend.makeOutput([], 'float32');
    kernels.clear(address(sum), 1);
    for (const x of Object.values(inputs)) kernels.addSquares(address(x), address(sum), tf.util.sizeFromShape(x.shape));
    return [sum];
  });

  add('UnitRows', ({ inputs: { rows }, attrs: { smallest } }) => {
    const [n, dim] = rows.shape;
    const [unit, inverse] = [[n, dim], [n]].map(shape => backend.makeOutput(shape, 'float32'));
    kernels.unitRows(address(rows), address(unit), address(inverse), n, dim, smallest);
    return [unit, inverse];
  });

  add('UnitRowsGradient', ({ inputs: { dy, unit, inverse } }) => {
    const [n, dim] = unit.shape;
    const dx = backend.makeOutput([n, dim], 'float32');
    kernels.unitRowsGradient(address(dy), address(unit), address(inverse), address(dx), n, dim);
    return [dx];
  });

  /** Where the parts of what ScaledCosines keeps for its gradient lie: one tensor, since each is wrapped and counted by TensorFlow.js. */
  const partsOf = (at: number, n: number, dim: number) => {
    const [rows, lengths] = [n * dim * 4, n * 4];
    const [scaled, unitRight, perLeft] = [1, 2, 3].map(i => at + i * rows);
    return { unitLeft: at, scaled, unitRight, perLeft, perRight: perLeft + lengths };
  };

  add('ScaledCosines', ({ inputs: { left, right }, attrs: { temperature, smallest } }) => {
    const [n, dim] = left.shape;
    const similarities = backend.makeOutput([n, n], 'float32');
    const kept = backend.makeOutput([3 * n * dim + 2 * n], 'float32');
    const { unitLeft, scaled, unitRight, perLeft, perRight } = partsOf(address(kept), n, dim);
    kernels.unitRows(address(left), unitLeft, perLeft, n, dim, smallest);
    kernels.unitRows(address(right), unitRight, perRight, n, dim, smallest);
    kernels.divide(unitLeft, scaled, n * dim, temperature);
    productOf(context, { m: n, n, k: dim, transposeB: true })(scaled, unitRight, address(similarities));
    return [similarities, kept];
  });

  add('ScaledCosinesGradient', ({ inputs: { dy, parts }, attrs: { dim, temperature } }) => {
    const n = dy.shape[0];
    const { unitLeft, scaled, unitRight, perLeft, perRight } = partsOf(address(parts), n, dim);
    const outputs = [1, 2].map(() => backend.makeOutput([n, dim], 'float32'));
    const [dLeft, dRight] = outputs.map(address);
    productOf(context, { m: n, n: dim, k: n })(address(dy), unitRight, dLeft);
    kernels.divide(dLeft, dLeft, n * dim, temperature);
    kernels.unitRowsGradient(dLeft, unitLeft, perLeft, dLeft, n, dim);
    productOf(context, { m: n, n: dim, k: n, transposeA: true })(address(dy), scaled, dRight);
    kernels.unitRowsGradient(dRight, unitRight, perRight, dRight, n, dim);
    return outputs;
  });

  add('RowCosines', ({ inputs: { left, right }, attrs: { smallest } }) => {
    const [n, dim] = left.shape;
    const outputs = [[n], [n], [n]].map(shape => backend.makeOutput(shape, 'float32'));
    const [cosines, perLeft, perRight] = outputs.map(address);
    kernels.rowCosines(address(left), address(right), cosines, perLeft, perRight, n, dim, smallest);
    return outputs;
  });

  add('RowCosinesGradient', ({ inputs: { dy, left, right, perLeft, perRight } }) => {
    const [n, dim] = left.shape;
    const outputs = [left, right].map(({ shape }) => backend.makeOutput(shape, 'float32'));
    const [given, gradients] = [[dy, left, right, perLeft, perRight], outputs].map(tensors => tensors.map(address));
    kernels.rowCosinesGradient(...given, ...gradients, n, dim);
    return outputs;
  });

  add('RowDistances', ({ inputs: { left, right } }) => {
    const [n, dim] = left.shape;
    const distances = backend.makeOutput([n], 'float32');
    kernels.rowDistances(address(left), address(right), address(distances), n, dim);
    return [distances];
  });

  add('RowDistancesGradient', ({ inputs: { dy, left, right, distances }, attrs: { smallest } }) => {
    const [n, dim] = left.shape;
    const outputs = [left, right].map(({ shape }) => backend.makeOutput(shape, 'float32'));
    const [given, gradients] = [[dy, left, right, distances], outputs].map(tensors => tensors.map(address));
    kernels.rowDistancesGradient(...given, ...gradients, n, dim, smallest);
    return outputs;
  });

  // rows less their middle, that less the first row, and the sum of what is left, squared
  add('CentredRows', ({ inputs: { rows } }) => {
    const [n, dim] = rows.shape;
    const outputs = [[n, dim], [dim], []].map(shape => backend.makeOutput(shape, 'float32'));
    const [from, centred, offset, squares] = [rows, ...outputs].map(address);
    const chunk = Math.ceil(n / CHUNKS);
    const chunks = Math.ceil(n / chunk);
    const [sums] = scratch(2 * chunks * Math.max(dim, 1));
    const total = (at: number, step: number) => {
      const parts = new Float64Array(backend.wasm.asm.memory.buffer, sums, step * (chunks - 1) + at + 1);
      let sum = 0;
      for (let part = at; part < parts.length; part += step) sum += parts[part];
      return sum;
    };
    const job = { total: n, chunk };
    pool.run('columnSums', {
      ...{ ...job, countAt: 3 },
      args: [from, from, sums, n, dim],
      perChunk: { 0: chunk * dim * 4, 2: dim * 8 },
    });
    new Float32Array(backend.wasm.asm.memory.buffer, offset, dim).forEach((_, column, offsets) => {
      offsets[column] = total(column, dim) / n;
    });
    pool.run('centreRows', {
      ...{ ...job, countAt: 5 },
      args: [from, from, offset, centred, sums, n, dim],
      perChunk: { 0: chunk * dim * 4, 3: chunk * dim * 4, 4: 8 },
    });
    new Float32Array(backend.wasm.asm.memory.buffer, squares, 1)[0] = total(0, 1);
    return outputs;
  });

  add('PairProducts', ({ inputs: { left, right }, attrs: { pairs } }) => {
    const count = pairs.length / 2;
    const [list] = scratch(pairs.length);
    new Int32Array(backend.wasm.asm.memory.buffer, list, pairs.length).set(pairs);
    const products = backend.makeOutput([count], 'float32');
    const chunk = Math.ceil(Math.max(count / CHUNKS, FEW_PAIRS));
    pool.run('pairProducts', {
      ...{ total: count, chunk, countAt: 4 },
      args: [address(left), address(right), list, address(products), count, left.shape[1]],
      perChunk: { 2: chunk * 8, 3: chunk * 4 },
    });
    return [products];
  });

  add('ValuesAbove', ({ inputs: { matrix }, attrs: { leastOfRow, leastOfColumn, from, end } }) => {
    const [n, width] = matrix.shape;
    const chunk = Math.ceil(n / CHUNKS);
    const chunks = Math.ceil(n / chunk);
    const [rows, columns, counts] = scratch(n, width, chunks);
    const most = chunk * (end - from);
    const list = backend.makeOutput([chunks * most], 'int32'); // as long as if all were above
    const { buffer } = backend.wasm.asm.memory;
    new Float32Array(buffer, rows, n).set(leastOfRow);
    new Float32Array(buffer, columns, width).set(leastOfColumn);
    pool.run('valuesAbove', {
      ...{ total: n, chunk, countAt: 6 },
      args: [address(matrix), rows, columns, address(list), counts, 0, n, width, from, end],
      perChunk: { 0: chunk * width * 4, 1: chunk * 4, 3: most * 4, 4: 4, 5: chunk * width },
    });
    const found = new Int32Array(buffer, counts, chunks);
    const picked = new Int32Array(found.reduce((sum, count) => sum + count, 0));
    let sum = 0;
    found.forEach((count, part) => {
      picked.set(new Int32Array(buffer, address(list) + part * most * 4, count), sum);
      sum += count;
    });
    backend.disposeData(list.dataId);
    const all = new Float32Array(buffer, address(matrix), n * width);
    const values = new Float32Array(sum);
    for (let i = 0; i < sum; i++) values[i] = all[picked[i]];
    return [
      backend.makeOutput([sum], 'int32', undefined, picked),
      backend.makeOutput([sum], 'float32', undefined, values),
    ];
  });
}
