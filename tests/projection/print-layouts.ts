// Prints hashes of a PCA and of two UMAP layouts, one of more rows than all neighbours are found of: node print-layouts.ts THREADS
import { createHash } from 'node:crypto';
import { startEngine } from '../../lib/engine/index';
import { fitPca } from '../../lib/projection/pca';
import { fitUmap } from '../../lib/projection/umap/umap';
import { clusters } from '../reference/batches';

async function main([threads]: string[]) {
  await startEngine({ engine: 'wasm', threads: Number(threads) });
  const rowsOf = (n: number, dim: number) => ({ rows: clusters(3, n, dim, 10).rows, dim });
  const hash = (values: Float32Array) => createHash('sha256').update(values).digest('hex').slice(0, 16);
  const { axes } = await fitPca(rowsOf(500, 200));
  const few = await fitUmap(rowsOf(500, 16), { epochs: 50 });
  const many = await fitUmap(rowsOf(5000, 16), { epochs: 10 });
  console.log([axes, few.layout, many.layout].map(hash).join(' '));
}

main(process.argv.slice(2));
