import { CHUNKS, type Context } from './context';

/** Pairs of rows below which a chunk is not worth a second thread. */
const FEW_PAIRS = 256;

/** Lengths, cosines and distances of rows, and their gradients, for lib/engine/unit-rows.ts and lib/losses; products of chosen pairs. */
export function registerRows({ tf, backend, pool, address, scratch, add }: Context): void {
  const { kernels } = pool;

  add('SumOfSquares', ({ inputs: { x } }) => {
    const sum = backend.makeOutput([], 'float32');
    kernels.sumOfSquares(address(x), address(sum), tf.util.sizeFromShape(x.shape));
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
}
