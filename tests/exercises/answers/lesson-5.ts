import { tf } from '../../../lib/engine/index';
import type { AnswerFunction } from '../../../lib/exercises/judge';
import type { Answers } from './answers';

type Row = number[];

const sum = (values: Row) => values.reduce((total, value) => total + value, 0);
const dot = (a: Row, b: Row) => sum(a.map((value, i) => value * b[i]));
const column = (rows: Row[], c: number) => rows.map(row => row[c]);
const mixed = (amounts: Row, rows: Row[]) => rows[0].map((_, c) => dot(amounts, column(rows, c)));
const unit = (row: Row) => row.map(value => value / Math.hypot(...row));

function softmax(logits: Row): Row {
  const largest = Math.max(...logits);
  const powers = logits.map(logit => Math.exp(logit - largest));
  return powers.map(power => power / sum(powers));
}

interface Parts {
  embed(row: Row): Row;
  logit(embedding: Row, row: Row): number;
  chances(logits: Row[]): Row[];
  /** From the embedding of a thing, its partner and the mean of what it resembles. */
  gradient(partner: Row, resembled: Row, embedding: Row): Row;
  share(features: Row[], i: number, f: number): number;
  result(weights: Row[], gradient: Row[], rate: number, embeddings: Row[]): unknown;
}

const descended = (weights: Row[], gradient: Row[], rate: number) =>
  weights.map((row, f) => row.map((value, c) => value - rate * gradient[f][c]));

const joined =
  (changed: Partial<Parts> = {}): AnswerFunction =>
  (weights: Row[], features: Row[], bank: Row[], rate: number) => {
    const { embed, logit, chances, gradient, share, result } = {
      embed: (row: Row) => row,
      logit: dot,
      chances: (rows: Row[]) => rows.map(softmax),
      gradient: (partner: Row, resembled: Row) => resembled.map((value, c) => value - partner[c]),
      share: (rows: Row[], i: number, f: number) => rows[i][f] / rows.length,
      result: descended as Parts['result'],
      ...changed,
    };
    const embeddings = features.map(row => embed(mixed(row, weights)));
    const logits = embeddings.map(row => bank.map(other => logit(row, other)));
    const gradients = chances(logits).map((row, i) => gradient(bank[i], mixed(row, bank), embeddings[i]));
    const ofWeights = weights.map((_, f) =>
      mixed(
        features.map((__, i) => share(features, i, f)),
        gradients,
      ),
    );
    return result(weights, ofWeights, rate, embeddings);
  };

const transposed = (rows: Row[]) => rows[0].map((_, c) => column(rows, c));
const rightStep = joined() as (...args: unknown[]) => Row[];

