import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index';
import { exercises } from '../../lib/exercises/all';
import { judge } from '../../lib/exercises/judge';
import { answersOf } from './answers/all';
import { type Mutation, mutantOf } from './mutant';

/*
 * Every number that decides whether a result holds, loosened: a tolerance ten times as wide, a least count half as large. Each time
 * an answer on file that is wrong passes, or else the number would not have to be what it is.
 */

const SCALAR: Mutation[] = [
  { file: 'scalar.ts', text: '<= 1e-4 * Math.max(', loosened: '<= 1e-3 * Math.max(' },
  { file: 'scalar.ts', text: 'Math.max(Math.abs(b), 0.1)', loosened: 'Math.max(Math.abs(b), 10)' },
];

const THRESHOLDS: Record<string, Mutation[]> = {
  'cosine-similarity': SCALAR,
  'cosine-contrastive': SCALAR,
  'info-nce': SCALAR,
  'symmetric-info-nce': SCALAR,
  'knn-accuracy': SCALAR,
  'recall-at-k': SCALAR,
  ndcg: SCALAR,
  'choose-temperature': [{ file: 'choose-temperature.ts', text: '<= 1e-3 * asked', loosened: '<= 1e-2 * asked' }],
  'project-by-hand': [{ file: 'project-by-hand.ts', text: '<= 1e-4', loosened: '<= 1e-3' }],
  'join-modality': [{ file: 'join-modality.ts', text: '<= 1e-4', loosened: '<= 1e-3' }],
  'share-interval': [{ file: 'share-interval.ts', text: '<= 1e-4)', loosened: '<= 1e-3)' }],
  quantise: [{ file: 'quantise.ts', text: '<= 1e-4 * Math.abs(b)', loosened: '<= 1e-2 * Math.abs(b)' }],
  'search-report': [{ file: 'search-report.ts', text: '<= 1e-4', loosened: '<= 1e-3' }],
  'pair-sampling': [
    { file: 'pair-sampling.ts', text: 'against.size >= 50', loosened: 'against.size >= 25' },
    { file: 'pair-sampling.ts', text: 'partners.size >= 60', loosened: 'partners.size >= 30' },
    { file: 'pair-sampling.ts', text: 'anchors.size >= 100', loosened: 'anchors.size >= 50' },
  ],
  augment: [
    { file: 'augment.ts', text: 'TINY = 1e-6', loosened: 'TINY = 0.01' },
    { file: 'augment.ts', text: '.size >= 20)', loosened: '.size >= 10)' },
  ],
};

/** A name, positions, signs: right or wrong, with nothing in between. */
const EXACT = [
  'nearest-neighbours',
  'triplet-gradient',
  'choose-metric',
  'read-a-trap',
  'wrong-cluster',
  'find-the-leak',
  'reciprocal-rank-fusion',
  'rerank-hubs',
  'vector-arithmetic',
  'split-by-source',
  'mine-hard-negatives',
  'chunk',
  'when-to-be-silent',
  'supported',
];

/** In own-encoder.slow.test.ts. */
const TRAINED = ['own-encoder'];

beforeAll(() => startEngine());

test('every exercise has thresholds here, or is exact', () => {
  const named = [...Object.keys(THRESHOLDS), ...EXACT, ...TRAINED];
  expect(named.sort()).toEqual(exercises.map(({ id }) => id).sort());
});

describe('loosened', () => {
  test.each(Object.entries(THRESHOLDS).flatMap(([id, all]) => all.map(one => ({ id, ...one }))))(
    '$id: with "$loosened" a wrong answer would pass',
    async ({ id, ...mutation }) => {
      const mutant = await mutantOf(id, mutation);
      const { right, wrong } = answersOf[id];
      for (const answer of Object.values(right)) expect(await judge(mutant, answer)).toMatchObject({ passed: true });
      const passing: string[] = [];
      for (const [name, { answer }] of Object.entries(wrong)) {
        if ((await judge(mutant, answer)).passed) passing.push(name);
      }
      expect(passing).not.toEqual([]);
    },
  );
});
