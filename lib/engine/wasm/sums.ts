import { CHUNKS, type Context, isFloat } from './context';

/** Rows that `sumBlocks` adds up at a time. */
const BLOCK = 64;
/** Below so many values a second thread costs more than it brings. */
const SMALL = 65_536;

/** Sums over the leading axes, as in the gradient of a bias, and of the rows that share a segment, as in the gradient of `gather`. */
export function registerSums({ tf, backend, pool, address, scratch, replace }: Context): void {
  const { kernels } = pool;
  const sizeOf = tf.util.sizeFromShape;

  replace('Sum', original => call => {
    const { x } = call.inputs;
    const rank = x.shape.length;
    const axes = tf.util.parseAxisParam(call.attrs.axis, x.shape).sort((a, b) => a - b);
    const count = axes.length;
    if (count === 0 || count === rank || axes.some((axis, i) => axis !== i) || !isFloat(x)) return original(call);
    const rest = x.shape.slice(count);
    const sum = backend.makeOutput(call.attrs.keepDims ? [...axes.map(() => 1), ...rest] : rest, 'float32');
    kernels.clear(address(sum), sizeOf(rest));
    const [rows, columns] = [x.shape.slice(0, count), rest].map(sizeOf);
    if (rows * columns === 0) return sum;
    const blocks = Math.ceil(rows / BLOCK);
    const [sums] = scratch(blocks * columns);
    const blocksAChunk = Math.ceil(Math.max(blocks / CHUNKS, SMALL / (BLOCK * columns)));
    pool.run('sumBlocks', {
      ...{ total: rows, chunk: blocksAChunk * BLOCK, countAt: 2 },
      args: [address(x), sums, rows, columns],
      perChunk: { 0: blocksAChunk * BLOCK * columns * 4, 1: blocksAChunk * columns * 4 },
    });
    kernels.addRows(sums, address(sum), blocks, columns);
    return sum;
  });

  // Missing in the backend, and on the `cpu` one it walks the whole input once a segment: for an embedding table of 8,192 rows
  // minutes a step.
  replace('UnsortedSegmentSum', original => call => {
    const { x, segmentIds } = call.inputs;
    const { numSegments } = call.attrs;
    if (!isFloat(x) || segmentIds.dtype !== 'int32') return original(call);
    const rest = x.shape.slice(segmentIds.shape.length);
    const sums = backend.makeOutput([numSegments, ...rest], 'float32');
    kernels.clear(address(sums), numSegments * sizeOf(rest));
    kernels.segmentSum(
      address(x),
      address(segmentIds),
      address(sums),
      sizeOf(segmentIds.shape),
      sizeOf(rest),
      numSegments,
    );
    return sums;
  });
}
