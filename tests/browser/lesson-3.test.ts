import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../tools/course/jupyter';
import { readNotebook } from '../../tools/course/notebook';
import { long } from '../long';
import { JupyterLab } from './jupyterlab';
import { runByKeyboard } from './keyboard';
import { expectLessonRan, openRun, photographCharts } from './lesson';

const LESSON = '03-training-on-mnist';
const LIMIT_MS = 12 * 60_000;

let lab: JupyterLab;
beforeAll(async () => {
  lab = await JupyterLab.start();
});
afterAll(() => lab?.stop());

test('lesson 3: what its training drew is shown', async () => {
  const ran = await openRun(lab, LESSON);
  await expectLessonRan(ran);
  await photographCharts(ran);
});

test.runIf(long)(
  'lesson 3 trains in front of the reader: the bar moves, the curve grows, no cell fails',
  async () => {
    const file = path.join(ROOT, 'notebooks', `${LESSON}.ipynb`);
    const lesson = readNotebook(file);
    const notebook = await lab.open(file);
    const training = lesson.cells.findIndex(cell => cell.source.includes('watchTraining('));
    expect(training, 'a cell that shows a training as it goes').toBeGreaterThan(0);

    const done = runByKeyboard(notebook, LIMIT_MS);
    let ended = false;
    const end = done.finally(() => {
      ended = true;
    });
    end.catch(() => {}); // awaited below

    // While it trains: how far the bar is, and what the curve looks like.
    const bar = notebook.output(training).locator('progress');
    const bars = new Set<number>();
    const curves = new Set<string>();
    const pictures: Buffer[] = [];
    while (!ended) {
      if ((await bar.count()) > 0) {
        const value = Number(
          await bar
            .first()
            .getAttribute('value', { timeout: 1000 })
            .catch(() => 0),
        );
        const steps = Number(
          await bar
            .first()
            .getAttribute('max', { timeout: 1000 })
            .catch(() => 0),
        );
        if (value > 0 && value < steps) {
          bars.add(value);
          for (const drawing of await notebook.drawings(training)) curves.add(drawing);
          if (pictures.length < 2 && curves.size > 6 * pictures.length) {
            pictures.push(await notebook.screenshot(`training-${pictures.length + 1}`, notebook.cell(training)));
          }
        }
      }
      await notebook.page.waitForTimeout(700);
    }
    const cells = await end;
    await notebook.screenshot('trained', notebook.cell(training));

    await expectLessonRan({ notebook, lesson, cells });
    expect(bars.size, 'positions of the bar during training').toBeGreaterThan(2);
    expect(curves.size, 'states of the curve during training').toBeGreaterThan(2);
    expect(pictures).toHaveLength(2);
    expect(pictures[0]!.equals(pictures[1]!)).toBe(false);
  },
  LIMIT_MS + 60_000,
);
