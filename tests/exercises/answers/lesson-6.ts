import { tf } from '../../../lib/engine/index';
import type { AnswerFunction } from '../../../lib/exercises/judge';
import { fuseRanks } from '../../../lib/search/fuse';
import { type Answers, rounded } from './answers';

type Ids = string[];

/** What each query scores, put together. */
const scored =
  (
    score: (list: Ids, right: Ids, k: number) => number,
    total = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length,
  ): AnswerFunction =>
  (ranked: Ids[], relevant: Ids[], k: number) =>
    total(ranked.map((list, i) => score(list, relevant[i], k)));

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const hits = (list: Ids, right: Ids, k: number) => list.slice(0, k).filter(id => right.includes(id)).length;
const found = (list: Ids, right: Ids, k: number) => (hits(list, right, k) > 0 ? 1 : 0);

export const recallAtKAnswers: Answers = {
  right: {
    'the first k, one of them right': scored(found),
    'the first right place, in a loop': (ranked: Ids[], relevant: Ids[], k: number) => {
      let count = 0;
      for (let i = 0; i < ranked.length; i++) {
        const place = ranked[i].findIndex(id => relevant[i].includes(id));
        if (place !== -1 && place < k) count++;
      }
      return count / ranked.length;
    },
    'sets, and a promise': async (ranked: Ids[], relevant: Ids[], k: number) => {
      const lucky = ranked.filter((list, i) => {
        const shown = new Set(list.slice(0, k));
        return relevant[i].some(id => shown.has(id));
      });
      return lucky.length / ranked.length;
    },
  },
  wrong: {
    'per cent': { answer: scored((...args) => 100 * found(...args)), told: /not per cent/ },
    'a count': { answer: scored(found, sum), told: /not a count/ },
    'the share that finds none': { answer: scored((...args) => 1 - found(...args)), told: /not those that find none/ },
    'a value a query': { answer: scored(found, values => values as unknown as number), told: /take their mean/ },
    'k is ignored': { answer: scored((list, right) => found(list, right, list.length)), told: /Only the first k/ },
    'one too few': { answer: scored((list, right, k) => found(list, right, k - 1)), told: /One too few/ },
    'one too many': { answer: scored((list, right, k) => found(list, right, k + 1)), told: /One too many/ },
    'the first place only': { answer: scored((list, right) => found(list, right, 1)), told: /k is an argument/ },
    'place k only': { answer: scored((list, right, k) => Number(right.includes(list[k - 1]))), told: /looked at/ },
    'one over the rank': {
      answer: scored((list, right) => {
        const place = list.findIndex(id => right.includes(id));
        return place < 0 ? 0 : 1 / (place + 1);
      }),
      told: /1 \/ rank/,
    },
    'the share of right ids, a query': {
      answer: scored((list, right, k) => hits(list, right, k) / right.length),
      told: /mean share of right ids/,
    },
    'the share of right ids, of all': {
      answer: (ranked: Ids[], relevant: Ids[], k: number) =>
        sum(ranked.map((list, i) => hits(list, relevant[i], k))) / relevant.flat().length,
      told: /one of queries, not of right ids/,
    },
    precision: { answer: scored((list, right, k) => hits(list, right, k) / k), told: /the precision/ },
    'all hits counted': { answer: scored(hits), told: /counts once, not twice/ },
    'all of them must be found': {
      answer: scored((list, right, k) => Number(right.every(id => list.slice(0, k).includes(id)))),
      told: /need not all be there/,
    },
    'the first right id only': {
      answer: scored((list, right, k) => Number(list.slice(0, k).includes(right[0]))),
      told: /not only the first that relevant names/,
    },
    'the last right id only': {
      answer: scored((list, right, k) => Number(list.slice(0, k).includes(right[right.length - 1]))),
      told: /not only the last that relevant names/,
    },
    'part of an entry': {
      answer: scored((list, right, k) => Number(right.some(id => list.slice(0, k).join(' ').includes(id)))),
      told: /whole entry/,
    },
    'not there is at place -1': {
      answer: scored((list, right, k) => Number(right.some(id => list.indexOf(id) < k))),
      told: /-1 is less than k/,
    },
    'queries without an answer left out': {
      answer: (ranked: Ids[], relevant: Ids[], k: number) => {
        const kept = [...ranked.keys()].filter(i => ranked[i].length > 0);
        return sum(kept.map(i => found(ranked[i], relevant[i], k))) / kept.length;
      },
      told: /found nothing/,
    },
    'only lists that are long enough': {
      answer: scored((list, right, k) => (list.length < k ? 0 : found(list, right, k))),
      told: /may be shorter than k/,
    },
    'rounded to three decimals': { answer: rounded(scored(found)), told: /is rounded/ },
    NaN: { answer: () => Number.NaN, told: /empty list/ },
  },
};

