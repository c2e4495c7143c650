import { drawUntil } from './draw';
import { type Case, type Exercise, type Finding, inWords } from './exercise';
import { asScalar, shortNumber } from './scalar';
import { together } from './together';

interface Question {
  /** What somebody wrote. */
  claim: string;
  /** The sentences of the source. */
  sentences: readonly string[];
  /** The share of the claim's words that a sentence has to have. */
  least: number;
}

interface Rule {
  words(text: string): readonly string[];
  has(sentence: readonly string[], word: string, text: string): boolean;
  /** The words that may not be missing. */
  certain(words: readonly string[]): readonly string[];
  share(found: number, claim: number, sentence: number): number;
  fits(share: number, least: number): boolean;
}

const RULE: Rule = {
  words: text => text.toLowerCase().match(/[a-z0-9]+/g) ?? [],
  has: (sentence, word) => sentence.includes(word),
  certain: words => words.filter(word => /\d/.test(word)),
  share: (found, claim) => found / claim,
  fits: (share, least) => share >= least,
};

/** The share of the claim's words that each sentence has; 0 where a number is missing. */
function shares({ claim, sentences }: Question, rule: Rule): number[] {
  const asked = rule.words(claim);
  return sentences.map(sentence => {
    const there = rule.words(sentence);
    const found = asked.filter(word => rule.has(there, word, sentence)).length;
    const isCertain = rule.certain(asked).every(word => rule.has(there, word, sentence));
    return isCertain ? rule.share(found, asked.length, there.length) : 0;
  });
}

/** The position of the first sentence that supports the claim, or -1. */
function supporting(question: Question, changed: Partial<Rule> = {}): number {
  const rule = { ...RULE, ...changed };
  return shares(question, rule).findIndex(share => rule.fits(share, question.least));
}

function mistakesOn(question: Question): [number, string][] {
  const { claim, sentences, least } = question;
  const all = shares(question, RULE);
  const best = all.indexOf(Math.max(...all));
  const joined = supporting({ ...question, sentences: [sentences.join(' ')] });
  return [
    ...(supporting(question) < 0 ? [best, 0].map((wrong): [number, string] => [wrong, NONE]) : []),
    [
      supporting(question, { words: text => text.match(/[A-Za-z0-9]+/g) ?? [] }),
      'A word is the same with a capital: put both into small letters first.',
    ],
    [
      supporting(question, { words: text => text.toLowerCase().split(' ') }),
      "A full stop or a comma is no part of a word: 'africa.' is 'africa'. match(/[a-z0-9]+/g) gives the words alone.",
    ],
    [
      supporting(question, { has: (_, word, sentence) => sentence.toLowerCase().includes(word) }),
      "A word is there where it stands by itself: 'ant' is not in a sentence about elephants.",
    ],
    [
      supporting(question, { certain: () => [] }),
      'Numbers may not be missing: one that is wrong makes the whole claim wrong.',
    ],
    [
      supporting(question, { share: (found, _, there) => found / there }),
      'The share is one of the words of the claim: a long sentence may say more besides.',
    ],
    [
      supporting(question, { fits: (share, wanted) => share > wanted }),
      'At least the share least: just as much will do.',
    ],
    ...(all[best] >= least
      ? [[best, 'The first sentence that supports it is asked, not the best.'] as [number, string]]
      : []),
    [joined, 'One sentence has to say it: words that stand in several of them were not said together.'],
    [all.map(share => share >= least).lastIndexOf(true), 'The first sentence that supports it is asked, not the last.'],
    ...[sentences.indexOf(claim), supporting({ ...question, least: 1 })].map((wrong): [number, string] => [
      wrong,
      'A claim need not stand there to the letter, nor with all its words: the share least of them is enough.',
    ]),
    [
      supporting({ ...question, least: 1e-9 }),
      "One word in common is not enough: the share of the claim's words has to be least or more.",
    ],
  ];
}

const NONE = 'The nearest of the sentences may still be far: if none has enough of the words, the answer is -1.';

