import { DATASETS, openDataSet, readSetFile } from './data-set';
import { PASSAGES_SET } from './passages';
import type { Style } from './pictures';

/** Which sound a question is asked about: a note of a preset (any of its keys where none is given), or a recording. */
export type AskedSound = { preset: string; key?: number } | { package: string; nth: number };

/** A question about the passages that answers are measured with. */
export interface PassageQuestion {
  id: string;
  question: string;
  /** The same in other words, which the passage has not. */
  reworded?: string;
  /** What is asked: in words alone, or about a picture or a sound. */
  by: 'text' | 'picture' | 'sound';
  /** Id of the concept that it is about. */
  concept?: string;
  /** The style of the concept's picture that it is about: one that no encoder was trained on. */
  style?: Style;
  sound?: AskedSound;
  /** Of the passage. */
  title?: string;
  /** The sentences of the passage that answer it; none where nothing does. */
  sentences?: string[];
  /** Words one of which an answer has: 'africa'. */
  accept?: string[];
  /** Why nothing answers it: its passage does not say, there is no such passage, or it is about something else. */
  unanswerable?: 'silent' | 'absent' | 'outside';
}

/**
 * Sixty questions with their answers. Weights and thresholds of the course's answers were chosen on them: they say how well answers are
 * chosen here, and a little less well elsewhere.
 * @throws Error when a file is missing, cut short or changed
 */
export async function loadQuestions(options: { folder?: string } = {}): Promise<PassageQuestion[]> {
  const folder = options.folder ?? DATASETS;
  const set = await openDataSet('loadQuestions', PASSAGES_SET, folder);
  const file = await readSetFile('loadQuestions', set, 'questions.json', folder);
  return JSON.parse(file.toString('utf8')) as PassageQuestion[];
}