type Row = number[];
const dot = (a: Row, b: Row) => sum(a.map((value, i) => value * b[i]));
const cosine = (a: Row, b: Row) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
const mean = (values: Row) => sum(values) / values.length;
const falling = (values: Row) => [...values].sort((a, b) => b - a);
const ranked = (scores: Row) => [...scores.keys()].sort((i, j) => scores[j] - scores[i]);

interface Reranking {
  near(a: Row, b: Row): number;
  /** Of a row of the gallery. */
  hubness(row: Row, queries: Row[], gallery: Row[], k: number): number;
  score(near: number, hubness: number): number;
  result(scores: Row[]): unknown;
}

const reranked =
  (changed: Partial<Reranking> = {}): AnswerFunction =>
  (queries: Row[], gallery: Row[], k: number) => {
    const { near, hubness, score, result } = {
      near: cosine,
      hubness: (row: Row) => mean(falling(queries.map(query => near(query, row))).slice(0, k)),
      score: (value: number, hub: number) => 2 * value - hub,
      result: (scores: Row[]): unknown => scores.map(ranked),
      ...changed,
    };
    const hubs = gallery.map(row => hubness(row, queries, gallery, k));
    return result(queries.map(query => gallery.map((row, j) => score(near(query, row), hubs[j]))));
  };

/** The cosines of a row with all queries, the largest first. */
const toQueries = (row: Row, queries: Row[]) => falling(queries.map(query => cosine(query, row)));

