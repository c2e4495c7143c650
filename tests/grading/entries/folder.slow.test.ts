import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GraderRun, runGrader, startGrader } from '../grader';
import { codeCell, gradesIn, notebookOf, solvedCell, write } from '../notebooks';
import { zipOf } from './zip-files';

const folder = mkdtempSync(path.join(tmpdir(), 'course-mixed-'));
const here = (...parts: string[]) => path.join(folder, ...parts);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NOTEBOOK = JSON.stringify(notebookOf([codeCell(solvedCell('01-multimodality', 'cosine-similarity'))]));
const picture = { cell_type: 'markdown', metadata: {}, source: `![](data:image/png;base64,${'A'.repeat(20e6)})` };
const HUGE = {
  text: notebookOf([picture, ...JSON.parse(NOTEBOOK).cells]),
  version: notebookOf(JSON.parse(NOTEBOOK).cells, { course: { version: 'v'.repeat(7e6) } }),
  // what an answer gives is cut before it is kept, and so is what is said of it
  answer: notebookOf(
    ['cosine-similarity', 'nearest-neighbours', 'info-nce'].map(id =>
      codeCell(`check('${id}', () => 'x'.repeat(1.9e6));`),
    ),
  ),
};

type Made = [name: string, data: string | Buffer];

/** Notebooks, each of its kind: they are graded. */
const GRADED: readonly ((i: number) => Made)[] = [
  i => [`ok${i}/lesson.ipynb`, NOTEBOOK],
  i => [`text${i}/lesson.ipynb.txt`, NOTEBOOK],
  i => [`capital${i}/lesson.IPYNB`, NOTEBOOK],
  i => [`wide${i}.ipynb`, Buffer.from(`\uFEFF${NOTEBOOK}`, 'utf16le')],
  i => [`zip${i}.zip`, zipOf([{ name: 'lesson.ipynb', data: NOTEBOOK }])],
  i => [`Lovelace Ada_1${i}_assignsubmission_file_/lesson.ipynb`, NOTEBOOK],
  i => [`babbage_LATE_1${i}2_3456_lesson.ipynb`, NOTEBOOK],
  i => [`${'Ярослава '.repeat(30).slice(0, 115)}${i}.ipynb`, NOTEBOOK],
  i => [`both${i}.ipynb`, NOTEBOOK],
  i => [`both${i}/lesson.ipynb`, NOTEBOOK],
];
/** What is named or passed over. */
const OTHERS: readonly ((i: number) => Made)[] = [
  i => [`cut${i}.zip`, zipOf([{ name: 'lesson.ipynb', data: NOTEBOOK }]).subarray(0, -25)],
  i => [`slip${i}.zip`, zipOf([{ name: '../lesson.ipynb', data: NOTEBOOK }])],
  i => [`bomb${i}.zip`, zipOf([{ name: 'lesson.ipynb', data: '{}', claims: 3e9 }])],
  i => [`empty${i}.ipynb`, ''],
  i => [`broken${i}.ipynb`, '{"cells": ['],
  i => [`noise${i}.ipynb`, Buffer.from(Array.from({ length: 999 }, (_, at) => (at * 7919 * (i + 1)) % 256))],
  i => [`page${i}/lesson.html`, '<!DOCTYPE html>'],
  i => [`pdf${i}.pdf`, '%PDF-1.7'],
  i => [`python${i}/lesson.py`, 'x = 1'],
  i => [`old${i}.ipynb`, '{"nbformat": 3, "worksheets": []}'],
  i => [`none${i}.ipynb`, JSON.stringify(notebookOf([]))],
  i => [`mac${i}/.DS_Store`, 'x'],
  i => [`__MACOSX/ok${i}/._lesson.ipynb`, 'x'],
  i => [`ok${i % FEW}/notes ${i}.txt`, 'x'],
];
const [FEW, MANY] = [4, 15];

function makeFolder(): void {
  for (let i = 0; i < MANY; i++) {
    for (const kind of i < FEW ? [...GRADED, ...OTHERS] : OTHERS) {
      const [name, data] = kind(i);
      write(here('mixed', name), data);
    }
    mkdirSync(here('mixed', `nothing${i}`));
    if (process.platform === 'win32') continue;
    symlinkSync('/etc', here('mixed', `link${i}`));
    symlinkSync('/etc/passwd', here('mixed', `secret${i}.ipynb`));
    expect(spawnSync('mkfifo', [here('mixed', `pipe${i}.ipynb`)]).status).toBe(0);
  }
  for (const [name, notebook] of Object.entries(HUGE)) write(here('mixed', `huge ${name}.ipynb`), notebook);
}