export const joinModalityAnswers: Answers = {
  right: {
    'the embeddings, the softmax, the gradient': joined(),
    'the gradient found by the tensors’ own differentiation': (
      weights: Row[],
      features: Row[],
      bank: Row[],
      rate: number,
    ) => {
      const [given, partners] = [tf.tensor2d(features), tf.tensor2d(bank)];
      const loss = (variables: tf.Tensor) => {
        const logits = tf.matMul(tf.matMul(given, variables as tf.Tensor2D), tf.transpose(partners));
        const right = tf.sum(tf.mul(tf.logSoftmax(logits), tf.eye(features.length)));
        return tf.div(tf.neg(right), features.length) as tf.Scalar;
      };
      const start = tf.tensor2d(weights);
      return tf.sub(start, tf.mul(tf.grad(loss)(start), rate));
    },
    'one thing after the other, in typed arrays': (weights: Row[], features: Row[], bank: Row[], rate: number) => {
      const next = weights.map(row => Float64Array.from(row));
      for (const [i, feature] of features.entries()) {
        const embedding = mixed(feature, weights);
        const chances = softmax(bank.map(row => dot(row, embedding)));
        for (let j = 0; j < bank.length; j++) {
          const force = (Number(i === j) - chances[j]) * (rate / features.length);
          for (const [f, row] of next.entries()) for (const c of row.keys()) row[c] += force * feature[f] * bank[j][c];
        }
      }
      return next;
    },
  },
  wrong: {
    'nothing learnt': { answer: joined({ result: weights => weights }), told: /nothing has been learnt/ },
    'up the hill': {
      answer: joined({ result: (weights, gradient, rate) => descended(weights, gradient, -rate) }),
      told: /That climbs/,
    },
    'the gradient': { answer: joined({ result: (_, gradient) => gradient }), told: /That is the gradient/ },
    'the embeddings': {
      answer: joined({ result: (_, __, ___, embeddings) => embeddings }),
      told: /These are the embeddings/,
    },
    'the sum of all things': { answer: joined({ share: (rows, i, f) => rows[i][f] }), told: /loss is the mean/ },
    'all features alike': { answer: joined({ share: rows => 1 / rows.length }), told: /multiply by features/ },
    'pulled only': { answer: joined({ gradient: partner => partner.map(value => -value) }), told: /only pulls/ },
    'pushed only': { answer: joined({ gradient: (_, resembled) => resembled }), told: /only pushes/ },
    'onto the partner': {
      answer: joined({ gradient: (partner, _, embedding) => embedding.map((value, c) => value - partner[c]) }),
      told: /squared distance/,
    },
    'the bank chooses': {
      answer: joined({ chances: logits => transposed(transposed(logits).map(softmax)) }),
      told: /row of the bank chooses/,
    },
    'the partner left out of the softmax': {
      answer: joined({
        chances: logits => logits.map((row, i) => softmax(row.map((logit, j) => (i === j ? -Infinity : logit)))),
      }),
      told: /belongs into the softmax/,
    },
    'exp alone': { answer: joined({ chances: logits => logits.map(row => row.map(Math.exp)) }), told: /exp alone/ },
    'pushed from all alike': {
      answer: joined({ chances: logits => logits.map(row => row.map(() => 1 / row.length)) }),
      told: /the same weight there/,
    },
    'embeddings of length 1': { answer: joined({ logit: (a, b) => dot(unit(a), b) }), told: /dot products/ },
    'two columns only': { answer: joined({ logit: (a, b) => a[0] * b[0] + a[1] * b[1] }), told: /any width/ },
    'a temperature of 0.1': { answer: joined({ logit: (a, b) => dot(a, b) / 0.1 }), told: /temperature is 1/ },
    'a temperature of 0.07': { answer: joined({ logit: (a, b) => dot(a, b) / 0.07 }), told: /temperature is 1/ },
    'a rate of one half': {
      answer: joined({ result: (weights, gradient) => descended(weights, gradient, 0.5) }),
      told: /rate is an argument/,
    },
    'a rate of 0.1': {
      answer: joined({ result: (weights, gradient) => descended(weights, gradient, 0.1) }),
      told: /rate is an argument/,
    },
    'the rate left out': {
      answer: joined({ result: (weights, gradient) => descended(weights, gradient, 1) }),
      told: /rate is an argument/,
    },
    'three things, always': { answer: joined({ share: (rows, i, f) => rows[i][f] / 3 }), told: /not always three/ },
    'divided by the width': {
      answer: (weights: Row[], features: Row[], bank: Row[], rate: number) =>
        joined({ share: (rows, i, f) => rows[i][f] / bank[0].length })(weights, features, bank, rate),
      told: /not by how wide/,
    },
    'an exp that overflows': {
      answer: joined({
        chances: logits =>
          logits.map(row => {
            const powers = row.map(Math.exp);
            return powers.map(power => power / sum(powers));
          }),
      }),
      told: /NaN comes from/,
    },
    'a row a column': { answer: (...args: unknown[]) => transposed(rightStep(...args)), told: /exchanged/ },
    'the weights of two features': {
      answer: (...args: unknown[]) => rightStep(...args).slice(0, 2),
      told: /One row a feature/,
    },
    'one long list': { answer: (...args: unknown[]) => rightStep(...args).flat(), told: /A list of rows/ },
    'rounded to three decimals': {
      answer: (...args: unknown[]) => rightStep(...args).map(row => row.map(value => Number(value.toFixed(3)))),
      told: /is rounded/,
    },
  },
};

interface Item {
  concept: string;
  artist: string;
  source: string;
  hash: string;
}
type Field = keyof Item;
type HeldOut = 'artist' | 'concept';

interface Rule {
  fields(heldOut: HeldOut): Field[];
  agree(a: string, b: string): boolean;
  /** From whether each field agrees. */
  enough(agreeing: boolean[]): boolean;
  result(leaking: number[], test: Item[]): unknown;
}

const ALL: Rule = {
  fields: heldOut => ['hash', 'source', heldOut],
  agree: (a, b) => a !== '' && a === b,
  enough: agreeing => agreeing.includes(true),
  result: leaking => leaking,
};

