import { beforeAll, describe, expect, test } from 'vitest';
import { loadRecordings } from '../../lib/data/recordings';
import {
  DIGIT_CELLS,
  DIGIT_SOUND,
  loadSpokenDigits,
  type SpokenDigits,
  spokenDigitMel,
} from '../../lib/data/spoken-digits';
import { startEngine } from '../../lib/engine/index';
import { loadVoices, understood, understoodRaw, type Voices, voicesOfKind } from '../../lib/evaluation/digit-voices';
import { sounds, soundsByAngle, textsAt, withoutLeak } from './constructed';

beforeAll(() => startEngine());

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

test('a spoken digit is understood where its nearest word is the right one', async () => {
  const word = textsAt(Object.fromEntries(WORDS.map((name, digit) => [name, 36 * digit])));
  const voices = { ...sounds([10, 30, 250, 260, 100], DIGIT_SOUND), labels: Uint8Array.of(0, 1, 7, 8, 5) };
  // 10 is zero, 30 is one, 250 and 260 are seven, 100 is three
  const share = await withoutLeak(() => understood({ sound: soundsByAngle, word }, voices));
  expect(share).toBeCloseTo(3 / 5, 10);
});

describe('by raw log-mels', () => {
  const { frames, bands } = DIGIT_SOUND;
  /** A sound that rises and falls in time, alike in all bands, with a colouring of the bands that lasts. */
  const sound = (shape: (frame: number) => number, colour: (band: number) => number) =>
    Float32Array.from({ length: frames * bands }, (_, i) => shape(Math.floor(i / bands)) + colour(i % bands));
  const beating = (frame: number) => (frame % 2 ? 0.1 : -0.1);
  const ending = (frame: number) => (frame < frames / 2 ? 0.1 : -0.1);
  const dark = (band: number) => 1 - band / bands;
  const bright = (band: number) => band / bands;
  const voices = (list: [number, Float32Array][]): Voices => ({
    mels: Float32Array.from(list.flatMap(([, mels]) => [...mels])),
    labels: Uint8Array.from(list, ([label]) => label),
  });

  test('a colouring of the whole sound makes no difference: the band means go on both sides', async () => {
    const known = voices([
      [3, sound(beating, dark)],
      [4, sound(ending, bright)],
    ]);
    const asked = voices([
      [3, sound(beating, bright)], // as bright as the four, and a three
      [4, sound(ending, dark)],
      [3, sound(ending, bright)], // sounds like a four
    ]);
    expect(await withoutLeak(() => understoodRaw(known, asked))).toBeCloseTo(2 / 3, 10);
  });

  test('nor does how strong the colouring of a known voice is', async () => {
    const between = (frame: number) => 0.6 * beating(frame) + 0.4 * ending(frame);
    const known = voices([
      [3, sound(beating, band => 10 * dark(band))],
      [4, sound(between, () => 0)],
    ]);
    expect(await understoodRaw(known, voices([[3, sound(beating, bright)]]))).toBe(1);
  });

  test('a voice among those that are known finds itself', async () => {
    const known = voices([
      [1, sound(beating, dark)],
      [2, sound(ending, dark)],
    ]);
    expect(await withoutLeak(() => understoodRaw(known, known))).toBe(1);
  });
});

test('voices of a kind are the sounds of that kind with their digits, in order', () => {
  const { mels } = sounds([5, 6, 7, 8], DIGIT_SOUND);
  const spoken = { mels, labels: Uint8Array.of(1, 2, 3, 4), humanDerived: Uint8Array.of(0, 1, 1, 0) } as SpokenDigits;
  const angles = (voices: Voices) => Array.from(voices.labels, (_, i) => voices.mels[i * DIGIT_CELLS]);
  const [computed, derived] = [voicesOfKind(spoken, 0), voicesOfKind(spoken, 1)];
  expect([...computed.labels]).toEqual([1, 4]);
  expect(angles(computed)).toEqual([5, 8]);
  expect([...derived.labels]).toEqual([2, 3]);
  expect(angles(derived)).toEqual([6, 7]);
  expect(derived.mels.length).toBe(2 * DIGIT_CELLS);
});

test('the voices of the course: training, the two kinds that were held out, and people', async () => {
  const voices = await loadVoices();
  expect(Object.keys(voices)).toEqual([
    ...['voices trained on', 'computed voices', 'human-derived voices', 'real people'],
  ]);
  const [train, held] = [await loadSpokenDigits('train'), await loadSpokenDigits('test')];
  expect([...voices['voices trained on'].labels]).toEqual([...train.labels]);
  expect(Buffer.from(voices['voices trained on'].mels.buffer).equals(Buffer.from(train.mels.buffer))).toBe(true);
  const derived = held.humanDerived.reduce((sum, one) => sum + one, 0);
  expect(derived).toBeGreaterThan(0);
  expect(voices['human-derived voices'].labels.length).toBe(derived);
  expect(voices['computed voices'].labels.length).toBe(held.size - derived);

  const people = await loadRecordings('digits');
  const said = voices['real people'];
  expect([...said.labels]).toEqual([...people.labels]);
  expect(said.mels.length).toBe(people.size * DIGIT_CELLS);
  for (const i of [0, 1, people.size - 1]) {
    const { samples, rate } = people.sounds[i];
    expect(said.mels.slice(i * DIGIT_CELLS, (i + 1) * DIGIT_CELLS)).toEqual(spokenDigitMel(samples, rate));
  }
});
