import { seededRandom } from '../../../lib/engine/seeds';
import type { AnswerFunction } from '../../../lib/exercises/judge';
import { type Answers, rounded } from './answers';

type Labels = Uint8Array;

/** Pairs drawn by choosing each partner from a list. */
const pairsFrom =
  (partnersOf: (labels: Labels, anchor: number, positive: boolean) => number[], fixedSeed?: number): AnswerFunction =>
  (labels: Labels, count: number, seed: number) => {
    const random = seededRandom(fixedSeed ?? seed);
    const left = Array.from({ length: count }, () => random.integer(labels.length));
    const same = left.map((_, i) => i % 2);
    const right = left.map((anchor, i) => {
      const partners = partnersOf(labels, anchor, same[i] === 1);
      return partners[random.integer(partners.length)];
    });
    return { left, right, same };
  };
const positions = (labels: Labels, fits: (other: number) => boolean) => [...labels.keys()].filter(fits);
const properPartners = (labels: Labels, anchor: number, positive: boolean) =>
  positions(labels, other => other !== anchor && (labels[other] === labels[anchor]) === positive);

export const pairSamplingAnswers: Answers = {
  right: {
    'partners from lists': pairsFrom(properPartners),
    'drawn again until they fit, in typed arrays': (labels: Labels, count: number, seed: number) => {
      const random = seededRandom(seed);
      const same = random.shuffle(Uint8Array.from({ length: count }, (_, i) => (i < count / 2 ? 1 : 0)));
      const left = new Int32Array(count);
      const right = new Int32Array(count);
      for (let i = 0; i < count; i++) {
        do {
          left[i] = random.integer(labels.length);
          right[i] = random.integer(labels.length);
        } while (left[i] === right[i] || Number(labels[left[i]] === labels[right[i]]) !== same[i]);
      }
      return { left, right, same };
    },
    'a promise of pairs': async (...args: unknown[]) => pairsFrom(properPartners)(...args),
  },
  wrong: {
    'digits for positions': {
      answer: (labels: Labels, count: number) => {
        const left = Array.from({ length: count }, (_, i) => labels[i % labels.length] + 0.5);
        return { left, right: left, same: left };
      },
      told: /positions \(which picture\)/,
    },
    'a picture with itself': {
      answer: pairsFrom((labels, anchor, positive) => (positive ? [anchor] : properPartners(labels, anchor, false))),
      told: /always like itself/,
    },
    'negatives that may be positives': {
      answer: pairsFrom((labels, anchor, positive) =>
        positive ? properPartners(labels, anchor, true) : positions(labels, other => other !== anchor),
      ),
      told: /of another digit/,
    },
    'two pictures drawn blindly': {
      answer: (labels: Labels, count: number, seed: number) => {
        const { left, right } = pairsFrom((set, anchor) => positions(set, other => other !== anchor))(
          labels,
          count,
          seed,
        ) as { left: number[]; right: number[] };
        return { left, right, same: left.map((l, i) => Number(labels[l] === labels[right[i]])) };
      },
      told: /one time in ten/,
    },
    'always the first partner': {
      answer: pairsFrom((labels, anchor, positive) => properPartners(labels, anchor, positive).slice(0, 1)),
      told: /first picture of a digit/,
    },
    'a few pictures, drawn once': {
      answer: (labels: Labels, count: number, seed: number) => {
        const few = seededRandom(seed)
          .shuffle([...labels.keys()])
          .slice(0, 75);
        const { left, right, same } = pairsFrom(properPartners)(
          Uint8Array.from(few, picture => labels[picture]),
          count,
          seed,
        ) as { left: number[]; right: number[]; same: number[] };
        return { left: left.map(i => few[i]), right: right.map(i => few[i]), same };
      },
      told: /from all pictures|draw one of them/,
    },
    'positives from half of the set': {
      answer: pairsFrom((labels, anchor, positive) => {
        const half = (other: number) => !positive || other < labels.length / 2;
        const partners = properPartners(labels, anchor, positive);
        return partners.some(half) ? partners.filter(half) : partners;
      }),
      told: /only a part of the set/,
    },
    'the last picture is never drawn': {
      answer: pairsFrom((labels, anchor, positive) =>
        properPartners(labels, anchor, positive).filter(other => other < labels.length - 1),
      ),
      told: /end one too early/,
    },
    'one of the first five partners': {
      answer: pairsFrom((labels, anchor, positive) => {
        const partners = properPartners(labels, anchor, positive);
        return positive ? partners.slice(0, 5) : partners;
      }),
      told: /first picture of a digit/,
    },
    'one of the next four digits as the negative': {
      answer: pairsFrom((labels, anchor, positive) => {
        const digits = Math.max(...labels) + 1;
        const after = (other: number) => (labels[other] - labels[anchor] + digits) % digits;
        return positive
          ? properPartners(labels, anchor, true)
          : positions(labels, other => after(other) >= 1 && after(other) <= 4);
      }),
      told: /not from the next digit/,
    },
    'the next digit as the negative': {
      answer: pairsFrom((labels, anchor, positive) =>
        positive
          ? properPartners(labels, anchor, true)
          : positions(labels, other => labels[other] === (labels[anchor] + 1) % (Math.max(...labels) + 1)),
      ),
      told: /not from the next digit/,
    },
    'ten digits, whichever there are': {
      answer: (labels: Labels, count: number, seed: number) => {
        const random = seededRandom(seed);
        const draw = <Item>(list: Item[]) => list[Math.floor(random.next() * list.length)];
        const byDigit = Array.from({ length: 10 }, (_, digit) => positions(labels, other => labels[other] === digit));
        const left = Array.from({ length: count }, () => draw(byDigit[random.integer(10)]));
        const same = left.map((_, i) => i % 2);
        return { left, right: left.map((anchor, i) => draw(properPartners(labels, anchor, same[i] === 1))), same };
      },
      told: /need not be ten digits/,
    },
    'Math.random': {
      answer: (labels: Labels, count: number) => pairsFrom(properPartners)(labels, count, Math.random()),
      told: /Math\.random cannot be repeated/,
    },
    'a fixed seed': { answer: pairsFrom(properPartners, 1), told: /not from a fixed one/ },
  },
};

