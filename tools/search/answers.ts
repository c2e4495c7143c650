/** What server and page say to each other, as JSON. */

export type Modality = 'image' | 'text' | 'audio' | 'video';

/** Two spaces, whose vectors cannot be compared: a search is in one of them. */
export type Among = 'concepts' | 'digits';

export interface About {
  /** What can be found, and how many of it, in each set. */
  sets: { among: Among; modality: Modality; source: string; count: number }[];
  /** Bytes that an upload may have. */
  mostBytes: number;
  /** The most that are found at once. */
  mostFound: number;
}

export interface FoundItem {
  id: string;
  modality: Modality;
  source: string;
  title: string;
  /** The cosine of the query and this, -1 to 1; of a sentence the cosine with the caption of its concept. */
  similarity: number;
  /** Where to see or hear it; a text has none. */
  media?: string;
  /** Whether no encoder was trained on it. */
  unseen: boolean;
  /** The name of what it shows, 'lion' or 'seven'; null where that is not known. */
  concept: string | null;
}

export interface Answer {
  hits: FoundItem[];
  /** What was asked, in words: 'a sound of 1.2 seconds'. */
  asked: string;
  /** What a sentence was taken to mean, the likeliest first; left out where it was no sentence. */
  meanings?: { name: string; similarity: number }[];
  /** Whether there is more to be found. */
  more: boolean;
  /** True where nothing in the store fits the words; what was found is then far from them. */
  nothing?: true;
}

/** What went wrong, for the reader. */
export interface Problem {
  error: string;
}
