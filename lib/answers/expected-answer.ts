import { contentStems, contentWords } from '../search/english-forms';

/** How a question asks, and what a sentence that answers it has. */
interface Cue {
  asks: RegExp;
  answers: RegExp;
  /** Whether nothing answers it that has not: a weight is a number with a unit, while food goes by many words. */
  always?: boolean;
}

const NUMBERS =
  '\\d[\\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?|single|' +
  'pair|half|both|several';
const NUMBER = new RegExp(`\\b(${NUMBERS})\\b`, 'i');
/** A name: a capital that no sentence begins with. */
const NAME = /(?<=[a-z,;:)\]] )["'(]?\p{Lu}[\p{L}'’-]+/u;
/** A name where places stand: 'in Mecca', 'throughout the Arctic'. */
const IN_A_PLACE =
  '\\b(?:in|to|from|of|at|on|near|off|across|throughout|around|between|over) ' +
  '(?:the |both |parts of |what is now |[a-z-]+ern |south\\w* |north\\w* |east\\w* |west\\w* |central |equatorial |tropical )*\\p{Lu}[\\p{L}’-]+';
const PLACE = new RegExp(
  `${IN_A_PLACE}|\\b([wW]orldwide|native|habitats?|inhabit\\w*|found|endemic|indigenous|located)\\b`,
  'u',
);
const TIME =
  /\b(1\d{3}|20\d\d|\d+(st|nd|rd|th)[- ]century|centur(y|ies)|BCE?|AD|CE|years ago|ancient|prehistor\w*|Neolithic|Paleolithic|Bronze Age)\b/i;
const TIME_SPAN = new RegExp(
  `\\b(${NUMBERS}|few|many|hundred|thousand|million)\\b[^.]{0,30}\\b(years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|centur(y|ies)|millenni(a|um)|` +
    'life(span|time))\\b|\\blifespan|\\blong-lived',
  'i',
);

const MADE_FIRST =
  'invent\\w*|devis\\w*|discover\\w*|design\\w*|creat\\w*|buil[dt]|develop\\w*|patent\\w*|found(ed|er)|wrote|written|introduc\\w*';
const LENGTH =
  /\d[^.]{0,12}\b(mm|cm|m|km|millimet\w+|centimet\w+|met(re|er)s?|kilomet\w+|ft|feet|foot|inch(es)?|yards?|mi|miles?|AU|light-years?)\b/;
const SPEED = /\b(km\/h|kph|mph|m\/s|knots?|mach|(kilomet\w+|met(re|er)s?|miles|feet) (per|an|a) (hour|second))\b/i;

const EXTREMES =
  'best|worst|biggest|largest|greatest|tallest|highest|heaviest|longest|smallest|shortest|deepest|fastest|slowest|oldest|youngest|rarest|commonest';

/** What English asks for by its question words and its commonest verbs. */
const CUES: Cue[] = [
  { asks: /^how (many|much)\b(?!.*\b(weigh|cost))|^how big\b/i, answers: NUMBER, always: true },
  {
    asks: /\bweigh|\bhow heavy/i,
    answers: /\d.*\b(kg|kilograms?|lb|pounds?|g|grams?|tonn?e?s?|tons?|oz|ounces?)\b/i,
    always: true,
  },
  {
    asks: /\bcosts?\b|\bprices?\b|\bhow expensive/i,
    answers: /[$€£¥]|\b(dollars?|euros?|pounds?|prices?|costs?)\b/i,
    always: true,
  },
  { asks: /^how (long|old)\b|\blife ?span|\bhow long\b.*\b(live|last|take|stay)/i, answers: TIME_SPAN, always: true },
  { asks: /^how (tall|deep|high|far|wide)\b/i, answers: LENGTH, always: true },
  { asks: /^how large\b/i, answers: /\d|largest|smallest/i },
  { asks: /^how fast\b|\bspeed\b/i, answers: SPEED, always: true },
  { asks: /^how (hot|cold|warm)\b|\btemperature\b/i, answers: /°|\bdegrees?\b|\d ?K\b/, always: true },
  { asks: /\bwho (was|were) the first\b/i, answers: /\bfirst\b/i, always: true },
  {
    asks: new RegExp(`^((by|to) )?(who|whom|whose)\\b.*\\b(${MADE_FIRST}|ideas?|made|came up)\\b`, 'i'),
    answers: new RegExp(`^(?=.*\\b(${MADE_FIRST})\\b).*${NAME.source}`, 'u'),
    always: true,
  },
  { asks: /^((by|to|from|with|thanks to) )?(who|whom|whose)\b/i, answers: NAME },
  {
    asks: /\bwhere\b(?! (in|on) (its|their|his|her)\b)|^((in|on|to|from|of|at) )?(which|what) (parts?|continents?|countr\w+|islands?|regions?|oceans?|places?|cit(y|ies)|states?)\b|\b(continent|country|island|city|region|home of)\b/i,
    answers: PLACE,
  },
  { asks: /\bwhen (do|does|has|have)\b/i, answers: TIME },
  {
    asks: /\b(when (was|were|did)|how long ago)\b|\b(what|which) (year|century|date|decade|era|period)\b/i,
    answers: TIME,
    always: true,
  },
  {
    asks: /\b(eats?|eaten|feeds?|diet|food|menu|prey|live on|meals?)\b/i,
    answers:
      /\b(eat|feed|diet|herbivor|carnivor|omnivor|insectivor|consum|(?<!of )prey|food|forag|graz|nectar|predator|hunt)/i,
  },
  {
    asks: /\bcolou?r(s|ed)?\b/i,
    answers:
      /\b(colou?r\w*|black|white|gr[ea]y|red|reddish|orange|yellow\w*|green\w*|blue\w*|brown\w*|pink|purple|violet|gold(en)?|silver\w*)\b/i,
  },
  {
    asks: /\b(made (of|from|out of)|materials?|consists?|ingredients?|contains?)\b/i,
    answers: /\b(made|make|consist|compos|contain|material|constructed|from)/i,
  },
  {
    asks: /\b(invent\w*|idea|came up with|devised?|designed|created?|buil[dt]|discover\w*|made the first|first (made|built|used))\b/i,
    answers: /\b(invent|devis|design|creat|buil[dt]|develop|introduc|discover|patent)/i,
  },
  {
    asks: /\b(call(ed)?|names?|known|term|word for)\b/i,
    answers: /\b(called|names?|named|known as|terms?|also|referred?|or)\b/i,
  },
  {
    asks: /\b(used? .*for|use of|good for|purpose|function|why|what for|protect|serve)\b/i,
    answers: /\b(used?|uses|using|serve\w*|functions?|for|purpose|deterrent|protect\w*)\b/i,
  },
  {
    asks: /\b(belongs?|member of|(what|which) (kind|type|sort|family|group|class) of)\b/i,
    answers: /\b(is|are) (an?|any of|the|one of)\b|\bmembers?\b|\bbelongs?\b/i,
  },
  { asks: /\b(kin|relatives?|related|cousins?)\b/i, answers: /\b(relatives?|related|kin|closest|sister)\b/i },
  {
    asks: new RegExp(`\\b(${EXTREMES})\\b`, 'i'),
    answers: new RegExp(`\\b(${EXTREMES}|most|only|record|maximum|up to)\\b`, 'i'),
    always: true,
  },
];

/**
 * Whether a sentence has what a question asks for: a number where it asks how many, a name where it asks who. Neither vectors nor words
 * tell: 'Lions are large cats' is as near to 'How long does a lion live?' as a sentence with years in it.
 * @returns 1 where it has all that is asked for, -1 where it has nothing of it, 0 where nothing is known of the question
 */
export function expectedAnswer(question: string, sentence: string): number {
  const asked = cuesOf(question);
  if (asked.length === 0) return 0;
  const held = asked.filter(({ answers }) => answers.test(sentence)).length;
  return (2 * held) / asked.length - 1;
}

const cuesOf = (question: string) => CUES.filter(({ asks }) => asks.test(question.trim()));

/** What is counted, as far as it says so: 'humps' of 'How many humps does …'. */
const COUNTED =
  /\bhow many ((?:[\p{L}-]+ ){1,3}?)(?=(?:do|does|did|are|is|was|were|has|have|had|can|could|will|there|in|on|of|per|make|makes|live|exist)\b)/iu;
/** What is counted by another word in most texts. */
const KINDS = /\b(kinds?|sorts?|types?|species|breeds?|varieties)\b/i;

/**
 * How far a sentence that came out best is from having what is asked for. The score does not see it: whatever is said of a lobster fits
 * 'How much does a lobster weigh?'.
 * @returns 0 where nothing is missing, 1 where it lacks what every answer to such a question has or where no text can know, less where it
 *   has a number and does not say of what
 */
export function doubtOf(question: string, sentence: string): number {
  if (OF_THE_ASKER.test(question)) return 1;
  const missing = cuesOf(question).filter(({ answers }) => !answers.test(sentence));
  if (missing.some(({ always }) => always)) return 1;
  const counted = COUNTED.exec(question)?.[1];
  if (counted === undefined) return 0;
  const said = contentStems(sentence);
  const isThere = contentWords(counted).some(stem => said.has(stem));
  return isThere || (KINDS.test(counted) && KINDS.test(sentence)) ? 0 : NOT_COUNTED;
}

/** What is counted may go by another name there: legs are limbs. */
const NOT_COUNTED = 0.5;

/** What only whoever asks knows: 'my password', 'tonight'. */
const OF_THE_ASKER =
  /\b((my|mine|our|ours|tonight|tomorrow|yesterday)\b|(last|this) (night|morning|evening|week|weekend|month)\b|next (?!to\b)|(should|may|shall) (i|we)\b)/i;
