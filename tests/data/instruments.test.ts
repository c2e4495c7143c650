import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConcepts } from '../../lib/data/concepts';
import { loadNotes, NOTE_SAMPLES, NOTE_SOUND, type Notes, splitNotes } from '../../lib/data/instruments';
import { logMel } from '../../lib/data/log-mel';
import { readPlaces } from '../../lib/data/sound-place';
import { decodeWav, wavDataUri } from '../../lib/data/wav';
import { startEngine } from '../../lib/engine/index';
import { knnAccuracy } from '../../lib/metrics/knn';
import { copiedSets } from './copied-sets';

const CELLS = NOTE_SOUND.frames * NOTE_SOUND.bands;
const MIDDLE_C = 60;
let notes: Notes;
beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
  notes = await loadNotes();
});

const take = (positions: Int32Array) => {
  const rows = new Float32Array(positions.length * CELLS);
  positions.forEach((from, to) => {
    rows.set(notes.mels.subarray(from * CELLS, (from + 1) * CELLS), to * CELLS);
  });
  return { rows, dim: CELLS };
};
const labels = (positions: Int32Array) => [...positions].map(i => notes.concepts[i]);

describe('the notes', () => {
  test('are of 14 concepts, each of which stays in training', async () => {
    const concepts = await loadConcepts();
    const played = [...new Set(notes.concepts)].map(i => concepts[i]);
    expect(played.map(({ name }) => name).sort()).toEqual(
      'accordion,banjo,bell,drum,flute,guitar,harp,long drum,maracas,musical keyboard,saxophone,trombone,trumpet,violin'.split(
        ',',
      ),
    );
    expect(played.filter(({ heldOut }) => heldOut)).toEqual([]);
  });

  test('have a picture each, none of them silent', () => {
    expect(notes.mels.length).toBe(notes.size * CELLS);
    for (let i = 0; i < notes.size; i++) {
      const mel = notes.mels.subarray(i * CELLS, (i + 1) * CELLS);
      expect(Math.max(...mel)).toBe(1);
      expect(mel.filter(value => value > 0.3).length).toBeGreaterThan(20);
    }
  });

  test('that ship as sound look like their pictures, and are at least one an octave', async () => {
    const heard = [...notes.places.keys()].filter(i => notes.places[i]);
    const sounds = await readPlaces(heard.map(i => notes.places[i]!));
    heard.forEach((note, i) => {
      expect([sounds[i].rate, sounds[i].samples.length]).toEqual([NOTE_SOUND.rate, NOTE_SAMPLES]);
      const picture = logMel(sounds[i].samples, NOTE_SOUND);
      const stored = notes.mels.subarray(note * CELLS, (note + 1) * CELLS);
      // Vorbis leaves out what is not heard beside the rest: a few decibels of 60 in the quiet cells
      const difference = picture.reduce((sum, value, cell) => sum + Math.abs(value - stored[cell]), 0) / CELLS;
      expect(difference).toBeLessThan(0.06);
    });
    notes.presets.forEach((_, preset) => {
      const own = heard.filter(i => notes.presetOf[i] === preset);
      expect(own.length).toBeGreaterThan(0);
    });
  });

  test('a trumpet’s middle C has the pitch of one, and plays', async () => {
    const trumpet = notes.presets.findIndex(({ id }) => id === 'trumpet');
    const note = [...notes.keys.keys()].find(i => notes.presetOf[i] === trumpet && notes.keys[i] === MIDDLE_C)!;
    const [{ samples, rate }] = await readPlaces([notes.places[note]!]);
    // the lag at which the sound is most like itself
    const like = (lag: number) =>
      samples.subarray(4000, 8000).reduce((sum, x, i) => sum + x * samples[4000 + i + lag], 0);
    const lags = Array.from({ length: 120 }, (_, i) => i + 20);
    const best = lags.reduce((a, b) => (like(b) > like(a) ? b : a));
    expect(Math.abs(rate / best - 261.6)).toBeLessThan(3);
    const played = decodeWav(Buffer.from(wavDataUri(samples, rate).split(',')[1], 'base64'));
    expect([played.rate, played.channels[0].length]).toEqual([rate, NOTE_SAMPLES]);
  });
});

describe('splits of the notes', () => {
  test.each(['semitones', 'octave', 'presets'] as const)('%s: every note is on one side', async split => {
    const { train, test } = await splitNotes(notes, split);
    expect([...train, ...test].sort((a, b) => a - b)).toEqual([...notes.keys.keys()]);
    expect(test.length).toBeGreaterThan(300);
  });

  test('the octave holds out every pitched note from C4 to B4, and nothing else', async () => {
    const { test } = await splitNotes(notes, 'octave');
    const pitched = (i: number) => !notes.presets[notes.presetOf[i]].percussion;
    const expected = [...notes.keys.keys()].filter(i => pitched(i) && notes.keys[i] >= 60 && notes.keys[i] < 72);
    expect([...test]).toEqual(expected);
  });

  test('a preset that is held out is held out whole, and its instrument is in training', async () => {
    const { train, test } = await splitNotes(notes, 'presets');
    const presets = (side: Int32Array) => new Set([...side].map(i => notes.presetOf[i]));
    for (const preset of presets(test)) expect(presets(train).has(preset)).toBe(false);
    for (const concept of labels(test)) expect(labels(train)).toContain(concept);
  });

  // leakage, measured: what the first split proves is nothing
  test.each([
    ['semitones', 0.93, 1],
    ['octave', 0.56, 0.66],
    ['presets', 0.72, 0.86],
  ] as const)('raw neighbours, %s held out: from %s to %s right', async (split, least, most) => {
    const { train, test } = await splitNotes(notes, split);
    const accuracy = await knnAccuracy(take(train), labels(train), take(test), labels(test), { k: 1 });
    expect(accuracy).toBeGreaterThan(least);
    expect(accuracy).toBeLessThan(most);
  });

  test('there is no fourth', async () => {
    await expect(splitNotes(notes, 'random' as 'octave')).rejects.toThrow(/no split 'random'; expected 'semitones'/);
  });
});

describe('a damaged set of notes', () => {
  let sets: Awaited<ReturnType<typeof copiedSets>>;
  beforeAll(async () => {
    sets = await copiedSets('instruments', 'captions');
  });
  afterAll(() => sets.remove());

  test('one changed byte is found, and the mend named', async () => {
    const { folder } = sets;
    expect((await loadNotes({ folder })).fingerprint).toBe(notes.fingerprint);
    await sets.changeByte('instruments/trumpet.ogg');
    const trumpet = notes.places.find(place => place?.file === 'trumpet.ogg')!;
    await expect(readPlaces([trumpet], { folder })).rejects.toThrow(
      /trumpet\.ogg is damaged.*run git checkout datasets/,
    );
    await sets.changeByte('instruments/mels.gz');
    await expect(loadNotes({ folder })).rejects.toThrow(/mels\.gz is damaged.*run git checkout datasets/);
    await sets.changeByte('splits.json');
    await expect(splitNotes(notes, 'octave', { folder })).rejects.toThrow(/splits\.json.*run git checkout datasets/);
  });
});
