import type { Among, Modality } from '../answers';

/** What the reader looks for. */
export type Query =
  | { words: string }
  /** An item that others are like. */
  | { id: string; title: string }
  /** A file, the frames of a film, or a drawing, and what to show of it. */
  | { files: Blob[]; shown: Shown };

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

export const FIRST = 24;

/** A question to the server. */
export interface Question {
  query: Query;
  filters: Filters;
  /** How many are wanted. */
  k: number;
}

export const MODALITY_NAMES: Record<Modality, string> = {
  image: 'Pictures',
  text: 'Words',
  audio: 'Sounds',
  video: 'Clips',
};