export const rerankHubsAnswers: Answers = {
  right: {
    'one number a row of the gallery first': reranked(),
    'with the mean of the query too, in loops': (queries: Row[], gallery: Row[], k: number) => {
      const cosines = queries.map(query => gallery.map(row => cosine(query, row)));
      const meanOfLargest = (values: Row) => mean([...values].sort((a, b) => a - b).slice(-k));
      return cosines.map(row => {
        const own = meanOfLargest(row);
        const scores = row.map((value, j) => 2 * value - own - meanOfLargest(cosines.map(other => other[j])));
        return Uint16Array.from(ranked(scores));
      });
    },
    'a matrix of tensors': async (queries: Row[], gallery: Row[], k: number) => {
      const scores = tf.tidy(() => {
        const unit = (rows: Row[]) => tf.div(tf.tensor2d(rows), tf.norm(tf.tensor2d(rows), 2, 1, true)) as tf.Tensor2D;
        const cosines = tf.matMul(unit(gallery), unit(queries), false, true);
        const hubness = tf.mean(tf.topk(cosines, k).values, 1, true);
        return tf.transpose(tf.sub(tf.mul(cosines, 2), hubness)) as tf.Tensor2D;
      });
      const rows = (await scores.array()) as Row[];
      scores.dispose();
      return rows.map(ranked);
    },
  },
  wrong: {
    'by cosine alone': { answer: reranked({ hubness: () => 0 }), told: /still that of the cosines alone/ },
    'the mean of the query only': {
      answer: (queries: Row[], gallery: Row[], k: number) =>
        queries.map(query => {
          const cosines = gallery.map(row => cosine(query, row));
          return ranked(cosines.map(value => 2 * value - mean(falling(cosines).slice(0, k))));
        }),
      told: /a query’s mean is the same for all rows/,
    },
    'the cosine once': { answer: reranked({ score: (near, hub) => near - hub }), told: /counts twice/ },
    'the mean added': { answer: reranked({ score: (near, hub) => 2 * near + hub }), told: /a hub shall lose/ },
    'a sum': {
      answer: reranked({ hubness: (row, queries, _, k) => sum(toQueries(row, queries).slice(0, k)) }),
      told: /not their sum/,
    },
    'the nearest query only': {
      answer: reranked({ hubness: (row, queries) => toQueries(row, queries)[0] }),
      told: /not over the nearest alone/,
    },
    'all queries': {
      answer: reranked({ hubness: (row, queries) => mean(toQueries(row, queries)) }),
      told: /not over all of them/,
    },
    'the farthest queries': {
      answer: reranked({ hubness: (row, queries, _, k) => mean(toQueries(row, queries).slice(-k)) }),
      told: /farthest queries/,
    },
    'sorted as text': {
      answer: reranked({
        hubness: (row, queries, _, k) => mean(toQueries(row, queries).sort().reverse().slice(0, k)),
      }),
      told: /compares texts/,
    },
    'neighbours in the gallery': {
      answer: reranked({ hubness: (row, _, gallery, k) => mean(toQueries(row, gallery).slice(0, k)) }),
      told: /not in the gallery/,
    },
    'other neighbours in the gallery': {
      answer: reranked({ hubness: (row, _, gallery, k) => mean(toQueries(row, gallery).slice(1, k + 1)) }),
      told: /not in the gallery/,
    },
    'two queries, whatever k is': {
      answer: reranked({ hubness: (row, queries) => mean(toQueries(row, queries).slice(0, 2)) }),
      told: /not over two/,
    },
    'cosines to two decimals': {
      answer: reranked({ near: (a, b) => Number(cosine(a, b).toFixed(2)) }),
      told: /Rounded cosines/,
    },
    'dot products': { answer: reranked({ near: dot }), told: /divide by both lengths/ },
    'the queries divided only': { answer: reranked({ near: (a, b) => dot(unit(a), b) }), told: /Only one side/ },
    'the gallery divided only': { answer: reranked({ near: (a, b) => dot(a, unit(b)) }), told: /Only one side/ },
    'the nearest query left out': {
      answer: reranked({ hubness: (row, queries, _, k) => mean(toQueries(row, queries).slice(1, k + 1)) }),
      told: /whichever query asks/,
    },
    scores: { answer: reranked({ result: scores => scores }), told: /These are no positions/ },
    'the best only': {
      answer: reranked({ result: scores => scores.map(row => ranked(row)[0]) }),
      told: /the whole ranking/,
    },
    'a list a row of the gallery': {
      answer: reranked({ result: scores => scores[0].map((_, j) => ranked(scores.map(row => row[j]))) }),
      told: /One ranking a query/,
    },
    'the worst first': {
      answer: reranked({ result: scores => scores.map(row => ranked(row).reverse()) }),
      told: /The worst comes first/,
    },
    'as many as k': {
      answer: (queries: Row[], gallery: Row[], k: number) =>
        (reranked()(queries, gallery, k) as Row[]).map(positions => positions.slice(0, k)),
      told: /Every row of the gallery has a place/,
    },
    'places instead of positions': {
      answer: reranked({ result: scores => scores.map(row => row.map((_, j) => ranked(row).indexOf(j))) }),
      told: /for each place which row/,
    },
  },
};

interface Arithmetic {
  part(row: Row): Row;
  query(plus: Row[], minus: Row[], zeros: Row): Row;
  near(a: Row, b: Row): number;
  leftOut(plus: Row, minus: Row): Row;
  take(positions: Row, k: number, cosines: Row): unknown;
}

const unit = (row: Row) => row.map(value => value / Math.sqrt(dot(row, row)));
const plusRow = (a: Row, b: Row) => a.map((value, i) => value + b[i]);
const minusRow = (a: Row, b: Row) => a.map((value, i) => value - b[i]);
const added = (rows: Row[], zeros: Row) => rows.reduce(plusRow, zeros);

const calculated =
  (changed: Partial<Arithmetic> = {}): AnswerFunction =>
  (gallery: Row[], plus: Row, minus: Row, k: number) => {
    const { part, query, near, leftOut, take } = {
      part: unit,
      query: (more: Row[], less: Row[], zeros: Row) => minusRow(added(more, zeros), added(less, zeros)),
      near: cosine,
      leftOut: (more: Row, less: Row) => [...more, ...less],
      take: (positions: Row, count: number): unknown => positions.slice(0, count),
      ...changed,
    };
    const pick = (positions: Row) => positions.map(i => part(gallery[i]));
    const wanted = query(
      pick(plus),
      pick(minus),
      gallery[0].map(() => 0),
    );
    const cosines = gallery.map(row => near(wanted, row));
    const out = leftOut(plus, minus);
    return take(
      ranked(cosines).filter(i => !out.includes(i)),
      k,
      cosines,
    );
  };

