import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { exerciseById, exercises } from '../../lib/exercises/all';
import { type AnswerFunction, judge } from '../../lib/exercises/judge';
import { answersOf } from './answers/all';
import { knnAccuracyAnswers } from './answers/lesson-3';

beforeAll(() => startEngine());

const right = Object.entries(answersOf).flatMap(([id, { right: all }]) =>
  Object.entries(all).map(([name, answer]) => ({ id, name, answer })),
);
const wrong = Object.entries(answersOf).flatMap(([id, { wrong: all }]) =>
  Object.entries(all).map(([name, { answer, told }]) => ({ id, name, answer, told })),
);

const named = Object.entries(answersOf).map(([id, all]) => ({ id, all }));

/** All numbers in plain data. */
const numbersIn = (value: unknown): number[] => {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
};

const unusable: { name: string; answer: AnswerFunction; told: RegExp }[] = [
  { name: 'nothing', answer: () => undefined, told: /nothing \(undefined\)/ },
  { name: 'null', answer: () => null, told: /^null$/ },
  { name: 'a text', answer: () => 'well', told: /the text 'well'/ },
  { name: 'a tensor of another shape', answer: () => tf.zeros([2, 2, 2]), told: /a tensor of shape \[2, 2, 2\]/ },
  {
    name: 'an exception',
    answer: () => {
      throw new TypeError('oh');
    },
    told: /an error: TypeError: oh/,
  },
  { name: 'a rejected promise', answer: () => Promise.reject(new Error('ah')), told: /an error: Error: ah/ },
];

describe('answers to exercises', () => {
  test.each(right)('$id: $name passes', async ({ id, answer }) => {
    expect(await judge(exerciseById(id), answer)).toMatchObject({ passed: true });
  });

  test.each(wrong)('$id: $name is refused with a hint that fits', async ({ id, answer, told }) => {
    const { passed, failure } = await judge(exerciseById(id), answer);
    expect(passed).toBe(false);
    expect(failure!.hint).toMatch(told);
  });

  test.each(exercises.flatMap(({ id }) => unusable.map(one => ({ id, ...one }))))(
    '$id: $name is refused, and said in words',
    async ({ id, answer, told }) => {
      const { passed, failure } = await judge(exerciseById(id), answer);
      expect(passed).toBe(false);
      expect(failure!.got).toMatch(told);
      expect(failure!.case).not.toBe('');
    },
  );

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

  test.each(named)('$id: what is said never contains the number that was expected', async ({ id, all }) => {
    const [rightAnswer] = Object.values(all.right);
    for (const one of exerciseById(id).cases) {
      const expected = await Promise.all((await one.calls()).map(args => rightAnswer(...structuredClone(args))));
      // what is given as an argument may be repeated, and whole numbers are in every sentence
      const given = numbersIn(await one.calls());
      const secrets = numbersIn(expected)
        .filter(value => !given.includes(value))
        .map(value => Number(value.toPrecision(3)))
        .filter(value => !Number.isInteger(value));
      if (secrets.length === 0) continue;
      for (const { answer } of Object.values(all.wrong)) {
        const { failure } = await judge({ ...exerciseById(id), cases: [one] }, answer);
        if (!failure) continue;
        const said = `${failure.case} ${failure.expected} ${failure.hint}`;
        for (const secret of secrets) expect(said).not.toContain(String(secret));
      }
    }
  });

  test.each(named.flatMap(({ id, all }) => exerciseById(id).cases.map((one, i) => ({ id, all, name: one.name, i }))))(
    '$id: without the case "$name" a wrong answer would pass, or be told something else',
    async ({ id, all, i }) => {
      const { cases, ...exercise } = exerciseById(id);
      // what a coarse case tells, a fine one that fails as well would tell less well
      const rest = { ...exercise, cases: cases.filter((one, j) => j !== i && (cases[i].fine || !one.fine)) };
      const missed: string[] = [];
      for (const [name, { answer, told }] of Object.entries(all.wrong)) {
        const { failure } = await judge(rest, answer);
        if (!told.test(failure?.hint ?? '')) missed.push(name);
      }
      expect(missed).not.toEqual([]);
    },
  );

  test.each(named.filter(({ id }) => exerciseById(id).cases.some(({ fine }) => fine)))(
    '$id: the whole point hangs on its fine cases, which come last',
    async ({ id, all }) => {
      const { cases, ...rest } = exerciseById(id);
      const coarse = cases.filter(({ fine }) => !fine);
      expect(cases.slice(0, coarse.length)).toEqual(coarse);
      const passing: string[] = [];
      for (const [name, { answer }] of Object.entries(all.wrong)) {
        if ((await judge({ ...rest, cases: coarse }, answer)).passed) passing.push(name);
      }
      expect(passing).not.toEqual([]);
    },
  );

  test('an exercise that does not exist is an error that lists those that do', () => {
    expect(() => exerciseById('pairs')).toThrow(
      /no exercise 'pairs'; expected one of 'cosine-similarity', 'nearest-neighbours'/,
    );
  });
});

test('every exercise has three hints and at least three cases, and no two have one id', () => {
  expect(new Set(exercises.map(({ id }) => id)).size).toBe(exercises.length);
  for (const { hints, cases } of exercises) {
    expect(hints.filter(hint => hint.length > 20)).toHaveLength(3);
    expect(cases.length).toBeGreaterThanOrEqual(3);
  }
});

test.each(named)('$id: there are at least two right answers and four wrong ones', ({ all }) => {
  expect(Object.keys(all.right).length).toBeGreaterThanOrEqual(2);
  expect(Object.keys(all.wrong).length).toBeGreaterThanOrEqual(4);
});
