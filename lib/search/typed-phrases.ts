import { contentWords } from './english-forms';
import { foldText, withoutArticle } from './typed-words';

/** What people put before what they look for. */
const LEAD_IN = new RegExp(
  '^(?:(?:please|hello|hi|hey) )?(?:(?:can|could) you )?(?:' +
    [
      "(?:show|find|give|get|bring) (?:me|us)|show|find|search for|search|look for|looking for|i(?:'m| am) looking for|i (?:want|need)",
      "i(?:'d| would) like(?: to (?:see|hear))?|i want to (?:see|hear)|(?:is|are) there|(?:do you|have you|you) (?:have|got)|where (?:is|are)",
      "what(?:'s| is| are)|who is|what does|how does",
    ].join('|') +
    ')? ?(?:(?:an?|the|some|any|all) )?(?:(?:[a-z]+ )?(?:photos?|photographs?|pictures?|pics?|images?|drawings?|emojis?|icons?|sounds?|clips?|videos?|paintings?|noises?) of )?(?=\\S)',
);
/** What people put after it. */
const LEAD_OUT =
  /(?<=\S) (?:please|photos?|photographs?|pictures?|pics?|images?|drawings?|emojis?|icons?|sounds?|clips?|videos?|(?:look|sound)s? like)$/;
/** What stands between things that are listed. */
const AND =
  /\s*[,;+&/、，·]\s*|\s+(?:and|or|with|und|oder|mit|et|ou|avec|y|con|e|ed|en|met|i|oraz|z|и|с|और)\s+|(?<=\p{Lo})[と和与및]\s*(?=\p{Lo})/u;
/** Words of a phrase that may hold a name: 'a sleeping cat'. */
const MOST_WORDS = 3;

/**
 * A folded text without what says only that something is looked for, less and less of it: 'the lion please' and 'the lion' of 'show me a picture of
 * the lion please'. The last word may be part of a name: 'framed picture'.
 */
export function withoutLeadIn(folded: string): string[] {
  const begun = foldText(folded.replace(LEAD_IN, '')) || folded;
  return [...new Set([begun, foldText(begun.replace(LEAD_OUT, '')) || begun])];
}

/** The parts of a text that lists things: 'cat' and 'dog' of 'cat and dog'; one where it lists nothing. */
export const listed = (folded: string): string[] => folded.split(AND).filter(part => part !== '');

/** Words of a phrase that may be a name, from one place up to another. */
export interface PhrasePart {
  text: string;
  start: number;
  end: number;
}

/**
 * The parts of a short phrase that may be a name, longer ones first, later ones before earlier: 'sleeping cat', then 'cat', then
 * 'sleeping'. A text that says more than that is a sentence, whose words are not what it means: 'bread with a sausage inside' is no bread.
 */
export function phraseParts(folded: string): PhrasePart[] {
  const words = withoutArticle(withoutArticle(folded), 'other').split(' ');
  const english = /^[a-z' ]+$/.test(folded);
  if (words.length > MOST_WORDS || (english && contentWords(words.join(' ')).length < words.length)) return [];
  const parts: PhrasePart[] = [];
  for (let length = words.length; length >= 1; length--)
    for (let start = words.length - length; start >= 0; start--)
      parts.push({ text: words.slice(start, start + length).join(' '), start, end: start + length });
  return parts;
}
