import path from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { exerciseById } from '../../lib/exercises/all';
import { ORDINARY } from '../../tools/grade/bounds';
import { readExercises, type Submission } from '../../tools/grade/cells/exercise-cells';
import { gradeExercise } from '../../tools/grade/grade-exercise';
import { type Processes, processesIn } from '../../tools/grade/processes';
import { newSecret } from '../../tools/grade/secret';
import { startChild } from '../../tools/grade/walls/child';
import { makeCourseFolder } from '../../tools/grade/walls/course-folder';
import { raiseWalls, type Sandbox } from '../../tools/grade/walls/sandbox';
import { codeCell, notebookOf, ROOT, solvedCell } from './notebooks';

/* Exercises of one notebook go into one process; what one of them does there is not the next one's fault, nor its merit. */

const [FIRST, SECOND] = ['info-nce', 'triplet-gradient'];
const RIGHT = solvedCell('02-contrastive-loss', FIRST);
const NEXT = solvedCell('02-contrastive-loss', SECOND);
const secret = newSecret();
let sandbox: Sandbox;
let processes: Processes;
/** Whether each process that was taken was fresh. */
let fresh: boolean[];

beforeAll(() => {
  const under = path.join(ROOT, 'build', 'grade');
  sandbox = raiseWalls(makeCourseFolder(ROOT, under), under);
});
afterEach(() => processes.stop());

function handedIn(cells: string[]): Submission[] {
  const text = JSON.stringify(notebookOf(cells.map(cell => codeCell(cell))));
  return readExercises(text, 'notebook.ipynb', { lines: {}, ids: [FIRST, SECOND] }).submissions;
}

async function graded(...cells: string[]) {
  const submissions = handedIn(cells);
  const own = processesIn(sandbox);
  fresh = [];
  processes = {
    ...own,
    async take(...asked) {
      const taken = await own.take(...asked);
      fresh.push(taken.isFresh);
      return taken;
    },
  };
  const grades = [];
  for (const id of [FIRST, SECOND]) {
    const submission: Submission = submissions.find(one => one.id === id)!;
    grades.push(await gradeExercise(exerciseById(id), submission, { processes, secret }));
  }
  return grades;
}

/** The right answer, in a cell that does something more. */
const rightAnd = (more: string) => `${more}\n${RIGHT}`;
const NEXT_CASES = exerciseById(SECOND).cases.length;

test('two right answers take one process', async () => {
  const grades = await graded(RIGHT, NEXT);
  expect(grades.map(({ credit }) => credit)).toEqual([1, 1]);
  expect(fresh).toEqual([true, false]);
});

test('what has bounds of its own gets a process for itself', async () => {
  const own = processesIn(sandbox);
  const taken = [
    await own.take(undefined, false),
    await own.take({ cpuSeconds: 20 }, false),
    await own.take(undefined, false),
  ];
  expect(taken.map(({ isFresh }) => isFresh)).toEqual([true, true, true]);
  expect((await own.take(undefined, false)).isFresh).toBe(false);
  await own.stop();
});

test('a wrong answer is tried again in a process of its own, and that one counts', async () => {
  const wrong = `await check('${SECOND}', () => 0);`;
  const [, after] = await graded(RIGHT, wrong);
  expect(fresh).toEqual([true, false, true]);
  const alone = processesIn(sandbox);
  const submission = handedIn([RIGHT, wrong]).find(({ id }) => id === SECOND)!;
  expect(await gradeExercise(exerciseById(SECOND), submission, { processes: alone, secret })).toEqual(after);
  await alone.stop();
});

test.each([
  ['breaks the language', 'setTimeout(() => { Array.prototype.map = () => { throw new Error("broken"); }; }, 50);'],
  ['breaks the channel', "require('node:fs').writeSync = () => { throw new Error('shut'); };"],
  ['leaves a timer running', 'setInterval(() => {}, 1000);'],
  ['ends the process later', 'setTimeout(() => process.exit(0), 300);'],
])('an answer that %s takes nothing from the next one', async (_, more) => {
  const grades = await graded(rightAnd(more), NEXT);
  expect(grades[1]).toMatchObject({ credit: 1, notes: [] });
  expect(grades[1].cases?.slice(0, NEXT_CASES).every(({ held }) => held)).toBe(true);
});

test('a name that one answer puts on globalThis is not there for the next one', async () => {
  const uses = NEXT.replace(/^await check\('triplet-gradient', (.*)\);/m, (_, name) => {
    return `await check('triplet-gradient', (...args: any[]) => (globalThis as any).helper(() => ${name}(...args)));`;
  });
  expect(uses).not.toBe(NEXT);
  const helper = '(globalThis as any).helper = (run: () => unknown) => run();';
  const [first, second] = await graded(rightAnd(helper), uses);
  expect(first.credit).toBe(1);
  expect(second).toMatchObject({ credit: 0 });
  expect(second.cases?.[0].got).toMatch(/helper is not a function/);
});

test('an answer that never ends is ended at its own bound, whatever ran before it', async () => {
  const [first, second] = await graded(RIGHT, `await check('${SECOND}', () => { for (;;); });`);
  expect(first.credit).toBe(1);
  expect(second.cases?.[0].got).toMatch(/more than 10 s of processor time/);
  expect(fresh).toEqual([true, false, true]);
});

/** What a program gets to say within two seconds, by the clock on the wall, while the grader itself is busy for four. */
async function withinTwoSeconds(cell: string) {
  const [{ id, program }] = handedIn([`await check('${FIRST}', ${cell});`]);
  const child = startChild(sandbox, { ...ORDINARY, seconds: 2 });
  const asked = child.start({ id, ...program! }).then(() => child.call([], 0));
  await new Promise(resolve => setTimeout(resolve, 200)); // it has been asked to start
  for (const begun = performance.now(); performance.now() - begun < 4000; );
  const outcome = await asked;
  await child.stop();
  return outcome;
}

test('as long as the grader is busy with something else, no clock runs against an answer', async () => {
  expect(await withinTwoSeconds('() => 1')).toEqual({ answer: 1 });
  expect(await withinTwoSeconds('() => new Promise(() => {})')).toEqual({ ended: 'nothing within 2 seconds' });
});
