import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { judgeCell } from '../../tools/course/judge';
import { jupyterEnvironment, pythonOf, ROOT } from '../../tools/course/jupyter';
import { type Cell, parseNotebook } from '../../tools/course/notebook';
import { textOf } from '../../tools/course/outputs';
import { projectIn } from '../setup/project';
import { scratch } from './support';

// The kernel in a client that is no JupyterLab: nbclient, which takes outputs, updates and interrupts by Jupyter's protocol alone, as
// VS Code does.

const { folder, file, remove } = scratch();
afterAll(remove);

const inVenv = path.join(ROOT, '.venv', 'share', 'jupyter', 'kernels', 'tslab');
const ofUser = path.join(folder, 'jupyter', 'data', 'kernels', 'tslab');

/** Runs a notebook; gives where the kernel was found, and the code cells with their outputs. */
function execute(notebook: string, { JUPYTER_PREFER_ENV_PATH = '1' } = {}): { found: string; cells: Cell[] } {
  const executed = path.join(folder, `executed-${path.basename(notebook)}`);
  const env = { ...jupyterEnvironment(path.join(folder, 'jupyter')), JUPYTER_PREFER_ENV_PATH };
  const client = path.join(__dirname, 'client.py');
  const { status, stdout, stderr } = spawnSync(pythonOf(), [client, notebook, executed], { env, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  const { cells } = parseNotebook(readFileSync(executed, 'utf8'), notebook);
  return { found: stdout.trim(), cells: cells.filter(cell => cell.cell_type === 'code') };
}

const IMPORTS = `import { scoreBars } from './lib/charts/score-bars';
import { progress } from './lib/notebook/progress';
import { show } from './lib/notebook/show';
const kept = 17;`;
const CHART = "await show(scoreBars([{ name: 'a', score: 50 }], { title: 'One score' }));";
const PROGRESS = `const bar = progress(20, { label: 'Counting', unit: 'steps' });
for (let i = 1; i <= 20; i++) {
  await new Promise(resolve => setTimeout(resolve, 30));
  bar.update(i);
}
bar.finish();`;
const LOOP = 'await null; for (;;) {}';

/** In a folder below that of the project, as a reader's own notebook may be. */
const ownNotebook = () => {
  const cell = (source: string, metadata = {}) => ({
    ...{ cell_type: 'code', id: `c${source.length}`, source, metadata, outputs: [], execution_count: null },
  });
  const cells = [cell(IMPORTS), cell(CHART), cell(PROGRESS), cell(LOOP, { interrupt_after: 2 }), cell('kept')];
  const kernelspec = { name: 'tslab', display_name: 'TypeScript', language: 'typescript' };
  return file(
    'own/notebook.ipynb',
    JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }),
  );
};

test.each([
  ['that .venv holds', inVenv, '1'],
  ['that npm run setup -- --kernel offers the user', ofUser, '0'],
])('the kernel %s: imports, a chart, progress, an interrupt', async (_, place, JUPYTER_PREFER_ENV_PATH) => {
  if (place === ofUser) {
    const env = { JUPYTER_DATA_DIR: path.join(folder, 'jupyter', 'data') };
    expect(await projectIn(ROOT).run(['tools/setup.cjs', '--kernel'], { env })).toMatchObject({ status: 0 });
  }
  const { found, cells } = execute(ownNotebook(), { JUPYTER_PREFER_ENV_PATH });
  expect(found).toBe(place);
  const [imports, chart, bar, loop, kept] = cells.map(({ outputs = [] }) => outputs);
  expect(imports).toEqual([]);
  expect(chart).toMatchObject([
    {
      data: {
        'application/vnd.vegalite.v5+json': expect.any(Object),
        'image/svg+xml': expect.stringContaining('<svg'),
      },
    },
  ]);
  // one output, which the updates have changed
  expect(bar).toHaveLength(1);
  expect(textOf(bar)).toMatch(/Counting.*20.*20 steps/s);
  expect(loop).toMatchObject([{ output_type: 'error', ename: 'Interrupted' }]);
  expect(textOf(kept).trim()).toBe('17');
});

test.each(['01-multimodality', '02-contrastive-loss'])('every cell of %s does all that it promises', name => {
  const { cells } = execute(path.join(ROOT, 'notebooks', `${name}.ipynb`));
  expect(cells.length).toBeGreaterThan(10);
  const problems = cells.flatMap(cell => {
    const outputs = cell.outputs ?? [];
    const status = outputs.some(({ output_type: type }) => type === 'error') ? 'error' : 'ok';
    return judgeCell(cell, { status, outputs, late: [] }, { solved: false }).map(problem => [cell.source, problem]);
  });
  expect(problems).toEqual([]);
  expect(cells.map(cell => cell.execution_count)).toEqual(cells.map((_, i) => i + 1));
});
