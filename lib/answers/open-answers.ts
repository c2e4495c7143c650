import { loadAllPassages, makePassage, type PackedRows, type Passage } from '../data/passages';
import { describe } from '../engine/rows';
import { type ConceptCandidate, type ConceptCandidates, openConceptCandidates } from '../search/concept-candidates';
import type { Answer, Answers, Question } from './answer';
import { checkQuestion, isReadable } from './check-question';
import { type Evidence, evidenceOf, evidenceOfShown, type Library } from './evidence';
import { overrides } from './instructions';
import { openShelves, type Shelves } from './shelves';
import { type Reader, writerOf } from './writer-of';
import { writtenAnswer } from './written-answer';

/** A sentence of a lower score answers nothing. Chosen on the development questions alone. */
export const SILENT_BELOW = 0.7;

/** Sentences that an answer names as its sources, at most. */
const SOURCES = 3;

export interface AnswersOptions {
  /** Who writes the answer: by default nobody, the best sentence is quoted. */
  reader?: Reader;
  /** What answers are taken from; by default what `loadAllPassages` gives. */
  passages?: readonly (Pick<Passage, 'title' | 'text'> & Partial<Passage>)[];
  /** Those of the passages' sentences, as `loadPassages` gives both: `openAnswers(await loadPassages({ folder }))`. */
  vectors?: PackedRows;
}

/**
 * Opens what answers questions from passages, and says where it has it from; or that it is not in here. Nothing that a passage orders is
 * done. Questions may overlap: each has its own answer.
 * @throws Error when a set is missing or damaged, or for the reader 'model' where none is installed; TypeError for a reader that is none
 */
export async function openAnswers(options: AnswersOptions = {}): Promise<Answers> {
  const writer = writerOf(options.reader);
  const { passages, vectors } = await passagesOf(options);
  const shelves = await openShelves(passages, vectors);
  const candidates = openedLate(() =>
    openConceptCandidates({ among: new Set(passages.flatMap(({ concepts }) => concepts)) }),
  );
  return {
    reader: writer?.name ?? 'quote',
    ask: async (question, askOptions = {}) => {
      checkQuestion(question);
      askOptions.signal?.throwIfAborted();
      const evidence = await evidenceFor(shelves, question, candidates.get);
      askOptions.signal?.throwIfAborted();
      const answer = quotedAnswer(evidence, passages.length);
      const isWritten = writer && !askOptions.quote && !answer.abstained;
      return isWritten ? writtenAnswer(writer, answer, evidence.question, askOptions) : answer;
    },
    close: async () => {
      writer?.close?.();
      await candidates.close();
      await shelves.close();
    },
  };
}

async function passagesOf({
  passages,
  vectors,
}: AnswersOptions): Promise<{ passages: Passage[]; vectors?: PackedRows }> {
  if (passages === undefined) return loadAllPassages();
  if (!Array.isArray(passages)) {
    throw new TypeError(`openAnswers: passages is ${describe(passages)}, expected a list of { title, text }`);
  }
  return {
    passages: passages.map((passage, i) => {
      if (typeof passage?.title === 'string' && typeof passage.text === 'string') return makePassage(passage);
      throw new TypeError(`openAnswers: passages[${i}] is ${describe(passage)}, expected { title, text }, both texts`);
    }),
    vectors,
  };
}

/** The towers are opened by the first question about a picture or a sound: a question in words needs none. */
function openedLate(open: () => Promise<ConceptCandidates>) {
  let opened: Promise<ConceptCandidates> | undefined;
  return {
    get: () => {
      opened ??= open();
      opened.catch(() => {
        opened = undefined; // a later question tries again
      });
      return opened;
    },
    close: async () => (await opened?.catch(() => undefined))?.dispose(),
  };
}

async function evidenceFor(
  { first, supplement }: Shelves,
  { text, picture, sound, concepts }: Question,
  candidates: () => Promise<ConceptCandidates>,
): Promise<Evidence> {
  let shown: readonly ConceptCandidate[] | undefined = concepts;
  if (!shown && picture) shown = await (await candidates()).rank({ picture });
  if (!shown && sound) shown = await (await candidates()).rank({ sound });
  const asked = withMark(text);
  const nothing: Evidence = { question: asked, quotations: [] };
  if (!isReadable(text) || overrides(text)) return nothing;
  const among = async (library: Library, about = shown) =>
    about ? ((await evidenceOfShown(library, asked, about)) ?? nothing) : evidenceOf(library, asked);
  const evidence = await among(first);
  if (!supplement || (isSure(evidence) && evidence.isNamed)) return evidence;
  const further = await among(supplement, asLikely(shown, evidence.concept));
  // few texts: whatever is asked that is not about their subjects, one of them comes near
  return further.isNamed && isSure(further) ? further : evidence;
}

/** Of what may be shown, that which is at least as likely as what it was taken for. */
function asLikely(shown: readonly ConceptCandidate[] | undefined, concept: string | undefined) {
  const taken = shown?.find(candidate => candidate.concept === concept);
  return taken ? shown?.filter(({ score }) => score >= taken.score) : shown;
}

/** Whether something is found that is worth saying. */
const isSure = ({ quotations: [best] }: Evidence) => best !== undefined && best.confidence >= SILENT_BELOW;

/** The sentence model tells a question by its mark, and silence was measured with it. */
const withMark = (text: string): string => (/[?!.]\W*$/.test(text) ? text : `${text.trim()}?`);

/** The best sentence with its source, or that none answers the question. */
function quotedAnswer(evidence: Evidence, passages: number): Answer {
  const { question, quotations, concept } = evidence;
  const [best] = quotations;
  const nearest = quotations.slice(0, SOURCES);
  const confidence = best?.confidence ?? 0;
  if (!isSure(evidence)) {
    const text = silence(question, passages);
    return { text, sources: [], nearest, abstained: true, confidence, reader: 'quote' };
  }
  return {
    ...{ text: best.sentence, sources: nearest, nearest, abstained: false },
    ...{ concept: concept ?? best.passage.concepts[0], confidence, reader: 'quote' },
  };
}

function silence(question: string, passages: number): string {
  if (passages === 0) return 'Not in here: there are no passages to answer from.';
  if (!isReadable(question)) return 'Not in here: the passages are in English, and so must a question be.';
  return 'Not in here: no passage answers this question.';
}
