import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index';
import { exerciseById } from '../../lib/exercises/all';
import { judge } from '../../lib/exercises/judge';
import { rounds as roundsOf } from '../long';
import { allAnswersOf, answerNotebooks, onFile } from './answers-as-notebooks';
import { runGrader } from './grader';
import { type GradedNotebook, gradesIn, write } from './notebooks';

/* Every answer on file, handed in to the grader. The right ones more often at length, each time with other drawn inputs. */

const folder = mkdtempSync(path.join(tmpdir(), 'course-answers-'));
const rounds = roundsOf(1, 20);
const graded = new Map<string, GradedNotebook['exercises'][number]>();
const keyOf = (round: number, { id, kind, name }: (typeof onFile)[number]) => [round, id, kind, name].join(' ');

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
  const sets = new Map<string, { round: number; answers: typeof onFile }>();
  for (let round = 0; round < rounds; round++) {
    const answers = round === 0 ? onFile : onFile.filter(({ kind }) => kind === 'right');
    for (const [i, { answers: row, notebook }] of (await answerNotebooks(answers, round)).entries()) {
      const name = `${String(round).padStart(3, '0')} ${String(i).padStart(3, '0')}.ipynb`;
      sets.set(name, { round, answers: row });
      write(path.join(folder, 'notebooks', name), notebook);
    }
  }
  const { status, output } = await runGrader([path.join(folder, 'notebooks'), '--out', path.join(folder, 'out')]);
  expect(output).toContain('0 not');
  expect(status).toBe(0);
  for (const { name, exercises } of gradesIn(path.join(folder, 'out'))) {
    const { round, answers } = sets.get(name)!;
    for (const answer of answers) graded.set(keyOf(round, answer), exercises.find(({ id }) => id === answer.id)!);
  }
}, 3_600_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const right = onFile.filter(({ kind }) => kind === 'right');
const wrong = onFile.filter(({ kind }) => kind === 'wrong');

test.each(right)('$id: $name earns the point in every round', answer => {
  const credits = Array.from({ length: rounds }, (_, round) => graded.get(keyOf(round, answer))!);
  for (const one of credits) expect(one.cases?.filter(({ held }) => !held) ?? one.why).toEqual([]);
  expect(credits.map(({ credit }) => credit)).toEqual(Array(rounds).fill(1));
});

test.each(wrong)('$id: $name does not earn the point, and is told what check tells', async answer => {
  const { id, name } = answer;
  const grade = graded.get(keyOf(0, answer))!;
  expect(grade.credit).toBeLessThan(1);
  const { failure } = await judge(exerciseById(id), allAnswersOf[id].wrong[name].answer);
  const first = grade.cases!.find(({ held }) => !held)!;
  expect(first.got).toBe(failure!.got);
  expect(first.hint).toMatch(allAnswersOf[id].wrong[name].told);
});
