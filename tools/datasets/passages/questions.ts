/** The questions about the passages, as the set ships them: checked against what they are about. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Passage } from '../../../lib/data/passages';
import type { PassageQuestion } from '../../../lib/data/questions';
import type { ConceptEntry } from '../emojibase';

/**
 * The questions of questions.json, with the ids of their concepts.
 * @throws Error for a concept or a passage that there is not, or a sentence that its passage does not hold
 */
export function readQuestions(
  concepts: readonly ConceptEntry[],
  passages: readonly Pick<Passage, 'title' | 'text'>[],
): PassageQuestion[] {
  const ids = new Map(concepts.map(({ id, name }) => [name, id]));
  const texts = new Map(passages.map(({ title, text }) => [title, text]));
  const questions = JSON.parse(readFileSync(join(__dirname, 'questions.json'), 'utf8')) as PassageQuestion[];
  return questions.map(question => {
    const { id, concept, title, sentences = [] } = question;
    if (concept !== undefined && !ids.has(concept)) throw new Error(`questions.json: ${id}: no concept '${concept}'`);
    if (title !== undefined && !texts.has(title)) throw new Error(`questions.json: ${id}: no passage '${title}'`);
    const missing = sentences.find(sentence => !texts.get(title!)!.includes(sentence));
    if (missing !== undefined) throw new Error(`questions.json: ${id}: '${title}' does not say '${missing}'`);
    return { ...question, ...(concept !== undefined && { concept: ids.get(concept) }) };
  });
}
