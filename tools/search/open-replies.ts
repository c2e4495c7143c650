import type { Answers } from '../../lib/answers/answer';
import { openAnswers } from '../../lib/answers/open-answers';
import type { Reader } from '../../lib/answers/writer-of';
import { loadAllPassages, loadPassages, type Passage } from '../../lib/data/passages';
import { passageMedia } from '../../lib/search/passage-media';

/** What answers questions on the page. */
export interface OpenReplies extends Omit<Answers, 'reader'> {
  /** Whose the passages are that do not say it themselves, and under which licence. */
  attribution: string;
  /** The ids of the items that a passage came with; left out where passages are texts alone. */
  media?: (passage: Passage) => string[];
  /** The same answers in the words of a model, and its name. */
  writing?: Pick<Answers, 'ask'> & { model: string };
}

/**
 * @param reader whose model writes besides what is quoted
 * @param folder where a set of passages lies that answers alone; by default all that ship answer
 * @throws Error when the set of passages is missing or damaged, or the model is not installed; TypeError or RangeError for a reader that is none
 */
export async function openReplies(reader?: Reader, folder?: string): Promise<OpenReplies> {
  const { attribution, ...passages } = folder === undefined ? await loadAllPassages() : await loadPassages({ folder });
  const { ask, reader: model, close } = await openAnswers({ ...passages, reader });
  return {
    ask: (question, options) => ask(question, { ...options, quote: true }),
    ...{ attribution, media: await passageMedia(), close },
    ...(reader !== undefined && { writing: { ask, model } }),
  };
}
