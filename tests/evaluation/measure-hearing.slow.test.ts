import { beforeAll, expect, test } from 'vitest';
import { loadSounds } from '../../lib/encoders/sounds';
import { startEngine } from '../../lib/engine/index';
import { measureSounds } from '../../lib/evaluation/measure-hearing';

beforeAll(() => startEngine());

test.each(['sounds-to-words', 'sounds-leaky'] as const)('%s finds as much as its checkpoint says', async name => {
  const { metrics } = await loadSounds(name);
  const heard = await measureSounds(name, { trials: ['held-out note'] });
  expect(Object.keys(heard)).toEqual(['held-out note']);
  const { picture, word, raw } = heard['held-out note'];
  expect(picture.top1).toBeCloseTo(metrics['held-out note to picture, top 1'], 2);
  expect(word.top3).toBeCloseTo(metrics['held-out note to word, top 3'], 2);
  expect(raw.macroTop1).toBeCloseTo(metrics['held-out note, raw neighbours, macro top 1'], 2);
  expect(word.queries).toBe(metrics['held-out note to word, sounds']);
});
