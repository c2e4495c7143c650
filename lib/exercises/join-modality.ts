import type { SeededRandom } from '../engine/seeds';
import { between, drawRows } from './draw';
import { type Case, type Exercise, type Finding, inWords, isPlainTensor } from './exercise';
import { logSumExp, transpose } from './plain-info-nce';
import { asRows } from './plain-layout';
import { at, dot, type Row, rowsOf, unit } from './plain-rows';
import { roundedHint, shortNumber } from './scalar';

type Rows = readonly Row[];

interface Question {
  /** One row a feature, as wide as the bank. */
  weights: Rows;
  /** One row a thing, a number a feature. */
  features: Rows;
  /** One row a thing: the finished embedding of its partner. */
  bank: Rows;
  rate: number;
}

/** Rows added up, each so many times. */
const mix = (amounts: Row, rows: Rows): number[] => transpose(rows).map(column => dot(amounts, column));

const softmax = (logits: Row): number[] => logits.map(logit => Math.exp(logit - logSumExp(logits)));
const scaled = (row: Row, factor: number): number[] => row.map(value => factor * value);
const firstTwo = (row: Row): number[] => row.slice(0, 2);
const minus = (a: Row, b: Row): number[] => a.map((value, i) => value - b[i]);

/** What may go wrong, one step at a time. */
interface Steps {
  /** Of each thing its products with the rows of the bank. */
  logits(embeddings: Rows, bank: Rows): number[][];
  /** Of each thing how much of each row of the bank it resembles. */
  chances(logits: Rows): number[][];
  /** The gradient for the embedding of thing i. */
  gradient(resembled: Row, bank: Rows, embeddings: Rows, i: number): number[];
  /** How much thing i moves the weights of feature f, of n things. */
  share(features: Rows, i: number, f: number): number;
  update(row: Row, gradient: Row, rate: number): number[];
}

const STEPS: Steps = {
  logits: (embeddings, bank) => embeddings.map(row => bank.map(other => dot(row, other))),
  chances: logits => logits.map(softmax),
  gradient: (resembled, bank, _, i) => minus(resembled, bank[i]),
  share: (features, i, f) => features[i][f] / features.length,
  update: (row, gradient, rate) => minus(row, scaled(gradient, rate)),
};

function step({ weights, features, bank, rate }: Question, changed: Partial<Steps> = {}): number[][] {
  const { logits, chances, gradient, share, update } = { ...STEPS, ...changed };
  const embeddings = features.map(row => mix(row, weights));
  const gradients = chances(logits(embeddings, bank)).map((row, i) => gradient(mix(row, bank), bank, embeddings, i));
  return weights.map((row, f) => {
    const shares = features.map((_, i) => share(features, i, f));
    return update(row, mix(shares, gradients), rate);
  });
}

const isSame = (a: Rows, b: Rows) =>
  a.length === b.length &&
  a.every((row, i) => row.length === b[i].length && row.every((value, j) => Math.abs(value - b[i][j]) <= 1e-4));

const LENGTHS = 'Neither the embeddings nor anything else is divided by its length here: the logits are dot products.';

