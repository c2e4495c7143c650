import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeAtomically, writeAtomicallySync } from '../../lib/data/atomic-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atomic-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.each([
  ['writeAtomically', writeAtomically],
  ['writeAtomicallySync', async (path: string, data: string | Uint8Array) => writeAtomicallySync(path, data)],
])('%s', (_, write) => {
  test('makes the folder, replaces what was there, and leaves nothing beside it', async () => {
    const path = join(folder, 'runs', 'a', 'file.json');
    await write(path, 'the old text');
    await write(path, Buffer.from('new'));
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(join(folder, 'runs', 'a'))).toEqual(['file.json']);
  });

  test('says why it cannot, with the file system’s code, and leaves what was there', async () => {
    const path = join(folder, 'file.json');
    mkdirSync(path);
    await expect(write(path, 'new')).rejects.toThrow(/^cannot write file\.json: .* What was there before is unchanged/);
    expect(readdirSync(folder)).toEqual(['file.json']);
    writeFileSync(join(folder, 'a file'), 'old');
    await expect(write(join(folder, 'a file', 'b'), 'new')).rejects.toMatchObject({
      message: expect.stringContaining('a file is not a folder; choose another'),
      code: expect.stringMatching(/ENOTDIR|EEXIST/),
    });
    expect(readFileSync(join(folder, 'a file'), 'utf8')).toBe('old');
  });
});
