/** The clips of emoji-mit: animated emoji, eight frames each. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { CLIP_FRAMES } from '../../lib/data/clips';
import { TILE_SIDE } from '../../lib/data/sprite-sheet';
import { type ConceptEntry, plainCode } from './emojibase';
import { type NpmPackage, npmPackage } from './packages';

export const CLIP_PACKAGES: NpmPackage[] = [
  {
    package: '@lobehub/fluent-emoji-anim-1',
    version: '1.0.0',
    integrity: 'sha512-/4m31vAuZEQ4aUJ5pxcOU5PVkuJya55GRxUZL7+zgLlxZXpzzE8jPqpDyhZICE3n47nS/Y9M5/vLdizi8201QA==',
  },
  {
    package: '@lobehub/fluent-emoji-anim-2',
    version: '1.0.0',
    integrity: 'sha512-S6yzf0RZXrQbXdxCWuHA9BAoLdBRk2flX+ne4TPGEH/qApwisCAKHoAAGjKSlTY3OVeZ9b7t/NEbmpjawnQYJA==',
  },
  {
    package: '@lobehub/fluent-emoji-anim-3',
    version: '1.0.0',
    integrity: 'sha512-UzRSUDMjdfdt9vER5bhjHkPqgc3EEgfGtYs6ndvizOTvQOxYQ57ow2RTkWSDZxwW30X4EYBi2eWTS7CXDDoFsg==',
  },
  {
    package: '@lobehub/fluent-emoji-anim-4',
    version: '1.0.0',
    integrity: 'sha512-IIkl5ztSd1HrzvIDt/uGsFoC1WODXRdYq5uROrnkyqi9DbToEcJ1nlY86PnoUXeFS9nBCnHfiYk3ouSEGThFmA==',
  },
];

/** The most that a frame's values must differ from the first frame's, on the mean: less is a picture that stands still. */
const LEAST_MOVEMENT = 0.5;

export interface Clip {
  concept: string;
  /** Package and file. */
  file: string;
  /** CLIP_FRAMES tiles, evenly spaced in time. */
  frames: Uint8Array[];
}

/** Every concept that has an animation that moves, in the order of the concepts. */
export async function drawClips(concepts: ConceptEntry[]): Promise<Clip[]> {
  const files = new Map<string, { file: string; path: string }>();
  for (const source of CLIP_PACKAGES) {
    const folder = join(npmPackage(source), 'assets');
    for (const name of readdirSync(folder).filter(file => file.endsWith('.webp'))) {
      files.set(plainCode(name.slice(0, -'.webp'.length)), {
        file: `${source.package}/assets/${name}`,
        path: join(folder, name),
      });
    }
  }
  const clips: Clip[] = [];
  for (const { id } of concepts) {
    const found = files.get(plainCode(id));
    if (!found) continue;
    const frames = await framesOf(found.path);
    if (frames && moves(frames)) clips.push({ concept: id, file: found.file, frames });
  }
  return clips;
}

/** The frames at 0/8, 1/8, … of an animation, or undefined for a picture that stands still. */
async function framesOf(path: string): Promise<Uint8Array[] | undefined> {
  const bytes = readFileSync(path);
  const { pages = 1 } = await sharp(bytes).metadata();
  if (pages === 1) return undefined;
  const all = await sharp(bytes, { pages: -1 })
    .resize(TILE_SIDE, TILE_SIDE, { fit: 'contain', background: '#fff' })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  const size = TILE_SIDE * TILE_SIDE * 3;
  if (all.length !== pages * size) {
    throw new Error(`${path} gives ${all.length} values, expected ${pages} frames of ${size}`);
  }
  return Array.from({ length: CLIP_FRAMES }, (_, i) => {
    const page = Math.floor((i * pages) / CLIP_FRAMES);
    return all.subarray(page * size, (page + 1) * size);
  });
}

function moves([first, ...others]: Uint8Array[]): boolean {
  return others.some(frame => {
    let sum = 0;
    for (let i = 0; i < frame.length; i++) sum += Math.abs(frame[i] - first[i]);
    return sum / frame.length > LEAST_MOVEMENT;
  });
}
