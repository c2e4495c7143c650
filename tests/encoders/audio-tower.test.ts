import { beforeAll, describe, expect, test } from 'vitest';
import type { SoundItems } from '../../lib/data/sound-items';
import { stretchMels } from '../../lib/data/stretch-mels';
import { audioTower } from '../../lib/encoders/audio-tower';
import { soundEncoder } from '../../lib/encoders/sounds';
import { seededRandom, startEngine, tf } from '../../lib/engine/index';

beforeAll(() => startEngine());

const sounds = (size: number, frames = 60, bands = 40): SoundItems => {
  const random = seededRandom('sounds');
  return { mels: Float32Array.from({ length: size * frames * bands }, () => random.next()), frames, bands };
};
const small = (kind: 'words' | 'notes' = 'notes') => audioTower({ kind, frames: 60, widths: [4, 8], dim: 6 });
const valuesOf = async (rows: tf.Tensor) => {
  const values = [...(await rows.data())];
  rows.dispose();
  return values;
};

describe('the audio tower', () => {
  test('gives rows of unit length, in the order of the sounds, whatever comes with them', async () => {
    const tower = small();
    const all = sounds(257); // more than one batch
    const rows = await valuesOf(await tower.embed(all));
    for (let i = 0; i < 257; i++) expect(Math.hypot(...rows.slice(i * 6, i * 6 + 6))).toBeCloseTo(1, 5);
    const alone = await valuesOf(await tower.embed({ ...all, mels: all.mels.subarray(256 * 2400) }));
    alone.forEach((value, i) => {
      expect(value).toBeCloseTo(rows[256 * 6 + i], 5);
    });
  });

  test('hears words, but not notes, without what colours a whole sound', async () => {
    const sound = sounds(1);
    const coloured = { ...sound, mels: sound.mels.map((value, i) => value + ((i % 40) / 40) * 0.5) };
    const difference = async (kind: 'words' | 'notes') => {
      const tower = small(kind);
      const [plain, other] = [await valuesOf(await tower.embed(sound)), await valuesOf(await tower.embed(coloured))];
      return Math.max(...plain.map((value, i) => Math.abs(value - other[i])));
    };
    expect(await difference('words')).toBeLessThan(1e-4);
    expect(await difference('notes')).toBeGreaterThan(1e-2);
  });

  test('hears a sound in several lengths, and gives the direction of the mean', async () => {
    const options = { kind: 'words', frames: 60, widths: [4, 8], dim: 6 } as const;
    const heard = sounds(2);
    const longer = { ...heard, mels: stretchMels(heard.mels, heard, 1.2) };
    const [one, other] = [
      await valuesOf(await audioTower(options).embed(heard)),
      await valuesOf(await audioTower(options).embed(longer)),
    ];
    const both = await valuesOf(await audioTower({ ...options, lengths: [1, 1.2] }).embed(heard));
    for (let i = 0; i < 12; i += 6) {
      const sum = one.slice(i, i + 6).map((value, j) => value + other[i + j]);
      sum.forEach((value, j) => {
        expect(both[i + j]).toBeCloseTo(value / Math.hypot(...sum), 5);
      });
    }
  });

  test('leaves no tensor behind but the rows', async () => {
    const tower = small();
    const before = tf.memory().numTensors;
    await valuesOf(await tower.embed(sounds(3)));
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each([
    ['of another length', sounds(1, 50), /have 50 frames of 40 bands, expected 60 of 40/],
    ['of none', { ...sounds(1), mels: new Float32Array(0) }, /mels has 0 values, expected n x 2400/],
    ['of half a sound', { ...sounds(1), mels: new Float32Array(1200) }, /mels has 1200 values/],
    ['of samples', new Float32Array(8000), /expected { mels: Float32Array, frames, bands }; use logMel/],
    ['that are no numbers', { ...sounds(2), mels: new Float32Array(4800).fill(Number.NaN, 2400) }, /sound 1 holds NaN/],
  ])('refuses sounds %s', async (_, items, message) => {
    await expect(small().embed(items as SoundItems)).rejects.toThrow(message);
  });
});

describe('the encoder of sounds of any length', () => {
  const rate = 16_000;
  const tone = (hertz: number, seconds: number) => ({
    rate,
    samples: Float32Array.from({ length: seconds * rate }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / rate)),
  });

  test('gives a row of unit length a sound, short or long, in their order', async () => {
    const encoder = soundEncoder(small());
    const rows = await valuesOf(await encoder.embed([tone(440, 0.2), tone(3000, 5)]));
    expect(rows).toHaveLength(12);
    const second = await valuesOf(await encoder.embed([tone(3000, 5)]));
    second.forEach((value, i) => {
      expect(value).toBeCloseTo(rows[6 + i], 5);
    });
    expect(Math.hypot(...second)).toBeCloseTo(1, 5);
  });

  test('says which sound is silent, and leaves no tensor behind', async () => {
    const encoder = soundEncoder(small());
    const silence = { rate, samples: new Float32Array(rate) };
    const before = tf.memory().numTensors;
    await expect(encoder.embed([tone(440, 1), silence])).rejects.toThrow(/sound 1: .*is silent/);
    await expect(encoder.embed([])).rejects.toThrow(/the sounds are an empty array/);
    expect(tf.memory().numTensors).toBe(before);
  });
});
