import { afterAll, beforeAll, expect, test } from 'vitest';
import { notebookText, scratch } from '../notebooks/support';
import { JupyterLab } from './jupyterlab';

// A tab that is closed while a cell works. The training is one in name only: what counts is what becomes of its bar and its curve.

const TRAINING = `import { setTimeout as sleep } from 'node:timers/promises';
import { watchTraining } from './lib/notebook/watch-training';
const run = await watchTraining({ name: 'a loss' }, async onStep => {
  const losses: number[] = [];
  for (let step = 1; step <= 120; step++) {
    await sleep(150);
    losses.push(1 / step);
    onStep({ step, steps: 120, loss: 1 / step, losses } as never);
  }
  return { steps: 120, losses } as never;
});`;

let lab: JupyterLab;
const files = scratch();
beforeAll(async () => {
  lab = await JupyterLab.start();
});
afterAll(async () => {
  await lab?.stop();
  files.remove();
});

test('opened again, the next cell shows bar and curve as they are now, to their end, and knows what came of it', async () => {
  const first = await lab.open(files.file('closed.ipynb', notebookText([TRAINING, 'console.log(run.losses.length);'])));
  await first.run(0);
  await expect.poll(() => first.output(0).locator('progress').count(), { timeout: 60_000 }).toBe(1);
  await first.save();

  const again = await lab.reopen(first);
  const asSaved = Number(await again.output(0).locator('progress').getAttribute('value'));
  await again.run(1);
  const bar = again.output(1).locator('progress');
  const done = async () => Number(await bar.getAttribute('value', { timeout: 1000 }).catch(() => -1));
  await expect.poll(done, { timeout: 10_000 }).toBeGreaterThan(asSaved);
  const seen = await done();
  expect(seen, 'shown while the training goes on').toBeLessThan(120);
  await expect.poll(done, { timeout: 10_000, message: 'the bar moves' }).toBeGreaterThan(seen);
  await expect.poll(() => again.drawings(1), { timeout: 10_000, message: 'the curve' }).toHaveLength(1);
  await again.screenshot('reopened');

  await expect.poll(async () => (await again.cells())[1]!.executionCount, { timeout: 60_000 }).toBe(2);
  const outputs = (await again.cells())[1]!.outputs.map(output =>
    'data' in output ? output.data['text/plain'] : 'text' in output && output.text,
  );
  expect(outputs).toEqual([
    expect.stringContaining('120 of 120 steps'),
    expect.stringContaining('0.00833 at step 120'),
    '120\n',
  ]);
});
