/**
 * The set `passages-cc-by-sa`: what the English Wikipedia says of the course's concepts, with the vectors of its sentences. An article is
 * taken for a concept by its name, its topic and its meaning, or by a table of other names that were read by eye; every match was.
 */

import { splitSentences } from '../../lib/data/split-sentences';
import { SENTENCE_WIDTH, type SentenceModel, startSentences } from '../../lib/encoders/sentences';
import type { BuiltSet } from './built-set';
import { cosine } from './cosine';
import { type ConceptEntry, readConcepts } from './emojibase';
import { formatJson } from './format-json';
import { type Article, readArticles, WIKIPEDIA } from './passages/articles';
import { kindsOf } from './passages/kinds';
import { type Candidate, captionOf, sameName, sameSense } from './passages/match';
import { readQuestions } from './passages/questions';
import { rowOf, sentenceVectors } from './passages/vectors';
import { readTable } from './table';

/** Letters of an article's first sentence that tell its sense. */
const BEGINNING = 200;

/** @param options.all whether to take every article of the package; by default those about concepts */
export async function buildPassages({ all = false } = {}): Promise<BuiltSet> {
  const articles = readArticles();
  const concepts = readConcepts();
  const model = startSentences();
  try {
    const matched = await matchedArticles(concepts, articles, model);
    const taken = all ? articles : articles.filter(article => matched.has(article));
    const kinds = kindsOf();
    const passages = taken.map(article => ({
      title: article.title,
      link: linkTo(article.title),
      concepts: (matched.get(article) ?? []).map(({ id }) => id),
      kinds: kinds(article.title),
      text: article.extract,
    }));
    const vectors = await sentenceVectors(passages, model, all ? tellSentences : undefined);
    return {
      name: 'passages-cc-by-sa',
      licence: 'CC-BY-SA-4.0',
      sources: [WIKIPEDIA],
      files: {
        'passages.json': Buffer.from(formatJson(passages)),
        'questions.json': Buffer.from(formatJson(readQuestions(concepts, passages))),
        'vectors.bin': vectors,
      },
      index: {
        items: passages.length,
        provenance: 'data/summaries_en-us.json, the entry with the title',
        attribution: 'Wikipedia contributors, CC BY-SA 4.0',
        vectors: { file: 'vectors.bin', dim: SENTENCE_WIDTH },
      },
    };
  } finally {
    await model.close();
  }
}

const linkTo = (title: string) => `https://en.wikipedia.org/wiki/${encodeURIComponent(title.replaceAll(' ', '_'))}`;

/** The articles about concepts, with the concepts that each is about. */
async function matchedArticles(
  concepts: ConceptEntry[],
  articles: Article[],
  model: SentenceModel,
): Promise<Map<Article, ConceptEntry[]>> {
  const named = sameName(concepts, articles);
  const cosines = await likeness(named, model);
  const wrong = new Set(readTable('passages/left-out.tsv').map(([name, title]) => `${name}\t${title}`));
  const other = new Map(readTable('passages/aliases.tsv').map(([name, title]) => [name, title]));
  const matched = new Map<Article, ConceptEntry[]>();
  const add = ({ concept, article }: Candidate) => matched.set(article, [...(matched.get(article) ?? []), concept]);
  named.forEach((candidate, i) => {
    const { concept, article } = candidate;
    if (other.has(concept.name) || wrong.has(`${concept.name}\t${article.title}`)) return;
    if (sameSense(candidate, cosines[i])) add(candidate);
  });
  for (const [name, title] of other) add(known(concepts, articles, name, title));
  return matched;
}

/** @throws Error for a line of the table that names no concept, or no article */
function known(concepts: ConceptEntry[], articles: Article[], name: string, title: string): Candidate {
  const concept = concepts.find(one => one.name === name);
  const article = articles.find(one => one.title === title);
  if (concept && article) return { concept, article };
  throw new Error(`aliases.tsv: there is no ${concept ? `article '${title}'` : `concept '${name}'`}`);
}

/** The cosine of each concept's caption and the beginning of the article. */
async function likeness(candidates: Candidate[], model: SentenceModel): Promise<number[]> {
  const captions = await model.vectors(candidates.map(({ concept }) => captionOf(concept)));
  const beginnings = await model.vectors(
    candidates.map(({ article: { title, description, extract } }) => {
      const [first] = splitSentences(extract);
      return `${title}: ${description}. ${first.slice(0, BEGINNING)}`;
    }),
  );
  return candidates.map((_, i) => cosine(rowOf(captions, i), rowOf(beginnings, i)));
}

const tellSentences = (done: number, total: number) =>
  console.log(`vectors of ${done.toLocaleString('en')} of ${total.toLocaleString('en')} sentences`);
