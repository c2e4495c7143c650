import type { Passage } from '../data/passages';
import { splitSentences } from '../data/split-sentences';
import type { Answer, AnswerSource, AskOptions, Claim } from './answer';
import { instructs } from './instructions';
import { supportingSentence } from './supported';

/** What a model is told. */
export interface Message {
  role: 'system' | 'user';
  content: string;
}

/** A model that writes. */
export interface Writer {
  /** The model's name. */
  name: string;
  /** @throws Error in plain words for whatever goes wrong */
  write(messages: Message[], options: AskOptions): Promise<string>;
  /** Gives back what it took. */
  close?(): void;
}

/**
 * A model that failed; what would have been quoted without it is not lost.
 * @public for who asks, and wants to catch it
 */
export class ReaderError extends Error {
  constructor(
    message: string,
    readonly quoted: Answer,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ReaderError';
  }
}

/** Letters of a passage that a small model takes in. */
const LONGEST_TEXT = 900;
/** What stands behind a sentence that no source says. */
const UNSUPPORTED = '[not in the sources]';
/** How models say that a text does not answer. */
const SILENT =
  /^\W*(not in the text|the (given )?(text|passage) (does not|doesn't) (say|mention|state|specify|provide))/i;

/**
 * An answer in a model's words, each sentence checked against the passage that the quotation is from. The model gets the passage without
 * the sentences that order something.
 * @throws ReaderError, with the quotation, for a model that fails; the signal's reason once it is aborted
 */
export async function writtenAnswer(
  writer: Writer,
  quoted: Answer,
  question: string,
  options: AskOptions,
): Promise<Answer> {
  const { passage } = quoted.sources[0];
  let text: string;
  try {
    text = (await writer.write(messagesFor(passage, question), options)).trim();
  } catch (error) {
    options.signal?.throwIfAborted();
    throw new ReaderError((error as Error).message, quoted, { cause: error });
  }
  if (SILENT.test(text)) {
    const words = 'Not in here: the model finds no answer in the passage.';
    return { ...quoted, text: words, sources: [], abstained: true, reader: writer.name };
  }
  const sources: AnswerSource[] = [];
  const claims = splitSentences(text).map(sentence => checked(sentence, question, passage, quoted, sources));
  return {
    ...{ ...quoted, claims, reader: writer.name },
    text: claims.map(claim => (claim.supported ? claim.text : `${claim.text} ${UNSUPPORTED}`)).join(' '),
    sources: sources.length > 0 ? sources : quoted.sources.slice(0, 1),
  };
}

/** A sentence of a model with the one of the passage that says so, which is added to the sources. */
function checked(text: string, question: string, passage: Passage, quoted: Answer, sources: AnswerSource[]): Claim {
  const found = supportingSentence(text, question, passage);
  if (found === undefined) return { text, supported: false };
  const known = sources.findIndex(({ sentence }) => sentence === found);
  if (known >= 0) return { text, supported: true, source: known };
  sources.push({ passage, sentence: found, score: quoted.confidence });
  return { text, supported: true, source: sources.length - 1 };
}

const messagesFor = (passage: Passage, question: string): Message[] => [
  { role: 'system', content: 'You answer questions with words from the given text.' },
  {
    role: 'user',
    content: `Text: ${passage.title}. ${beginning(passage)}\n\nQuestion: ${question}\nGive a short answer from the text.`,
  },
];

/** The sentences that fit, from the first one on, without those that order something. */
function beginning({ sentences }: Passage): string {
  let text = '';
  for (const sentence of sentences.filter(one => !instructs(one))) {
    if (text && text.length + sentence.length > LONGEST_TEXT) break;
    text += `${text ? ' ' : ''}${sentence}`;
  }
  return text.slice(0, 2 * LONGEST_TEXT);
}