function judgePosition(question: Question, result: unknown): Finding | undefined {
  const { claim, sentences, least } = question;
  const expected = `the position of the first of ${sentences.length} sentences that has ${shortNumber(100 * least)} % of the words of '${claim}' and its numbers, or -1`;
  const found = asScalar(result);
  if (found === undefined) {
    const hint =
      typeof result === 'boolean' || typeof result === 'string'
        ? 'Which sentence it is, is asked: its position, from 0, or -1 where there is none.'
        : undefined;
    return { got: inWords(result), expected, hint };
  }
  const right = supporting(question);
  if (found === right) return undefined;
  return { got: shortNumber(found), expected, hint: mistakesOn(question).find(([wrong]) => wrong === found)?.[1] };
}

const oneClaim = (claim: string, sentences: readonly string[], least: number): Case => ({
  name: `'${claim}', ${sentences.length} sentences, least ${least}`,
  calls: () => [[claim, sentences, least]],
  judge: ([result]) => judgePosition({ claim, sentences, least }, result),
});

export const supportedExercise: Exercise = {
  id: 'supported',
  title: 'Is this sentence supported?',
  statement:
    'supported(claim, sentences, least): the position (from 0) of the first sentence that has at least the share least of the words of the ' +
    'claim, and all its numbers; -1 where there is none. Words are runs of the letters a to z and digits, large letters taken as small ones; ' +
    'a word that comes twice in the claim counts twice. A number is a word with a digit in it.',
  hints: [
    'Take one sentence first: which words of the claim does it have? How many is that, of how many?',
    'text.toLowerCase().match(/[a-z0-9]+/g) gives the words; there.includes(word) says whether one is among them, and /\\d/.test(word) whether it is a number.',
    'sentences.findIndex(sentence => enough of the words are there && words.filter(word => /\\d/.test(word)).every(word => there.includes(word)))',
  ],
  why:
    'Words are a poor judge of meaning, and a cheap one: most of them must be there, in one sentence. A number is right or wrong, so none ' +
    'may be missing. What still slips through is a denial (not), and a sentence of the same words about something else.',
  cases: [
    // each mistake finds another sentence
    oneClaim(
      'wild lions of today live only in Africa and India',
      [
        'Rain falls.',
        'Cats drink milk in the kitchen.',
        'Wildlife films of sealions, alive in the hands of Africans.',
        'Books say that some wild lions of our time live in Africa and have a long mane',
        'One book says that wild lions of today live in Africa and nowhere else on Earth',
        'It is said that wild lions of today live in Africa and India, but hardly so',
        'Some books say that wild lions of old did live in Africa and ate a lot',
        'Only lions live in Africa, today.',
      ],
      0.7,
    ),
    oneClaim(
      'a lion sleeps in Africa',
      ['It rains.', 'A LION SLEEPS in India', 'a dog barks', 'a lion sleeps in Africa'],
      0.8,
    ),
    oneClaim('a lion sleeps in Africa', ['It rains.', 'In Africa, a lion: it sleeps.', 'a lion sleeps in a den'], 0.8),
    oneClaim(
      'a camel has 2 humps',
      ['a camel has humps', 'a camel has 3 humps', 'Some say that a camel of that kind has 2 large humps on its back.'],
      0.7,
    ),
    oneClaim('The panda eats bamboo', ['The panda lives in China.', 'It eats bamboo.', 'A cat sleeps.'], 0.75),
  ],
  drawn: random => {
    const words = 'lion camel whale eats sees lives sleeps in the desert sea leaves grass fish big old wild two'.split(
      ' ',
    );
    const sentence = (count: number) =>
      Array.from({ length: count }, () => words[random.integer(words.length)]).join(' ');
    const draw = (): Question => ({
      claim: `${sentence(5)} ${1 + random.integer(3)}`,
      sentences: Array.from({ length: 12 }, () => `${sentence(9)} ${1 + random.integer(3)}.`),
      least: 0.6,
    });
    const isTelling = (question: Question) => supporting(question) > 1;
    const one = () => {
      const { claim, sentences, least } = drawUntil(draw, isTelling);
      return oneClaim(claim, sentences, least);
    };
    return together('five claims drawn at random', Array.from({ length: 5 }, one));
  },
};
