import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index';
import { seededRandom } from '../../lib/engine/seeds';
import { exerciseById } from '../../lib/exercises/all';
import { type AnswerFunction, judge } from '../../lib/exercises/judge';
import { rounds } from '../long';
import { byHeart, ownEncoderAnswers } from './answers/own-encoder';
import { type Mutation, mutantOf } from './mutant';

/* As exercises.test.ts and thresholds.test.ts, for the exercise whose answers take a training. */

beforeAll(() => startEngine());

const DRAWS = rounds(4, 20);
const exercise = exerciseById('own-encoder');
const { right, wrong } = ownEncoderAnswers;
const drawn = (seed: number) => ({ ...exercise, cases: [exercise.drawn!(seededRandom(seed))] });
const accuracyIn = (text: string) => Number(/accuracy of ([\d.]+) %/.exec(text)![1]);

const passing = async (changed: typeof exercise, answers: Record<string, { answer: AnswerFunction }>) => {
  const names: string[] = [];
  for (const [name, { answer }] of Object.entries(answers)) {
    if ((await judge(changed, answer)).passed) names.push(name);
  }
  return names;
};

test.each(Object.entries(right))('%s: passes, and with digits drawn at random each time', async (_, answer) => {
  expect(await judge(exercise, answer)).toMatchObject({ passed: true });
  for (let seed = 0; seed < DRAWS; seed++) {
    expect((await judge(drawn(seed), answer)).failure?.got).toBeUndefined();
  }
});

test.each(Object.entries(wrong))('%s: is refused with a hint that fits', async (_, { answer, told }) => {
  const { passed, failure } = await judge(exercise, answer);
  expect(passed).toBe(false);
  expect(failure!.hint).toMatch(told);
});

test('the accuracies are those that the exercise names', async () => {
  const reached = async (name: string) => accuracyIn((await judge(exercise, wrong[name].answer)).failure!.got);
  expect(await reached('raw pixels')).toBeCloseTo(91.4, 0);
  expect(await reached('a linear layer, trained')).toBeLessThan(90);
});

describe('mutants', () => {
  test.each(exercise.cases.map(({ name }, i) => ({ name, i })))(
    'without "$name" a wrong answer would pass',
    async ({ i }) => {
      const rest = { ...exercise, cases: exercise.cases.filter((_, j) => j !== i) };
      expect(await passing(rest, wrong)).not.toEqual([]);
    },
  );

  const loosened: Mutation[] = [
    { file: 'own-encoder.ts', text: '<= 1e-3 * largest', loosened: '<= 1e-2 * largest' },
    { file: 'own-encoder.ts', text: 'BAR = 0.95', loosened: 'BAR = 0.9' },
  ];
  test.each(loosened)('with "$loosened" a wrong answer would pass', async mutation => {
    expect(await passing(await mutantOf(exercise.id, mutation), wrong)).not.toEqual([]);
  });
});

test('who knows the pictures of the cases by heart passes them, and no digits drawn at random', async () => {
  expect(await judge(exercise, byHeart)).toMatchObject({ passed: true });
  const { failure } = await judge(drawn(0), byHeart);
  expect(accuracyIn(failure!.got)).toBeLessThan(30);
});
