import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { here, projectIn } from './project';

const { withLock, startOf } = createRequire(__filename)(
  '../../tools/setup/lock.cjs',
) as typeof import('../../tools/setup/lock.cjs');
const node = projectIn(here);
const lockModule = JSON.stringify(path.join(here, 'tools', 'setup', 'lock.cjs'));

describe('the lock of the set-up', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A process that takes the lock, says so and keeps it until it is killed; or, with `adopted`, leaves a child that goes on. */
  function holder(adopted = false) {
    const child =
      "require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true })";
    const adopt = adopted ? `const c = ${child}; adopt(c.pid); console.log('child ' + c.pid + '.');` : '';
    const work = `async ({ adopt }) => { ${adopt} console.log('holding'); await new Promise(() => setInterval(() => {}, 1000)); }`;
    return node.start(['-e', `require(${lockModule}).withLock(${JSON.stringify(folder)}, {}, ${work})`]);
  }

  it('is taken by one process at a time', async () => {
    const counter = path.join(folder, '..', `${path.basename(folder)}.count`);
    writeFileSync(counter, '0');
    // Reading, waiting and writing back loses counts as soon as two are inside at once.
    const work = `async () => {
      const fs = require('fs');
      const n = Number(fs.readFileSync(${JSON.stringify(counter)}, 'utf8'));
      await new Promise(done => setTimeout(done, 30));
      fs.writeFileSync(${JSON.stringify(counter)}, String(n + 1));
    }`;
    const program = `(async () => { for (let i = 0; i < 3; i++) await require(${lockModule}).withLock(${JSON.stringify(folder)}, {}, ${work}); })()`;
    const all = await Promise.all(Array.from({ length: 5 }, () => node.run(['-e', program])));
    expect(all.map(({ status, output }) => [status, output])).toEqual(all.map(() => [0, '']));
    expect(readFileSync(counter, 'utf8')).toBe('15');
    expect(readdirSync(folder)).toEqual([]);
    rmSync(counter);
  });

  it('waits for the living and names them; a killed owner does not keep it', async () => {
    const owner = holder();
    await owner.says(/holding/);
    const waitedFor: number[] = [];
    const taken = withLock(folder, { onWait: pid => waitedFor.push(pid) }, async () => 'mine');
    await new Promise(done => setTimeout(done, 500));
    expect(waitedFor).toEqual([owner.child.pid]);
    owner.child.kill('SIGKILL');
    expect(await taken).toBe('mine');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not taken from the children of a killed owner while they work on', async () => {
    const owner = holder(true);
    const [, pid] = await owner.says(/child (\d+)\.\nholding/);
    owner.child.kill('SIGKILL');
    await owner.ended.catch(() => {});
    const waitedFor: number[] = [];
    const taken = withLock(folder, { onWait: other => waitedFor.push(other) }, async () => 'mine');
    await new Promise(done => setTimeout(done, 500));
    expect(waitedFor).toEqual([Number(pid)]);
    process.kill(Number(pid), 'SIGKILL');
    expect(await taken).toBe('mine');
  });

  it.skipIf(startOf(process.pid) === undefined)(
    'is not kept by a stranger who was given the process id of a dead owner',
    async () => {
      writeFileSync(path.join(folder, `${process.ppid}-1`), '');
      expect(await withLock(folder, {}, async () => 'mine')).toBe('mine');
    },
  );

  it('is given back when the work fails, and lets a waiting one give up', async () => {
    await expect(withLock(folder, {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(readdirSync(folder)).toEqual([]);
    const owner = holder();
    await owner.says(/holding/);
    const check = () => {
      throw new Error('stopped');
    };
    await expect(withLock(folder, { check }, async () => 'mine')).rejects.toThrow('stopped');
    owner.child.kill('SIGKILL');
  });
});