function mistakesOn(question: Question): [Rows, string][] {
  const { weights, features, bank, rate } = question;
  const changed = (steps: Partial<Steps>) => step(question, steps);
  const withoutPartner = (row: Row, i: number) => {
    const others = softmax(row.filter((_, j) => j !== i));
    return [...others.slice(0, i), 0, ...others.slice(i)];
  };
  return [
    [weights, 'The weights are as they were: nothing has been learnt.'],
    [
      changed({ update: (row, gradient) => minus(row, scaled(gradient, -rate)) }),
      'That climbs: the gradient points to where the loss grows, so rate times the gradient is taken away.',
    ],
    [
      changed({ update: (_, gradient) => [...gradient] }),
      'That is the gradient. Asked is where the weights are after the step.',
    ],
    [features.map(row => mix(row, weights)), 'These are the embeddings. Asked are the weights, one row a feature.'],
    [
      changed({ share: (all, i, f) => all[i][f] }),
      'The loss is the mean over the things: divide what they add up to by how many there are.',
    ],
    [
      changed({ share: all => 1 / all.length }),
      'Each thing moves the weights of a feature by as much as it has of that feature: multiply by features[i][f].',
    ],
    [
      changed({ gradient: (_, rows, __, i) => scaled(rows[i], -1) }),
      'That only pulls to the partner: without the push away from what a thing resembles, all things end in one place.',
    ],
    [
      changed({ gradient: resembled => [...resembled] }),
      'That only pushes away from what a thing resembles: the pull to its partner, bank[i], is missing.',
    ],
    [
      changed({ gradient: (_, rows, embeddings, i) => minus(embeddings[i], rows[i]) }),
      'That draws the embedding onto its partner, as a squared distance does: there are no negatives in it.',
    ],
    [
      changed({ chances: logits => transpose(transpose(logits).map(softmax)) }),
      'Each thing chooses among the rows of the bank. Here each row of the bank chooses among the things.',
    ],
    [
      changed({ chances: logits => logits.map(withoutPartner) }),
      'The partner is one of those to choose from: it belongs into the softmax as well.',
    ],
    [
      changed({ chances: logits => logits.map(row => row.map(Math.exp)) }),
      'exp alone gives no probabilities: divide by their sum.',
    ],
    [
      changed({ chances: logits => logits.map(row => row.map(() => 1 / row.length)) }),
      'Each row of the bank has the same weight there. A thing is pushed from what it resembles, by the softmax of its logits.',
    ],
    [changed({ logits: (rows, others) => STEPS.logits(rows.map(unit), others) }), LENGTHS],
    [
      changed({ logits: (rows, others) => STEPS.logits(rows.map(firstTwo), others.map(firstTwo)) }),
      'Only two numbers of each row went into the dot product: rows may be of any width.',
    ],
    ...[0.1, 0.07].map((temperature): [Rows, string] => [
      changed({ logits: (rows, others) => STEPS.logits(rows, others).map(row => scaled(row, 1 / temperature)) }),
      'The temperature is 1 here: the logits are the dot products as they come.',
    ]),
    ...[0.1, 0.5, 1].map((other): [Rows, string] => [
      step({ ...question, rate: other }),
      `rate is an argument, and not always ${other}.`,
    ]),
    [
      changed({ share: (all, i, f) => all[i][f] / bank[0].length }),
      'Divide by how many things there are, not by how wide a row is.',
    ],
    [changed({ share: (all, i, f) => all[i][f] / 3 }), 'There are not always three things: divide by features.length.'],
    [transpose(step(question)), 'Rows and columns are exchanged: one row a feature.'],
  ];
}

function hintFor(question: Question, found: Rows): string | undefined {
  const mistake = mistakesOn(question).find(([wrong]) => isSame(found, wrong))?.[1];
  if (mistake) return mistake;
  const right = step(question);
  if (found.length !== right.length) return `One row a feature: there are ${right.length} features here.`;
  const rounded = found.flatMap((row, i) => row.map((value, j) => roundedHint(value, right[i][j] ?? Number.NaN)));
  return rounded.every(Boolean) ? rounded[0] : undefined;
}

function judgeStep(question: Question, result: unknown): Finding | undefined {
  const { weights } = question;
  const expected = `the weights after the step: ${weights.length} rows of ${weights[0].length} numbers`;
  const found = isPlainTensor(result) ? rowsOfTensor(result) : asRows(result);
  if (!found) return { got: inWords(result), expected, hint: 'A list of rows is asked, each a list of numbers.' };
  if (found.some(row => row.some(value => !Number.isFinite(value)))) {
    const hint =
      'NaN comes from Infinity / Infinity: exp(800) is too large for a number. Take the largest logit from all of them first; that changes no probability.';
    return { got: inWords(result), expected: `${expected}; finite ones`, hint };
  }
  if (isSame(found, step(question))) return undefined;
  const shown = (found[0] ?? []).slice(0, 6).map(shortNumber).join(', ');
  return { got: `${found.length} rows, the first of them ${shown}`, expected, hint: hintFor(question, found) };
}

