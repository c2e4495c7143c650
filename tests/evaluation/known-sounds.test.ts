import { describe, expect, test, vi } from 'vitest';
import { loadNotes, NOTE_SOUND } from '../../lib/data/instruments';
import { loadRecordings } from '../../lib/data/recordings';
import { windowMels } from '../../lib/data/sound-windows';
import { knownSounds, labelledNotes } from '../../lib/evaluation/known-sounds';
import { pieces } from './contents';

vi.mock('../../lib/data/recordings', async original =>
  (await import('./once')).once(await original<typeof import('../../lib/data/recordings')>(), 'loadRecordings'),
);
vi.mock('../../lib/data/instruments', async original =>
  (await import('./once')).once(await original<typeof import('../../lib/data/instruments')>(), 'loadNotes'),
);

const { frames, bands } = NOTE_SOUND;
const CELLS = frames * bands;

const same = (a: Float32Array, b: Float32Array) =>
  Buffer.compare(Buffer.from(a.buffer, a.byteOffset, a.byteLength), Buffer.from(b.buffer, b.byteOffset, b.byteLength));

describe('notes to learn from, and notes held out', () => {
  test.each([
    ['octave', (key: number) => key >= 60 && key <= 71],
    ['semitones', (key: number) => key % 3 === 0],
  ] as const)('%s: every note once, drums always to learn from', async (split, isHeldOut) => {
    const notes = await loadNotes();
    const { train, heldOut } = await labelledNotes(split);
    const positions = [...notes.keys.keys()];
    const out = (i: number) => !notes.presets[notes.presetOf[i]].percussion && isHeldOut(notes.keys[i]);
    for (const [sounds, chosen] of [
      [train, positions.filter(i => !out(i))],
      [heldOut, positions.filter(out)],
    ] as const) {
      expect(chosen.length).toBeGreaterThan(300);
      expect([...Array.from(sounds.labels)]).toEqual(chosen.map(i => notes.concepts[i]));
      expect(sounds).toMatchObject({ frames, bands });
      const all = pieces(notes.mels, CELLS);
      const wrong = pieces(sounds.mels, CELLS).filter((mels, at) => same(mels, all[chosen[at]]) !== 0);
      expect(wrong).toEqual([]);
      expect(sounds.mels.length).toBe(chosen.length * CELLS);
    }
  });
});

describe('what an encoder of sounds is trained on', () => {
  test('the notes to learn from, and the windows of the recordings that may be learned from', async () => {
    const { sounds, labels } = await knownSounds('octave');
    const { train } = await labelledNotes('octave');
    const animals = await loadRecordings('animals');
    const windows = animals.sounds.flatMap((sound, i) =>
      animals.training[i] ? pieces(windowMels(sound), CELLS).map(mels => ({ mels, label: animals.labels[i] })) : [],
    );
    expect(windows.length).toBeGreaterThan(100);
    const all = pieces(sounds.mels, CELLS);
    expect(all.length).toBe(train.labels.length + windows.length);
    expect([...Array.from(sounds.labels)]).toEqual([...Array.from(train.labels), ...windows.map(({ label }) => label)]);
    expect(same(sounds.mels.subarray(0, train.mels.length), train.mels)).toBe(0);
    const rest = all.slice(train.labels.length);
    expect(rest.filter((mels, i) => same(mels, windows[i].mels) !== 0)).toEqual([]);
    expect(labels).toEqual([...new Set(Array.from(sounds.labels))]);
  });

  test('versions come after the recording that they are of, of the same concept', async () => {
    const plain = await knownSounds('octave');
    const varied = await knownSounds('octave', { versions: 1 });
    expect(varied.labels).toEqual(plain.labels);
    const { train } = await labelledNotes('octave');
    const notes = train.labels.length;
    const [before, after] = [plain, varied].map(({ sounds }) => pieces(sounds.mels, CELLS));
    expect(after.length).toBeGreaterThan(before.length + 80);
    // after the notes the first recording as it is, and its version
    const animals = await loadRecordings('animals');
    const windows = windowMels(animals.sounds[animals.training.indexOf(1)]).length / CELLS;
    for (let i = notes; i < notes + windows; i++) expect(same(after[i], before[i])).toBe(0);
    expect(same(after[notes + windows], before[notes + windows])).not.toBe(0);
    expect(varied.sounds.labels[notes + windows]).toBe(varied.sounds.labels[notes]);
    const count = (of: ArrayLike<number>, label: number) => Array.from(of).filter(one => one === label).length;
    for (const label of plain.labels) {
      const played = count(train.labels, label);
      if (played > 0) expect(count(varied.sounds.labels, label)).toBe(played);
      else expect(count(varied.sounds.labels, label)).toBeGreaterThan(count(plain.sounds.labels, label));
    }
  });
});
