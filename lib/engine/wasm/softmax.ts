import { CHUNKS, type Context, type TensorInfo, toEight } from './context';

/** Similarities below which a chunk of rows is not worth a second thread. */
const SMALL = 8192;

/** The losses of a square matrix of similarities, each with its slopes, for lib/losses/softmax.ts and lib/losses/sigmoid.ts. */
export function registerSoftmax({ backend, pool, address, scratch, add }: Context): void {
  const { kernels } = pool;
  const rowsAChunk = (n: number) => Math.ceil(Math.max(n / CHUNKS, SMALL / n));

  /** The sum of values, divided by `parts`; they are disposed of. */
  function mean(values: TensorInfo, parts: number, shape: number[] = []): TensorInfo {
    const result = backend.makeOutput(shape, 'float32');
    kernels.mean(address(values), address(result), values.shape[0], parts);
    backend.disposeData(values.dataId);
    return result;
  }

  add('SoftmaxLoss', ({ inputs: { similarities, kinds }, attrs: { within } }) => {
    const n = kinds.shape[0];
    const given = backend.readSync(kinds.dataId);
    const parts = within ? Math.max(1, countShared(given)) : n;
    const [ids, work] = scratch(toEight(n), toEight(n) * pool.threads);
    const filledUp = new Float32Array(backend.wasm.asm.memory.buffer, ids, toEight(n)).fill(Number.NaN);
    filledUp.set(given);
    const losses = backend.makeOutput([n], 'float32');
    const slopes = backend.makeOutput([n, n], 'float32');
    const chunk = rowsAChunk(n);
    const row = chunk * n * 4;
    pool.run('softmaxLoss', {
      ...{ total: n, chunk, countAt: 6 },
      args: [
        ...[address(similarities), ids, ids, address(losses), address(slopes), work],
        ...[n, n, 0, within ? 1 : 0, parts],
      ],
      perChunk: { 0: row, 2: chunk * 4, 3: chunk * 4, 4: row, 8: chunk },
      perThread: { 5: toEight(n) * 4 },
    });
    return [mean(losses, parts), slopes];
  });

  add('SigmoidLoss', ({ inputs: { similarities, bias } }) => {
    const n = similarities.shape[0];
    const [work] = scratch(toEight(n) * pool.threads);
    const [losses, sums] = [n, n].map(size => backend.makeOutput([size], 'float32'));
    const slopes = backend.makeOutput([n, n], 'float32');
    const chunk = rowsAChunk(n);
    const row = chunk * n * 4;
    pool.run('sigmoidLoss', {
      ...{ total: n, chunk, countAt: 6 },
      args: [
        ...[address(similarities), address(bias), address(losses), address(slopes), address(sums), work],
        ...[n, n, 0, n],
      ],
      perChunk: { 0: row, 2: chunk * 4, 3: row, 4: chunk * 4, 8: chunk },
      perThread: { 5: toEight(n) * 4 },
    });
    return [mean(losses, n), slopes, mean(sums, 1, bias.shape)];
  });
}

/** How many ids are also another's. */
function countShared(ids: ArrayLike<number>): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < ids.length; i++) counts.set(ids[i], (counts.get(ids[i]) ?? 0) + 1);
  let shared = 0;
  for (const count of counts.values()) if (count > 1) shared += count;
  return shared;
}
