import { DATASETS, openDataSet, readSetFile } from './data-set';
import { sha256 } from './sha256';
import { splitSentences } from './split-sentences';

/** The folder of the set, with the passages and the questions about them. */
export const PASSAGES_SET = 'passages-cc-by-sa';
/** The folder of those that answer where the others do not. */
const GAME_PASSAGES_SET = 'passages-gcompris';

/** A text that answers are quoted from. */
export interface Passage {
  title: string;
  /** Where it comes from, to be shown beside what is quoted. */
  link: string;
  /** Ids of the concepts that it is about; none for a text about anything else. */
  concepts: string[];
  /** What kinds of thing it is about, in words that a question may use: 'animal', 'bird'. */
  kinds: string[];
  /** As it stands in its source, to the letter. */
  text: string;
  /** The text's sentences, in their order. */
  sentences: string[];
  /** Whose the text is, and under which licence; left out where that is not known. */
  attribution?: string;
  /** The file in its package that it was taken from. */
  from?: string;
  /** The picture that it came with: the file of a photograph of `loadPhotographs('gcompris')` in its package. */
  picture?: string;
  /** The sound that it came with: the file of a recording of `loadRecordings` in its package. */
  sound?: string;
  /** Whether it answers only where no other passage does. */
  supplement?: boolean;
}

/** A text of GCompris, as the set has it. */
export type GamePassage = Omit<Passage, 'sentences' | 'attribution' | 'supplement'> & { from: string };

/** A passage of the reader's own: a title and a text, and what else is known of it. */
export const makePassage = (own: Pick<Passage, 'title' | 'text'> & Partial<Omit<Passage, 'sentences'>>): Passage => ({
  link: '',
  concepts: [],
  kinds: [],
  ...own,
  sentences: splitSentences(own.text),
});

/** Vectors of sentences, in 8 bits a number: a row a sentence, all of its passages one after the other. */
export interface PackedRows {
  rows: Int8Array;
  dim: number;
}

export interface Passages {
  passages: Passage[];
  /** Whose the texts are, and under which licence. */
  attribution: string;
  /** What the sentence model makes of each sentence behind its title; left out where the set was built without. */
  vectors?: PackedRows;
  /** SHA-256 of the set. */
  fingerprint: string;
}

/** What `set.json` says of the passages. */
export interface PassagesIndex {
  items: number;
  attribution: string;
  /** The file of vectors, and how many numbers a row has. */
  vectors?: { file: string; dim: number };
}

/**
 * The beginnings of some 340 articles of the English Wikipedia, which say something of 400 of the course's concepts; checked before use.
 * @param options.folder where the set lies: datasets/ by default; `BUILT_SETS` after `npm run datasets -- all-passages`, which makes one
 *   of all 10,033 articles
 * @throws Error when a file is missing, cut short or changed
 */
export async function loadPassages(options: { folder?: string } = {}): Promise<Passages> {
  return readPassages('loadPassages', PASSAGES_SET, options.folder ?? DATASETS);
}

/**
 * Everything that the course answers questions from: the articles, and behind them 19 short texts of GCompris, a game for children, each
 * with its picture and some with a sound; these answer where no article does.
 * @throws Error when a file is missing, cut short or changed
 */
export async function loadAllPassages(): Promise<Passages> {
  const articles = await readPassages('loadAllPassages', PASSAGES_SET, DATASETS);
  const game = await readPassages('loadAllPassages', GAME_PASSAGES_SET, DATASETS);
  const rows = new Int8Array(articles.vectors!.rows.length + game.vectors!.rows.length);
  rows.set(articles.vectors!.rows);
  rows.set(game.vectors!.rows, articles.vectors!.rows.length);
  return {
    passages: [...articles.passages, ...game.passages.map(passage => ({ ...passage, supplement: true }))],
    attribution: `${articles.attribution}; ${game.attribution}`,
    vectors: { rows, dim: articles.vectors!.dim },
    fingerprint: sha256(`${articles.fingerprint} ${game.fingerprint}`),
  };
}

async function readPassages(caller: string, name: string, folder: string): Promise<Passages> {
  const set = await openDataSet<PassagesIndex>(caller, name, folder);
  const file = await readSetFile(caller, set, 'passages.json', folder);
  const entries = JSON.parse(file.toString('utf8')) as Omit<Passage, 'sentences'>[];
  const packed = set.vectors && (await readSetFile(caller, set, set.vectors.file, folder));
  return {
    passages: entries.map(entry => makePassage({ ...entry, attribution: set.attribution })),
    attribution: set.attribution,
    ...(packed && {
      vectors: { rows: new Int8Array(packed.buffer, packed.byteOffset, packed.length), dim: set.vectors!.dim },
    }),
    fingerprint: set.sha256,
  };
}

/** What a sentence is embedded as: out of its passage it does not say what it is about ('It has a mane'). */
export const sentenceInContext = (title: string, sentence: string): string =>
  `${title.replace(/ \(.*/, '').toLowerCase()}: ${sentence}`.slice(0, LONGEST);

/** Letters of a sentence that its vector takes in. */
const LONGEST = 420;
