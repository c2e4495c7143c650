import { cp, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATASETS } from '../../lib/data/data-set';

/** A folder with copies of some sets and of splits.json, to be damaged. */
export async function copiedSets(...names: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'sets-'));
  for (const name of [...names, 'splits.json']) await cp(join(DATASETS, name), join(folder, name), { recursive: true });
  return {
    folder,
    /** Changes one byte in the middle of a file. */
    async changeByte(path: string): Promise<void> {
      const file = await open(join(folder, path), 'r+');
      const { size } = await file.stat();
      const byte = Buffer.alloc(1);
      await file.read(byte, 0, 1, size >> 1);
      byte[0] ^= 1;
      await file.write(byte, 0, 1, size >> 1);
      await file.close();
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
