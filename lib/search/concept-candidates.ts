import { type Concept, loadConcepts } from '../data/concepts';
import { PHOTOGRAPH_SIDE } from '../data/frame-photograph';
import type { PictureItems } from '../data/picture-items';
import type { Sound } from '../data/sound-place';
import type { Encoder } from '../encoders/encoder';
import { loadPhotographEncoder, type PhotographEncoder } from '../encoders/photographs';
import { loadSounds } from '../encoders/sounds';
import { loadTowers } from '../encoders/towers';
import { tf } from '../engine/index';
import { embedContents } from './embed-content';

/** A concept that a picture or a sound may show. */
export interface ConceptCandidate {
  /** Id of the concept. */
  concept: string;
  /** Cosine of the picture or sound and the concept's name. */
  score: number;
}

export interface ConceptCandidates {
  /**
   * Every concept that comes into question, the likeliest first. A drawing is given with 48 pixels a side, as `readPicture` reads it, a photograph with 224 (see
   * `framePhotograph`): each has its encoder, and the first photograph waits for that.
   * @throws what the encoders throw for what is no picture or sound
   */
  rank(shown: { picture: PictureItems } | { sound: Sound }): Promise<ConceptCandidate[]>;
  /** The same of a row in the space of `loadTowers()` that is there already. */
  rankRow(row: Float32Array): ConceptCandidate[];
  dispose(): void;
}

/**
 * Tells what a picture or a sound may show: its row is compared with those of the concepts' names, by the course's towers, and for a
 * photograph by the encoder of photographs.
 * @param options.among ids of the concepts that come into question; all by default
 * @throws Error when a checkpoint is missing or damaged
 */
export async function openConceptCandidates({
  among,
}: {
  among?: ReadonlySet<string>;
} = {}): Promise<ConceptCandidates> {
  const concepts = (await loadConcepts()).filter(({ id }) => !among || among.has(id));
  const [towers, sounds] = [await loadTowers(), await loadSounds()];
  const encoders = { image: towers.image, text: towers.text, sound: sounds.sound };
  const rankByTowers = await rankByName(concepts, towers.text);
  let photographs: Promise<{ encoder: PhotographEncoder; rank: RankRow }> | undefined;
  const openPhotographs = async () => {
    const encoder = await loadPhotographEncoder({ towers });
    return { encoder, rank: await rankByName(concepts, encoder.words) };
  };
  return {
    rankRow: rankByTowers,
    rank: async shown => {
      if (!('picture' in shown) || shown.picture?.side !== PHOTOGRAPH_SIDE) {
        return ranked(await embedContents(encoders, [shown]), rankByTowers);
      }
      photographs ??= openPhotographs();
      const { encoder, rank } = await photographs;
      return ranked(await encoder.embed(shown.picture), rank);
    },
    dispose: () => {
      const rest = () => {
        towers.dispose();
        sounds.dispose();
      };
      if (!photographs) rest();
      else void photographs.then(({ encoder }) => encoder.dispose()).finally(rest);
    },
  };
}

type RankRow = ConceptCandidates['rankRow'];

/** Ranks concepts by the cosine of a row and what an encoder makes of their names. */
async function rankByName(concepts: readonly Concept[], words: Encoder<string[]>): Promise<RankRow> {
  if (concepts.length === 0) return () => [];
  const names = await words.embed(concepts.map(({ name }) => name));
  const rows = Float32Array.from(await names.data());
  names.dispose();
  return row =>
    concepts
      .map(({ id }, i) => ({ concept: id, score: cosineAt(rows, i * words.dim, row) }))
      .sort((one, other) => other.score - one.score);
}

async function ranked(embedded: tf.Tensor2D, rank: RankRow): Promise<ConceptCandidate[]> {
  try {
    return rank(Float32Array.from(await embedded.data()));
  } finally {
    tf.dispose(embedded);
  }
}

/** The product of a row that begins there with another; both are of unit length. */
function cosineAt(rows: Float32Array, start: number, row: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < row.length; i++) sum += rows[start + i] * row[i];
  return sum;
}
