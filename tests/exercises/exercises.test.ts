import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { exerciseById, exercises } from '../../lib/exercises/all';
import { judge } from '../../lib/exercises/judge';
import { type Answers, knnAccuracyAnswers, pairSamplingAnswers } from './answers';

beforeAll(() => startEngine());

const answersOf: Record<string, Answers> = {
  'pair-sampling': pairSamplingAnswers,
  'knn-accuracy': knnAccuracyAnswers,
};
const right = Object.entries(answersOf).flatMap(([id, { right: all }]) =>
  Object.entries(all).map(([name, answer]) => ({ id, name, answer })),
);
const wrong = Object.entries(answersOf).flatMap(([id, { wrong: all }]) =>
  Object.entries(all).map(([name, { answer, told }]) => ({ id, name, answer, told })),
);

describe('answers to exercises', () => {
  test.each(right)('$id: $name passes', async ({ id, answer }) => {
    expect(await judge(exerciseById(id), answer)).toMatchObject({ passed: true });
  });

  test.each(wrong)('$id: $name is refused with a hint that fits', async ({ id, answer, told }) => {
    const { passed, failure } = await judge(exerciseById(id), answer);
    expect(passed).toBe(false);
    expect(failure!.hint).toMatch(told);
  });

  test.each(
    exercises.flatMap(({ id }) => [
      { id, name: 'nothing', answer: () => undefined, told: /nothing \(undefined\)/ },
      { id, name: 'a text', answer: () => 'well', told: /the text 'well'/ },
      {
        id,
        name: 'a tensor of another shape',
        answer: () => tf.zeros([2, 2, 2]),
        told: /a tensor of shape \[2, 2, 2\]/,
      },
      {
        id,
        name: 'an exception',
        answer: () => {
          throw new TypeError('oh');
        },
        told: /an error: TypeError: oh/,
      },
      { id, name: 'a rejected promise', answer: () => Promise.reject(new Error('ah')), told: /an error: Error: ah/ },
    ]),
  )('$id: $name is refused, and said in words', async ({ id, answer, told }) => {
    const { passed, failure } = await judge(exerciseById(id), answer);
    expect(passed).toBe(false);
    expect(failure!.got).toMatch(told);
    expect(failure!.case).not.toBe('');
  });

  test('a promise that is never resolved is refused after the time that a case has', async () => {
    const { failure } = await judge(exerciseById('knn-accuracy'), () => new Promise(() => {}), {
      secondsPerCase: 0.05,
    });
    expect(failure!.got).toBe('nothing within 0.05 seconds');
  });

  test('an answer that changes its arguments does not change what the next case sees', async () => {
    const answer = (train: number[][], ...rest: unknown[]) => {
      const copy = structuredClone(train);
      train.splice(0);
      return knnAccuracyAnswers.right['cosines sorted'](copy, ...rest);
    };
    for (let i = 0; i < 2; i++)
      expect(await judge(exerciseById('knn-accuracy'), answer)).toMatchObject({ passed: true });
  });

  test('what is said never contains the number that was expected', async () => {
    const { failure } = await judge(exerciseById('knn-accuracy'), () => 0.123);
    expect(failure!.got).toBe('0.123');
    expect(failure!.expected).not.toMatch(/0\.75/);
  });

  test('an exercise that does not exist is an error that lists those that do', () => {
    expect(() => exerciseById('pairs')).toThrow(/no exercise 'pairs'; expected one of 'pair-sampling'/);
  });
});

test('every exercise has three hints and at least two cases, and no two have one id', () => {
  expect(new Set(exercises.map(({ id }) => id)).size).toBe(exercises.length);
  for (const { hints, cases } of exercises) {
    expect(hints.filter(hint => hint.length > 20)).toHaveLength(3);
    expect(cases.length).toBeGreaterThanOrEqual(2);
  }
});
