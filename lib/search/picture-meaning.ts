import type { PictureItems } from '../data/picture-items';
import { STYLES } from '../data/pictures';
import type { PhotographEncoder } from '../encoders/photographs';
import { fitsPicture, type Voice, type Voted, type Votes, voteOn } from './picture-votes';
import type { Search } from './search';

/** A picture as both encoders take it: of 224 pixels as `readPhotograph` gives it, and of 48 as `readPicture` does. */
export interface SeenPicture {
  photograph: PictureItems;
  picture: PictureItems;
}

/** What a picture may show. */
export interface PictureMeaning {
  /** The likeliest first. */
  concepts: Voted[];
  /** How likely it is a photograph and no drawing, 0 to 1. */
  photograph: number;
  /** Whether nothing that is known fits it: the concepts are the nearest all the same. */
  nothing: boolean;
}

/** What a name or a photograph of a concept is embedded as. */
export interface KnownRow {
  /** Id of the concept. */
  label: string;
  /** Of unit length. */
  row: Float32Array;
}

/** What pictures are compared with. */
export interface KnownPictures {
  encoder: Pick<PhotographEncoder, 'look'>;
  /** Rows of that encoder: two texts a concept, and the photographs that ship. */
  names: readonly KnownRow[];
  photographs: readonly KnownRow[];
  /** The search among the course's drawings. */
  drawings: Pick<Search, 'find'>;
}

/** The tower of drawings makes little of photographs. */
const DRAWN = STYLES.filter(style => style !== 'tuxpaint');
/** Drawings that are looked at: enough for the best of every concept that may come into question. */
const DRAWINGS = 300;

/**
 * Tells what pictures show, photographs and drawings; see `openPictureSearch`.
 * @returns its function throws a RangeError for pictures of other sides
 */
export function meaningOf({ encoder, names, photographs, drawings }: KnownPictures) {
  const named = voter(names);
  const seen = voter(photographs, { centred: true });
  return async ({ photograph, picture }: SeenPicture): Promise<PictureMeaning> => {
    const looked = await encoder.look(photograph);
    const row = Float32Array.from(await looked.rows.data());
    looked.rows.dispose();
    const likely = looked.photographs[0];
    const hits = await drawings.find({ picture }, { k: DRAWINGS, filter: { modality: 'image', source: DRAWN } });
    const drawn = new Map<string, number>();
    for (const { label, similarity } of hits) if (!drawn.has(label)) drawn.set(label, similarity);
    const votes: Record<Voice, Votes> = { name: named(row), photograph: seen(row), drawing: drawn };
    const voted = voteOn(votes, likely);
    return { concepts: voted, photograph: likely, nothing: !fitsPicture(voted, drawn, likely) };
  };
}

/**
 * Compares a row with those that are known: for each concept the cosine of the nearest.
 * @param options.centred take away what the rows have in common: without it photographs are all near each other
 */
function voter(known: readonly KnownRow[], { centred = false } = {}) {
  const dim = known[0]?.row.length ?? 0;
  const centre = new Float32Array(dim);
  if (centred) {
    for (const { row } of known)
      row.forEach((value, i) => {
        centre[i] += value / known.length;
      });
  }
  const direction = (row: Float32Array) => {
    const moved = row.map((value, i) => value - centre[i]);
    const length = Math.hypot(...moved);
    return moved.map(value => value / length);
  };
  const directions = known.map(({ row }) => direction(row));
  return (row: Float32Array): Votes => {
    const asked = direction(row);
    const best = new Map<string, number>();
    directions.forEach((other, at) => {
      let cosine = 0;
      for (let i = 0; i < dim; i++) cosine += asked[i] * other[i];
      const { label } = known[at];
      if (cosine > (best.get(label) ?? -Infinity)) best.set(label, cosine);
    });
    return best;
  };
}
