import { between, drawUntil } from './draw';
import { type Case, type Exercise, type Finding, inWords } from './exercise';
import { logSumExp } from './plain-info-nce';
import { asScalar, shortNumber } from './scalar';

interface Question {
  similarities: readonly number[];
  positive: number;
  probability: number;
}

/** Of the positive, after a softmax at this temperature. */
function probabilityAt(temperature: number, { similarities, positive }: Question): number {
  const logits = similarities.map(similarity => similarity / temperature);
  return Math.exp(logits[positive] - logSumExp(logits));
}

/** The probability is asked to a thousandth: no need to search for longer. */
const isNear = (probability: number, asked: number) => Math.abs(probability - asked) <= 1e-3 * asked;

function mistakeOf(temperature: number, question: Question): string | undefined {
  const { similarities, positive, probability } = question;
  const own = similarities[positive];
  const others = similarities.filter((_, i) => i !== positive);
  const odds = Math.exp(own / temperature - logSumExp(others.map(similarity => similarity / temperature)));
  const mistakes: [number, string][] = [
    [
      probabilityAt(1 / temperature, question),
      'That is one over the temperature: the similarities are divided by it, not multiplied.',
    ],
    [odds, 'The positive is missing from the denominator: it is one of the candidates.'],
    [
      probabilityAt(temperature, { similarities: [own, Math.max(...others)], positive: 0, probability }),
      'Only the nearest candidate is compared with the positive; all of them belong into the sum.',
    ],
    [1 - probabilityAt(temperature, question), 'That is the temperature at which the others together get that much.'],
  ];
  return mistakes.find(([value]) => isNear(value, probability))?.[1];
}

const NEAR_ZERO =
  'The search has run into temperatures near 0. Did exp give Infinity on the way, and Infinity / Infinity NaN? Subtract the largest similarity first.';

function judgeTemperature(question: Question, result: unknown, otherwise?: string): Finding | undefined {
  const { probability } = question;
  const expected = `a temperature above 0 at which the positive gets a probability of ${probability}, to a thousandth of it`;
  const temperature = asScalar(result);
  if (temperature === undefined) return { got: inWords(result), expected };
  if (!Number.isFinite(temperature)) {
    const hint = otherwise ?? 'Is there a division by 0, or the log of a number that is not above 0?';
    return { got: String(temperature), expected, hint };
  }
  if (temperature <= 0) {
    const hint = 'A temperature is greater than 0: the similarities are divided by it, and their order stays.';
    const ranToZero = temperature === 0 ? (otherwise ?? NEAR_ZERO) : undefined;
    return { got: shortNumber(temperature), expected, hint: ranToZero ?? hint };
  }
  const reached = probabilityAt(temperature, question);
  if (isNear(reached, probability)) return undefined;
  const got = `${shortNumber(temperature)}, at which the positive gets a probability of ${shortNumber(reached)}`;
  const answersTheProbability = [probability, probabilityAt(1, question)].some(value => isNear(temperature, value));
  if (answersTheProbability) {
    return { got, expected, hint: 'That is a probability. Give back the temperature that leads to it.' };
  }
  const nearly =
    Math.abs(reached - probability) < 0.02
      ? 'Nearly: halve the interval instead of trying fixed steps, a hundred times, and do not round.'
      : undefined;
  return {
    got,
    expected,
    hint: mistakeOf(temperature, question) ?? nearly ?? otherwise ?? direction(temperature, reached, probability),
  };
}

function direction(temperature: number, reached: number, probability: number): string {
  if (temperature < 1e-3) return NEAR_ZERO;
  return reached > probability
    ? 'The softmax is too sure of the positive: a higher temperature makes the candidates more equal.'
    : 'The candidates are too equal: a lower temperature makes the softmax more sure of the nearest.';
}

const oneQuestion = (name: string, question: Question, otherwise?: string): Case => ({
  name: `${name}: similarities ${question.similarities.join(', ')}, the positive is number ${question.positive} (from 0), asked: ${question.probability}`,
  calls: () => [[question.similarities, question.positive, question.probability]],
  judge: ([result]) => judgeTemperature(question, result, otherwise),
});

export const chooseTemperature: Exercise = {
  id: 'choose-temperature',
  title: 'Choose the temperature',
  statement:
    'chooseTemperature(similarities, positive, probability): a list of similarities of which the one at the position `positive` is ' +
    'the largest. The temperature at which the softmax of similarities / temperature gives the positive this probability, to a ' +
    'thousandth; it lies between one over the number of candidates and 1.',
  hints: [
    'Write a function of the temperature that gives the probability of the positive, and try 0.01, 0.1, 1, 10: which way does it go?',
    'The higher the temperature, the lower the probability, from 1 down to one over the number of candidates. So a search by halving finds it.',
    'Keep two bounds, low = 1e-6 and high = 1e6. A hundred times: middle = Math.sqrt(low * high); if the probability there is too high, low = middle, else high = middle.',
  ],
  why:
    'The probability of the largest falls as the temperature rises, always, so that halving finds the one ' +
    'temperature for each probability. Halving the ratio of the bounds instead of their difference reaches 0.0001 ' +
    'as fast as 100; and with the largest similarity taken out first, no exp overflows on the way.',
  cases: [
    oneQuestion('four candidates', { similarities: [0.8, 0.5, 0.45, -0.2], positive: 0, probability: 0.6 }),
    oneQuestion(
      'the positive is not the first',
      { similarities: [0.2, 0.7], positive: 1, probability: 0.95 },
      'The positive is similarities[positive], which is not the first one here.',
    ),
    oneQuestion(
      'a difference of a thousandth',
      { similarities: [0.9, 0.899], positive: 0, probability: 0.9 },
      'To tell these apart takes a temperature far below a hundredth. Divided by it the similarities are in the thousands, and exp of that is Infinity: subtract the largest one first.',
    ),
    oneQuestion(
      'hardly more than chance',
      { similarities: [0.8, 0.2], positive: 0, probability: 0.52 },
      'For candidates that are nearly equal the temperature has to be high. Nothing says that it must stay below 1.',
    ),
  ],
  drawn: random => {
    const similarities = drawUntil(
      () => Array.from({ length: 5 }, () => between(random, -0.5, 0.9)),
      drawn => {
        const [first, second] = [...drawn].sort((a, b) => b - a);
        return first - second > 0.1;
      },
    );
    const positive = similarities.indexOf(Math.max(...similarities));
    const probability = between(random, 0.4, 0.8);
    return oneQuestion('five candidates drawn at random', { similarities, positive, probability });
  },
};
