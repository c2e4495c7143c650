import { beforeAll, expect, test } from 'vitest';
import { loadDigitTowers } from '../../lib/encoders/digit-towers';
import { startEngine } from '../../lib/engine/index';
import { measureVoices } from '../../lib/evaluation/digit-voices';
import { measureHeldOutDigits } from '../../lib/evaluation/measure-digit-towers';

beforeAll(() => startEngine());

test('the finished towers understand each kind of voice as their checkpoint says, between them others and raw sounds', async () => {
  const towers = await loadDigitTowers();
  const { metrics } = towers;
  const { voices, stairs } = await measureVoices({ 'the same': towers });
  expect(voices).toEqual(['voices trained on', 'computed voices', 'human-derived voices', 'real people']);
  expect(stairs.map(({ name }) => name)).toEqual(['a long run', 'the same', 'raw log-mels']);
  const [long, same, raw] = stairs;
  expect(same).toEqual({ ...long, name: 'the same' });
  const share = (what: string) => expect.closeTo(100 * metrics[what], 0);
  expect(long.scores.slice(1)).toEqual([
    share('sound to word, computed voices never heard'),
    share('sound to word, human-derived voices never heard'),
    share('sound to word, real people'),
  ]);
  expect(raw.scores[0]).toBe(100); // each finds itself
  expect(raw.scores[2]).toEqual(share('raw log-mels, human-derived voices never heard'));
  expect(long.of.slice(1)).toEqual([500, 330, 30]);
});

test('six directions are measured on what is held out, with the number of questions', async () => {
  const towers = await loadDigitTowers();
  const scores = await measureHeldOutDigits(towers);
  expect(scores.map(({ direction, questions }) => [direction, questions])).toEqual([
    ['picture to sound', 10_000],
    ['picture to word', 10_000],
    ['sound to picture', 830],
    ['sound to word', 830],
    ['word to picture', 10],
    ['word to sound', 10],
  ]);
  expect(scores[1].share).toBeCloseTo(towers.metrics['picture to word'], 2);
  expect(scores[3].share).toBeCloseTo(towers.metrics['sound to word, voices never heard'], 2);
});
