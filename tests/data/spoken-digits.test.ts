import { rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logMel, subtractBandMeans } from '../../lib/data/log-mel';
import { resample } from '../../lib/data/resample';
import { readPlaces } from '../../lib/data/sound-place';
import {
  DIGIT_CELLS,
  DIGIT_SAMPLES,
  DIGIT_SOUND,
  loadSpokenDigitSounds,
  loadSpokenDigits,
  type SpokenDigits,
  spokenDigitMel,
} from '../../lib/data/spoken-digits';
import { startEngine } from '../../lib/engine/index';
import { knnAccuracy } from '../../lib/metrics/knn';
import { copiedSets } from './copied-sets';

let train: SpokenDigits;
let heldOut: SpokenDigits;
beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
  [train, heldOut] = await Promise.all([loadSpokenDigits('train'), loadSpokenDigits('test')]);
});

/** The share of chosen test digits whose nearest training digit, by the cosine of their pictures less band means, says the same. */
async function neighbours(chosen: (i: number) => boolean): Promise<number> {
  const positions = [...heldOut.labels.keys()].filter(chosen);
  const rows = new Float32Array(positions.length * DIGIT_CELLS);
  positions.forEach((from, to) => {
    rows.set(heldOut.mels.subarray(from * DIGIT_CELLS, (from + 1) * DIGIT_CELLS), to * DIGIT_CELLS);
  });
  const look = (mels: Float32Array) => ({ rows: subtractBandMeans(mels, DIGIT_SOUND), dim: DIGIT_CELLS });
  const labels = positions.map(i => heldOut.labels[i]);
  return knnAccuracy(look(train.mels), train.labels, look(rows), labels, { k: 1 });
}

describe('the spoken digits', () => {
  test('are ten words a take: 2,380 of 62 speakers for training, 830 of 16 held out', () => {
    expect([train.size, train.speakers.length]).toEqual([2380, 62]);
    expect([heldOut.size, heldOut.speakers.length]).toEqual([830, 16]);
    for (const { labels, size } of [train, heldOut]) {
      for (let digit = 0; digit < 10; digit++) expect(labels.filter(label => label === digit).length).toBe(size / 10);
    }
  });

  test('no speaker is in both splits; of the nine people seven are in training', () => {
    expect(train.speakers.filter(speaker => heldOut.speakers.includes(speaker))).toEqual([]);
    const people = ({ speakers, voices, humanDerived }: SpokenDigits) =>
      speakers.filter((_, speaker) => humanDerived[voices.indexOf(speaker)] === 1);
    expect(people(train).sort()).toEqual(['awb', 'bdl', 'clb', 'kal', 'kh0', 'lh0', 'rms']);
    expect(people(heldOut).sort()).toEqual(['ked', 'slt']);
  });

  test.each(['train', 'test'] as const)(
    '%s: every picture is that of the sound which ships, and no sound is silent',
    async split => {
      const { mels, places, size } = split === 'train' ? train : heldOut;
      const sounds = await loadSpokenDigitSounds(split);
      expect([sounds.length, places.length]).toEqual([size, size]);
      sounds.forEach((sound, i) => {
        expect(sound.length).toBeLessThanOrEqual(DIGIT_SAMPLES);
        expect(sound.length).toBeGreaterThan(0.1 * DIGIT_SOUND.rate);
        expect(Math.max(...sound)).toBeGreaterThan(0.2);
        const picture = logMel(sound, DIGIT_SOUND);
        const stored = mels.subarray(i * DIGIT_CELLS, (i + 1) * DIGIT_CELLS);
        // a step of the 63 that are stored; half of one, but for a rounding
        expect(picture.every((value, cell) => Math.abs(value - stored[cell]) < 0.51 / 63)).toBe(true);
      });
    },
  );

  test('a place leads to the same sound', async () => {
    const [{ samples, rate }] = await readPlaces([heldOut.places[123]]);
    expect(rate).toBe(DIGIT_SOUND.rate);
    expect(samples).toEqual((await loadSpokenDigitSounds('test'))[123]);
  });

  // what a tower has to beat
  test('raw neighbours find four in five words of voices never heard, and three in five of those that derive from people', async () => {
    const all = await neighbours(() => true);
    expect(all).toBeGreaterThan(0.78);
    expect(all).toBeLessThan(0.85);
    const people = await neighbours(i => heldOut.humanDerived[i] === 1);
    expect(people).toBeGreaterThan(0.57);
    expect(people).toBeLessThan(0.67);
  });

  test('have a fingerprint a split, the same every time', async () => {
    expect(train.fingerprint).not.toBe(heldOut.fingerprint);
    expect((await loadSpokenDigits('test')).fingerprint).toBe(heldOut.fingerprint);
  });
});

describe('a digit of somebody’s own', () => {
  test('makes the same picture however loud, at whatever rate, with whatever silence around it', async () => {
    const [sound] = await loadSpokenDigitSounds('test');
    const picture = spokenDigitMel(sound, DIGIT_SOUND.rate);
    const close = (other: Float32Array) => {
      const difference = other.reduce((sum, value, i) => sum + Math.abs(value - picture[i]), 0) / picture.length;
      expect(difference).toBeLessThan(0.02);
    };
    const later = new Float32Array(sound.length + 8000);
    later.set(sound, 4000);
    close(spokenDigitMel(later, DIGIT_SOUND.rate));
    close(
      spokenDigitMel(
        sound.map(sample => sample / 50 + 0.001),
        DIGIT_SOUND.rate,
      ),
    );
    close(spokenDigitMel(resample(sound, 8000, 48_000), 48_000));
  });

  test('that is silent is refused', () => {
    expect(() => spokenDigitMel(new Float32Array(8000), 8000)).toThrow(/the sound is silent/);
  });
});

describe('a damaged set of spoken digits', () => {
  let sets: Awaited<ReturnType<typeof copiedSets>>;
  beforeAll(async () => {
    sets = await copiedSets('spoken-digits');
  });
  afterAll(() => sets.remove());

  test('there is no third split', async () => {
    await expect(loadSpokenDigits('validation' as 'test')).rejects.toThrow(/no split 'validation'/);
  });

  test('one changed byte in the pictures, a sound, the index or the splits is found, and the mend named', async () => {
    const { folder } = sets;
    const loads = () => loadSpokenDigits('test', { folder });
    expect((await loads()).fingerprint).toBe(heldOut.fingerprint);
    await sets.changeByte('spoken-digits/slt.ogg');
    await expect(loadSpokenDigitSounds('test', { folder })).rejects.toThrow(
      /slt\.ogg is damaged.*run git checkout datasets/,
    );
    await sets.changeByte('spoken-digits/mels.gz');
    await expect(loads()).rejects.toThrow(/mels\.gz is damaged.*run git checkout datasets/);
    await sets.changeByte('spoken-digits/mels.gz');
    await sets.changeByte('spoken-digits/set.json');
    await expect(loads()).rejects.toThrow(/set\.json (is damaged|is no JSON).*run git checkout datasets/);
    await sets.changeByte('spoken-digits/set.json');
    await loads();
    await truncate(join(folder, 'spoken-digits', 'mels.gz'), 1000);
    await expect(loads()).rejects.toThrow(/mels\.gz has 1,000 bytes, expected/);
    await rm(join(folder, 'spoken-digits', 'mels.gz'));
    await expect(loads()).rejects.toThrow(/mels\.gz is missing/);
  });
});
