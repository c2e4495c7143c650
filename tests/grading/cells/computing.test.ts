import { expect, test } from 'vitest';
import { mayCompute } from '../../../tools/grade/cells/computing';

test.each([
  ['@tensorflow/tfjs', true],
  ['./lib/engine/index', true],
  ['./lib/engine', true],
  ['./lib/losses/info-nce', true],
  ['./lib/metrics/knn', true],
  ['./lib/metrics/interval', false],
  ['./lib/notebook/check', false],
  ['./lib/there-is-no-such-module', true],
  ['node:fs', false],
])('the engine is started for %s: %s', (name, starts) => {
  expect(mayCompute(name)).toBe(starts);
});