const leaking =
  (changed: Partial<Rule> = {}): AnswerFunction =>
  (train: Item[], test: Item[], heldOut: HeldOut) => {
    const { fields, agree, enough, result } = { ...ALL, ...changed };
    const leaks = (item: Item) =>
      train.some(other => enough(fields(heldOut).map(field => agree(item[field], other[field]))));
    return result(
      [...test.keys()].filter(i => leaks(test[i])),
      test,
    );
  };

const comparing = (fields: (heldOut: HeldOut) => Field[]) => leaking({ fields });

export const findTheLeakAnswers: Answers = {
  right: {
    'each item against each': leaking(),
    'sets of what the training has, in a typed array': (train: Item[], test: Item[], heldOut: HeldOut) => {
      const fields: Field[] = ['hash', 'source', heldOut];
      const known = fields.map(field => new Set(train.map(item => item[field]).filter(Boolean)));
      const found = test.flatMap((item, i) => (known.some((values, f) => values.has(item[fields[f]])) ? [i] : []));
      return Int16Array.from(found.reverse());
    },
    'a loop over the fields': (train: Item[], test: Item[], heldOut: HeldOut) => {
      const found: number[] = [];
      for (let i = 0; i < test.length; i++) {
        for (const { hash, source, [heldOut]: kept } of train) {
          const isCopy = hash === test[i].hash;
          const isPiece = source.length > 0 && source === test[i].source;
          if (isCopy || isPiece || (kept.length > 0 && kept === test[i][heldOut])) {
            found.push(i);
            break;
          }
        }
      }
      return found;
    },
  },
  wrong: {
    'copies only': { answer: comparing(() => ['hash']), told: /Copies are found/ },
    'what is held out only': { answer: comparing(heldOut => [heldOut]), told: /What is held out is compared/ },
    'pieces left out': { answer: comparing(heldOut => ['hash', heldOut]), told: /Two pieces of one source/ },
    'copies left out': { answer: comparing(heldOut => ['source', heldOut]), told: /under another name/ },
    'what is held out left out': {
      answer: comparing(() => ['hash', 'source']),
      told: /What should be held out is not compared/,
    },
    'all fields': { answer: comparing(() => ['hash', 'source', 'artist', 'concept']), told: /may be in both/ },
    'the artist, whatever is held out': {
      answer: comparing(() => ['hash', 'source', 'artist']),
      told: /The artist is compared/,
    },
    'the concept, whatever is held out': {
      answer: comparing(() => ['hash', 'source', 'concept']),
      told: /The concept is compared/,
    },
    'unknown is the same as unknown': { answer: leaking({ agree: (a, b) => a === b }), told: /two unknown artists/ },
    'all three agree': { answer: leaking({ enough: agreeing => !agreeing.includes(false) }), told: /One of the three/ },
    'alike within the test': {
      answer: (train: Item[], test: Item[], heldOut: HeldOut) => {
        const one = leaking() as (...args: unknown[]) => number[];
        return [...test.keys()].filter(
          i => one([...train, ...test.filter((_, j) => j !== i)], [test[i]], heldOut).length > 0,
        );
      },
      told: /Two items of the test/,
    },
    'the clean ones': {
      answer: leaking({ result: (found, test) => [...test.keys()].filter(i => !found.includes(i)) }),
      told: /that are clean/,
    },
    'positions in train': {
      answer: (train: Item[], test: Item[], heldOut: HeldOut) => leaking()(test, train, heldOut),
      told: /positions in train/,
    },
    'once for each that it leaks from': {
      answer: (train: Item[], test: Item[], heldOut: HeldOut) =>
        [...test.keys()].flatMap(i =>
          train.flatMap(one => ((leaking()([one], [test[i]], heldOut) as number[]).length > 0 ? [i] : [])),
        ),
      told: /Each item once/,
    },
    'true and false': {
      answer: leaking({ result: (found, test) => test.map((_, i) => found.includes(i)) }),
      told: /not of items or of true and false/,
    },
    'the items': { answer: leaking({ result: (found, test) => found.map(i => test[i]) }), told: /A list of positions/ },
    'null where nothing leaks': {
      answer: leaking({ result: found => (found.length > 0 ? found : null) }),
      told: /list is empty/,
    },
    'none at all': { answer: () => [], told: /None is found/ },
    'every one': { answer: leaking({ result: (_, test) => [...test.keys()] }), told: /All are found/ },
  },
};
