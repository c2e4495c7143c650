import type { Passage } from '../data/passages';
import type { PictureItems } from '../data/picture-items';
import type { Sound } from '../data/sound-place';
import type { ConceptCandidate } from '../search/concept-candidates';

/** What is asked, perhaps about a picture or a sound beside it. */
export interface Question {
  /** In English, at most 2,000 characters. */
  text: string;
  /** One drawing of 48 x 48 pixels, as `readPicture` gives it, or one photograph of 224 x 224, as `framePhotograph` does. */
  picture?: PictureItems;
  sound?: Sound;
  /** What the picture or sound may show, the likeliest first, where that is known already; `picture` and `sound` are not looked at then. */
  concepts?: readonly ConceptCandidate[];
}

/** What an answer rests on. */
export interface AnswerSource {
  passage: Passage;
  /** A sentence of the passage, to the letter. */
  sentence: string;
  score: number;
}

/** A sentence of an answer that a model wrote. */
export interface Claim {
  text: string;
  /** Whether a source says so. */
  supported: boolean;
  /** Position among the answer's sources of the one that says so. */
  source?: number;
}

export interface Answer {
  /** A quotation, or what a model wrote, with a mark behind what no source says; or that the answer is not in here. */
  text: string;
  /** The best first; none where there is no answer. */
  sources: AnswerSource[];
  /** The sentences that came nearest to answering, the best first, whether they do or not. */
  nearest: AnswerSource[];
  /** Whether there is no answer in the passages: that, too, is an answer. */
  abstained: boolean;
  /** Id of the concept that the first source is about. */
  concept?: string;
  /** How sure the search is that its best sentence answers the question; silence is below `SILENT_BELOW`. */
  confidence: number;
  /** Who wrote the text: 'quote', or the model's name. */
  reader: string;
  /** The sentences of a model's text. */
  claims?: Claim[];
}

export interface AskOptions {
  signal?: AbortSignal;
  /** Called with each piece of a model's text as it comes. */
  onText?: (piece: string) => void;
  /** The sentence of the source as it stands, though a model could write. */
  quote?: boolean;
}

export interface Answers {
  /** Who writes the answers: 'quote', or the model's name. */
  reader: string;
  /**
   * Answers a question from the passages.
   * @throws TypeError for a question that is no text, RangeError for one that is empty or too long; what the encoders throw for a picture
   *   or a sound that is none; Error in plain words for a model that fails; the signal's reason once it is aborted
   */
  ask(question: Question, options?: AskOptions): Promise<Answer>;
  close(): Promise<void>;
}
