import type { AnswerFunction } from '../../../lib/exercises/judge';
import type { Answers } from './answers';

type Row = number[];
const dot = (a: Row, b: Row) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const length = (a: Row) => Math.sqrt(dot(a, a));
const minus = (a: Row, b: Row) => a.map((value, i) => value - b[i]);
const meanOf = (rows: Row[]) => rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length);

const projected = (rows: Row[], axes: Row[], from: Row = meanOf(rows)) =>
  rows.map(row => axes.map(axis => dot(minus(row, from), axis)));

export const projectByHandAnswers: Answers = {
  right: {
    'rows minus the mean, times the axes': (rows: Row[], axes: Row[]) => projected(rows, axes),
    'the mean projected too, and taken away at the end, in typed arrays': (rows: Row[], axes: Row[]) => {
      const middle = axes.map(axis => dot(meanOf(rows), axis));
      return rows.map(row => Float64Array.from(axes, (axis, i) => dot(row, axis) - middle[i]));
    },
  },
  wrong: {
    'not centred': {
      answer: (rows: Row[], axes: Row[]) => projected(rows, axes, [0, 0, 0]),
      told: /mean of each column/,
    },
    'measured from the first row': {
      answer: (rows: Row[], axes: Row[]) => projected(rows, axes, rows[0]),
      told: /mean of all rows/,
    },
    'the middle of the first axis for all': {
      answer: (rows: Row[], axes: Row[]) => {
        const middle = dot(meanOf(rows), axes[0]);
        return rows.map(row => axes.map(axis => dot(row, axis) - middle));
      },
      told: /a middle of its own/,
    },
    'means without their sign': {
      answer: (rows: Row[], axes: Row[]) => projected(rows, axes, meanOf(rows).map(Math.abs)),
      told: /with its sign/,
    },
    'a list an axis': {
      answer: (rows: Row[], axes: Row[]) => axes.map((_, i) => projected(rows, axes).map(row => row[i])),
      told: /exchanged/,
    },
    'rounded to three decimals': {
      answer: (rows: Row[], axes: Row[]) =>
        projected(rows, axes).map(row => row.map(value => Number(value.toFixed(3)))),
      told: /is rounded/,
    },
    'one flat list': { answer: (rows: Row[], axes: Row[]) => projected(rows, axes).flat(), told: /list of its own/ },
    'without signs': {
      answer: (rows: Row[], axes: Row[]) => projected(rows, axes).map(row => row.map(Math.abs)),
      told: /has a sign/,
    },
    'mean minus row': {
      answer: (rows: Row[], axes: Row[]) => projected(rows, axes).map(row => row.map(value => -value)),
      told: /row minus mean/,
    },
    'rows of length 1': {
      answer: (rows: Row[], axes: Row[]) =>
        rows.map(row => {
          const centred = minus(row, meanOf(rows));
          return axes.map(axis => dot(centred, axis) / length(centred));
        }),
      told: /divided by their length/,
    },
    'the columns as they are': {
      answer: (rows: Row[], axes: Row[]) => rows.map(row => minus(row, meanOf(rows)).slice(0, axes.length)),
      told: /first columns/,
    },
    'axes sorted by their first number': {
      answer: (rows: Row[], axes: Row[]) =>
        projected(
          rows,
          [...axes].sort((a, b) => b[0] - a[0]),
        ),
      told: /wrong order/,
    },
    'two axes at most': {
      answer: (rows: Row[], axes: Row[]) => projected(rows, axes.slice(0, 2)),
      told: /One coordinate an axis/,
    },
    'two columns at most': {
      answer: (rows: Row[], axes: Row[]) =>
        projected(
          rows.map(row => row.slice(0, 2)),
          axes,
        ),
      told: /Only two columns/,
    },
  },
};

type Nearness = (a: Row, b: Row) => number;
const cosine: Nearness = (a, b) => dot(a, b) / (length(a) * length(b));
const near: Nearness = (a, b) => -length(minus(a, b));

