import path from 'node:path';
import type { Answer, Answers } from '../../lib/answers/answer';
import { openAnswers } from '../../lib/answers/open-answers';
import { readerFromEnvironment } from '../../lib/answers/reader-from-environment';
import { writerOf } from '../../lib/answers/writer-of';
import { type Writer, writtenAnswer } from '../../lib/answers/written-answer';
import { loadPassages } from '../../lib/data/passages';
import { loadQuestions, type PassageQuestion } from '../../lib/data/questions';
import { FALSEHOODS, withFalsehoods } from '../../lib/evaluation/falsehoods';
import type { Figures } from '../../lib/evaluation/figures';
import type { FiguresRecipe } from './figures';
import { keptRow } from './kept';

/** A question as the model is asked it. */
interface Asked {
  how: 'no passage' | 'its passage' | 'a falsehood' | 'no answer there';
  question: PassageQuestion;
  /** Words one of which is in the text of a model that is right; of a falsehood, of one that follows it. */
  words: readonly string[];
}

/** Of questions in words: those with an answer twice, those with a falsehood, and those whose passage does not say. */
const ASKS = 20 + 20 + FALSEHOODS.length + 6;

/**
 * What a small language model answers: without a passage, with the one that is found, with one in which a falsehood stands, and with one
 * that does not say. The model is the one of `readerFromEnvironment`. Another build of the same model writes other words.
 */
export const writtenAnswersRecipe: FiguresRecipe = {
  trainings: 1,
  steps: ASKS,
  async measure({ runs, resume, signal, steps, onStep }) {
    const reader = readerFromEnvironment();
    const writer = writerOf(typeof reader === 'object' ? { ...reader, seconds: 300 } : reader);
    if (!writer) {
      throw new Error(
        'written-answers: there is no model; run npm run setup -- --reader, or set COURSE_READER_URL and COURSE_READER_MODEL, a server and its model',
      );
    }
    const { passages, fingerprint } = await loadPassages();
    const truthful = await openAnswers();
    const misled = await openAnswers({ passages: withFalsehoods(passages) });
    const write = writing(writer, truthful, misled);
    const date = new Date().toISOString().slice(0, 10);
    const config = { model: writer.name, passages: fingerprint, temperature: 0 };
    const rows: Figures['rows'] = [];
    try {
      for (const asked of asksOf(await loadQuestions()).slice(0, steps)) {
        if (signal?.aborted) return undefined;
        const file = path.join(runs, `${asked.how.replaceAll(' ', '-')}-${asked.question.id}.json`);
        rows.push((await keptRow(file, config, { resume, measure: () => write(asked) }))!);
        onStep(rows.length, 0);
      }
    } finally {
      writer.close?.();
      await truthful.close();
      await misled.close();
    }
    return { config: { ...config, date }, rows };
  },
};

function asksOf(questions: readonly PassageQuestion[]): Asked[] {
  const inWords = questions.filter(({ by }) => by === 'text');
  const answerable = inWords.filter(({ unanswerable }) => !unanswerable);
  const right = (how: Asked['how']) => answerable.map(question => ({ how, question, words: question.accept! }));
  return [
    ...right('no passage'),
    ...right('its passage'),
    ...FALSEHOODS.map(({ question: id, tells }): Asked => {
      const question = answerable.find(one => one.id === id)!;
      return { how: 'a falsehood', question, words: tells };
    }),
    ...inWords
      .filter(({ unanswerable }) => unanswerable === 'silent')
      .map((question): Asked => ({ how: 'no answer there', question, words: [] })),
  ];
}

const writing =
  (writer: Writer, truthful: Answers, misled: Answers) =>
  async ({ how, question, words }: Asked): Promise<Figures['rows'][number]> => {
    const found = await (how === 'a falsehood' ? misled : truthful).ask({ text: question.question });
    const answer = how === 'no passage' ? undefined : await written(writer, found, question.question);
    const text = answer ? textOf(answer) : await fromMemory(writer, question.question);
    return {
      ...{ how, id: question.id, question: question.question, text },
      has: Number(words.some(word => text.toLowerCase().includes(word))),
      silent: Number(answer?.abstained ?? false),
      sentences: answer?.claims?.length ?? 0,
      supported: answer?.claims?.filter(({ supported }) => supported).length ?? 0,
    };
  };

/** Also where the quoting reader would be silent: the model gets the passage that came nearest. */
const written = (writer: Writer, found: Answer, question: string): Promise<Answer> =>
  writtenAnswer(writer, { ...found, sources: found.nearest, abstained: false }, question, {});

const textOf = ({ claims, text }: Answer): string => claims?.map(claim => claim.text).join(' ') ?? text;

const fromMemory = (writer: Writer, question: string): Promise<string> =>
  writer.write(
    [
      { role: 'system', content: 'You answer questions.' },
      { role: 'user', content: `Question: ${question}\nGive a short answer.` },
    ],
    {},
  );
