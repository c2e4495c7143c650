import type { Answers } from '../../lib/answers/answer';
import { openAnswers } from '../../lib/answers/open-answers';
import type { Reader } from '../../lib/answers/writer-of';
import { loadPassages } from '../../lib/data/passages';

/** What answers questions on the page. */
export interface OpenReplies extends Omit<Answers, 'reader'> {
  /** Whose the passages are, and under which licence. */
  attribution: string;
  /** The same answers in the words of a model, and its name. */
  writing?: Pick<Answers, 'ask'> & { model: string };
}

/**
 * @param reader whose model writes besides what is quoted
 * @param folder where the set of passages lies: datasets/ by default
 * @throws Error when the set of passages is missing or damaged, or the model is not installed; TypeError or RangeError for a reader that is none
 */
export async function openReplies(reader?: Reader, folder?: string): Promise<OpenReplies> {
  const { attribution, ...passages } = await loadPassages({ folder });
  const quoted = await openAnswers(passages);
  const written = reader && (await openAnswers({ ...passages, reader }));
  return {
    ...{ ask: quoted.ask, attribution },
    ...(written && { writing: { ask: written.ask, model: written.reader } }),
    close: async () => {
      await written?.close();
      await quoted.close();
    },
  };
}
