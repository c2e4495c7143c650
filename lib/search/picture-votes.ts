/** What speaks for a concept: what it is called, photographs of it, or drawings. */
export type Voice = 'name' | 'photograph' | 'drawing';

/** The most that is known of a concept by one voice: a cosine; concepts of which it has nothing are left out. */
export type Votes = ReadonlyMap<string, number>;

export interface Voted {
  /** Id of the concept. */
  concept: string;
  /** Its share, 0 to 1; all together 1. */
  share: number;
  /** The voice that said most for it. */
  voice: Voice;
}

/** How far apart cosines of each voice must lie for one to count e times as much. */
const TEMPERATURE: Record<Voice, number> = { name: 0.05, photograph: 0.1, drawing: 0.05 };
/** What photographs say counts so much of what names say: few concepts have a photograph. */
const PHOTOGRAPHS_COUNT = 0.6;

/**
 * One ranking of what names, photographs and drawings say of a picture: of each voice a softmax, added up by what it counts.
 * @param photograph how likely the picture is a photograph, 0 to 1: drawings count by the rest
 * @returns the likeliest first
 */
export function voteOn(votes: Readonly<Record<Voice, Votes>>, photograph: number): Voted[] {
  const counts: Record<Voice, number> = {
    name: photograph / (1 + PHOTOGRAPHS_COUNT),
    photograph: (photograph * PHOTOGRAPHS_COUNT) / (1 + PHOTOGRAPHS_COUNT),
    drawing: 1 - photograph,
  };
  const all = new Map<string, { share: number; most: number; voice: Voice }>();
  for (const voice of ['name', 'photograph', 'drawing'] as const) {
    for (const [concept, share] of softmax(votes[voice], TEMPERATURE[voice])) {
      const part = counts[voice] * share;
      const known = all.get(concept);
      if (!known) all.set(concept, { share: part, most: part, voice });
      else {
        known.share += part;
        if (part > known.most) Object.assign(known, { most: part, voice });
      }
    }
  }
  return [...all].map(([concept, { share, voice }]) => ({ concept, share, voice })).sort((a, b) => b.share - a.share);
}

function softmax(votes: Votes, temperature: number): [string, number][] {
  const most = Math.max(...votes.values());
  const raised = [...votes].map(
    ([concept, vote]) => [concept, Math.exp((vote - most) / temperature)] as [string, number],
  );
  const sum = raised.reduce((total, [, value]) => total + value, 0);
  return raised.map(([concept, value]) => [concept, value / sum]);
}

/** Of the photographs of something known that were found right, 92 of 100 reach this with their five likeliest concepts. */
const FITS_FROM_SHARE = 0.4;
/** The same of drawings, by the cosine of the nearest one. */
const FITS_FROM_DRAWING = 0.6;
const LIKELIEST = 5;
/** As near as this to a picture with nothing on it comes 1 of the 280 photographs that ship, and most others that have nothing. */
const BLANK_FROM = 0.8;

/** What is known of a picture. */
export interface PictureEvidence {
  voted: readonly Voted[];
  drawings: Votes;
  /** Cosine with the nearest picture that has nothing on it. */
  blank: number;
}

/**
 * Whether anything that is known fits a picture.
 * @param photograph how likely it is one, 0 to 1
 */
export function fitsPicture({ voted, drawings, blank }: PictureEvidence, photograph: number): boolean {
  if (photograph < 0.5) return Math.max(...drawings.values()) >= FITS_FROM_DRAWING;
  if (blank >= BLANK_FROM) return false;
  return voted.slice(0, LIKELIEST).reduce((sum, { share }) => sum + share, 0) >= FITS_FROM_SHARE;
}