describe('a folder of three hundred entries of all kinds', () => {
  let run: GraderRun;
  let peak = 0;
  const out = here('out');
  beforeAll(async () => {
    makeFolder();
    const { child, ended } = startGrader([here('mixed'), '--out', out], {
      onOutput() {
        const [, kilobytes = 0] = /VmHWM:\s+(\d+)/.exec(readStatus(child.pid!)) ?? [];
        peak = Math.max(peak, Number(kilobytes) / 1000);
      },
    });
    run = await ended;
  });

  test('is worked through to its end: each is graded, named, or passed over by a rule', () => {
    expect(run.status).toBe(1);
    const [, graded, not, ignored] = /^(\d+) graded, (\d+) not, (\d+) ignored\./m.exec(run.output)!.map(Number);
    expect(graded).toBe(FEW * GRADED.length + Object.keys(HUGE).length);
    const rows = gradesIn(out);
    expect(rows).toHaveLength(graded + not);
    const { ignored: byRule } = JSON.parse(readFileSync(path.join(out, 'grades.json'), 'utf8'));
    const passedOver = Object.values<string[]>(byRule).flat();
    expect(passedOver).toHaveLength(ignored);
    for (const rule of Object.keys(byRule)) expect(run.output).toContain(`Ignored, ${rule}: `);
    const told = [...rows.map(({ name }) => name), ...passedOver];
    const lost = readdirSync(here('mixed')).filter(
      name => !told.some(one => one === name || one.startsWith(`${name}/`)),
    );
    expect(lost).toEqual([]);
  });

  test('has what is right for each', () => {
    for (const { name, points, graded, problem } of gradesIn(out)) {
      const isRight = /^(ok|text|capital|wide|zip|Lovelace|babbage|Яро|both|huge (text|version))/.test(name);
      expect([name, graded, points]).toEqual([name, isRight || name === 'huge answer.ipynb', isRight ? 1 : 0]);
      expect([name, typeof problem]).toEqual([name, graded ? 'undefined' : 'string']);
    }
  });

  test('has a page for each student, and nothing of what links lead to', () => {
    const students = new Set(gradesIn(out).map(({ student }) => student));
    expect(readdirSync(path.join(out, 'pages'))).toHaveLength(students.size);
    expect(students).toContain('Lovelace Ada (10)');
    const all =
      run.output +
      execFileSync('cat', [path.join(out, 'grades.json'), path.join(out, 'grades.csv')], { encoding: 'utf8' });
    expect(all).not.toMatch(/root:|nologin/);
    expect(all.length).toBeLessThan(3e6);
  });

  test.skipIf(process.platform !== 'linux')('takes less than 600 MB of the grader', () => {
    expect(peak).toBeGreaterThan(100);
    expect(peak).toBeLessThan(600);
  });
});

function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

/** The processes below one, by /proc. */
function below(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
    return children.flatMap(child => [child, ...below(child)]);
  } catch {
    return [];
  }
}

const isAlive = (pid: number) => /^State:\s+[^ZX]/m.test(readStatus(pid));

/** Starts a run over endless loops, waits until it is in one of them, and then ends it in some way. */
async function endWithin(out: string, start: typeof startGrader, end: (pid: number) => void) {
  write(here('loops', 'a.ipynb'), NOTEBOOK);
  const loops = ['info-nce', 'cosine-similarity'].map(id => codeCell(`check('${id}', () => { for (;;); });`));
  for (const name of ['b', 'c', 'd']) write(here('loops', `${name}.ipynb`), notebookOf(loops));
  let grader: ReturnType<typeof startGrader> | undefined;
  let [sent, started]: [number, number[]] = [0, []];
  grader = start([here('loops'), '--out', out], {
    onOutput(text) {
      if (!text.includes('[1/4]')) return;
      setTimeout(() => {
        const { pid } = grader!.child;
        started = below(pid!);
        sent = performance.now();
        end(pid!);
      }, 1500);
    },
  });
  const run = await grader.ended; // once nobody holds its output open any more
  expect(performance.now() - sent).toBeLessThan(2000);
  expect(run.output).toContain('1 graded, 3 not');
  expect(gradesIn(out).map(({ name, points }) => [name, points])).toEqual([['a.ipynb', 1]]);
  expect(started.length).toBeGreaterThan(1);
  await new Promise(resolve => setTimeout(resolve, 200));
  expect(started.filter(isAlive)).toEqual([]);
  return run;
}

describe.skipIf(process.platform !== 'linux')('a run over endless loops', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'ends within two seconds of %s, and nothing of it runs on',
    async signal => {
      const { status } = await endWithin(here(`loops ${signal}`), startGrader, pid => process.kill(pid, signal));
      expect(status).toBe(130);
    },
  );

  test('ends as well when npm and its shell are gone', async () => {
    const underNpm: typeof startGrader = (args, { onOutput } = {}) =>
      startGrader(args, {
        onOutput,
        env: { npm_lifecycle_event: 'grade' },
        through: ['/bin/sh', '-c', '"$@"; :', 'sh'],
      });
    await endWithin(here('loops of a shell'), underNpm, pid => process.kill(pid, 'SIGKILL'));
  });
});

test('results do not go where what is graded lies, and what lies there is not taken for them', async () => {
  write(here('class', 'ada.ipynb'), NOTEBOOK);
  await runGrader([here('class'), '--out', here('theirs')]);
  const { status, output } = await runGrader([here('class'), '--out', here('class', 'results')]);
  expect([status, output]).toEqual([1, expect.stringMatching(/lies in .*class\. Name a folder apart/)]);
  // a folder of results that somebody made up: no grade of it is believed
  cpSync(here('theirs'), here('made up'), { recursive: true });
  for (const name of readdirSync(here('made up', 'kept'))) {
    const file = here('made up', 'kept', name);
    write(file, readFileSync(file, 'utf8').replace('"credit":0', '"credit":1'));
  }
  const again = await runGrader([here('class'), '--out', here('made up')]);
  expect(again.output).not.toContain('graded before');
  expect(gradesIn(here('made up'))[0].points).toBe(1);
});
