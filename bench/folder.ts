/**
 * Indexing a folder of one's own: pictures of 12 megapixels, as a phone takes them, through the whole way of `npm run search -- --folder`,
 * in a process of its own. Seconds a picture, and the peak memory with few and with more of them.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { loadPhotographFiles } from '../lib/data/photographs';
import { type Benchmark, FOLDER, readOptions } from './benchmark';
import { markdownTable } from './markdown-table';
import { startOwn } from './python';
import { once, progress } from './timing';

const DATA = join(FOLDER, 'folder-data');
/** Of a phone's picture. */
const [WIDTH, HEIGHT] = [4_000, 3_000];
/** How many fewer pictures the other folder has, whose memory is set beside. */
const FEWER = 4;

interface Run {
  indexed: number;
  seconds: number;
  /** Peak, in MB. */
  memory: number;
}

export const benchmark: Benchmark = async args => {
  const { pictures } = readOptions(args, { pictures: 240 });
  rmSync(DATA, { recursive: true, force: true });
  const runs: Run[] = [];
  try {
    for (const count of [Math.ceil(pictures / FEWER), pictures]) {
      const folder = join(DATA, String(count));
      await takePictures(folder, count);
      progress(`indexing ${count} pictures`);
      const peer = startOwn('folder_index.ts', [folder, join(DATA, `index-${count}`)]);
      runs.push(await peer.ask<Run>({ method: 'index' }));
      peer.stop();
      progress('');
    }
  } finally {
    rmSync(DATA, { recursive: true, force: true });
  }
  const rows = runs.map(({ indexed, seconds, memory }) => [
    ...[indexed, seconds.toFixed(1), (indexed / seconds).toFixed(1), memory.toFixed(0)],
  ]);
  console.log(markdownTable([`pictures of ${WIDTH} x ${HEIGHT}`, 'seconds', 'a second', 'peak memory, MB'], rows));
  const [, whole] = runs;
  return {
    figures: [
      {
        what: 'a picture of 12 megapixels, indexed in a folder',
        unit: 'ms',
        ours: once((1000 * whole.seconds) / whole.indexed),
        headline: true,
      },
      ...runs.map(({ indexed, memory }) => ({
        what: `memory, a folder of ${indexed} such pictures`,
        unit: 'MB' as const,
        ours: once(memory),
      })),
    ],
    runs,
  };
};

/** Pictures with the detail and the size of photographs: those that ship, enlarged, each with grain of its own. */
async function takePictures(folder: string, count: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const files = await loadPhotographFiles('gcompris');
  const size = { width: WIDTH, height: HEIGHT };
  for (let i = 0; i < count; i++) {
    const grain = { ...size, channels: 3 as const, noise: { type: 'gaussian' as const, mean: 128, sigma: 12 } };
    await sharp(files[i % files.length].file)
      .resize(WIDTH, HEIGHT, { fit: 'cover' })
      .flatten({ background: 'white' })
      .composite([{ input: { create: { ...grain, background: 'black' } }, blend: 'soft-light' }])
      .jpeg({ quality: 85 })
      .toFile(join(folder, `IMG_${1000 + i}.jpg`));
    progress(`taking pictures: ${i + 1} of ${count}`);
  }
}
