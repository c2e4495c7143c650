import { describe } from '../engine/rows';
import type { Question } from './answer';

/** Letters of a question: more is a text of its own. */
const LONGEST_QUESTION = 2000;

/** @throws TypeError for what is no text, RangeError for an empty or endless one */
export function checkQuestion({ text, picture, sound }: Question): void {
  const example = "expected one in English, such as 'Where do lions live?'";
  if (typeof text !== 'string') throw new TypeError(`ask: the question is ${describe(text)}, ${example}`);
  if (text.trim() === '') throw new RangeError(`ask: the question is empty, ${example}`);
  if (text.length > LONGEST_QUESTION) {
    const count = text.length.toLocaleString('en-US');
    throw new RangeError(`ask: the question has ${count} characters, expected at most 2,000; ask for one thing`);
  }
  if (picture && sound) {
    throw new TypeError('ask: there is a picture and a sound beside the question, expected one of them');
  }
}

/** Whether the sentence model can read a question at all. */
export const isReadable = (text: string): boolean => /[a-z0-9]/i.test(text.normalize('NFKD'));
