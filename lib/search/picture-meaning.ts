import type { PictureItems, SeenPicture } from '../data/picture-items';
import { STYLES } from '../data/pictures';
import type { PhotographEncoder } from '../encoders/photographs';
import { dotRows, meanRow, toUnit } from './directions';
import { fitsPicture, type Voice, type Voted, type Votes, voteOn } from './picture-votes';
import type { Search } from './search';

/** What a picture or a clip may show. */
export interface PictureMeaning {
  /** The likeliest first. */
  concepts: Voted[];
  /** How likely it is photographed and not drawn, 0 to 1. */
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
  /** The same of pictures with nothing on them; see `drawBlanks`. */
  blanks: readonly KnownRow[];
  /** The search among the course's drawings. */
  drawings: Pick<Search, 'find' | 'vectorOf'>;
}

/** The tower of drawings makes little of photographs. */
const DRAWN = STYLES.filter(style => style !== 'tuxpaint');
/** Drawings that are looked at: enough for the best of every concept that may come into question. */
const DRAWINGS = 300;

/**
 * Tells what pictures and clips show, photographs and drawings; see `openPictureSearch`.
 * @returns its function takes one picture, or the frames of a clip. It throws a RangeError for pictures of other sides, or for none
 */
export function meaningOf({ encoder, names, photographs, blanks, drawings }: KnownPictures) {
  const named = voter(names);
  const seen = voter(photographs, { centred: true });
  return async (frames: readonly SeenPicture[]): Promise<PictureMeaning> => {
    if (frames.length === 0) throw new RangeError('meaning: there is no picture, expected one or the frames of a clip');
    const { row, likely } = await lookAt(
      encoder,
      frames.map(({ photograph }) => photograph),
    );
    const directions = await Promise.all(frames.map(({ picture }) => drawings.vectorOf({ picture })));
    const vector = meanRow(directions, directions[0].length);
    const hits = await drawings.find({ vector }, { k: DRAWINGS, filter: { modality: 'image', source: DRAWN } });
    const drawn = new Map<string, number>();
    for (const { label, similarity } of hits) if (!drawn.has(label)) drawn.set(label, similarity);
    const votes: Record<Voice, Votes> = { name: named(row), photograph: seen(row), drawing: drawn };
    const voted = voteOn(votes, likely);
    const blank = Math.max(...blanks.map(other => dotRows(row, other.row)));
    return { concepts: voted, photograph: likely, nothing: !fitsPicture({ voted, drawings: drawn, blank }, likely) };
  };
}

/** The mean of the frames' rows, and how likely they are photographs in the mean; one frame at a time, so that no clip is too long. */
async function lookAt(encoder: KnownPictures['encoder'], frames: readonly PictureItems[]) {
  const rows: Float32Array[] = [];
  let likely = 0;
  for (const frame of frames) {
    const looked = await encoder.look(frame);
    rows.push(Float32Array.from(await looked.rows.data()));
    looked.rows.dispose();
    likely += looked.photographs[0] / frames.length;
  }
  return { row: meanRow(rows, rows[0].length), likely };
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
  const direction = (row: Float32Array) => toUnit(row.map((value, i) => value - centre[i]));
  const directions = known.map(({ row }) => direction(row));
  return (row: Float32Array): Votes => {
    const asked = direction(row);
    const best = new Map<string, number>();
    directions.forEach((other, at) => {
      const cosine = dotRows(asked, other);
      const { label } = known[at];
      if (cosine > (best.get(label) ?? -Infinity)) best.set(label, cosine);
    });
    return best;
  };
}
