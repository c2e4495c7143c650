import { beforeAll, describe, expect, test } from 'vitest';
import { loadDigitTowers } from '../../lib/encoders/digit-towers';
import { loadSounds } from '../../lib/encoders/sounds';
import { loadFluentlessTower, loadTowers } from '../../lib/encoders/towers';
import { startEngine } from '../../lib/engine/index';
import { measureDigits, trainingDigits } from '../../tools/train/digits';
import { measureSounds, soundData } from '../../tools/train/sounds';
import { measureFluentless, measureTowers, trainingPictures } from '../../tools/train/towers';

/** Engines round differently, and a query may change its rank by it: so much of a score is no difference. */
const TOLERANCE = 0.006;

beforeAll(() => startEngine());

function expectScores(actual: Record<string, number>, said: Record<string, number>) {
  expect(Object.keys(actual)).toEqual(Object.keys(said));
  const off = Object.entries(actual).filter(([what, value]) => Math.abs(value - said[what]) > TOLERANCE);
  expect(off.map(([what, value]) => `${what} is ${value}, the checkpoint says ${said[what]}`)).toEqual([]);
}

describe('a checkpoint that ships', () => {
  test.each(['towers', 'unseen-concepts'] as const)('%s scores what it says', async name => {
    const towers = await loadTowers(name);
    expectScores(await measureTowers(name, towers), towers.metrics);
    expect((await trainingPictures(name)).data).toBe(towers.config.data);
    towers.dispose();
  });

  test('unseen-fluent scores what it says', async () => {
    const fluentless = await loadFluentlessTower();
    expectScores(await measureFluentless(fluentless.image), fluentless.metrics);
    expect((await trainingPictures('unseen-fluent')).data).toBe(fluentless.config.data);
    fluentless.dispose();
  });

  test.each(['sounds', 'sounds-to-words', 'sounds-leaky'] as const)('%s scores what it says', async name => {
    const [towers, sounds] = [await loadTowers(), await loadSounds(name)];
    expect(sounds.config.space).toBe(towers.fingerprint);
    expect(await soundData(towers)).toBe(sounds.config.data);
    expectScores(await measureSounds(name, sounds.note, towers), sounds.metrics);
    towers.dispose();
    sounds.dispose();
  });

  test('digits scores what it says', async () => {
    const digits = await loadDigitTowers();
    expectScores(await measureDigits(digits), digits.metrics);
    expect((await trainingDigits()).data).toBe(digits.config.data);
    digits.dispose();
  });
});
