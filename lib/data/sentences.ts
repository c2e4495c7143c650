import { DATASETS, openDataSet, readSetFile } from './data-set';

/** What somebody might type into a search box. */
export interface SearchSentence {
  text: string;
  /** Ids of the concepts that it may mean. */
  concepts: string[];
}

/**
 * Sixty sentences with the concepts that each means, to measure a search with; nothing is trained on them.
 * @throws Error when a file is missing, cut short or changed
 */
export async function loadSentences(options: { folder?: string } = {}): Promise<SearchSentence[]> {
  const folder = options.folder ?? DATASETS;
  const set = await openDataSet('loadSentences', 'sentences', folder);
  const file = await readSetFile('loadSentences', set, 'sentences.json', folder);
  return JSON.parse(file.toString('utf8')) as SearchSentence[];
}
