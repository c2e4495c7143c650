import { NOTE_SOUND, type NoteSplit } from '../data/instruments';
import { loadRecordings } from '../data/recordings';
import type { SoundItems } from '../data/sound-items';
import type { Encoder } from '../encoders/encoder';
import { loadSounds, type SoundsName, soundEncoder } from '../encoders/sounds';
import { loadTowers, type Towers } from '../encoders/towers';
import { tf } from '../engine/index';
import { takeSounds } from '../sampling/draw-sounds';
import { type ConceptRows, nameRows, pictureRows } from './concept-rows';
import { knownSounds, labelledNotes } from './known-sounds';
import { type ConceptScores, measureConcepts, rawMels } from './measure-sounds';
import { share } from './share';

/** What an encoder of sounds is tried on. */
export type Trial = 'held-out note' | 'recorded instrument' | 'recorded animal';
const TRIALS: Trial[] = ['held-out note', 'recorded instrument', 'recorded animal'];

/** How often sounds find their concept: as pictures, as names, and among raw log-mels of the sounds that were trained on. */
export type HearingScores = Record<'picture' | 'word' | 'raw', ConceptScores>;

type HeardTowers = Pick<Towers, 'image' | 'side' | 'text'>;
interface HearingOptions {
  /** All three by default. */
  trials?: readonly Trial[];
}

/**
 * How often sounds that were not trained on find their concept, among the pictures and among the names of the concepts of their kind;
 * raw log-mels beside them.
 * @param split what was held out of the training of `note`
 * @param towers those that `note` was bound to
 * @returns shares and counts, each under a name: 'held-out note to picture, top 1'
 */
export async function measureHearing(
  split: NoteSplit,
  note: Encoder<SoundItems>,
  towers: HeardTowers,
  { trials = TRIALS }: HearingOptions = {},
): Promise<Record<string, number>> {
  const metrics: Record<string, number> = {};
  const say = (what: string, { top1, top3, macroTop1, macroTop3, queries, choices }: ConceptScores) => {
    const scores = { 'top 1': top1, 'top 3': top3, 'macro top 1': macroTop1, 'macro top 3': macroTop3 };
    for (const [kind, score] of Object.entries(scores)) metrics[`${what}, ${kind}`] = share(score);
    metrics[`${what}, sounds`] = queries;
    metrics[`${what}, choices`] = choices;
  };
  for (const [trial, { picture, word, raw }] of Object.entries(await hear(split, note, towers, trials))) {
    say(`${trial} to picture`, picture);
    say(`${trial} to word`, word);
    say(`${trial}, raw neighbours`, raw);
  }
  return metrics;
}

/** What each finished checkpoint of sounds was not trained on. */
export const SOUNDS_SPLIT: Record<SoundsName, NoteSplit> = {
  sounds: 'octave',
  'sounds-to-words': 'octave',
  'sounds-leaky': 'semitones',
};

/**
 * As measureHearing, of a finished checkpoint and the towers that it was bound to.
 * @throws what `loadSounds` and `loadTowers` throw
 */
export async function measureSounds(
  name: SoundsName,
  { trials = TRIALS }: HearingOptions = {},
): Promise<Record<Trial, HearingScores>> {
  const [{ note, dispose }, towers] = [await loadSounds(name), await loadTowers()];
  try {
    return await hear(SOUNDS_SPLIT[name], note, towers, trials);
  } finally {
    dispose();
    towers.dispose();
  }
}

async function hear(
  split: NoteSplit,
  note: Encoder<SoundItems>,
  towers: HeardTowers,
  trials: readonly Trial[],
): Promise<Record<Trial, HearingScores>> {
  const { train, heldOut } = await labelledNotes(split);
  const known = trials.every(trial => trial === 'held-out note') ? train : (await knownSounds(split)).sounds;
  const instruments = [...new Set(Array.from(train.labels))];
  const raw = rawMels('notes', NOTE_SOUND);
  const sets: Record<Trial, () => Promise<TrialSet>> = {
    'held-out note': async () => ({
      labels: heldOut.labels,
      choices: instruments,
      rows: encoder => encoder.embed(heldOut),
    }),
    'recorded instrument': () => recorded('instruments', instruments),
    'recorded animal': async () => recorded('animals', [...new Set((await loadRecordings('animals')).labels)]),
  };
  const heard = {} as Record<Trial, HearingScores>;
  for (const trial of TRIALS.filter(one => trials.includes(one))) {
    const { labels, choices, rows } = await sets[trial]();
    const queries = await rows(note);
    const among = async (gallery: ConceptRows) => {
      const tensor = tf.tensor2d(gallery.rows, [gallery.labels.length, note.dim]);
      const scores = await measureConcepts(queries, labels, tensor, gallery.labels);
      tensor.dispose();
      return scores;
    };
    const chosen = new Set(choices);
    const taken = Array.from(known.labels, (_, i) => i).filter(i => chosen.has(known.labels[i]));
    const gallery = takeSounds(known, taken);
    const [rawQueries, rawRows] = [await rows(raw), await raw.embed(gallery)];
    heard[trial] = {
      picture: await among(await pictureRows(towers, choices)),
      word: await among(await nameRows(towers, choices)),
      raw: await measureConcepts(rawQueries, labels, rawRows, gallery.labels),
    };
    tf.dispose([queries, rawQueries, rawRows]);
  }
  return heard;
}

/** Sounds to be found, the concepts to choose from, and what an encoder makes of the sounds. */
interface TrialSet {
  labels: ArrayLike<number>;
  choices: number[];
  rows: (encoder: Encoder<SoundItems>) => Promise<tf.Tensor2D>;
}

/** The recordings of a kind that nothing was trained on. */
async function recorded(kind: 'instruments' | 'animals', choices: number[]): Promise<TrialSet> {
  const recordings = await loadRecordings(kind);
  const chosen = recordings.sounds.map((_, i) => i).filter(i => !recordings.training[i]);
  const sounds = chosen.map(i => recordings.sounds[i]);
  return {
    labels: chosen.map(i => recordings.labels[i]),
    choices,
    rows: encoder => soundEncoder(encoder).embed(sounds),
  };
}
