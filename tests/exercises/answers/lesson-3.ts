import { type SeededRandom, seededRandom } from '../../../lib/engine/seeds';
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

type Picture = ArrayLike<number>;
const SIDE = 28;
/** A picture whose every pixel comes from somewhere else, or from nowhere. */
const fromElsewhere = (picture: Picture, from: (x: number, y: number) => [number, number]) =>
  Float32Array.from({ length: SIDE * SIDE }, (_, i) => {
    const [x, y] = from(i % SIDE, Math.floor(i / SIDE));
    return x >= 0 && x < SIDE && y >= 0 && y < SIDE ? picture[SIDE * y + x] : 0;
  });
/** Moved by steps that are drawn in one way or another, and changed before or after in others. */
const moved =
  (
    steps = (random: SeededRandom): [number, number] => [random.integer(7) - 3, random.integer(7) - 3],
    change = (view: Picture): Picture => view,
    seedOf = (seed: number) => seed,
  ): AnswerFunction =>
  (picture: Picture, seed: number) => {
    const [right, down] = steps(seededRandom(seedOf(seed)));
    return change(fromElsewhere(picture, (x, y) => [x - right, y - down]));
  };

export const augmentAnswers: Answers = {
  right: {
    'each pixel from where it comes from': (picture: Float32Array, seed: number) => {
      const random = seededRandom(seed);
      const [right, down] = [random.integer(7) - 3, random.integer(7) - 3];
      return picture.map((_, i) => {
        const [x, y] = [(i % 28) - right, Math.floor(i / 28) - down];
        return x >= 0 && x < 28 && y >= 0 && y < 28 ? picture[28 * y + x] : 0;
      });
    },
    'row after row, as a list': (picture: Float32Array, seed: number) => {
      const random = seededRandom(seed).fork('move');
      const moves = [-3, -2, -1, 0, 1, 2, 3];
      const [right, down] = [moves[random.integer(7)], moves[random.integer(7)]];
      const row = (y: number) => Array.from(picture.slice(28 * y, 28 * (y + 1)));
      const paper = (count: number) => Array<number>(count).fill(0);
      const across = Array.from({ length: 28 }, (_, y) =>
        [...paper(3), ...row(y), ...paper(3)].slice(3 - right).slice(0, 28),
      );
      const rows = [...moves.slice(0, 3).map(() => paper(28)), ...across, ...moves.slice(4).map(() => paper(28))];
      return rows
        .slice(3 - down)
        .slice(0, 28)
        .flat();
    },
  },
  wrong: {
    'the picture itself': { answer: (picture: Picture) => picture, told: /draw how far/ },
    'in the mirror': {
      answer: moved(undefined, view => fromElsewhere(view, (x, y) => [27 - x, y])),
      told: /no digit, and a 6/,
    },
    'on its head, one time in two': {
      answer: (picture: Picture, seed: number) =>
        seededRandom(seed).next() < 0.5 ? fromElsewhere(picture, (x, y) => [27 - x, 27 - y]) : picture,
      told: /is a 9/,
    },
    'rows for columns': {
      answer: moved(undefined, view => fromElsewhere(view, (x, y) => [y, x])),
      told: /no digit, and a 6/,
    },
    'up to five pixels': {
      answer: moved(random => [random.integer(11) - 5, random.integer(11) - 5]),
      told: /leaves the frame/,
    },
    'one pixel too far': {
      answer: moved(random => [random.integer(8) - 3, random.integer(7) - 3]),
      told: /leaves the frame/,
    },
    'over the edge and in again': {
      answer: (picture: Picture, seed: number) => {
        const random = seededRandom(seed);
        const [right, down] = [random.integer(7) - 3, random.integer(7) - 3];
        return fromElsewhere(picture, (x, y) => [(x - right + SIDE) % SIDE, (y - down + SIDE) % SIDE]);
      },
      told: /come in on the other/,
    },
    'one index for both': {
      answer: (picture: Picture, seed: number) => {
        const random = seededRandom(seed);
        const by = 28 * (random.integer(7) - 3) + random.integer(7) - 3;
        return Float32Array.from({ length: 784 }, (_, i) => picture[i - by] ?? 0);
      },
      told: /rows \(28 \* y\) and columns/,
    },
    'no paper': {
      answer: (picture: Picture, seed: number) => {
        const random = seededRandom(seed);
        const [right, down] = [random.integer(7) - 3, random.integer(7) - 3];
        return Float32Array.from(
          { length: 784 },
          (_, i) => picture[28 * (Math.floor(i / 28) - down) + (i % 28) - right],
        );
      },
      told: /no value in picture/,
    },
    'the first column lost': {
      answer: moved(undefined, view => fromElsewhere(view, (x, y) => [x === 0 ? -1 : x, y])),
      told: /is every edge right/,
    },
    'ink to two decimals': {
      answer: moved(undefined, view => Float32Array.from(view, ink => Math.round(100 * ink) / 100)),
      told: /as it is/,
    },
    'never to the left': {
      answer: moved(random => [random.integer(4), random.integer(7) - 3]),
      told: /Both sides count/,
    },
    'never three down': {
      answer: moved(random => [random.integer(7) - 3, random.integer(6) - 3]),
      told: /Both sides count/,
    },
    'one draw for both': {
      answer: moved(random => {
        const step = random.integer(7) - 3;
        return [step, step];
      }),
      told: /Draw twice/,
    },
    'two draws that hang together': {
      answer: moved(random => {
        const step = random.integer(7);
        return [step - 3, ((step + random.integer(2)) % 7) - 3];
      }),
      told: /Draw twice/,
    },
    'Math.random': {
      answer: moved(undefined, undefined, () => Math.random()),
      told: /Math\.random cannot be repeated/,
    },
    'a fixed seed': { answer: moved(undefined, undefined, () => 1), told: /seed that is passed/ },
  },
};
