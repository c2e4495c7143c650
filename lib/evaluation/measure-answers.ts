import type { PassageQuestion } from '../data/questions';
import { auroc } from '../metrics/auroc';
import type { PassageSearch, RankedBy } from '../search/passage-search';
import type { AskedMedia } from './asked-media';
import { type CoveragePoint, coverageCurve, type Judged } from './coverage';

/** How often a search finds the passage that answers. */
export interface PassageScores {
  at1: number;
  at5: number;
  /** How many questions were asked. */
  of: number;
}

/**
 * Counts the questions, asked in words, whose passage is first, and among the first five.
 * @param options.reworded whether to ask in other words; only questions that have some are asked then
 */
export async function measurePassages(
  search: PassageSearch,
  questions: readonly PassageQuestion[],
  { by, reworded = false }: { by?: RankedBy; reworded?: boolean } = {},
): Promise<PassageScores> {
  const scores = { at1: 0, at5: 0, of: 0 };
  for (const question of questions) {
    const text = reworded ? question.reworded : question.question;
    if (question.by !== 'text' || question.unanswerable || text === undefined) continue;
    const hits = await search.find(text, 5, { by });
    const place = hits.findIndex(({ passage }) => passage.title === question.title);
    scores.of++;
    scores.at1 += Number(place === 0);
    scores.at5 += Number(place >= 0);
  }
  return scores;
}

/** What answers questions: `openAnswers` gives it. */
interface Asked {
  ask(question: { text: string } & AskedMedia): Promise<{
    nearest: { passage: { title: string }; sentence: string }[];
    abstained: boolean;
    confidence: number;
  }>;
}

/** A question with what came of it. */
export interface AnsweredQuestion extends Judged {
  question: PassageQuestion;
  text: string;
  /** Whether something was said at all, and whether the nearest sentence is of the right passage. */
  answered: boolean;
  passageRight: boolean;
}

export interface AnswerScores {
  /** Of the answerable questions: how many there are, how many get the right passage, and a sentence of it that answers. */
  answerable: number;
  passagesRight: number;
  right: number;
  /** Of those that nothing answers: how many there are, and how many are answered all the same. */
  unanswerable: number;
  invented: number;
  /** How well the confidence tells one from the other; left out where there are none of either. */
  auroc?: number;
  curve: CoveragePoint[];
  answers: AnsweredQuestion[];
}

/**
 * Asks questions and judges the quoted sentences by those that are known to answer.
 * @param media what stands beside each question
 */
export async function measureAnswers(
  { ask }: Asked,
  questions: readonly PassageQuestion[],
  { media = [], reworded = false }: { media?: readonly AskedMedia[]; reworded?: boolean } = {},
): Promise<AnswerScores> {
  const answers: AnsweredQuestion[] = [];
  for (const [i, question] of questions.entries()) {
    const text = reworded ? question.reworded : question.question;
    if (text !== undefined) answers.push(await judged(ask, question, text, media[i]));
  }
  const known = answers.filter(({ question }) => !question.unanswerable);
  const unknown = answers.filter(({ question }) => question.unanswerable);
  const count = (part: AnsweredQuestion[], key: 'right' | 'passageRight' | 'answered') =>
    part.filter(one => one[key]).length;
  const confidences = (part: AnsweredQuestion[]) => part.map(({ confidence }) => confidence);
  return {
    ...{ answerable: known.length, passagesRight: count(known, 'passageRight'), right: count(known, 'right') },
    ...{ unanswerable: unknown.length, invented: count(unknown, 'answered') },
    ...(known.length > 0 && unknown.length > 0 && { auroc: auroc(confidences(known), confidences(unknown)) }),
    ...{ curve: coverageCurve(answers), answers },
  };
}

async function judged(
  ask: Asked['ask'],
  question: PassageQuestion,
  text: string,
  media: AskedMedia = {},
): Promise<AnsweredQuestion> {
  const { nearest, abstained, confidence } = await ask({ text, ...media });
  const passageRight = nearest[0]?.passage.title === question.title && question.title !== undefined;
  const right = !abstained && passageRight && (question.sentences ?? []).includes(nearest[0].sentence);
  return { question, text, confidence, answered: !abstained, passageRight, right };
}
