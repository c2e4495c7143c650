import { spawn, spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../../lib/engine/seeds';
import { indexFolder } from '../../../lib/search/index-folder';
import { rounds } from '../../long';
import { toyEmbedder } from './toy-embedder';

// A real process is killed while it indexes, and a disk is filled.

const MOMENTS = rounds(8, 20);
const PICTURES = 150;
const TEXTS = 150;
/** A copy of one of the pictures. */
const FILES = PICTURES + TEXTS + 1;
const script = join(__dirname, 'index-until-killed.ts');

let root: string;
let folder: string;
let milliseconds: number;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'folder-killed-'));
  folder = join(root, 'photos');
  await mkdir(join(folder, 'texts'), { recursive: true });
  const noise = seededRandom('pictures of a folder');
  for (let i = 0; i < PICTURES; i++) {
    const pixels = Uint8Array.from({ length: 24 * 24 * 3 }, () => Math.floor(256 * noise.next()));
    await sharp(pixels, { raw: { width: 24, height: 24, channels: 3 } })
      .png()
      .toFile(join(folder, `${i}.png`));
  }
  for (let i = 0; i < TEXTS; i++)
    await writeFile(join(folder, 'texts', `${i}.txt`), `The first of ${i}.\n\nThe second of ${i}.`);
  await copyFile(join(folder, '0.png'), join(folder, 'texts/copy of 0.png'));
  const whole = await indexing(join(root, 'whole'));
  expect(whole.output).toMatch(/finished$/);
  milliseconds = whole.milliseconds;
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Runs a process that indexes the folder, to its end or until it is killed so many milliseconds after it began. */
async function indexing(place: string, killAfter?: number) {
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, `lance:${place}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  let began = 0;
  child.stdout.setEncoding('utf8').on('data', text => {
    output += text;
    if (began) return;
    began = performance.now();
    if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
  });
  await new Promise(resolve => child.once('close', resolve));
  const acknowledged = Math.max(0, ...output.split('\n').map(Number).filter(Number.isFinite));
  return { output: output.trim(), acknowledged, milliseconds: performance.now() - began };
}

const random = seededRandom('moments of indexing a folder');
test.each(Array.from({ length: MOMENTS }, (_, moment) => ({ moment, share: random.next() })))(
  'killed at moment $moment: what was acknowledged is not read again, and in the end everything is there once',
  async ({ moment, share }) => {
    const place = join(root, `index-${moment}`);
    const { acknowledged } = await indexing(place, share * milliseconds);
    // what the folder does meanwhile
    await rename(join(folder, '1.png'), join(folder, `moved-${moment}.png`));
    const embedder = toyEmbedder();
    const search = await indexFolder(folder, { address: `lance:${place}`, embedder });
    const { indexed, unchanged, duplicates, moved, finished } = search.report;
    expect(finished).toBe(true);
    expect(indexed + unchanged + duplicates + moved).toBe(FILES);
    expect(unchanged + moved + duplicates).toBeGreaterThanOrEqual(acknowledged);
    const ids = (await search.store.list()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.sort()).toEqual([...search.items.keys()].sort());
    expect(ids.length).toBe(PICTURES + 2 * TEXTS);
    const files = [...search.items.values()].flatMap(({ path, others }) => [path, ...others]);
    expect(new Set(files).size).toBe(FILES);
    await search.close();
    await rename(join(folder, `moved-${moment}.png`), join(folder, '1.png'));
  },
);

// A small file system of its own in a namespace of its own: needs root, or a system that lets everybody have one.
const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0;

test.skipIf(!canMount)('a full disk is said to be full, and what was stored goes on from there', async () => {
  const place = join(root, 'small');
  await mkdir(place);
  // the same process a second time, when there is room
  const commands = [
    'mount -t tmpfs -o size=160k none "$1"',
    '"$2" --import tsx "$3" "$4" "lance:$1/index"',
    'mount -o remount,size=64m "$1"',
    '"$2" --import tsx "$3" "$4" "lance:$1/index"',
  ];
  const args = ['-rm', 'sh', '-c', commands.join(' && '), 'sh', place, process.execPath, script, folder];
  const { stdout, stderr } = spawnSync('unshare', args, { encoding: 'utf8' });
  expect(stderr).toBe('');
  const [first, second] = stdout.split('indexing\n').slice(1);
  expect(first).toMatch(/the disk is full; free some space/);
  const acknowledged = Math.max(...first.split('\n').map(Number).filter(Number.isFinite));
  const { indexed, unchanged, duplicates } = JSON.parse(second.split('\n').find(line => line.startsWith('{'))!);
  expect(acknowledged).toBeGreaterThan(0);
  expect(unchanged + duplicates).toBeGreaterThanOrEqual(acknowledged);
  expect(indexed + unchanged + duplicates).toBe(FILES);
});
