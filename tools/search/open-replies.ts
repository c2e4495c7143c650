import type { Answers } from '../../lib/answers/answer';
import { openAnswers } from '../../lib/answers/open-answers';
import { loadPassages } from '../../lib/data/passages';

/** What answers questions on the page. */
export interface OpenReplies extends Answers {
  /** Whose the passages are, and under which licence. */
  attribution: string;
}

/** @throws Error when the set of passages is missing or damaged */
export async function openReplies(): Promise<OpenReplies> {
  const { attribution } = await loadPassages();
  return { ...(await openAnswers()), attribution };
}
