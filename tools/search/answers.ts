/** What server and page say to each other, as JSON. */

export type Modality = 'image' | 'text' | 'audio' | 'video';

/** Where is looked: the vectors of concepts and of digits cannot be compared, and a folder is the reader's own. */
export type Among = 'concepts' | 'digits' | 'folder';

/** What speaks for an item: what it is called, how it looks or sounds to an encoder, the words of its caption, or what it says itself. */
export type Reason = 'name' | 'looks' | 'sounds' | 'caption' | 'words';

export interface About {
  /** What can be found, and how many of it, in each set. */
  sets: { among: Among; modality: Modality; source: string; count: number }[];
  /** Things of the sets to begin with: pictures, a photograph among them, and sounds. */
  examples: Item[];
  /** Bytes that an upload may have. */
  mostBytes: number;
  /** The most that are found at once. */
  mostFound: number;
  /** The folder of the reader's own that is indexed, where there is one: its path. */
  folder?: string;
}

/** Something that can be found. */
export interface Item {
  id: string;
  modality: Modality;
  source: string;
  title: string;
  /** Where to see or hear it; a text has none. */
  media?: string;
}

export interface FoundItem extends Item {
  /**
   * The cosine of the query and this, -1 to 1; of a sentence the cosine with the caption of its concept; of a picture how much of what
   * speaks for any concept speaks for that of this, 0 to 1.
   */
  similarity: number;
  /** Whether no encoder was trained on it. */
  unseen: boolean;
  /** The name of what it shows, 'lion' or 'seven'; null where that is not known. */
  concept: string | null;
  /** Why it was found. */
  reason: Reason;
  /** Where it is in the reader's folder; left out of what is none of it. */
  path?: string;
  /** What else is known of it there. */
  file?: FoundFile;
}

/** What is known of a file in the reader's folder. */
export interface FoundFile {
  /** Paths of further files with the same bytes. */
  others: string[];
  /** Of a passage of a PDF: the page, from 1 on. */
  page?: number;
  /** Of a passage: the heading that it stands under. */
  heading?: string;
  /** The id of an earlier picture that it looks like. */
  near?: string;
}

/** The answer to POST /api/folder/open?id=…, which shows the file of an item in the file manager. */
export interface Revealed {
  /** The path of the file. */
  place: string;
  /** False where there is no file manager that could be started. */
  opened: boolean;
}

export interface Answer {
  /** In the order of cards: the first ten, as far as there are so many, show different concepts. Among digits the nearest first. */
  hits: FoundItem[];
  /** What was asked, in words: 'a sound of 1.2 seconds'. */
  asked: string;
  /** The item that others are like, where one was asked for. */
  like?: Item;
  /** What a sentence was taken to mean, the likeliest first; left out where it was no sentence. */
  meanings?: { name: string; similarity: number }[];
  /** Whether there is more to be found. */
  more: boolean;
  /** True where nothing in the store fits what was asked; what was found is then far from it. */
  nothing?: true;
}

/** The answer to a question in words: to GET and POST /api/answer?question=…. */
export interface Reply {
  /** A sentence of the first source, to the letter, or that the answer is not in here. */
  text: string;
  /** Whether it is not in here. */
  abstained: boolean;
  /** What it rests on; none where it is not in here. */
  sources: Source[];
  /** Other sentences that came near, the best first. */
  nearest: Source[];
  /** The name of what it is about; null where that is no concept. */
  concept: string | null;
  /** Where a model writes about it, and the model's name; left out where there is none, and where the answer is not in here. */
  writing?: { address: string; model: string };
}

/** A line of what comes from a reply's `writing`: what the model says, bit by bit, and at last the whole, or what went wrong. */
export type WritingLine = { piece: string } | { written: Written } | { problem: string };

/** What a model wrote, compared with the passages. */
export interface Written {
  /** Its sentences, and whether a source says so: which one, by its place. None where it found no answer. */
  claims: { text: string; supported: boolean; source?: number }[];
  /** Sentences of passages. */
  sources: Source[];
}

/** A sentence of a passage, and whose it is. */
export interface Source {
  title: string;
  /** The passage's page, '' where it has none. */
  link: string;
  /** Whose text it is, and under which licence; and the file in its package, where it is from one. */
  licence: string;
  sentence: string;
  /** The names of the concepts that the passage is about. */
  concepts: string[];
  /** A picture and a sound of these, as far as there are any. */
  items: Item[];
}

/** What went wrong, for the reader. */
export interface Problem {
  error: string;
}