const meanRow = (rows: Row[], zeros: Row) => added(rows, zeros).map(value => value / rows.length);

export const vectorArithmeticAnswers: Answers = {
  right: {
    'a query of zeros, added to': calculated(),
    'cosines added and subtracted': (gallery: Row[], plus: Row, minus: Row, k: number) => {
      const scores = gallery.map(
        row => sum(plus.map(i => cosine(gallery[i], row))) - sum(minus.map(i => cosine(gallery[i], row))),
      );
      return ranked(scores)
        .filter(i => ![...plus, ...minus].includes(i))
        .slice(0, k);
    },
    'the mean of all signed rows, of length 1, in a typed array': (
      gallery: Row[],
      plus: Row,
      minus: Row,
      k: number,
    ) => {
      const units = gallery.map(unit);
      const signed = [...plus.map(i => units[i]), ...minus.map(i => units[i].map(value => -value))];
      const query = unit(units[0].map((_, column) => mean(signed.map(row => row[column]))));
      const scores = units.map((row, i) => (plus.includes(i) || minus.includes(i) ? -2 : dot(query, row)));
      return Int32Array.from(ranked(scores).slice(0, k));
    },
  },
  wrong: {
    'nothing left out': { answer: calculated({ leftOut: () => [] }), told: /leave them out/ },
    'only plus left out': { answer: calculated({ leftOut: plus => plus }), told: /rows of minus are left out/ },
    'only minus left out': { answer: calculated({ leftOut: (_, minus) => minus }), told: /leave them out/ },
    'the first few left out': {
      answer: (gallery: Row[], plus: Row, minus: Row, k: number) => {
        const all = calculated({ leftOut: () => [] })(gallery, plus, minus, gallery.length) as Row;
        return all.slice(plus.length, plus.length + k);
      },
      told: /by position/,
    },
    'left out after k were taken': {
      answer: (gallery: Row[], plus: Row, minus: Row, k: number) => {
        const all = calculated({ leftOut: () => [] })(gallery, plus, minus, k) as Row;
        return all.filter(i => !plus.includes(i) && !minus.includes(i));
      },
      told: /First leave rows out/,
    },
    'counted among the rows that remain': {
      answer: (gallery: Row[], plus: Row, minus: Row, k: number) => {
        const rest = [...gallery.keys()].filter(i => !plus.includes(i) && !minus.includes(i));
        return (calculated()(gallery, plus, minus, k) as Row).map(i => rest.indexOf(i));
      },
      told: /Count them in the gallery/,
    },
    'rows as they are': { answer: calculated({ part: row => row }), told: /before it is added or subtracted/ },
    'cosines to two decimals': {
      answer: calculated({ near: (a, b) => Number(cosine(a, b).toFixed(2)) }),
      told: /Rounded cosines/,
    },
    'dot products': { answer: calculated({ near: dot }), told: /favours long rows/ },
    'only the rows of plus divided': {
      answer: (gallery: Row[], plus: Row, minus: Row, k: number) => {
        const scaled = gallery.map((row, i) => (minus.includes(i) ? row : unit(row)));
        return calculated({ part: row => row })(scaled, plus, minus, k);
      },
      told: /divide each row/,
    },
    'no lengths at all': { answer: calculated({ part: row => row, near: dot }), told: /those that are compared/ },
    'everything added': {
      answer: calculated({ query: (plus, minus, zeros) => added([...plus, ...minus], zeros) }),
      told: /Everything is added/,
    },
    'minus minus plus': {
      answer: calculated({ query: (plus, minus, zeros) => minusRow(added(minus, zeros), added(plus, zeros)) }),
      told: /signs are turned round/,
    },
    'nothing subtracted': {
      answer: calculated({ query: (plus, _, zeros) => added(plus, zeros) }),
      told: /rows of minus have no effect/,
    },
    'the first of plus only': {
      answer: calculated({
        query: (plus, minus, zeros) => minusRow(plus[0], added(minus, zeros)),
      }),
      told: /plus and minus are lists/,
    },
    'the first of minus only': {
      answer: calculated({
        query: (plus, minus, zeros) => minusRow(added(plus, zeros), minus[0] ?? zeros),
      }),
      told: /minus is a list/,
    },
    'the last of each only': {
      answer: calculated({
        query: (plus, minus, zeros) => minusRow(plus[plus.length - 1], minus[minus.length - 1] ?? zeros),
      }),
      told: /not only the last/,
    },
    'sums of length 1': {
      answer: calculated({
        query: (plus, minus, zeros) =>
          minusRow(unit(added(plus, zeros)), minus.length === 0 ? zeros : unit(added(minus, zeros))),
      }),
      told: /two sums as long as they are/,
    },
    'plus averaged': {
      answer: calculated({ query: (plus, minus, zeros) => minusRow(meanRow(plus, zeros), added(minus, zeros)) }),
      told: /Each row counts once/,
    },
    'equal rows left out': {
      answer: (gallery: Row[], plus: Row, minus: Row, k: number) => {
        const all = calculated()(gallery, plus, minus, gallery.length) as Row;
        const used = [...plus, ...minus].map(i => String(gallery[i]));
        return all.filter(i => !used.includes(String(gallery[i]))).slice(0, k);
      },
      told: /at another position, stays/,
    },
    'means, and nothing minus nothing': {
      answer: calculated({ query: (plus, minus, zeros) => minusRow(meanRow(plus, zeros), meanRow(minus, zeros)) }),
      told: /minus may be empty/,
    },
    means: {
      answer: calculated({
        query: (plus, minus, zeros) =>
          minusRow(meanRow(plus, zeros), minus.length === 0 ? zeros : meanRow(minus, zeros)),
      }),
      told: /Each row counts once/,
    },
    similarities: {
      answer: calculated({ take: (positions, k, cosines) => positions.slice(0, k).map(i => cosines[i]) }),
      told: /These are no positions/,
    },
    'the best only': { answer: calculated({ take: positions => positions[0] }), told: /A list is asked/ },
    'all that remain': { answer: calculated({ take: positions => positions }), told: /k is an argument/ },
  },
};

