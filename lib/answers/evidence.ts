import type { Passage } from '../data/passages';
import type { ConceptCandidate } from '../search/concept-candidates';
import type { PassageSearch } from '../search/passage-search';
import { askedSubject } from './asked-subject';
import type { Named } from './named';
import { type Quotation, quotations } from './quote';
import { readSubject, subjectName } from './subject';

/** What was found for a question. */
export interface Evidence {
  /** The question, with the name of what is shown in place of 'this animal'. */
  question: string;
  /** Sentences that may answer it, the best first. */
  quotations: Quotation[];
  /** Whether the question is about what it names, and passages go by that name. */
  isNamed?: boolean;
  /** Id of the concept that is shown or played. */
  concept?: string;
}

/** Passages, and what they go by. */
export interface Library {
  search: PassageSearch;
  names(question: string): Named[];
}

/** Passages whose sentences are looked at, besides those that the question names. */
const PASSAGES = 3;

/** The sentences that may answer a question, of the passages that words and vectors find and of those that the question names. */
export async function evidenceOf(
  { search, names }: Library,
  question: string,
  among: readonly Passage[] = search.passages,
): Promise<Evidence> {
  const allowed = new Set(among);
  const named = names(question).map(({ name, passages }) => ({
    name,
    passages: passages.filter(one => allowed.has(one)),
  }));
  const subject = await askedSubject(
    question,
    search,
    named.filter(({ passages }) => passages.length > 0),
  );
  const hits = await search.find(question, PASSAGES, { among });
  const own = subject.passages;
  if (own.length > 0) hits.push(...(await search.find(question, own.length, { among: own })));
  const scores = new Map(hits.map(({ passage, score }) => [passage, score]));
  const sentences = await search.scoreSentences(question, [...scores.keys()]);
  return { question, quotations: quotations(question, sentences, scores, subject), isNamed: subject.isNamed };
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
  library: Library,
  question: string,
  shown: readonly ConceptCandidate[],
): Promise<Evidence | undefined> {
  const { search } = library;
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
    const evidence = await evidenceOf(library, subject.about(subjectName(passage)), [passage]);
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
