import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../tools/course/jupyter';
import type { Kernel } from '../../tools/course/kernel';
import { Outputs, textOf } from '../../tools/course/outputs';
import { snippetsIn } from '../documents/snippets';
import { scratch, startKernel } from './support';

// The page for those who come from Python, typed into a notebook: here its types are checked as well, and a last value is shown.

const files = scratch();
const outputs = new Outputs();
let kernel: Kernel;

beforeAll(async () => {
  kernel = await startKernel(files.folder);
  kernel.onOutput = (id, message) => outputs.add(id, message);
});

afterAll(async () => {
  await kernel?.stop();
  files.remove();
});

const page = readFileSync(path.join(ROOT, 'notebooks/python-to-typescript.md'), 'utf8');

test('every snippet shows in a cell what the page says', async () => {
  for (const [id, { code, shows }] of snippetsIn(page).entries()) {
    const { status } = await kernel.execute(id, code, 60);
    const shown = outputs.of(id);
    expect({ status, shows: textOf(shown).trim().split('\n') }, code).toEqual({ status: 'ok', shows });
  }
});
