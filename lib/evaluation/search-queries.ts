import { loadConcepts } from '../data/concepts';
import { loadSentences, type SearchSentence } from '../data/sentences';
import { loadStamps } from '../data/stamps';
import { seededRandom } from '../engine/seeds';

/** What a search of the course's concepts is asked, with the concepts that each query may mean. */
export interface SearchQueries {
  /** Sixty sentences, none of which names what it means. */
  sentences: SearchSentence[];
  /** 200 names of concepts, drawn with a seed. Each stands in its concept's caption, word for word. */
  names: SearchSentence[];
  /**
   * By language what Tux Paint's translators say of its pictures: { en: 'A lion.', de: 'Ein Löwe.', … }, each text once. They knew
   * nothing of the concepts' names, which are somebody else's work.
   */
  captions: Record<string, SearchSentence[]>;
}

const NAMES = 200;
/** English first, then those in Latin letters, then the others. */
const LANGUAGES = ['en', 'de', 'nl', 'fr', 'es', 'pt', 'it', 'pl', 'ru', 'hi', 'ja', 'ko', 'zh'];

/**
 * The queries that the search is measured with. No encoder was trained on the sentences, nor on the captions; the text tower has read the
 * names.
 * @throws Error when a file is missing, cut short or changed
 */
export async function loadSearchQueries(options: { folder?: string } = {}): Promise<SearchQueries> {
  const concepts = await loadConcepts(options);
  const drawn = seededRandom(5)
    .shuffle([...concepts])
    .slice(0, NAMES);
  const stamps = await loadStamps({ side: 32, ...options });
  const captionsIn = (language: string): SearchSentence[] => {
    const meant = new Map<string, Set<string>>();
    stamps.captions.forEach((caption, i) => {
      const [text, concept] = [caption[language], concepts[stamps.concepts[i]]];
      if (text === undefined || concept === undefined) return;
      meant.set(text, (meant.get(text) ?? new Set()).add(concept.id));
    });
    return [...meant].map(([text, ids]) => ({ text, concepts: [...ids] }));
  };
  return {
    sentences: await loadSentences(options),
    names: drawn.map(({ id, name }) => ({ text: name, concepts: [id] })),
    captions: Object.fromEntries(LANGUAGES.map(language => [language, captionsIn(language)])),
  };
}
