import { beforeEach, expect, test, vi } from 'vitest';
import { exercises } from '../../lib/exercises/all';
import * as attempts from '../../lib/notebook/attempts';
import { exerciseCells } from '../../lib/notebook/lessons';
import { solution } from '../../lib/notebook/solution';

const printed = vi.spyOn(console, 'log').mockImplementation(() => {});
const known = vi.spyOn(attempts, 'attemptsAt');
beforeEach(() => printed.mockClear());

const shown = (id: string, passed: boolean, failed: string[]) => {
  known.mockReturnValue({ passed, failed });
  solution(id);
  return String(printed.mock.lastCall);
};

test('before three different answers were tried there is no solution', () => {
  expect(shown('info-nce', false, [])).toContain('Try 3 more answers first');
  expect(shown('info-nce', false, ['a', 'b'])).toContain('Try one more answer first');
  expect(shown('info-nce', false, ['a', 'b'])).not.toContain('Math.exp');
});

test('after them it is shown as code without markers or starter, and with why', () => {
  const text = shown('info-nce', false, ['a', 'b', 'c']);
  expect(text).toContain('largest + Math.log(sum) - logits[i]');
  expect(text).toContain('Why: The softmax');
  expect(text).not.toMatch(/BEGIN|END|return 0;/);
});

test('who has passed sees it at once', () => {
  expect(shown('knn-accuracy', true, [])).toContain('One answer: kNN accuracy');
});

test('every exercise in a lesson has a solution', () => {
  const ids = exercises.map(({ id }) => id);
  for (const { id } of exerciseCells('notebooks').filter(cell => ids.includes(cell.id))) {
    expect(shown(id, true, [])).toContain('Why: ');
  }
});

test('an exercise that does not exist is an error', () => {
  expect(() => solution('alchemy')).toThrow(/no exercise 'alchemy'/);
});