type Row = number[];
const dot = (a: Row, b: Row) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const cosine = (a: Row, b: Row) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
const near = (a: Row, b: Row) => -Math.hypot(...a.map((value, i) => value - b[i]));

const mostFrequent = (labels: Row) =>
  labels.reduce((best, label) => {
    const count = (of: number) => labels.filter(other => other === of).length;
    return count(label) > count(best) ? label : best;
  }, labels[0]);
const knn =
  (
    nearness: (a: Row, b: Row) => number,
    share = (right: number, n: number) => right / n,
    votes = (k: number) => k,
    vote = mostFrequent,
  ) =>
  (train: Row[], trainLabels: number[], test: Row[], testLabels: number[], k: number) => {
    let right = 0;
    test.forEach((row, i) => {
      const nearest = train.map((_, j) => j).sort((a, b) => nearness(row, train[b]) - nearness(row, train[a]));
      const labels = nearest.slice(0, votes(k)).map(j => trainLabels[j]);
      if (vote(labels) === testLabels[i]) right++;
    });
    return share(right, test.length);
  };

export const knnAccuracyAnswers: Answers = {
  right: {
    'cosines sorted': knn(cosine),
    'unit rows and dot products': (
      train: Row[],
      trainLabels: number[],
      test: Row[],
      testLabels: number[],
      k: number,
    ) => {
      const unit = (rows: Row[]) => rows.map(row => row.map(value => value / Math.hypot(...row)));
      return knn(dot)(unit(train), trainLabels, unit(test), testLabels, k);
    },
  },
  wrong: {
    'rounded to three decimals': { answer: rounded(knn(cosine)), told: /is rounded/ },
    'per cent': { answer: knn(cosine, (right, n) => (100 * right) / n), told: /not per cent/ },
    'a count': { answer: knn(cosine, right => right), told: /not a count/ },
    'the share of errors': { answer: knn(cosine, (right, n) => 1 - right / n), told: /not those that are wrong/ },
    'three neighbours, whatever k is': { answer: knn(cosine, undefined, () => 3), told: /k is an argument/ },
    'the median of the labels': {
      answer: knn(cosine, undefined, undefined, labels => [...labels].sort((a, b) => a - b)[labels.length >> 1]),
      told: /labels are names/,
    },
    'cosines to two decimals': {
      answer: knn((a, b) => Number(cosine(a, b).toFixed(2))),
      told: /Rounded cosines/,
    },
    'one neighbour only': { answer: knn(cosine, undefined, () => 1), told: /All k of them vote/ },
    distances: { answer: knn(near), told: /cosines, not distances/ },
    'dot products of rows as given': { answer: knn(dot), told: /divide by both lengths/ },
    'the farthest': { answer: knn((a, b) => -cosine(a, b)), told: /farthest away/ },
  },
};
