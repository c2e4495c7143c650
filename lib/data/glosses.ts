import { DATASETS, openDataSet, readSetFile } from './data-set';

/**
 * What concepts are, in the words of WordNet, by the id of the concept: { '1F981': 'lion, king of beasts, …, big cat, feline: large
 * gregarious predatory feline …' }. About a third of the concepts have none, and a few have that of something else of the same name.
 * @throws Error when a file is missing, cut short or changed
 */
export async function loadGlosses(options: { folder?: string } = {}): Promise<Record<string, string>> {
  const folder = options.folder ?? DATASETS;
  const set = await openDataSet('loadGlosses', 'glosses', folder);
  const file = await readSetFile('loadGlosses', set, 'glosses.json', folder);
  const glosses = JSON.parse(file.toString('utf8')) as { concept: string; gloss: string }[];
  return Object.fromEntries(glosses.map(({ concept, gloss }) => [concept, gloss]));
}
