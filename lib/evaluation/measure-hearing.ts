import { NOTE_SOUND, type NoteSplit } from '../data/instruments';
import { loadRecordings } from '../data/recordings';
import type { SoundItems } from '../data/sound-items';
import type { Encoder } from '../encoders/encoder';
import { soundEncoder } from '../encoders/sounds';
import type { Towers } from '../encoders/towers';
import { tf } from '../engine/index';
import { takeSounds } from '../sampling/draw-sounds';
import { nameRows, pictureRows } from './concept-rows';
import { knownSounds, labelledNotes } from './known-sounds';
import { type ConceptScores, measureConcepts, rawMels } from './measure-sounds';
import { share } from './share';

/** What an encoder of sounds is tried on. */
export type Trial = 'held-out note' | 'recorded instrument' | 'recorded animal';
const TRIALS: Trial[] = ['held-out note', 'recorded instrument', 'recorded animal'];

/**
 * How often sounds that were not trained on find their concept, among the pictures and among the names of the concepts of their kind;
 * raw log-mels beside them.
 * @param split what was held out of the training of `note`
 * @param towers those that `note` was bound to
 * @param trials all three by default
 * @returns shares and counts, each under a name: 'held-out note to picture, top 1'
 */
export async function measureHearing(
  split: NoteSplit,
  note: Encoder<SoundItems>,
  towers: Pick<Towers, 'image' | 'side' | 'text'>,
  { trials = TRIALS }: { trials?: readonly Trial[] } = {},
): Promise<Record<string, number>> {
  const { train, heldOut } = await labelledNotes(split);
  const known = trials.every(trial => trial === 'held-out note') ? train : (await knownSounds(split)).sounds;
  const metrics: Record<string, number> = {};
  const say = (what: string, { top1, top3, macroTop1, macroTop3, queries, choices }: ConceptScores) => {
    const scores = { 'top 1': top1, 'top 3': top3, 'macro top 1': macroTop1, 'macro top 3': macroTop3 };
    for (const [kind, score] of Object.entries(scores)) metrics[`${what}, ${kind}`] = share(score);
    metrics[`${what}, sounds`] = queries;
    metrics[`${what}, choices`] = choices;
  };

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
  for (const trial of TRIALS.filter(one => trials.includes(one))) {
    const { labels, choices, rows } = await sets[trial]();
    const queries = await rows(note);
    const [pictures, words] = [await pictureRows(towers, choices), await nameRows(towers, choices)];
    for (const [kind, gallery] of Object.entries({ picture: pictures, word: words })) {
      const tensor = tf.tensor2d(gallery.rows, [gallery.labels.length, note.dim]);
      say(`${trial} to ${kind}`, await measureConcepts(queries, labels, tensor, gallery.labels));
      tensor.dispose();
    }
    const among = new Set(choices);
    const taken = Array.from(known.labels, (_, i) => i).filter(i => among.has(known.labels[i]));
    const gallery = takeSounds(known, taken);
    const [rawQueries, rawRows] = [await rows(raw), await raw.embed(gallery)];
    say(`${trial}, raw neighbours`, await measureConcepts(rawQueries, labels, rawRows, gallery.labels));
    tf.dispose([queries, rawQueries, rawRows]);
  }
  return metrics;
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
