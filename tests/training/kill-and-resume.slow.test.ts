import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../lib/engine/seeds';
import { rounds } from '../long';

const MOMENTS = rounds(8, 20);
const script = join(__dirname, 'train-until-killed.ts');
const folders: string[] = [];

const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'killed-'));
  folders.push(folder);
  return folder;
};
const start = (folder: string): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });

/** Runs a training, to its end or until it is killed so many milliseconds after its first step is near. */
async function training(folder: string, killAfter?: number): Promise<{ losses?: number[]; milliseconds: number }> {
  const child = start(folder);
  let output = '';
  let began = 0;
  child.stdout!.setEncoding('utf8').on('data', text => {
    if (!began) {
      began = performance.now();
      if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
    }
    output += text;
  });
  await new Promise(resolve => child.once('close', resolve));
  const last = output.trim().split('\n').at(-1)!;
  return { losses: last.startsWith('[') ? JSON.parse(last) : undefined, milliseconds: performance.now() - began };
}

let expected: number[];
let milliseconds: number;

beforeAll(async () => {
  const whole = await training(await newFolder());
  expected = whole.losses!;
  milliseconds = whole.milliseconds;
});
afterAll(() => Promise.all(folders.map(folder => rm(folder, { recursive: true, force: true }))));

const random = seededRandom('moments');
test.each(Array.from({ length: MOMENTS }, (_, i) => ({ i, share: random.next() })))(
  'a training killed at moment $i goes on to the same losses',
  async ({ share }) => {
    let folder = await newFolder();
    // where a run was faster than the first one and reached its end, it is killed earlier in another try
    for (let after = share * milliseconds; (await training(folder, after)).losses; after /= 2)
      folder = await newFolder();
    const resumed = await training(folder);
    expect(resumed.losses).toHaveLength(expected.length);
    const largest = Math.max(...resumed.losses!.map((loss, step) => Math.abs(loss - expected[step])));
    expect(largest).toBeLessThanOrEqual(1e-5);
    expect((await readdir(folder)).filter(name => name.endsWith('.tmp'))).toEqual([]);
  },
);
