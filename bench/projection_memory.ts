/** The peak memory of one UMAP in a process of its own, in MiB: projection_memory.ts FILE DIM. The file holds float32. */
import { readFileSync } from 'node:fs';
import { startEngine } from '../lib/engine/index';
import { fitUmap } from '../lib/projection/umap/umap';

async function main([file, dim]: string[]) {
  await startEngine();
  const bytes = readFileSync(file);
  await fitUmap({ rows: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4), dim: Number(dim) });
  console.log(process.resourceUsage().maxRSS / 1024);
}

main(process.argv.slice(2));
