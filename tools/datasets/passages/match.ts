/** Which article is about a concept: by its title, its topic and what it says, and by tables that were read by eye. */
import pluralize from 'pluralize';
import type { ConceptEntry } from '../emojibase';
import type { Article } from './articles';

/** The least cosine of a concept's caption and the beginning of an article of its name: below, the name has another sense there. */
const SAME_SENSE = 0.47;
/** The same for articles that nobody gave a topic, where the topic cannot help. */
const SAME_SENSE_WITHOUT_TOPIC = 0.57;

/** The topics that articles about a group's concepts have. */
const TOPICS: Record<string, string[]> = {
  nature: ['Biology and health sciences', 'Philosophy and religion', 'Uncategorized'],
  food: ['Biology and health sciences', 'Everyday life', 'Physical sciences', 'Uncategorized'],
  objects: [
    ...['Technology', 'Everyday life', 'Arts', 'Society and social sciences', 'Physical sciences'],
    'Uncategorized',
  ],
  activities: ['Technology', 'Everyday life', 'Uncategorized'],
  places: [
    ...['Technology', 'Everyday life', 'Physical sciences', 'Geography', 'Philosophy and religion', 'Arts'],
    'Uncategorized',
  ],
  smileys: ['Technology', 'Philosophy and religion', 'Biology and health sciences'],
  symbols: ['Philosophy and religion', 'Technology', 'Society and social sciences'],
};

/** A concept, and the title of the article that may be about it. */
export interface Candidate {
  concept: ConceptEntry;
  article: Article;
}

/** Every article whose title is a concept's name, in the singular or the plural, or that with a sense in brackets: 'Cricket (insect)'. */
export function sameName(concepts: readonly ConceptEntry[], articles: readonly Article[]): Candidate[] {
  const byName = new Map<string, Article[]>();
  for (const article of articles) {
    const name = article.title.replace(/ \(.+\)$/, '').toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), article]);
  }
  return concepts.flatMap(concept =>
    [...formsOf(concept.name)].flatMap(form => (byName.get(form) ?? []).map(article => ({ concept, article }))),
  );
}

const formsOf = (name: string): Set<string> => {
  const plain = name.toLowerCase();
  return new Set([plain, pluralize.singular(plain), pluralize.plural(plain)]);
};

/** What a concept and the beginning of an article are compared by. */
export const captionOf = ({ name, tags }: ConceptEntry): string => `${name}: ${tags.join(', ')}`;

/** Whether an article of a concept's name is about the concept. */
export function sameSense({ concept, article }: Candidate, cosine: number): boolean {
  if (!TOPICS[concept.group].includes(article.topic)) return false;
  const bracketed = / \(.+\)$/.test(article.title);
  if (bracketed && article.topic === 'Arts') return false; // a film or a song
  const noTopic = article.topic === 'Uncategorized' && ['nature', 'symbols'].includes(concept.group);
  return cosine >= (noTopic ? SAME_SENSE_WITHOUT_TOPIC : SAME_SENSE);
}
