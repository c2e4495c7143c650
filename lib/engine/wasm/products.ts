import { bridgeToCpu } from './bridge';
import { type Attributes, CHUNKS, type Context, type Inputs, isFloat, type TensorInfo, toEight } from './context';
import { type Finish, finish, finishOf, UNFINISHED } from './finish';

/** Products below this many multiplications a chunk are not worth a second thread. */
const SMALL_PRODUCT = 200_000;
/** Numbers of B from which on it is not read again for a few rows, and how many rows are enough. */
const LARGE_FACTOR = 65_536;
const FEWEST_ROWS = 24;
/** Numbers below which a chunk is not worth a second thread that copies. */
const SMALL_COPY = 32_768;
/** Columns from which on a packed copy of A pays. */
const WIDE = 32;

const ACTIVATIONS: Record<string, string | undefined> = {
  relu: 'Relu',
  relu6: 'Relu6',
  elu: 'Elu',
  sigmoid: 'Sigmoid',
  leakyrelu: 'LeakyRelu',
  prelu: 'Prelu',
};

/** Floats that a chunk of a product with itself keeps between its two halves: 64 rows of eight. */
const ALONG = 512;

/** Floats that `packedProduct` of tile.as.ts needs for a chunk of rows. */
export const packedRoom = (rows: number, k: number) => Math.ceil(rows / 4) * (4 * k + Math.floor(k / 2) + 1) + 32;

interface ProductShape {
  m: number;
  n: number;
  k: number;
  transposeA?: boolean;
  transposeB?: boolean;
}

/**
 * A matrix product of one shape over all cores, to call with the places of a, b and c; b is packed when it is another than the last. Its
 * buffers are valid until `scratch` is asked for others.
 */
export function productOf({ pool, scratch }: Context, { m, n, k, transposeA, transposeB }: ProductShape) {
  const fewest = k * n > LARGE_FACTOR ? FEWEST_ROWS : SMALL_PRODUCT / (n * k);
  const chunk = Math.min(toEight(m), toEight(Math.max(m / CHUNKS, fewest)));
  const rowPanels = n >= WIDE ? packedRoom(chunk, k) : 0;
  const [panels, packedRows] = scratch(k * toEight(n), rowPanels * pool.threads);
  const rowStride = transposeA ? 1 : k;
  let packed = -1;
  const packPanels = (b: number) => {
    const columns = toEight(Math.max(n / CHUNKS, SMALL_COPY / k));
    const [depthStride, columnStride] = transposeB ? [1, k] : [n, 1];
    pool.run('pack', {
      ...{ total: n, chunk: columns, countAt: 4 },
      args: [b, panels, 1, k, n, 0, depthStride, columnStride],
      perChunk: { 0: columns * columnStride * 4, 1: columns * k * 4 },
    });
  };
  return (a: number, b: number, c: number, { bias, activation }: Finish = UNFINISHED) => {
    if (b !== packed) packPanels(b);
    packed = b;
    pool.run('matMul', {
      ...{ total: m, chunk, countAt: 3 },
      args: [a, panels, c, m, n, k, rowStride, transposeA ? m : 1, rowPanels && packedRows, bias, activation],
      perChunk: { 0: rowStride * 4 * chunk, 2: n * 4 * chunk },
      perThread: { 8: rowPanels * 4 },
    });
  };
}

