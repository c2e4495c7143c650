import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PictureItems } from '../../lib/data/picture-items';
import { uniform } from '../reference/batches';
import { here, projectIn } from '../setup/project';

const FIXTURES = path.join(here, 'tests', 'reference', 'fixtures');

/** A CLIP in the hub's format that was never trained, by tests/reference/tiny-clip.py. */
export const TINY_CLIP = path.join(FIXTURES, 'tiny-clip');
export const TINY_DIM = 16;

interface Expected {
  texts: { text: string; row: number[] }[];
  pictures: { side: number; blocks: number; seed: number; row: number[] }[];
}

/** What PyTorch makes of texts and pictures with it: rows of unit length. */
export const tinyExpected = () => JSON.parse(readFileSync(path.join(FIXTURES, 'tiny-clip.json'), 'utf8')) as Expected;

/** Coloured blocks: the same bytes as in tests/reference/tiny-clip.py. */
export function blockPicture({ side, blocks, seed }: { side: number; blocks: number; seed: number }): PictureItems {
  const colours = Uint8Array.from(uniform(seed, blocks * blocks * 3), value => Math.floor((value + 1) * 128));
  const width = side / blocks;
  const block = (i: number) => Math.floor(i / width);
  const pixels = Uint8Array.from({ length: side * side * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return colours[(block(Math.floor(pixel / side)) * blocks + block(pixel % side)) * 3 + (i % 3)];
  });
  return { pixels, side };
}

const INSTALL = `require('./tools/setup/prepare.cjs').prepare({ python: false, pretrained: true })
  .catch(error => { process.exitCode = require('./tools/setup/problem.cjs').report(error); })`;

/**
 * Installs the library in the project, unless it is there.
 * @returns why it cannot be had: only that the registry cannot be reached; undefined when it is there
 * @throws Error when it fails for another reason
 */
export async function installLibrary(): Promise<string | undefined> {
  const { status, output } = await projectIn(here).run(['-e', INSTALL]);
  if (status === 0) return undefined;
  if (!output.includes('npm could not reach its registry')) throw new Error(output);
  console.warn(`\nSKIPPED: the tests with a pretrained CLIP, because its library cannot be installed here:\n${output}`);
  return output;
}
