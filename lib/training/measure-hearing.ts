import { loadConcepts } from '../data/concepts';
import { NOTE_SOUND, type NoteSplit } from '../data/instruments';
import { loadRecordings, type Recordings } from '../data/recordings';
import type { SoundItems } from '../encoders/audio-tower';
import type { Encoder } from '../encoders/encoder';
import { soundEncoder } from '../encoders/sounds';
import type { Towers } from '../encoders/towers';
import { tf } from '../engine/index';
import { nameRows, pictureRows } from './concept-rows';
import { takeSounds } from './draw-sounds';
import { knownSounds, labelledNotes } from './known-sounds';
import { type ConceptScores, measureConcepts, rawMels } from './measure-sounds';
import { share } from './share';

/**
 * How often sounds that were not trained on find their concept, among the pictures and among the names of the concepts of their kind:
 * held-out notes, recorded instruments, recorded animals; raw log-mels beside them.
 * @param split what was held out of the training of `note`
 * @param towers those that `note` was bound to
 * @returns shares and counts, each under a name
 */
export async function measureHearing(
  split: NoteSplit,
  note: Encoder<SoundItems>,
  towers: Pick<Towers, 'image' | 'side' | 'text'>,
): Promise<Record<string, number>> {
  const concepts = await loadConcepts();
  const { train, heldOut } = await labelledNotes(split);
  const { sounds: known } = await knownSounds(split);
  const metrics: Record<string, number> = {};
  const say = (what: string, { top1, top3, macroTop1, macroTop3, queries, choices }: ConceptScores) => {
    const scores = { 'top 1': top1, 'top 3': top3, 'macro top 1': macroTop1, 'macro top 3': macroTop3 };
    for (const [kind, score] of Object.entries(scores)) metrics[`${what}, ${kind}`] = share(score);
    metrics[`${what}, sounds`] = queries;
    metrics[`${what}, choices`] = choices;
  };

  const instruments = [...new Set(Array.from(train.labels))];
  const animals = [...new Set((await loadRecordings('animals')).labels)];
  const real = async (kind: 'instruments' | 'animals') => {
    const recordings = await loadRecordings(kind);
    const chosen = recordings.sounds.map((_, i) => i).filter(i => !recordings.training[i]);
    return { sounds: chosen.map(i => recordings.sounds[i]), labels: chosen.map(i => recordings.labels[i]) };
  };
  const raw = rawMels('notes', NOTE_SOUND);
  const trials = {
    'held-out note': {
      labels: heldOut.labels,
      choices: instruments,
      rows: (e: Encoder<SoundItems>) => e.embed(heldOut),
    },
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
