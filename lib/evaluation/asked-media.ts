import { type ConceptMedia, loadConceptMedia } from '../data/concept-media';
import { loadNotes, NOTE_SOUND } from '../data/instruments';
import type { PictureItems } from '../data/picture-items';
import type { AskedSound, PassageQuestion } from '../data/questions';
import { loadRecordings, type Recordings } from '../data/recordings';
import type { Sound } from '../data/sound-place';
import { loadSounds } from '../encoders/sounds';
import { tf } from '../engine/index';
import type { ConceptCandidate, ConceptCandidates } from '../search/concept-candidates';

/** What stands beside the text of a question. */
export interface AskedMedia {
  picture?: PictureItems;
  sound?: Sound;
  concepts?: ConceptCandidate[];
}

/**
 * The pictures and sounds that questions are asked about. Of most notes only the log-mel picture ships: of these it is what the sound may
 * be, as the tower hears it.
 * @throws Error when a set is missing or damaged; RangeError for a picture or a sound that there is not
 */
export async function loadAskedMedia(
  questions: readonly PassageQuestion[],
  candidates: Pick<ConceptCandidates, 'rankRow'>,
): Promise<AskedMedia[]> {
  const media = await loadConceptMedia();
  const recordings = await loadRecordings('animals');
  const noteRow = await noteRows();
  const asked: AskedMedia[] = [];
  for (const { id, concept, style, sound } of questions) {
    if (style) asked.push({ picture: media.picture(nameOf(media, concept), style) });
    else if (!sound) asked.push({});
    else if ('preset' in sound) asked.push({ concepts: candidates.rankRow(await noteRow.of(sound)) });
    else asked.push({ sound: recordingOf(recordings, media, concept, sound, id) });
  }
  noteRow.dispose();
  return asked;
}

const nameOf = ({ concepts }: ConceptMedia, wanted: string | undefined): string =>
  concepts.find(({ id }) => id === wanted)!.name;

function recordingOf(
  { labels, sources, sounds }: Recordings,
  { concepts }: ConceptMedia,
  concept: string | undefined,
  { package: source, nth }: { package: string; nth: number },
  id: string,
): Sound {
  const found = [...labels.keys()].filter(i => concepts[labels[i]].id === concept && sources[i] === source);
  if (found[nth] !== undefined) return sounds[found[nth]];
  throw new RangeError(
    `loadAskedMedia: ${id}: there are ${found.length} such recordings of ${source}, expected ${nth + 1}`,
  );
}

/** The rows of single notes. */
async function noteRows() {
  const notes = await loadNotes();
  const { note, dispose } = await loadSounds();
  const { frames, bands } = NOTE_SOUND;
  const size = frames * bands;
  return {
    of: async ({ preset, key }: Extract<AskedSound, { preset: string }>): Promise<Float32Array> => {
      const found = notes.keys.findIndex(
        (other, i) => notes.presets[notes.presetOf[i]].id === preset && (key === undefined || other === key),
      );
      if (found < 0) throw new RangeError(`loadAskedMedia: there is no note ${key} of '${preset}'`);
      const row = await note.embed({ mels: notes.mels.slice(found * size, (found + 1) * size), frames, bands });
      try {
        return Float32Array.from(await row.data());
      } finally {
        tf.dispose(row);
      }
    },
    dispose,
  };
}