const countHits = (rows: Row[], labels: number[], nearness: Nearness, withSelf = false) =>
  rows.filter((row, i) => {
    const order = [...rows.keys()].filter(j => withSelf || j !== i);
    order.sort((a, b) => nearness(row, rows[b]) - nearness(row, rows[a]));
    return labels[order[0]] === labels[i];
  }).length;

const choice =
  (first: Nearness, second: Nearness, withSelf = false): AnswerFunction =>
  (rows: Row[], labels: number[]) =>
    countHits(rows, labels, first, withSelf) > countHits(rows, labels, second, withSelf) ? 'cosine' : 'euclidean';

const lengthsVary = (rows: Row[]) => Math.max(...rows.map(length)) > 2 * Math.min(...rows.map(length));

/** Which of the two separates the classes' means better from each other than rows from their own mean. */
const byMeans: AnswerFunction = (rows: Row[], labels: number[]) => {
  const score = (nearness: Nearness) =>
    rows.filter((row, i) => {
      const classes = [...new Set(labels)];
      const means = classes.map(label => meanOf(rows.filter((_, j) => labels[j] === label)));
      const best = means.reduce((most, other, c) => (nearness(row, other) > nearness(row, means[most]) ? c : most), 0);
      return classes[best] === labels[i];
    }).length;
  return score(cosine) > score(near) ? 'cosine' : 'euclidean';
};

export const chooseMetricAnswers: Answers = {
  right: {
    'the nearest by either': choice(cosine, near),
    'unit rows for the cosine, in one loop': (rows: Row[], labels: number[]) => {
      const units = rows.map(row => row.map(value => value / length(row)));
      let lead = 0;
      for (let i = 0; i < rows.length; i++) {
        for (const [set, weight] of [
          [units, 1],
          [rows, -1],
        ] as const) {
          let best = -1;
          for (let j = 0; j < rows.length; j++) {
            if (j !== i && (best < 0 || near(set[i], set[j]) > near(set[i], set[best]))) best = j;
          }
          if (labels[best] === labels[i]) lead += weight;
        }
      }
      return lead > 0 ? 'cosine' : 'euclidean';
    },
  },
  wrong: {
    'always the cosine': { answer: () => 'cosine', told: /same answer for both/ },
    'every row its own neighbour': { answer: choice(cosine, near, true), told: /its own nearest neighbour/ },
    'the other way round': { answer: choice(near, cosine), told: /wrong one of the two/ },
    'the number of hits': {
      answer: (rows: Row[], labels: number[]) => countHits(rows, labels, cosine),
      told: /The name of the metric/,
    },
    'another name': { answer: () => 'Cosine', told: /small letters/ },
    'the cosine wherever lengths vary': {
      answer: (rows: Row[]) => (lengthsVary(rows) ? 'cosine' : 'euclidean'),
      told: /a class is a direction/,
    },
    'cosines without their sign': { answer: choice((a, b) => Math.abs(cosine(a, b)), near), told: /count neighbours/ },
    'the nearest mean of a class': { answer: byMeans, told: /count neighbours/ },
    'the mean nearness to a class': {
      answer: (rows: Row[], labels: number[]) => {
        const score = (nearness: Nearness) =>
          rows.filter((row, i) => {
            const mean = (label: number) => {
              const others = [...rows.keys()].filter(j => j !== i && labels[j] === label);
              return others.reduce((sum, j) => sum + nearness(row, rows[j]), 0) / others.length;
            };
            return [...new Set(labels)].every(label => label === labels[i] || mean(labels[i]) > mean(label));
          }).length;
        return score(cosine) > score(near) ? 'cosine' : 'euclidean';
      },
      told: /not the mean of a class/,
    },
    'only rows that came before': {
      answer: (rows: Row[], labels: number[]) => {
        const score = (nearness: Nearness) =>
          rows.filter((row, i) => {
            const before = [...Array(i).keys()].sort((a, b) => nearness(row, rows[b]) - nearness(row, rows[a]));
            return labels[before[0]] === labels[i];
          }).length;
        return score(cosine) > score(near) ? 'cosine' : 'euclidean';
      },
      told: /./,
    },
    'angles seen from the middle of the rows': {
      answer: (rows: Row[], labels: number[]) => {
        const centred = rows.map(row => minus(row, meanOf(rows)));
        return countHits(centred, labels, cosine) > countHits(rows, labels, near) ? 'cosine' : 'euclidean';
      },
      told: /./,
    },
    'the cosine where it is right for most': {
      answer: (rows: Row[], labels: number[]) =>
        countHits(rows, labels, cosine) > rows.length / 2 ? 'cosine' : 'euclidean',
      told: /Are both counted/,
    },
    'no neighbours, only how much lengths vary in a class': {
      answer: (rows: Row[], labels: number[]) => {
        const apart = (values: Row) => Math.max(...values) / Math.min(...values);
        const inClass = labels.map(label => apart(pick(rows, labels, label).map(length)));
        return Math.max(...inClass) > 1.5 ? 'cosine' : 'euclidean';
      },
      told: /./,
    },
    'the product of rows as given': { answer: choice(dot, near), told: /divided by both lengths/ },
  },
};

