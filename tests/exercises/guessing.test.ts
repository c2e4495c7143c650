import { beforeAll, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index';
import { seededRandom } from '../../lib/engine/seeds';
import { exercises } from '../../lib/exercises/all';
import type { Case } from '../../lib/exercises/exercise';
import { answersOf } from './answers/all';

/*
 * Who knows the course's cases by heart has only the drawn ones left to guess, and may hand in as often as he likes. What he guesses is
 * plausible: of each call a result that was right for another drawn one, by chance or always the same.
 */

const TRIES = 10_000;
/** As many as the grader draws (tools/grade/grade-exercise.ts). */
const DRAWN = 5;
const SEEN = 15;

beforeAll(() => startEngine());

test('every exercise has drawn inputs', () => {
  expect(exercises.filter(({ drawn }) => !drawn)).toEqual([]);
});

interface Solved {
  one: Case;
  right: unknown[];
}

async function solve(id: string, one: Case): Promise<Solved> {
  const [answer] = Object.values(answersOf[id].right);
  const right: unknown[] = [];
  for (const args of await one.calls()) right.push(await answer(...structuredClone(args)));
  return { one, right };
}

/** How often a result is right in the place of those that belong there. */
async function timesRight(guess: unknown, cases: readonly Solved[]): Promise<number> {
  let count = 0;
  for (const { one, right } of cases) {
    for (const place of right.keys()) {
      if (!(await one.judge(right.map((result, i) => (i === place ? guess : result))))) count++;
    }
  }
  return count;
}

test.each(exercises.filter(({ id }) => id in answersOf))(
  '$id: no guess is right often enough to be tried',
  async ({ id, drawn }) => {
    const solved: Solved[] = [];
    for (let seed = 0; seed < 2 * SEEN; seed++) solved.push(await solve(id, drawn!(seededRandom(`seed ${seed}`))));
    const asked = solved.slice(SEEN);
    const guesses = new Map(solved.slice(0, SEEN).flatMap(({ right }) => right.map(one => [JSON.stringify(one), one])));
    const counts: number[] = [];
    for (const guess of [...guesses.values()].slice(0, SEEN)) counts.push(await timesRight(guess, asked));
    const calls = asked[0].right.length;
    const total = counts.reduce((sum, count) => sum + count, 0);
    // what was right once may have been so by luck; and what never was may be so three times in as many
    const byChance = (total + 3) / (counts.length * SEEN * calls);
    const always = Math.max(0, ...counts.filter(count => count > 1)) / (SEEN * calls);
    expect(TRIES * Math.max(byChance, always) ** (calls * DRAWN)).toBeLessThan(1e-3);
  },
);
