/** What people say before they ask. */
const POLITE =
  /^(?:(?:please|so|and|ok(?:ay)?|hey|hello|hi|well|now|i wonder|i want to know|do you know|(?:can|could) you tell me|tell me)\b[\s,:]*)+/i;

const VERBS = 'do|does|did|is|are|was|were|can|could|has|have|had|will|would|should|must|may|might';
const MEASURES = 'many|much|long|old|big|tall|far|fast|deep|heavy|high|large|often|wide|small|strong|loud';
const KINDS =
  'kind|kinds|sort|sorts|type|types|family|part|parts|continent|country|countries|colour|color|year|century';

/** How a question begins in English. "Where ships can see the land" and "what you wear on your head" describe a thing and ask nothing. */
const BEGINNINGS = [
  `(?:what|who|whom|where|when|why|how)(?:['’]?s|['’]re)? (?:${VERBS})(?:n['’]t)?`,
  "(?:what|who|where|when|why|how)['’](?:s|re|d|ll)",
  '(?:whats|whos|wheres|hows)',
  `how (?:${MEASURES})`,
  `what (?:${KINDS})`,
  'who(?:se|m)? (?!you\\b|i\\b|we\\b|they\\b|he\\b|she\\b)\\w+',
  'which (?!you\\b|i\\b|we\\b|they\\b|he\\b|she\\b|it\\b)\\w+',
  '(?:in|on|to|from|by|of|at|with|for|about|under|during|since) (?:which|what|whom|whose|where|when)',
  '(?:do|does|did|is|are|was|were) (?:the|an?|all|any|there|this|that|these|those|it|they|\\w+s)',
];
const BEGINS = new RegExp(`^(?:${BEGINNINGS.join('|')})(?=[\\s?]|$)`, 'i');
/** After "tell me" the verb may stand where it stands in any sentence. */
const ASKS = /^(?:what|who|whom|whose|which|where|when|why|how)\b/i;

/** Fewer words name something. */
const WORDS = 3;

/**
 * Whether what was typed asks something, and does not only name or describe what is looked for: it ends with a question mark, or begins as
 * questions do. A name with a question mark ("owl?") stays a name.
 */
export function isQuestion(typed: string): boolean {
  const text = typed.normalize('NFKC').trim();
  if (countWords(text) < WORDS) return false;
  if (/[?؟][\s"'”’)\]!.]*$/.test(text)) return true;
  const asked = text.replace(/^["'“”‘’(¿\s]+/, '');
  const rest = asked.replace(POLITE, '');
  return BEGINS.test(rest) || (rest !== asked && ASKS.test(rest));
}

/** Also in languages that put no space between words. */
const countWords = (text: string): number =>
  [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)].filter(({ isWordLike }) => isWordLike)
    .length;