const spread = (rows: Row[], middle = meanOf(rows)) =>
  Math.sqrt(rows.reduce((sum, row) => sum + length(minus(row, middle)) ** 2, 0) / rows.length);
const pick = (rows: Row[], labels: number[], label: number) => rows.filter((_, i) => labels[i] === label);
const bestLabel = (labels: number[], score: (label: number) => number) =>
  [...new Set(labels)].reduce((best, label) => (score(label) > score(best) ? label : best));

/** An answer from the two sets of a class's rows. */
const byScore =
  (score: (points: Row[], rows: Row[]) => number): AnswerFunction =>
  (rows: Row[], layout: Row[], labels: number[]) =>
    bestLabel(labels, label => score(pick(layout, labels, label), pick(rows, labels, label)));

const distances = (rows: Row[]) => rows.map(row => length(minus(row, meanOf(rows))));
const total = (rows: Row[]) => distances(rows).reduce((sum, distance) => sum + distance);
const mean = (values: Row) => values.reduce((sum, value) => sum + value) / values.length;
const median = (values: Row) => [...values].sort((a, b) => a - b)[values.length >> 1];
const farthest = (rows: Row[]) => Math.max(...distances(rows));

export const readATrapAnswers: Answers = {
  right: {
    'one spread by the other': byScore((points, rows) => spread(points) / spread(rows)),
    'squares compared, with two loops': (rows: Row[], layout: Row[], labels: number[]) => {
      let best = { label: Number.NaN, ratio: -1 };
      for (const label of labels) {
        const ratio = (spread(pick(layout, labels, label)) / spread(pick(rows, labels, label))) ** 2;
        if (ratio > best.ratio * (1 + 1e-12)) best = { label, ratio };
      }
      return best.label;
    },
  },
  wrong: {
    'the largest in the picture': { answer: byScore(points => spread(points)), told: /looks largest/ },
    'the smallest in truth': { answer: byScore((_, rows) => -spread(rows)), told: /smallest in truth/ },
    'the most shrunken': {
      answer: byScore((points, rows) => spread(rows) / spread(points)),
      told: /shrinks the most/,
    },
    'a place in the list of classes': {
      answer: (rows: Row[], layout: Row[], labels: number[]) =>
        [...new Set(labels)].indexOf(
          bestLabel(labels, label => spread(pick(layout, labels, label)) / spread(pick(rows, labels, label))),
        ),
      told: /give the label itself/,
    },
    'a sum for the picture': {
      answer: byScore((points, rows) => total(points) / spread(rows)),
      told: /not their sum/,
    },
    'the mean distance': {
      answer: byScore((points, rows) => mean(distances(points)) / mean(distances(rows))),
      told: /root of the mean of the squared distances/,
    },
    'the median distance': {
      answer: byScore((points, rows) => median(distances(points)) / median(distances(rows))),
      told: /root of the mean of the squared distances/,
    },
    'the distance of the last row': {
      answer: byScore((points, rows) => distances(points).at(-1)! / distances(rows).at(-1)!),
      told: /root of the mean of the squared distances/,
    },
    'from the first row of the class': {
      answer: byScore((points, rows) => spread(points, points[0]) / spread(rows, rows[0])),
      told: /first row of a class|nor the distance of one row/,
    },
    'the farthest row': {
      answer: byScore((points, rows) => farthest(points) / farthest(rows)),
      told: /far out decides/,
    },
    'from the middle of everything': {
      answer: (rows: Row[], layout: Row[], labels: number[]) => {
        const from = (all: Row[], label: number) => {
          const squares = pick(all, labels, label).map(row => length(minus(row, meanOf(all))) ** 2);
          return Math.sqrt(squares.reduce((sum, square) => sum + square) / squares.length);
        };
        return bestLabel(labels, label => from(layout, label) / from(rows, label));
      },
      told: /its own middle/,
    },
  },
};

