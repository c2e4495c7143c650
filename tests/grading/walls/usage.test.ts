import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { usageOf } from '../../../tools/grade/walls/usage';

const proc = mkdtempSync(path.join(tmpdir(), 'proc-'));
afterAll(() => rmSync(proc, { recursive: true, force: true }));

/** What the kernel says of a process: `kB` in pages of this size. */
function pretend(pid: number, { name, kB, page, children = '', ticks = [0, 0] }: Record<string, unknown>) {
  const folder = path.join(proc, String(pid));
  mkdirSync(path.join(folder, 'task', String(pid)), { recursive: true });
  const [user, system] = ticks as number[];
  const pages = (Number(kB) * 1024) / Number(page);
  const before = `S 1 1 1 0 -1 4194304 500 0 0 0 ${user} ${system} 0 0 20 0 7 0 1234 900000000`;
  writeFileSync(path.join(folder, 'stat'), `${pid} (${name}) ${before} ${pages} 18446744073709551615 1\n`);
  const memory = kB === undefined ? '' : `VmPeak:\t 999999 kB\nVmRSS:\t ${kB} kB\nRssAnon:\t 1 kB\n`;
  writeFileSync(path.join(folder, 'status'), `Name:\t${name}\nState:\tS (sleeping)\n${memory}Threads:\t7\n`);
  writeFileSync(path.join(folder, 'task', String(pid), 'children'), String(children));
}

test.each([4096, 16_384, 65_536])(
  'memory is the same in pages of %s bytes, and of all that a process started',
  page => {
    pretend(7, { name: 'node (a) VmRSS: 1 kB', kB: 250_048, page, children: '8 9 ', ticks: [150, 50] });
    pretend(8, { name: 'sh', kB: 1024, page, ticks: [0, 25] });
    pretend(9, { name: 'ended' }); // a zombie
    const usage = usageOf(7, proc)!;
    expect(usage.megabytes).toBeCloseTo((251_072 * 1024) / 1e6, 6);
    expect(usage.cpuSeconds).toBeCloseTo(2.25, 6);
  },
);

test('a process that is not there has no usage', () => {
  expect(usageOf(77, proc)).toBeUndefined();
});

test.skipIf(process.platform !== 'linux')('a process takes as much memory as it says itself', async () => {
  const script = `const held = Buffer.alloc(200e6, 1); process.stdout.write(String(process.memoryUsage().rss)); setInterval(() => held, 1e5);`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [rss] = await once(child.stdout, 'data');
    const { megabytes } = usageOf(child.pid!)!;
    expect(megabytes).toBeGreaterThan(200);
    expect(Math.abs(megabytes / (Number(rss) / 1e6) - 1)).toBeLessThan(0.1);
  } finally {
    child.kill('SIGKILL');
  }
});