/** The matrix product, and that of rows with themselves, over all cores. */
export function registerProducts(context: Context): void {
  const { tf, backend, pool, address, scratch, replace, add } = context;
  const { kernels } = pool;
  const sizeOf = tf.util.sizeFromShape;

  const wholeNumbers = bridgeToCpu(tf, 'BatchMatMul');

  replace('BatchMatMul', original => call => {
    const { a, b } = call.inputs;
    const { transposeA, transposeB, ending } = call.attrs;
    const [rowsA, columnsA] = a.shape.slice(-2);
    const [rowsB, columnsB] = b.shape.slice(-2);
    const m = transposeA ? columnsA : rowsA;
    const k = transposeA ? rowsA : columnsA;
    const n = transposeB ? rowsB : columnsB;
    const outer = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
    const batch = sizeOf(outer);
    const batchA = sizeOf(a.shape.slice(0, -2));
    const batchB = sizeOf(b.shape.slice(0, -2));
    if (!isFloat(a, b)) return wholeNumbers(call);
    // left over: batches such as [2, 1] by [1, 3]
    if (![1, batch].includes(batchA) || ![1, batch].includes(batchB)) return finish(context, original(call), ending);
    const c = backend.makeOutput([...outer, m, n], 'float32');
    if (m * n * k === 0) {
      kernels.clear(address(c), sizeOf(c.shape));
      return finish(context, c, ending);
    }
    const multiply = productOf(context, { m, n, k, transposeA, transposeB });
    for (let i = 0; i < batch; i++) {
      const aAt = address(a) + (batchA > 1 ? i * m * k * 4 : 0);
      const bAt = address(b) + (batchB > 1 ? i * k * n * 4 : 0);
      multiply(aAt, bAt, address(c) + i * m * n * 4, ending);
    }
    return c;
  });

  // Reads the rows once, where two products read them and a transposed copy of them.
  add('GramProduct', ({ inputs: { rows, directions } }) => {
    const [n, dim] = rows.shape;
    const width = directions.shape[0];
    const size = toEight(width) * dim;
    const chunk = Math.ceil(n / CHUNKS);
    const chunks = Math.ceil(n / chunk);
    const [packed, sums, sum, along] = scratch(size, size * chunks, size, ALONG * pool.threads);
    kernels.pack(address(directions), packed, 1, dim, width, 0, 1, dim);
    pool.run('gramProduct', {
      ...{ total: n, chunk, countAt: 4 },
      args: [address(rows), packed, sums, along, n, dim, size / dim / 8],
      perChunk: { 0: chunk * dim * 4, 2: size * 4 },
      perThread: { 3: ALONG * 4 },
    });
    kernels.clear(sum, size);
    kernels.addRows(sums, sum, chunks, size);
    const panels = new Float32Array(backend.wasm.asm.memory.buffer, sum, size);
    const values = new Float32Array(width * dim);
    for (let direction = 0, at = 0; direction < width; direction++) {
      const from = (direction >> 3) * dim * 8 + (direction & 7);
      for (let column = 0; column < dim; column++, at++) values[at] = panels[from + column * 8];
    }
    return [backend.makeOutput([width, dim], 'float32', undefined, values)];
  });
}

/**
 * A convolution or product with its bias and activation in one call, as `tf.layers` asks for when it does not train: where the kernel of the
 * first cannot add them itself, by the kernels for each part. The backend's own give wrong products of transposed matrices, and share the
 * faults of its convolutions.
 */
export function registerFused(context: Context): void {
  const { backend, replace, run } = context;
  for (const [kernelName, base, columnsOf] of [
    ['FusedConv2D', 'Conv2D', ({ filter }) => filter.shape[3]],
    ['FusedDepthwiseConv2D', 'DepthwiseConv2dNative', ({ filter }) => filter.shape[2] * filter.shape[3]],
    ['_FusedMatMul', 'BatchMatMul', ({ b }, { transposeB }) => b.shape[b.shape.length - (transposeB ? 2 : 1)]],
  ] as [string, string, (inputs: Inputs, attrs: Attributes) => number][]) {
    replace(kernelName, () => ({ inputs, attrs }) => {
      const { preluActivationWeights: alpha, ...parts } = inputs;
      const { bias, ...factors } = parts;
      const { activation = 'linear', leakyreluAlpha } = attrs;
      const kernel = ACTIVATIONS[activation];
      if (!kernel && activation !== 'linear') {
        const known = ['linear', ...Object.keys(ACTIVATIONS)].join(', ');
        throw new Error(`${kernelName}: the activation is ${activation}, expected one of ${known}`);
      }
      const ending = finishOf(context, parts, activation, columnsOf(factors, attrs));
      if (ending) return run(base, factors, { ...attrs, ending });
      const next = (step: string, more: Inputs, stepAttrs = {}, previous: TensorInfo): TensorInfo => {
        const result = run(step, more, stepAttrs);
        backend.disposeData(previous.dataId);
        return result;
      };
      let y = run(base, factors, attrs);
      if (bias) y = next('Add', { a: y, b: bias }, {}, y);
      if (!kernel) return y;
      return next(kernel, alpha ? { x: y, alpha } : { x: y }, { alpha: leakyreluAlpha }, y);
    });
  }
}
