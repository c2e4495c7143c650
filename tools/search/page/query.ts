import type { Among, Modality } from '../answers';

/** What the reader looks for. */
export type Query = { words: string } | { like: string } | FileQuery;

/** A file, the frames of a film, or a drawing, and what to show of it. */
export interface FileQuery {
  files: Blob[];
  shown: Shown;
}

export interface Shown {
  kind: 'picture' | 'sound' | 'film';
  /** An address of this page's own: blob:… */
  address: string;
  name: string;
}

export interface Filters {
  among: Among;
  modality?: Modality;
  source?: string;
}

/** A question to the server. */
export interface Question {
  query: Query;
  filters: Filters;
  /** How many are wanted. */
  k: number;
  /** What is asked about an item or a file. */
  about?: string;
}

/** How many are asked for at first: with rows of several modalities, of one modality with concepts to open, or as they are seen. */
export function firstOf({ among, modality }: Filters): number {
  if (among === 'digits') return 24;
  return modality ? 48 : 80;
}

/** In the order of their rows. */
export const MODALITIES: Modality[] = ['image', 'audio', 'video', 'text'];

export const MODALITY_NAMES: Record<Modality, string> = {
  image: 'Pictures',
  audio: 'Sounds',
  video: 'Clips',
  text: 'Words',
};
