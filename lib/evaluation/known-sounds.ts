import { loadNotes, NOTE_SOUND, type NoteSplit, splitNotes } from '../data/instruments';
import { loadRecordings } from '../data/recordings';
import { windowMels } from '../data/sound-windows';
import { seededRandom } from '../engine/seeds';
import { varySound } from '../sampling/augment-sounds';
import { joinSounds, type LabelledSounds, takeSounds } from '../sampling/draw-sounds';

/** The notes of all instruments, with their concepts: those to train on, and those that a split holds out. */
export async function labelledNotes(split: NoteSplit): Promise<Record<'train' | 'heldOut', LabelledSounds>> {
  const notes = await loadNotes();
  const { train, test } = await splitNotes(notes, split);
  const { frames, bands } = NOTE_SOUND;
  const all: LabelledSounds = { mels: notes.mels, frames, bands, labels: notes.concepts };
  return { train: takeSounds(all, train), heldOut: takeSounds(all, test) };
}

/**
 * Notes, and recordings of animals; what an encoder of sounds is trained on.
 * @param versions of each recording, with another speed, room and microphone: there is but one recording of most animals
 */
export async function knownSounds(
  split: NoteSplit,
  { versions = 0 } = {},
): Promise<{ sounds: LabelledSounds; labels: number[] }> {
  const { train } = await labelledNotes(split);
  const recordings = await loadRecordings('animals');
  const random = seededRandom('versions of animals');
  const windows: { mels: Float32Array; labels: number[] }[] = [];
  recordings.sounds.forEach(({ samples, rate }, i) => {
    if (!recordings.training[i]) return;
    for (let version = 0; version <= versions; version++) {
      const varied = version ? varySound(samples, rate, random.fork(i).fork(version)) : samples;
      const mels = windowMels({ samples: varied, rate });
      const count = mels.length / (NOTE_SOUND.frames * NOTE_SOUND.bands);
      windows.push({ mels, labels: new Array(count).fill(recordings.labels[i]) });
    }
  });
  const sounds = joinSounds([train, ...windows]);
  return { sounds, labels: [...new Set(Array.from(sounds.labels))] };
}