function rowsOfTensor({ shape, values }: { shape: number[]; values: Float32Array }): number[][] | undefined {
  if (shape.length !== 2) return undefined;
  return Array.from({ length: shape[0] }, (_, i) => Array.from(values.subarray(i * shape[1], (i + 1) * shape[1])));
}

const oneQuestion = (name: string, question: Question): Case => ({
  name: `${name}: ${question.features.length} things of ${question.weights.length} features, rows of ${question.bank[0].length}`,
  calls: () => [[question.weights, question.features, question.bank, question.rate]],
  judge: ([result]) => judgeStep(question, result),
});

function drawQuestion(random: SeededRandom): Question {
  const [things, features, width] = [3 + random.integer(3), 2 + random.integer(2), 3 + random.integer(3)];
  return {
    weights: drawRows(random, features, width),
    features: drawRows(random, things, features),
    bank: drawRows(random, things, width).map(unit),
    rate: between(random, 0.2, 0.9),
  };
}

export const joinModality: Exercise = {
  id: 'join-modality',
  title: 'Join a modality',
  statement:
    'joinStep(weights, features, bank, rate): features[i] is a list of numbers, one a feature; weights has a row a feature; the embedding ' +
    'of thing i is the sum of these rows, each features[i][f] times. bank[i] is the finished embedding of its partner, and stays. The ' +
    'loss is InfoNCE with temperature 1: of the dot products of embedding i with all rows of the bank, minus the log of the softmax at ' +
    'i, and the mean over all things. The weights after one step of gradient descent.',
  hints: [
    'Three steps: the embeddings; of each thing the softmax of its dot products with the bank; then the gradient for its embedding.',
    'With the probabilities p of thing i, the gradient for its embedding is the sum of p[j] times bank[j], minus bank[i]: away from what it resembles, to its partner.',
    'Row f of the new weights is weights[f] minus rate / n times the sum over all n things of features[i][f] times the gradient of thing i.',
  ],
  why:
    'The gradient of InfoNCE says what a step does: a thing moves towards its partner and away from the mean of all that it resembles, ' +
    'each counted by its probability; where these are the same, nothing is left to learn. Only the weights of the new tower take part. ' +
    'The bank stays as it is, and with it all that lies in that space already.',
  cases: [
    oneQuestion('a general batch', {
      weights: rowsOf('0.4 -0.9 0.3, -1.1 0.2 0.8, 0.5 0.6 -0.4, -0.2 0.1 0.7'),
      features: rowsOf('1.3 0.4 -0.6 0.8, -0.7 1.1 0.5 0.3, 0.2 -1.6 0.9 -1.2'),
      bank: rowsOf('2 1 -1, -1 3 2, 1 -2 2').map(unit),
      rate: 0.5,
    }),
    oneQuestion('another number of each', {
      weights: rowsOf('0.7 0.2, -0.3 1.2, 0.9 -0.8'),
      features: rowsOf('0.6 1.4 -0.5, 1.7 -0.2 0.3, -0.9 0.8 1.1, 0.3 0.5 -1.3'),
      bank: [15, 110, 200, 290].map(angle => at(angle)),
      rate: 0.3,
    }),
    oneQuestion('a tower that starts far out', {
      weights: rowsOf('900 -400, 300 800'),
      features: rowsOf('1 0.5, -0.5 1'),
      bank: [30, 160].map(angle => at(angle)),
      rate: 0.5,
    }),
  ],
  drawn: random => oneQuestion('a batch drawn at random', drawQuestion(random)),
};
