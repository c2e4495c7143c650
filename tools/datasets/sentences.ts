/** The set `sentences`: what people might type into a search box, with the concepts that each means. Written before anything was measured. */
import course from '../../package.json';
import type { BuiltSet } from './built-set';
import { type ConceptEntry, readConcepts } from './emojibase';
import { formatJson } from './format-json';
import { readTable } from './table';

export async function buildSentences(): Promise<BuiltSet> {
  const sentences = readSentences(readConcepts());
  return {
    name: 'sentences',
    licence: 'Apache-2.0',
    sources: [{ package: course.name, version: course.version }],
    files: { 'sentences.json': Buffer.from(formatJson(sentences)) },
    index: { items: sentences.length, provenance: 'written for this course: tools/datasets/sentences.tsv' },
  };
}

/**
 * The lines of sentences.tsv: a sentence, and the names of the concepts that it may mean.
 * @throws Error for a name that is none, or a sentence that is there twice
 */
function readSentences(concepts: ConceptEntry[]): { text: string; concepts: string[] }[] {
  const ids = new Map(concepts.map(({ id, name }) => [name, id]));
  const seen = new Set<string>();
  return readTable('sentences.tsv').map(([text, names]) => {
    if (seen.has(text)) throw new Error(`sentences.tsv: '${text}' is there twice`);
    seen.add(text);
    return {
      text,
      concepts: names.split('; ').map(name => {
        const id = ids.get(name);
        if (id === undefined) throw new Error(`sentences.tsv: '${text}' means '${name}', which is no concept`);
        return id;
      }),
    };
  });
}
