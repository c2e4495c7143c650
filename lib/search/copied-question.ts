import { plainText } from './typed-words';

/** From this share of a question's words on, in their order, a sentence repeats the question. */
const COPIED_FROM = 0.75;
/** Questions of fewer words are in many sentences by chance. */
const SHORTEST = 4;
/** Two words of the question, no short ones, that come so often in one sentence are there to be found. */
const OFTEN = 3;
const LONG_WORD = 4;
/** What a passage keeps of its score if it repeats the question, however little. */
const KEPT = 0.5;

const ASKING = /^(who|whom|whose|what|which|where|when|why|how)$/;

/**
 * Whether a sentence asks or repeats the question instead of answering it. What does comes high in every search, and says nothing: that
 * is how pages are stuffed to be found. A sentence that answers may have most of the question's words, but not the one that asks.
 */
export function repeatsQuestion(question: string, sentence: string): boolean {
  if (/\?["'”’)\]]*\s*$/.test(sentence)) return true;
  const [asked, there] = [wordsOf(question), wordsOf(sentence)];
  const often = [...new Set(asked)].filter(word => timesOf(word, there) >= OFTEN);
  if (often.filter(word => word.length >= LONG_WORD).length >= 2) return true;
  const asks = asked.find(word => ASKING.test(word));
  if (asks !== undefined && !there.includes(asks)) return false;
  return asked.length >= SHORTEST && longestCommon(asked, there) >= COPIED_FROM * asked.length;
}

/** @returns what a passage of these sentences keeps of its score: 1 where each says something of its own, 0 where all repeat the question */
export function honestShare(question: string, sentences: readonly string[]): number {
  const repeated = sentences.filter(
    (sentence, i) => sentences.indexOf(sentence) < i || repeatsQuestion(question, sentence),
  );
  return repeated.length === 0 ? 1 : KEPT * (1 - repeated.length / sentences.length);
}

const timesOf = (word: string, words: readonly string[]) => words.filter(other => other === word).length;

const wordsOf = (text: string): string[] =>
  plainText(text)
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** Words of the longest sequence that both have in this order, with others between. */
function longestCommon(left: readonly string[], right: readonly string[]): number {
  let above = new Array<number>(right.length + 1).fill(0);
  for (const word of left) {
    const row = [0];
    right.forEach((other, i) => {
      row.push(word === other ? above[i] + 1 : Math.max(above[i + 1], row[i]));
    });
    above = row;
  }
  return above.at(-1)!;
}
