import { loadConcepts } from '../../lib/data/concepts';
import { loadNotes, NOTE_SOUND, type NoteSplit, splitNotes } from '../../lib/data/instruments';
import { loadPictures, STYLES } from '../../lib/data/pictures';
import { loadRecordings, type Recordings } from '../../lib/data/recordings';
import { sha256 } from '../../lib/data/sha256';
import { windowMels } from '../../lib/data/sound-windows';
import { takePictures } from '../../lib/data/take-pictures';
import type { SoundItems } from '../../lib/encoders/audio-tower';
import type { Encoder } from '../../lib/encoders/encoder';
import { type SoundsName, soundEncoder, untrainedSounds } from '../../lib/encoders/sounds';
import { loadTowers, type Towers } from '../../lib/encoders/towers';
import { tf } from '../../lib/engine/index';
import { seededRandom } from '../../lib/engine/seeds';
import { varySound } from '../../lib/training/augment-sounds';
import { drawRows, drawSounds, joinSounds, type LabelledSounds, takeSounds } from '../../lib/training/draw-sounds';
import { type ConceptScores, measureConcepts, rawMels } from '../../lib/training/measure-sounds';
import { frozenTower, tower } from '../../lib/training/train-towers';
import { type Recipe, share } from './recipe';
import { UNSEEN_STYLES } from './towers';

const SETTINGS: Record<SoundsName, { split: NoteSplit; target: 'pictures' | 'words' }> = {
  sounds: { split: 'octave', target: 'pictures' },
  'sounds-to-words': { split: 'octave', target: 'words' },
  'sounds-leaky': { split: 'semitones', target: 'pictures' },
};

/** Versions of each recording of an animal with another speed, room and microphone: there is but one recording of most. */
const VERSIONS = 8;

/** Notes and noises, bound to what the image tower makes of pictures of the same concept, or the text tower of its name. */
export const soundsRecipe =
  (name: SoundsName): Recipe =>
  async () => {
    const { split, target } = SETTINGS[name];
    const towers = await loadTowers();
    const { sounds, labels } = await trainingSounds(split);
    const rows = target === 'pictures' ? await pictureRows(towers, labels) : await nameRows(towers, labels);
    const sound = untrainedSounds();
    // an instrument comes three times as often as an animal: there is more to learn of it, every note of every preset
    const instruments = [...new Set(Array.from((await notesOf(split)).notes.labels))];
    return {
      towers: {
        [target]: frozenTower(towers.image.dim, drawRows({ rows: rows.rows, dim: towers.image.dim }, rows.labels)),
        sound: tower(sound, drawSounds(sounds)),
      },
      options: {
        labels: [...labels, ...instruments, ...instruments],
        data: await soundData(towers),
        steps: 600,
        batchSize: 128,
        learningRate: 3e-3,
      },
      shipped: { sound },
      about: { space: towers.fingerprint, split, target, versions: VERSIONS, concepts: labels.length },
      measure: () => measureSounds(name, sound, towers),
    };
  };