/** Positions where more than `share` of the k nearest are foreign. */
const strangers =
  ({
    withSelf = false,
    share = (foreign: number, k: number) => foreign > k / 2,
    neighbours = (k: number) => k,
  } = {}): ((points: Row[], labels: number[], k: number) => number[]) =>
  (points, labels, k) =>
    [...points.keys()].filter(i => {
      const order = [...points.keys()].filter(j => withSelf || j !== i);
      order.sort((a, b) => near(points[i], points[b]) - near(points[i], points[a]));
      const used = neighbours(k);
      return share(order.slice(0, used).filter(j => labels[j] !== labels[i]).length, used);
    });

export const wrongClusterAnswers: Answers = {
  right: {
    'distances sorted': strangers(),
    'votes counted, in a typed array': (points: Row[], labels: number[], k: number) => {
      const found: number[] = [];
      points.forEach(([x, y], i) => {
        const others = points.map(([u, v], j) => [(u - x) ** 2 + (v - y) ** 2, j]).filter(([, j]) => j !== i);
        others.sort(([a], [b]) => a - b);
        let own = 0;
        for (const [, j] of others.slice(0, k)) own += labels[j] === labels[i] ? 1 : 0;
        if (k - own > k / 2) found.unshift(i);
      });
      return Uint32Array.from(found);
    },
  },
  wrong: {
    'any foreign neighbour': { answer: strangers({ share: foreign => foreign > 0 }), told: /More than half/ },
    'half is enough': { answer: strangers({ share: (foreign, k) => foreign >= k / 2 }), told: /exactly half/ },
    'more than two, whatever k is': {
      answer: strangers({ share: foreign => foreign > 2 }),
      told: /of three neighbours/,
    },
    'only the nearest': { answer: strangers({ neighbours: () => 1 }), told: /all k of them count/ },
    'a point its own neighbour': { answer: strangers({ withSelf: true }), told: /its own nearest neighbour/ },
    'five neighbours, whatever k is': { answer: strangers({ neighbours: () => 5 }), told: /k is an argument/ },
    'the most frequent label': {
      answer: (points: Row[], labels: number[], k: number) =>
        [...points.keys()].filter(i => {
          const order = [...points.keys()].filter(j => j !== i);
          order.sort((a, b) => near(points[i], points[b]) - near(points[i], points[a]));
          const votes = new Map<number, number>([[labels[i], 0]]);
          for (const j of order.slice(0, k)) votes.set(labels[j], (votes.get(labels[j]) ?? 0) + 1);
          return [...votes].sort((a, b) => b[1] - a[1])[0][0] !== labels[i];
        }),
      told: /most frequent label/,
    },
    'those that lie well': {
      answer: strangers({ share: (foreign, k) => foreign <= k / 2 }),
      told: /lie well/,
    },
    labels: {
      answer: (points: Row[], labels: number[], k: number) => strangers()(points, labels, k).map(i => labels[i]),
      told: /These are labels/,
    },
    'true and false': {
      answer: (points: Row[], labels: number[], k: number) => {
        const found = strangers()(points, labels, k);
        return points.map((_, i) => found.includes(i));
      },
      told: /A list of positions/,
    },
    'none at all': { answer: () => [], told: /None is found/ },
  },
};
