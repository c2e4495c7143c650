import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { DATASETS } from '../../lib/data/data-set';
import { loadDigitTowers } from '../../lib/encoders/digit-towers';
import { loadPhotographEncoder } from '../../lib/encoders/photographs';
import { loadSounds } from '../../lib/encoders/sounds';
import { loadFluentlessTower, loadTowers } from '../../lib/encoders/towers';
import { startEngine } from '../../lib/engine/index';
import { measureHearing } from '../../lib/evaluation/measure-hearing';
import { measureDigitCheckpoint, trainingDigits } from '../../tools/train/digits';
import { measurePhotographsCheckpoint } from '../../tools/train/photographs';
import { soundData } from '../../tools/train/sounds';
import { measureFluentlessCheckpoint, measureTowersCheckpoint, trainingPictures } from '../../tools/train/towers';
import {
  countDigits,
  countFluentless,
  countHearing,
  countPhotographs,
  countTowers,
  type Scores,
} from './counted-scores';

/** Engines round differently, and a query may change its rank by it: so much of a score is no difference. */
const TOLERANCE = 0.006;

beforeAll(() => startEngine());

function expectScores(actual: Scores, counted: Scores, said: Scores) {
  expect(Object.keys(actual)).toEqual(Object.keys(said));
  expect(Object.keys(counted).sort()).toEqual(Object.keys(said).sort());
  expect(differences(actual, said, 'the checkpoint says')).toEqual([]);
  expect(differences(counted, said, 'counted plainly; the checkpoint says')).toEqual([]);
  expect(differences(actual, counted, 'counted plainly it is')).toEqual([]);
}

const differences = (some: Scores, others: Scores, say: string) =>
  Object.entries(some)
    .filter(([what, value]) => !(Math.abs(value - others[what]) <= TOLERANCE))
    .map(([what, value]) => `${what} is ${value}, ${say} ${others[what]}`);

/** How the scores of each checkpoint are measured anew. One that is not trained yet is not in the folder, and not tested. */
const CHECKS: Record<string, () => Promise<void>> = {
  towers: () => checkTowers('towers'),
  'unseen-concepts': () => checkTowers('unseen-concepts'),
  'unseen-fluent': checkFluentless,
  sounds: () => checkSounds('sounds'),
  'sounds-to-words': () => checkSounds('sounds-to-words'),
  'sounds-leaky': () => checkSounds('sounds-leaky'),
  digits: checkDigits,
  photographs: checkPhotographs,
};

/** The scores are measured again by what wrote them, and counted again by what did not. */
test.each(readdirSync(join(DATASETS, 'checkpoints')))('the checkpoint %s scores what it says', async name => {
  expect(Object.keys(CHECKS)).toContain(name);
  await CHECKS[name]();
});

async function checkTowers(name: 'towers' | 'unseen-concepts'): Promise<void> {
  const towers = await loadTowers(name);
  expectScores(await measureTowersCheckpoint(name, towers), await countTowers(name, towers), towers.metrics);
  expect((await trainingPictures(name)).data).toBe(towers.config.data);
  towers.dispose();
}

async function checkFluentless(): Promise<void> {
  const fluentless = await loadFluentlessTower();
  expectScores(
    await measureFluentlessCheckpoint(fluentless.image),
    await countFluentless(fluentless),
    fluentless.metrics,
  );
  expect((await trainingPictures('unseen-fluent')).data).toBe(fluentless.config.data);
  fluentless.dispose();
}

async function checkPhotographs(): Promise<void> {
  const towers = await loadTowers();
  const encoder = await loadPhotographEncoder({ towers });
  const encoders = { image: encoder, text: encoder.words };
  expectScores(
    await measurePhotographsCheckpoint(encoders, towers),
    await countPhotographs(encoder, towers),
    encoder.metrics,
  );
  expect(encoder.config.towers).toBe(towers.fingerprint);
  encoder.dispose();
  towers.dispose();
}

async function checkSounds(name: 'sounds' | 'sounds-to-words' | 'sounds-leaky'): Promise<void> {
  const [towers, sounds] = [await loadTowers(), await loadSounds(name)];
  expect(sounds.config.space).toBe(towers.fingerprint);
  expect(await soundData(towers)).toBe(sounds.config.data);
  const split = name === 'sounds-leaky' ? 'semitones' : 'octave';
  expectScores(
    await measureHearing(split, sounds.note, towers),
    await countHearing(split, sounds, towers),
    sounds.metrics,
  );
  towers.dispose();
  sounds.dispose();
}

async function checkDigits(): Promise<void> {
  const digits = await loadDigitTowers();
  expectScores(await measureDigitCheckpoint(digits), await countDigits(digits), digits.metrics);
  expect((await trainingDigits()).data).toBe(digits.config.data);
  digits.dispose();
}