/** What a checkpoint of sounds scores, against pictures and names of the towers that it was bound to. */
export async function measureSounds(
  name: SoundsName,
  note: Encoder<SoundItems>,
  towers: Pick<Towers, 'image' | 'text'>,
): Promise<Record<string, number>> {
  const { split } = SETTINGS[name];
  const concepts = await loadConcepts();
  const { notes, held } = await notesOf(split);
  const { sounds: known } = await trainingSounds(split, { versions: 0 });
  const metrics: Record<string, number> = {};
  const say = (what: string, { top1, top3, macroTop1, macroTop3, queries, choices }: ConceptScores) => {
    const scores = { 'top 1': top1, 'top 3': top3, 'macro top 1': macroTop1, 'macro top 3': macroTop3 };
    for (const [kind, score] of Object.entries(scores)) metrics[`${what}, ${kind}`] = share(score);
    metrics[`${what}, sounds`] = queries;
    metrics[`${what}, choices`] = choices;
  };

  const instruments = [...new Set(Array.from(notes.labels))];
  const animals = [...new Set((await loadRecordings('animals')).labels)];
  const real = async (kind: 'instruments' | 'animals') => {
    const recordings = await loadRecordings(kind);
    const chosen = recordings.sounds.map((_, i) => i).filter(i => !recordings.training[i]);
    return { sounds: chosen.map(i => recordings.sounds[i]), labels: chosen.map(i => recordings.labels[i]) };
  };
  const raw = rawMels('notes', NOTE_SOUND);
  const trials = {
    'held-out note': { labels: held.labels, choices: instruments, rows: (e: Encoder<SoundItems>) => e.embed(held) },
    'recorded instrument': await trialOf(await real('instruments'), instruments),
    'recorded animal': await trialOf(await real('animals'), animals),
  };
  for (const [what, { labels, choices, rows }] of Object.entries(trials)) {
    const queries = await rows(note);
    const [pictures, words] = [await pictureRows(towers, choices), await nameRows(towers, choices)];
    for (const [kind, gallery] of Object.entries({ picture: pictures, word: words })) {
      const tensor = tf.tensor2d(gallery.rows, [gallery.labels.length, note.dim]);
      say(`${what} to ${kind}`, await measureConcepts(queries, labels, tensor, gallery.labels));
      tensor.dispose();
    }
    const among = new Set(choices);
    const taken = Array.from(known.labels, (_, i) => i).filter(i => among.has(known.labels[i]));
    const gallery = takeSounds(known, taken);
    const [rawQueries, rawRows] = [await rows(raw), await raw.embed(gallery)];
    say(`${what}, raw neighbours`, await measureConcepts(rawQueries, labels, rawRows, gallery.labels));
    tf.dispose([queries, rawQueries, rawRows]);
  }
  metrics['concepts in the course'] = concepts.length;
  return metrics;
}

/** Recordings as something to try an encoder of log-mels on. */
async function trialOf({ sounds, labels }: Pick<Recordings, 'sounds'> & { labels: number[] }, choices: number[]) {
  return { labels, choices, rows: (encoder: Encoder<SoundItems>) => soundEncoder(encoder).embed(sounds) };
}

async function notesOf(split: NoteSplit) {
  const notes = await loadNotes();
  const { train, test } = await splitNotes(notes, split);
  const { frames, bands } = NOTE_SOUND;
  const all: LabelledSounds = { mels: notes.mels, frames, bands, labels: notes.concepts };
  return { notes: takeSounds(all, train), held: takeSounds(all, test) };
}

/** Notes, and recordings of animals in several versions; what an encoder of sounds is trained on. */
async function trainingSounds(split: NoteSplit, { versions = VERSIONS } = {}) {
  const { notes } = await notesOf(split);
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
  const sounds = joinSounds([notes, ...windows]);
  return { sounds, labels: [...new Set(Array.from(sounds.labels))] };
}

/** Identifies what a checkpoint of sounds is trained on: the towers that it is bound to, the notes and the recordings. */
export async function soundData({ fingerprint }: Pick<Towers, 'fingerprint'>): Promise<string> {
  const [notes, recordings] = [await loadNotes(), await loadRecordings('animals')];
  return sha256(`${fingerprint} ${notes.fingerprint} ${recordings.fingerprint}`);
}

/** What the image tower makes of every picture of these concepts, in the styles that it was trained on. */
async function pictureRows({ image }: Pick<Towers, 'image'>, concepts: number[]) {
  const wanted = new Set(concepts);
  const rows: number[] = [];
  const labels: number[] = [];
  for (const style of STYLES.filter(each => !UNSEEN_STYLES.includes(each))) {
    const pictures = await loadPictures(style, { side: 48 });
    const shown = Array.from(pictures.concepts, (_, i) => i).filter(i => wanted.has(pictures.concepts[i]));
    if (shown.length === 0) continue;
    const embedded = await image.embed(takePictures(pictures, shown));
    rows.push(...(await embedded.data()));
    labels.push(...shown.map(i => pictures.concepts[i]));
    embedded.dispose();
  }
  return { rows: Float32Array.from(rows), labels };
}

async function nameRows({ text }: Pick<Towers, 'text'>, labels: number[]) {
  const concepts = await loadConcepts();
  const embedded = await text.embed(labels.map(label => concepts[label].name));
  const rows = Float32Array.from(await embedded.data());
  embedded.dispose();
  return { rows, labels };
}
