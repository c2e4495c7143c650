import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Kernel } from '../../tools/course/kernel';
import type { Message } from '../../tools/course/outputs';
import { scratch, startKernel } from '../notebooks/support';

// lib/notebook as it speaks to JupyterLab: the messages of the real kernel, one kernel for all tests.

const files = scratch();
let kernel: Kernel;
let executions = 0;
let messages: Message[] = [];

beforeAll(async () => {
  kernel = await startKernel(files.folder);
  kernel.onOutput = (_, message) => messages.push(message);
  await run(`
    import { scoreBars } from './lib/charts/score-bars';
    import { breathe } from './lib/engine/breathe';
    import { interruptSignal } from './lib/notebook/interrupt';
    import { liveChart } from './lib/notebook/live-chart';
    import { progress } from './lib/notebook/progress';
    import { show } from './lib/notebook/show';
    import { table } from './lib/notebook/table';
    const chart = (score: number) => scoreBars([{ name: 'a', score }]);
    const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
  `);
});

afterAll(async () => {
  await kernel?.stop();
  files.remove();
});

/** Runs a cell and interrupts it when it first updates an output: then it is under way, on a machine however slow. */
async function runUntilFirstUpdate(source: string): Promise<string> {
  const listen = kernel.onOutput;
  kernel.onOutput = (cell, message) => {
    const first = message.type === 'update_display_data' && updates().length === 0;
    listen?.(cell, message);
    if (first) kernel.interrupt();
  };
  try {
    return await run(source);
  } finally {
    kernel.onOutput = listen;
  }
}

/**
 * Runs a cell; its messages are in `messages`.
 * @param interruptEveryMs interrupts it until it ends: an interrupt that comes before its code has begun is lost
 */
async function run(source: string, interruptEveryMs?: number): Promise<string> {
  messages = [];
  const timer = interruptEveryMs === undefined ? undefined : setInterval(() => kernel.interrupt(), interruptEveryMs);
  const { status } = await kernel.execute(++executions, source, 60);
  clearInterval(timer);
  return status;
}

interface Content {
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
  transient: { display_id: string };
}

const contents = (type: string) =>
  messages.filter(message => message.type === type).map(message => message.content as unknown as Content);
const displays = () => contents('display_data');
const updates = () => contents('update_display_data');
const printed = () => messages.map(message => message.content.text ?? '').join('');

describe('show', () => {
  test('gives one output with the interactive form, the still and the words', async () => {
    expect(await run('await show(chart(98.7))')).toBe('ok');
    expect(messages.filter(message => message.type !== 'stream')).toHaveLength(1);
    const [{ data }] = displays() as [Content];
    expect(Object.keys(data).sort()).toEqual([
      'application/vnd.vegalite.v5+json',
      'image/png',
      'image/svg+xml',
      'text/plain',
    ]);
    expect(data['application/vnd.vegalite.v5+json']).toMatchObject({ description: data['text/plain'] });
    expect(data['image/svg+xml']).toMatch(/^<svg .*98\.7 %.*<\/svg>$/s);
  });
});

describe('progress', () => {
  test('updates its one output in place, at most five times a second, and ends with all done', async () => {
    const source = `
      const bar = progress(1000, { label: 'Counting' });
      for (let i = 1; i <= 1000; i++) { bar.update(i); if (i % 10 === 0) await sleep(10); }
      bar.finish();`;
    expect(await run(source)).toBe('ok');
    expect(displays()).toHaveLength(1);
    const [{ transient }] = displays() as [Content];
    expect(updates().every(update => update.transient.display_id === transient.display_id)).toBe(true);
    expect(updates().length).toBeGreaterThan(2);
    expect(updates().length).toBeLessThan(30);
    expect(updates().at(-1)!.data['text/plain']).toMatch(/^Counting: 1,000 of 1,000 · 100 %/);
  });

  test('an output of an earlier cell is still updated where it stands', async () => {
    await run("const early = progress(2, { label: 'Early' });");
    const [{ transient }] = displays() as [Content];
    expect(await run("table([{ a: 1 }]); early.finish('now')")).toBe('ok');
    expect(displays()).toHaveLength(1); // the table
    expect(updates()).toMatchObject([{ transient, data: { 'text/plain': expect.stringContaining('now') } }]);
  });
});

