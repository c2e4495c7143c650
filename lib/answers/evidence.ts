import type { Passage } from '../data/passages';
import type { ConceptCandidate } from '../search/concept-candidates';
import type { PassageSearch } from '../search/passage-search';
import { type Quotation, quotations } from './quote';
import { readSubject, subjectName } from './subject';

/** What was found for a question. */
export interface Evidence {
  /** The question, with the name of what is shown in place of 'this animal'. */
  question: string;
  /** Sentences that may answer it, the best first. */
  quotations: Quotation[];
  /** Id of the concept that is shown or played. */
  concept?: string;
}

/** Passages whose sentences are looked at. */
const PASSAGES = 3;

/** The sentences that may answer a question, of the passages that words and vectors find. */
export async function evidenceOf(
  search: PassageSearch,
  question: string,
  among?: readonly Passage[],
): Promise<Evidence> {
  const hits = await search.find(question, PASSAGES, { among });
  const scores = new Map(hits.map(({ passage, score }) => [passage, score]));
  const sentences = await search.scoreSentences(question, [...scores.keys()]);
  return { question, quotations: quotations(question, sentences, scores) };
}

/** What may be shown, and how much more it counts that the question fits its passage, and that a sentence answers it. */
const CANDIDATES = 5;
const FITTING_PASSAGE = 0.2;
const FITTING_SENTENCE = 0.3;

/**
 * The same for a question about something that is shown or played: five candidates for what it is, of the kind that the question names
 * ('this animal'); the one counts whose passage answers best, for a question about tusks says that it is an elephant.
 * @param shown what it may be, the likeliest first
 */
export async function evidenceOfShown(
  search: PassageSearch,
  question: string,
  shown: readonly ConceptCandidate[],
): Promise<Evidence | undefined> {
  const subject = readSubject(question, new Set(search.passages.flatMap(({ kinds }) => kinds)));
  const likely = likelyPassages(search.passages, shown, subject.kind);
  const among = [...likely.keys()];
  const fitting = new Map(
    (await search.find(question, among.length, { among })).map(({ passage, score }) => [passage, score]),
  );
  const ranked = among
    .map(passage => ({ passage, score: likely.get(passage)!.score + FITTING_PASSAGE * (fitting.get(passage) ?? 0) }))
    .sort((one, other) => other.score - one.score)
    .slice(0, CANDIDATES);
  let best: { evidence: Evidence; score: number } | undefined;
  for (const { passage, score } of ranked) {
    const evidence = await evidenceOf(search, subject.about(subjectName(passage)), [passage]);
    const total = score + FITTING_SENTENCE * (evidence.quotations[0]?.score ?? 0);
    if (best && best.score >= total) continue;
    best = { evidence: { ...evidence, concept: likely.get(passage)!.concept }, score: total };
  }
  return best?.evidence;
}

/** The passages of concepts, of one kind where it is given, each with its likeliest concept. */
function likelyPassages(
  passages: readonly Passage[],
  shown: readonly ConceptCandidate[],
  kind: string | undefined,
): Map<Passage, ConceptCandidate> {
  const scores = new Map(shown.map(candidate => [candidate.concept, candidate]));
  const likely = new Map<Passage, ConceptCandidate>();
  for (const passage of passages) {
    if (kind && !passage.kinds.includes(kind)) continue;
    const known = passage.concepts.flatMap(concept => scores.get(concept) ?? []);
    const best = known.sort((one, other) => other.score - one.score)[0];
    if (best) likely.set(passage, best);
  }
  return likely;
}
