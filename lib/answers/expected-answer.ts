/** How a question asks, and what a sentence that answers it has. */
interface Cue {
  asks: RegExp;
  answers: RegExp;
}

const NUMBERS =
  '\\d[\\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?|single|' +
  'pair|half|both|several';
const NUMBER = new RegExp(`\\b(${NUMBERS})\\b`, 'i');
/** A name: a capital that no sentence begins with. */
const NAME = /(?<=[a-z,;:)\]] )["'(]?\p{Lu}[\p{L}'’-]+/u;
const PLACE = new RegExp(
  `${NAME.source}|\\b([wW]orldwide|native|habitats?|inhabit\\w*|found|endemic|indigenous|located)\\b`,
  'u',
);
const TIME_SPAN = new RegExp(
  `\\b(${NUMBERS}|few|many|hundred|thousand|million)\\b[^.]{0,30}\\b(years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|centur(y|ies)|` +
    'life(span|time))\\b|\\blifespan|\\blong-lived',
  'i',
);

/** What English asks for by its question words and its commonest verbs. */
const CUES: Cue[] = [
  { asks: /^how (many|much)\b(?!.*\b(weigh|cost))|^how big\b/i, answers: NUMBER },
  {
    asks: /\bweigh|\bhow heavy/i,
    answers: /\d.*\b(kg|kilograms?|lb|pounds?|g|grams?|tonn?e?s?|tons?|oz|ounces?)\b/i,
  },
  { asks: /^how (long|old)\b|\blife ?span|\bhow long\b.*\b(live|last|take|stay)/i, answers: TIME_SPAN },
  { asks: /^how (tall|deep|high|far|wide|large|fast)\b/i, answers: /\d|largest|smallest|tallest|fastest|deepest/i },
  { asks: /^((by|to|from|with|thanks to) )?(who|whom|whose)\b/i, answers: NAME },
  {
    asks: /\bwhere\b|^((in|on|to|from|of|at) )?(which|what) (parts?|continents?|countr\w+|islands?|regions?|oceans?|places?|cit(y|ies)|states?)\b|\b(continent|country|island|city|region|home of)\b/i,
    answers: PLACE,
  },
  {
    asks: /\b(when|how long ago)\b|\b(what|which) (year|century|date|decade|era|period)\b/i,
    answers:
      /\b(1\d{3}|20\d\d|\d+(st|nd|rd|th)[- ]century|centur(y|ies)|BCE?|AD|CE|years ago|ancient|prehistor\w*|Neolithic|Paleolithic|Bronze Age)\b/i,
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
    asks: /\b(biggest|largest|greatest|tallest|highest|heaviest|longest|smallest|fastest|oldest)\b/i,
    answers: /\b(biggest|largest|greatest|tallest|highest|heaviest|longest|smallest|fastest|oldest|most)\b/i,
  },
];

/**
 * Whether a sentence has what a question asks for: a number where it asks how many, a name where it asks who. Neither vectors nor words
 * tell: 'Lions are large cats' is as near to 'How long does a lion live?' as a sentence with years in it.
 * @returns 1 where it has all that is asked for, -1 where it has nothing of it, 0 where nothing is known of the question
 */
export function expectedAnswer(question: string, sentence: string): number {
  const asked = CUES.filter(({ asks }) => asks.test(question.trim()));
  if (asked.length === 0) return 0;
  const held = asked.filter(({ answers }) => answers.test(sentence)).length;
  return (2 * held) / asked.length - 1;
}
