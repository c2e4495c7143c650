import { CHUNKS, type Context, type TensorInfo, toEight } from './context';
import { transpose } from './copies';

/** Similarities below which a chunk of rows is not worth a second thread. */
const SMALL = 8192;

/** Losses with their slopes, of a square matrix of similarities (lib/losses/softmax.ts, sigmoid.ts) or of distances (margin.ts). */
export function registerLosses(context: Context): void {
  const { backend, pool, address, scratch, add } = context;
  const { kernels } = pool;
  const rowsAChunk = (n: number) => Math.ceil(Math.max(n / CHUNKS, SMALL / n));

  /** The sum of values, divided by `parts`; they are disposed of. */
  function mean(values: TensorInfo, parts: number, shape: number[] = []): TensorInfo {
    const result = backend.makeOutput(shape, 'float32');
    kernels.mean(address(values), address(result), values.shape[0], parts);
    backend.disposeData(values.dataId);
    return result;
  }

  // `kinds` may be left out: then each row has one of its own. `both`: rows find their columns and columns their rows, half each.
  add('SoftmaxLoss', ({ inputs: { similarities, kinds }, attrs: { within, both } }) => {
    const n = similarities.shape[0];
    const given = kinds ? backend.readSync(kinds.dataId) : Float32Array.from({ length: n }, (_, i) => i);
    const parts = within ? Math.max(1, countShared(given)) : n;
    const size = both ? n * n : 0;
    const [ids, work, turned, turnedSlopes] = scratch(toEight(n), toEight(n) * pool.threads, size, size);
    const filledUp = new Float32Array(backend.wasm.asm.memory.buffer, ids, toEight(n)).fill(Number.NaN);
    filledUp.set(given);
    const chunk = rowsAChunk(n);
    const row = chunk * n * 4;
    const lossOf = (matrix: number, slopes: number) => {
      const losses = backend.makeOutput([n], 'float32');
      pool.run('softmaxLoss', {
        ...{ total: n, chunk, countAt: 6 },
        args: [matrix, ids, ids, address(losses), slopes, work, n, n, 0, within ? 1 : 0, parts],
        perChunk: { 0: row, 2: chunk * 4, 3: chunk * 4, 4: row, 8: chunk },
        perThread: { 5: toEight(n) * 4 },
      });
      return mean(losses, parts);
    };
    const slopes = backend.makeOutput([n, n], 'float32');
    const [matrixAt, slopesAt] = [similarities, slopes].map(address);
    const loss = lossOf(matrixAt, slopesAt);
    if (both) {
      transpose(context, matrixAt, turned, [n, n]);
      const back = lossOf(turned, turnedSlopes);
      kernels.average(address(loss), address(back), 1);
      backend.disposeData(back.dataId);
      transpose(context, turnedSlopes, turned, [n, n]);
      const args = [slopesAt, turned, n * n];
      pool.run('average', { total: n * n, chunk: chunk * n, countAt: 2, args, perChunk: { 0: row, 1: row } });
    }
    return [loss, slopes];
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

  add('MarginLoss', ({ inputs: { distances, same }, attrs: { margin } }) => {
    const n = distances.shape[0];
    const [losses, slopes] = [n, n].map(size => backend.makeOutput([size], 'float32'));
    const [distancesAt, sameAt, lossesAt, slopesAt] = [distances, same, losses, slopes].map(address);
    kernels.marginLoss(distancesAt, sameAt, lossesAt, slopesAt, n, margin);
    return [mean(losses, n), slopes];
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