describe('liveChart', () => {
  test('draws at once, drops frames that come too soon, and draws the last with its still', async () => {
    const source = `
      const live = liveChart(chart, { everySeconds: 0.2 });
      for (let i = 10; i <= 60; i++) { await live.update(i); await sleep(10); }
      await live.finish(99);`;
    expect(await run(source)).toBe('ok');
    expect(displays()).toHaveLength(1);
    expect(displays()[0]!.data['text/plain']).toBe('score: a 10.0 %.');
    expect(updates().length).toBeGreaterThanOrEqual(3);
    expect(updates().length).toBeLessThan(20);
    const last = updates().at(-1)!.data;
    expect(last['text/plain']).toBe('score: a 99.0 %.');
    expect(last['image/svg+xml']).toContain('99.0 %');
  });
});

describe('interruptSignal', () => {
  test('stops a busy loop that breathes, which shows where it stopped; a later signal is fresh', async () => {
    await run('let steps = 0; let signal: AbortSignal;');
    const source = `
      signal = interruptSignal();
      const bar = progress(10_000, { label: 'Busy' });
      try {
        while (!signal.aborted && steps < 10_000) {
          for (const end = Date.now() + 20; Date.now() < end; );
          bar.update(++steps);
          await breathe();
        }
      } finally { bar.finish(); }`;
    expect(await run(source, 1000)).toBe('error');
    await run('await sleep(200); console.log(steps > 5 && steps < 10_000, signal.aborted, interruptSignal().aborted);');
    expect(printed().trim()).toBe('true true false');
  });

  test('the kernel lives through many interrupts, with one listener beside its own', async () => {
    for (let i = 0; i < 3; i++) {
      expect(await run('signal = interruptSignal(); await new Promise(() => {})', 300)).toBe('error');
      await run("await sleep(50); console.log(signal.aborted, process.listenerCount('SIGINT'))");
      expect(printed().trim()).toBe('true 2');
    }
  });
});

describe('a training in a cell', () => {
  test('that is interrupted keeps a checkpoint, and goes on to the numbers of one that never stopped', async () => {
    const folder = JSON.stringify(path.join(files.folder, 'run'));
    await run(`
      import { startEngine, tf, withSeed } from './lib/engine/index';
      import { loadMnist } from './lib/data/mnist';
      import { digitEncoder } from './lib/encoders/digit-encoder';
      import { infoNceLoss } from './lib/losses/info-nce';
      import { watchTraining } from './lib/notebook/watch-training';
      import { train } from './lib/training/train';
      await startEngine();
      const digits = await loadMnist('test');
      const encoder = () => digitEncoder(withSeed(1, () => tf.sequential({ layers: [
        tf.layers.flatten({ inputShape: [28, 28, 1] }), tf.layers.dense({ units: 16 }),
      ] })));
      const loss = (left, right) => infoNceLoss(left, right);
      const options = { batchSize: 20, seed: 3, epochs: 1, checkpoints: ${folder} };`);
    const watched = (more: string) => `
      const run = await watchTraining({ name: 'test' }, onStep =>
        train(encoder(), digits, loss, { ...options, ${more} signal: interruptSignal(), onStep }));
      console.log(run.steps, run.finished, run.losses.at(-1));`;

    expect(await run(watched(''))).toBe('ok');
    const [, whole] = /^500 true (\S+)$/m.exec(printed())!;
    expect(await runUntilFirstUpdate(watched(''))).toBe('error');
    expect(updates().at(-1)!.data['text/plain']).toMatch(/stopped at|of 500 steps/);
    await run('await sleep(500)'); // the step under way ends, and the checkpoint is written
    expect(await run(watched('resume: true,'))).toBe('ok');
    expect(updates().length).toBeGreaterThan(0); // there was something left to do
    expect(/^500 true (\S+)$/m.exec(printed())![1]).toBe(whole);
  });
});
