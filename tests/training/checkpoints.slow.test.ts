import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { DATASETS } from '../../lib/data/data-set';
import { loadDigitTowers } from '../../lib/encoders/digit-towers';
import { loadSounds } from '../../lib/encoders/sounds';
import { loadFluentlessTower, loadTowers } from '../../lib/encoders/towers';
import { startEngine } from '../../lib/engine/index';
import { measureHearing } from '../../lib/evaluation/measure-hearing';
import { measureDigitCheckpoint, trainingDigits } from '../../tools/train/digits';
import { soundData } from '../../tools/train/sounds';
import { measureFluentlessCheckpoint, measureTowersCheckpoint, trainingPictures } from '../../tools/train/towers';

/** Engines round differently, and a query may change its rank by it: so much of a score is no difference. */
const TOLERANCE = 0.006;

beforeAll(() => startEngine());

function expectScores(actual: Record<string, number>, said: Record<string, number>) {
  expect(Object.keys(actual)).toEqual(Object.keys(said));
  const off = Object.entries(actual).filter(([what, value]) => Math.abs(value - said[what]) > TOLERANCE);
  expect(off.map(([what, value]) => `${what} is ${value}, the checkpoint says ${said[what]}`)).toEqual([]);
}

/** How the scores of each checkpoint are measured anew. One that is not trained yet is not in the folder, and not tested. */
const CHECKS: Record<string, () => Promise<void>> = {
  towers: () => checkTowers('towers'),
  'unseen-concepts': () => checkTowers('unseen-concepts'),
  'unseen-fluent': checkFluentless,
  sounds: () => checkSounds('sounds'),
  'sounds-to-words': () => checkSounds('sounds-to-words'),
  'sounds-leaky': () => checkSounds('sounds-leaky'),
  digits: checkDigits,
};

test.each(readdirSync(join(DATASETS, 'checkpoints')))('the checkpoint %s scores what it says', async name => {
  expect(Object.keys(CHECKS)).toContain(name);
  await CHECKS[name]();
});

async function checkTowers(name: 'towers' | 'unseen-concepts'): Promise<void> {
  const towers = await loadTowers(name);
  expectScores(await measureTowersCheckpoint(name, towers), towers.metrics);
  expect((await trainingPictures(name)).data).toBe(towers.config.data);
  towers.dispose();
}

async function checkFluentless(): Promise<void> {
  const fluentless = await loadFluentlessTower();
  expectScores(await measureFluentlessCheckpoint(fluentless.image), fluentless.metrics);
  expect((await trainingPictures('unseen-fluent')).data).toBe(fluentless.config.data);
  fluentless.dispose();
}

async function checkSounds(name: 'sounds' | 'sounds-to-words' | 'sounds-leaky'): Promise<void> {
  const [towers, sounds] = [await loadTowers(), await loadSounds(name)];
  expect(sounds.config.space).toBe(towers.fingerprint);
  expect(await soundData(towers)).toBe(sounds.config.data);
  expectScores(
    await measureHearing(name === 'sounds-leaky' ? 'semitones' : 'octave', sounds.note, towers),
    sounds.metrics,
  );
  towers.dispose();
  sounds.dispose();
}

async function checkDigits(): Promise<void> {
  const digits = await loadDigitTowers();
  expectScores(await measureDigitCheckpoint(digits), digits.metrics);
  expect((await trainingDigits()).data).toBe(digits.config.data);
  digits.dispose();
}