interface Fusion {
  /** What a place from 1 on is worth. */
  worth(place: number, k: number, length: number): number;
  /** Of an id that a ranking does not name. */
  absent(k: number, length: number): number;
  score(shares: number[]): number;
  ids(rankings: Ids[]): Ids;
  take(ids: Ids, k: number, scores: Map<string, number>): unknown;
}

const fused =
  (changed: Partial<Fusion> = {}): AnswerFunction =>
  (rankings: Ids[], k: number) => {
    const { worth, absent, score, ids, take } = {
      worth: (place: number) => 1 / (k + place),
      absent: () => 0,
      score: sum,
      ids: (all: Ids[]) => [...new Set(all.flat())],
      take: (sorted: Ids): unknown => sorted,
      ...changed,
    };
    const shareOf = (list: Ids, id: string) =>
      list.includes(id) ? worth(list.indexOf(id) + 1, k, list.length) : absent(k, list.length);
    const all = ids(rankings);
    const scores = new Map(all.map(id => [id, score(rankings.map(list => shareOf(list, id)))]));
    return take(
      [...all].sort((a, b) => scores.get(b)! - scores.get(a)!),
      k,
      scores,
    );
  };

const sumTo = (decimals: number) => (shares: number[]) => Number(sum(shares).toFixed(decimals));
const named = (shares: number[]) => shares.filter(share => share > 0);

export const reciprocalRankFusionAnswers: Answers = {
  right: {
    'a score an id': fused(),
    'a Map that is added to, list by list': (rankings: Ids[], k: number) => {
      const scores = new Map<string, number>();
      for (const ranking of rankings) {
        for (let i = 0; i < ranking.length; i++) {
          scores.set(ranking[i], (scores.get(ranking[i]) ?? 0) + 1 / (k + i + 1));
        }
      }
      return [...scores].sort(([, one], [, other]) => other - one).map(([id]) => id);
    },
    "the lesson's, as a promise": async (rankings: Ids[], k: number) => fuseRanks(rankings, { k }).map(({ id }) => id),
  },
  wrong: {
    'places from 0': { answer: fused({ worth: (place, k) => 1 / (k + place - 1) }), told: /Places count from 1/ },
    'always 60': { answer: fused({ worth: place => 1 / (60 + place) }), told: /and not 60/ },
    'without k': { answer: fused({ worth: place => 1 / place }), told: /and not 0/ },
    'always 1': { answer: fused({ worth: place => 1 / (1 + place) }), told: /and not 1/ },
    'a place after the last for what is not named': {
      answer: fused({ absent: (k, length) => 1 / (k + length + 1) }),
      told: /gives it nothing/,
    },
    'indexOf of what is not there': { answer: fused({ absent: k => 1 / k }), told: /indexOf gives -1/ },
    'the mean': { answer: fused({ score: shares => sum(shares) / named(shares).length }), told: /not averaged/ },
    'the best place': { answer: fused({ score: shares => Math.max(...shares) }), told: /only the best place/ },
    'first by how many name it': {
      answer: fused({ score: shares => named(shares).length + Math.max(...shares) }),
      told: /not counted by itself/,
    },
    'points from the last place up': {
      answer: fused({ worth: (place, _, length) => length + 1 - place }),
      told: /Borda count/,
    },
    'places added up': {
      answer: fused({ worth: place => -place, absent: (_, length) => -length - 1 }),
      told: /Borda count/,
    },
    'no brackets': { answer: fused({ worth: (place, k) => 1 / k + place }), told: /takes brackets/ },
    'two rankings only': {
      answer: (rankings: Ids[], k: number) => fused()(rankings.slice(0, 2), k),
      told: /go through all of them/,
    },
    'what all rankings name': {
      answer: (rankings: Ids[], k: number) =>
        (fused()(rankings, k) as Ids).filter(id => rankings.every(list => list.includes(id))),
      told: /from that one only/,
    },
    'what the first ranking names': {
      answer: (rankings: Ids[], k: number) => (fused()(rankings, k) as Ids).filter(id => rankings[0].includes(id)),
      told: /that the first does not/,
    },
    'k results': { answer: fused({ take: (ids, k) => ids.slice(0, k) }), told: /no number of results/ },
    'the worst first': { answer: fused({ take: ids => [...ids].reverse() }), told: /worst comes first/ },
    'as they are met': {
      answer: (rankings: Ids[]) => [...new Set(rankings.flat())],
      told: /Sort them by their scores/,
    },
    'the first of each, then the second of each': {
      answer: (rankings: Ids[]) => {
        const places = [...Array(Math.max(...rankings.map(({ length }) => length))).keys()];
        return [...new Set(places.flatMap(i => rankings.flatMap(list => list.slice(i, i + 1))))];
      },
      told: /only the best place/,
    },
    'an id as often as it is named': { answer: fused({ ids: all => all.flat() }), told: /comes twice/ },
    'equal ones by the alphabet': {
      answer: fused({ ids: all => [...new Set(all.flat())].sort() }),
      told: /Some scores are equal/,
    },
    'equal ones from the last ranking on': {
      answer: fused({ ids: all => [...new Set([...all].reverse().flat())] }),
      told: /Some scores are equal/,
    },
    'equal ones backwards': {
      answer: fused({ ids: all => [...new Set(all.flat())].reverse() }),
      told: /Some scores are equal/,
    },
    'equal ones by place': {
      answer: fused({
        ids: all => [...new Set([0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap(i => all.flatMap(list => list.slice(i, i + 1))))],
      }),
      told: /not place by place/,
    },
    'an object for a Map': {
      answer: (rankings: Ids[], k: number) => {
        const scores: Record<string, number> = {};
        for (const ranking of rankings) {
          ranking.forEach((id, i) => {
            scores[id] = (scores[id] ?? 0) + 1 / (k + i + 1);
          });
        }
        return Object.keys(scores).sort((a, b) => scores[b] - scores[a]);
      },
      told: /keys that look like whole numbers/,
    },
    'scores to two decimals': { answer: fused({ score: sumTo(2) }), told: /Rounded scores/ },
    'scores to four decimals': { answer: fused({ score: sumTo(4) }), told: /Rounded scores/ },
    'scores to five decimals': { answer: fused({ score: sumTo(5) }), told: /Rounded scores/ },
    scores: { answer: fused({ take: (ids, _, scores) => ids.map(id => scores.get(id)) }), told: /not their scores/ },
    'ids with their scores': {
      answer: fused({ take: (ids, _, scores) => ids.map(id => [id, scores.get(id)]) }),
      told: /give the ids alone/,
    },
    'the best only': { answer: fused({ take: ids => ids.slice(0, 1) }), told: /has a place in the list/ },
  },
};
