import type { AnswerFunction } from '../../../lib/exercises/judge';
import { shareInterval } from '../../../lib/metrics/interval';
import type { Answers } from './answers';

interface SplitSteps {
  /** Whether the next source still goes into the test. */
  goesOn(count: number, next: number, size: number): boolean;
  order(order: string[], sources: string[]): string[];
  trains(source: string, chosen: Set<string>): boolean;
  tests(source: string, chosen: Set<string>): boolean;
  result(train: number[], test: number[], size: number, sources: string[]): unknown;
}

const SPLIT: SplitSteps = {
  goesOn: (count, _, size) => count < size,
  order: order => order,
  trains: (source, chosen) => source !== '' && !chosen.has(source),
  tests: (source, chosen) => chosen.has(source),
  result: (train, test) => ({ train, test }),
};

const splitting =
  (changed: Partial<SplitSteps> = {}): AnswerFunction =>
  (sources: string[], order: string[], size: number) => {
    const { goesOn, order: inOrder, trains, tests, result } = { ...SPLIT, ...changed };
    const chosen = new Set<string>();
    let count = 0;
    for (const source of inOrder(order, sources)) {
      const next = sources.filter(one => one === source).length;
      if (!goesOn(count, next, size)) break;
      chosen.add(source);
      count += next;
    }
    const positions = (fits: SplitSteps['trains']) => [...sources.keys()].filter(i => fits(sources[i], chosen));
    return result(positions(trains), positions(tests), size, sources);
  };

const byPlace =
  (first: boolean): AnswerFunction =>
  (sources: string[], _: string[], size: number) => {
    const all = [...sources.keys()];
    const test = first ? all.slice(0, size) : all.slice(-size);
    return { train: all.filter(i => !test.includes(i)), test };
  };

export const splitBySourceAnswers: Answers = {
  right: {
    'a set of the chosen': (sources: string[], order: string[], size: number) => {
      const chosen = new Set<string>();
      let count = 0;
      for (const source of order) {
        if (count >= size) break;
        chosen.add(source);
        count += sources.filter(one => one === source).length;
      }
      const all = [...sources.keys()];
      return {
        train: all.filter(i => sources[i] !== '' && !chosen.has(sources[i])),
        test: all.filter(i => chosen.has(sources[i])),
      };
    },
    'a source after the other, in typed arrays': (sources: string[], order: string[], size: number) => {
      const train: number[] = [];
      const test: number[] = [];
      for (const source of order) {
        const side = test.length < size ? test : train;
        sources.forEach((one, i) => {
          if (one === source) side.push(i);
        });
      }
      return { train: Int16Array.from(train), test: Int16Array.from(test) };
    },
  },
  wrong: {
    'unknown ones are trained on': {
      answer: splitting({ trains: (source, chosen) => !chosen.has(source) }),
      told: /goes into neither/,
    },
    'unknown ones are tested': {
      answer: splitting({ tests: (source, chosen) => source === '' || chosen.has(source) }),
      told: /goes into neither/,
    },
    exchanged: { answer: splitting({ result: (test, train) => ({ train, test }) }), told: /exchanged/ },
    'everything is trained on': {
      answer: splitting({ trains: () => true }),
      told: /must not be in the training/,
    },
    'one source more': {
      answer: splitting({ goesOn: (count, _, size) => count <= size }),
      told: /no further source/,
    },
    'at most size': {
      answer: splitting({ goesOn: (count, next, size) => count + next <= size }),
      told: /goes in as well/,
    },
    'cut in two': {
      answer: splitting({
        result: (train, test, size) => ({ train: [...train, ...test.slice(size)], test: test.slice(0, size) }),
      }),
      told: /cut in two/,
    },
    'as they are met': {
      answer: splitting({ order: (_, sources) => [...new Set(sources)].filter(Boolean) }),
      told: /as they are met/,
    },
    'from the end': { answer: splitting({ order: order => [...order].reverse() }), told: /from the end/ },
    'the first in the list': { answer: byPlace(true), told: /by the place in the list/ },
    'the last in the list': { answer: byPlace(false), told: /by the place in the list/ },
    'names of sources': {
      answer: splitting({
        result: (train, test, _, sources) => ({ train: train.map(i => sources[i]), test: test.map(i => sources[i]) }),
      }),
      told: /Both lists hold positions/,
    },
    'nothing to test': { answer: splitting({ result: train => ({ train, test: [] }) }), told: /Nothing is tested/ },
    'every second photograph': {
      answer: (sources: string[]) => {
        const all = [...sources.keys()].filter(i => sources[i] !== '');
        return { train: all.filter(i => i % 2 === 0), test: all.filter(i => i % 2 === 1) };
      },
      told: /One source comes on both sides/,
    },
  },
};

interface MineSteps {
  near(cosines: number[][], i: number, j: number, alike: number[][]): number;
  isLeftOut(i: number, j: number, alike: number[][], limit: number, cosines: number[][]): boolean;
  compare?(a: number, b: number): number;
  result(list: number[], k: number, row: number[], all: number): unknown;
}

const MINE: MineSteps = {
  near: (cosines, i, j) => cosines[i][j],
  isLeftOut: (i, j, alike, limit) => i === j || alike[i][j] >= limit,
  compare: (a, b) => b - a,
  result: (list, k) => list.slice(0, k),
};

const mining =
  (changed: Partial<MineSteps> = {}): AnswerFunction =>
  (cosines: number[][], alike: number[][], k: number, limit: number) => {
    const { near, isLeftOut, compare, result } = { ...MINE, ...changed };
    return cosines.map((row, i) =>
      result(
        [...row.keys()]
          .filter(j => !isLeftOut(i, j, alike, limit, cosines))
          .sort((a, b) => compare!(near(cosines, i, a, alike), near(cosines, i, b, alike))),
        k,
        row,
        cosines.length,
      ),
    );
  };

export const mineHardNegativesAnswers: Answers = {
  right: {
    'filtered, sorted and cut': (cosines: number[][], alike: number[][], k: number, limit: number) =>
      cosines.map((row, i) =>
        [...row.keys()]
          .filter(j => j !== i && alike[i][j] < limit)
          .sort((a, b) => row[b] - row[a])
          .slice(0, k),
      ),
    'the largest again and again': (cosines: number[][], alike: number[][], k: number, limit: number) =>
      cosines.map((row, i) => {
        const left = new Set(row.keys());
        left.delete(i);
        for (const j of left) if (alike[i][j] >= limit) left.delete(j);
        const found: number[] = [];
        while (found.length < k && left.size > 0) {
          const best = [...left].reduce((a, b) => (row[b] > row[a] ? b : a));
          found.push(best);
          left.delete(best);
        }
        return found;
      }),
  },
  wrong: {
    'false ones stay': { answer: mining({ isLeftOut: (i, j) => i === j }), told: /False negatives/ },
    'its own text': {
      answer: mining({ isLeftOut: (i, j, alike, limit) => i !== j && alike[i][j] >= limit }),
      told: /own text is no negative/,
    },
    'nothing is left out': { answer: mining({ isLeftOut: () => false }), told: /own text is no negative/ },
    'more than the limit': {
      answer: mining({ isLeftOut: (i, j, alike, limit) => i === j || alike[i][j] > limit }),
      told: /at least, not more than/,
    },
    'the limit for the cosines': {
      answer: mining({ isLeftOut: (i, j, _, limit, cosines) => i === j || cosines[i][j] >= limit }),
      told: /throw away the hardest/,
    },
    'left out at the end': {
      answer: (cosines: number[][], alike: number[][], k: number, limit: number) =>
        cosines.map((row, i) =>
          [...row.keys()]
            .filter(j => i !== j)
            .sort((a, b) => row[b] - row[a])
            .slice(0, k)
            .filter(j => alike[i][j] < limit),
        ),
      told: /Leave out first/,
    },
    'the easiest': { answer: mining({ compare: (a, b) => a - b }), told: /the easiest/ },
    'sorted as texts': {
      answer: mining({ compare: (a, b) => (String(a) < String(b) ? 1 : -1) }),
      told: /compares texts/,
    },
    'by how alike texts are': { answer: mining({ near: (_, i, j, alike) => alike[i][j] }), told: /what to leave out/ },
    'rounded cosines': {
      answer: mining({ near: (cosines, i, j) => Number(cosines[i][j].toFixed(2)) }),
      told: /Rounded cosines/,
    },
    columns: { answer: mining({ near: (cosines, i, j) => cosines[j][i] }), told: /These are the columns/ },
    'all of them': { answer: mining({ result: list => list }), told: /k of each, at most/ },
    'the hardest alone': { answer: mining({ result: list => list.slice(0, 1) }), told: /not the hardest alone/ },
    'one number each': { answer: mining({ result: list => list[0] ?? -1 }), told: /A list for each picture/ },
    cosines: {
      answer: mining({ result: (list, k, row) => list.slice(0, k).map(j => row[j]) }),
      told: /not cosines/,
    },
    'filled up': {
      answer: mining({ result: (list, k) => Array.from({ length: k }, (_, i) => list[i] ?? 0) }),
      told: /not filled up/,
    },
    'in the order of the list': {
      answer: mining({ result: (list, k) => list.slice(0, k).sort((a, b) => a - b) }),
      told: /in another order/,
    },
    'empty ones are missing': {
      answer: (...args: unknown[]) => (mining()(...args) as number[][]).filter(({ length }) => length > 0),
      told: /even where it is empty/,
    },
  },
};

const coding =
  (
    scaleOf: (row: number[]) => number = row => Math.max(...row.map(Math.abs)) / 127,
    codeOf: (steps: number, scale: number) => number = Math.round,
    result: (codes: number[], scale: number, row: number[]) => unknown = (codes, scale) => ({ codes, scale }),
  ): AnswerFunction =>
  (row: number[]) => {
    const scale = scaleOf(row);
    return result(
      row.map(value => codeOf(value / (scale || 1), scale)),
      scale,
      row,
    );
  };

export const quantiseAnswers: Answers = {
  right: {
    'a scale, or 1': (row: number[]) => {
      const scale = Math.max(...row.map(Math.abs)) / 127 || 1;
      return { codes: row.map(value => Math.round(value / scale)), scale };
    },
    'multiplied, in a typed array': (row: number[]) => {
      let most = 0;
      for (const value of row) most = Math.max(most, Math.abs(value));
      const steps = most > 0 ? 127 / most : 0;
      return { codes: Int8Array.from(row, value => Math.round(value * steps)), scale: most / 127 };
    },
  },
  wrong: {
    'cut off': { answer: coding(undefined, Math.trunc), told: /cuts off/ },
    'rounded down': { answer: coding(undefined, Math.floor), told: /goes down/ },
    'rounded up': { answer: coding(undefined, Math.ceil), told: /goes up/ },
    'not rounded': { answer: coding(undefined, steps => steps), told: /Whole numbers are asked/ },
    'what comes back': {
      answer: coding(undefined, (steps, scale) => Math.round(steps) * scale),
      told: /values that come back/,
    },
    'without the sign': { answer: coding(row => Math.max(...row) / 127), told: /largest in size may be negative/ },
    'the range': {
      answer: coding(row => (Math.max(...row) - Math.min(...row)) / 255),
      told: /not of the range/,
    },
    '128': { answer: coding(row => Math.max(...row.map(Math.abs)) / 128), told: /beyond an int8/ },
    '255': { answer: coding(row => Math.max(...row.map(Math.abs)) / 255), told: /not to 255/ },
    'one scale for all rows': { answer: coding(() => 1 / 127), told: /row’s own/ },
    'one over the scale': {
      answer: coding(undefined, Math.round, (codes, scale) => ({ codes, scale: 1 / scale })),
      told: /has to be divided/,
    },
    'the largest as the scale': {
      answer: coding(undefined, Math.round, (codes, scale) => ({ codes, scale: 127 * scale })),
      told: /one step/,
    },
    'the codes alone': { answer: coding(undefined, Math.round, codes => codes), told: /Both are asked/ },
    'NaN for zeros': {
      answer: (row: number[]) => {
        const scale = Math.max(...row.map(Math.abs)) / 127;
        return { codes: row.map(value => Math.round(value / scale)), scale };
      },
      told: /A row of zeros/,
    },
    'the scale to three digits': {
      answer: coding(undefined, Math.round, (codes, scale) => ({ codes, scale: Number(scale.toPrecision(3)) })),
      told: /scale is rounded/,
    },
  },
};

interface Try {
  query: string;
  place: number;
  baseline: number | null;
  why: string;
}

interface ReportSteps {
  counted(tries: Try[]): Try[];
  ofBaseline(tries: Try[]): Try[];
  isHit(place: number | null): boolean;
  interval(hits: number, of: number): unknown;
  failures(failed: Try[]): unknown;
  result(report: { recall: number; interval: unknown; baseline: number; failures: unknown }): unknown;
}

const both = (tries: Try[]) => tries.filter(({ baseline }) => baseline !== null);

const REPORT: ReportSteps = {
  counted: both,
  ofBaseline: both,
  isHit: place => place !== null && place >= 1 && place <= 10,
  interval: (hits, of) => {
    const { low, high } = shareInterval(hits, of);
    return [low, high];
  },
  failures: failed =>
    failed
      .filter(({ why }) => why !== '')
      .slice(0, 5)
      .map(({ query, why }) => `${query}: ${why}`),
  result: report => report,
};

const reporting =
  (changed: Partial<ReportSteps> = {}): AnswerFunction =>
  (tries: Try[]) => {
    const { counted, ofBaseline, isHit, interval, failures, result } = { ...REPORT, ...changed };
    const [asked, other] = [counted(tries), ofBaseline(tries)];
    const hits = asked.filter(({ place }) => isHit(place)).length;
    return result({
      recall: hits / asked.length,
      interval: interval(hits, asked.length),
      baseline: other.filter(({ baseline }) => isHit(baseline)).length / other.length,
      failures: failures(asked.filter(({ place }) => !isHit(place))),
    });
  };

const told = ({ query, why }: Try) => `${query}: ${why}`;

export const searchReportAnswers: Answers = {
  right: {
    'the formula of the interval': (tries: Try[]) => {
      const counted = tries.filter(({ baseline }) => baseline !== null);
      const isHit = (place: number | null) => place! >= 1 && place! <= 10;
      const hits = counted.filter(({ place }) => isHit(place)).length;
      const n = counted.length;
      const share = hits / n;
      const square = 1.96 ** 2 / n;
      const reach = Math.sqrt(share * (1 - share) * square + square ** 2 / 4);
      const failed = counted.filter(({ place, why }) => !isHit(place) && why !== '');
      return {
        recall: share,
        interval: [(share + square / 2 - reach) / (1 + square), (share + square / 2 + reach) / (1 + square)],
        baseline: counted.filter(({ baseline }) => isHit(baseline)).length / n,
        failures: failed.slice(0, 5).map(({ query, why }) => `${query}: ${why}`),
      };
    },
    'one loop': (tries: Try[]) => {
      let [n, hits, hitsOfBaseline] = [0, 0, 0];
      const failures: string[] = [];
      for (const { query, place, baseline, why } of tries) {
        if (baseline === null) continue;
        n++;
        if (baseline > 0 && baseline < 11) hitsOfBaseline++;
        if (place > 0 && place < 11) hits++;
        else if (why && failures.length < 5) failures.push(`${query}: ${why}`);
      }
      const { low, high } = shareInterval(hits, n);
      return { recall: hits / n, interval: [low, high], baseline: hitsOfBaseline / n, failures };
    },
  },
  wrong: {
    '0 is a hit': { answer: reporting({ isHit: place => place !== null && place <= 10 }), told: /The place 0 says/ },
    'any place is a hit': {
      answer: reporting({ isHit: place => place !== null && place > 0 }),
      told: /Only the places/,
    },
    'below ten': {
      answer: reporting({ isHit: place => place !== null && place > 0 && place < 10 }),
      told: /The tenth place/,
    },
    'the first place': { answer: reporting({ isHit: place => place === 1 }), told: /ten places count/ },
    'the failures’ share': {
      answer: reporting({ result: report => ({ ...report, recall: 1 - report.recall }) }),
      told: /share of the failures/,
    },
    'per cent': {
      answer: reporting({ result: report => ({ ...report, recall: 100 * report.recall }) }),
      told: /not per cent/,
    },
    'all queries for the search': { answer: reporting({ counted: tries => tries }), told: /the same queries/ },
    'all queries for the baseline': { answer: reporting({ ofBaseline: tries => tries }), told: /the same queries/ },
    'the recall as the baseline': {
      answer: reporting({ result: report => ({ ...report, baseline: report.recall }) }),
      told: /recall of the search itself/,
    },
    'the spread at the share': {
      answer: reporting({
        interval: (hits, of) => {
          const reach = 1.96 * Math.sqrt(((hits / of) * (1 - hits / of)) / of);
          return [hits / of - reach, hits / of + reach];
        },
      }),
      told: /Wilson’s interval is asked/,
    },
    'the interval in per cent': {
      answer: reporting({
        interval: (hits, of) => (REPORT.interval(hits, of) as number[]).map(end => 100 * end),
      }),
      told: /not per cent/,
    },
    'the interval as an object': { answer: reporting({ interval: shareInterval }), told: /A list of two numbers/ },
    'the interval of all tries': {
      answer: (tries: Try[]) => reporting({ interval: hits => REPORT.interval(hits, tries.length) })(tries),
      told: /of how many that were counted/,
    },
    'ends to three decimals': {
      answer: reporting({
        interval: (hits, of) => (REPORT.interval(hits, of) as number[]).map(end => Number(end.toFixed(3))),
      }),
      told: /Wilson’s interval of how many/,
    },
    'failures that nobody explained': {
      answer: reporting({ failures: failed => failed.slice(0, 5).map(told) }),
      told: /nobody has explained/,
    },
    'all failures': {
      answer: reporting({ failures: failed => failed.filter(({ why }) => why !== '').map(told) }),
      told: /The first five/,
    },
    'five, and then those that are explained': {
      answer: reporting({
        failures: failed =>
          failed
            .slice(0, 5)
            .filter(({ why }) => why !== '')
            .map(told),
      }),
      told: /Leave out first/,
    },
    'the queries alone': {
      answer: reporting({
        failures: failed => failed.flatMap(({ query, why }) => (why ? [query] : [])).slice(0, 5),
      }),
      told: /with its explanation/,
    },
    'the explanations alone': {
      answer: reporting({ failures: failed => failed.flatMap(({ why }) => why || []).slice(0, 5) }),
      told: /which query was it/,
    },
    'the tries themselves': {
      answer: reporting({ failures: failed => failed.filter(({ why }) => why).slice(0, 5) }),
      told: /Each failure is a text/,
    },
    'failures of all tries': {
      answer: (tries: Try[]) =>
        reporting({
          failures: () => REPORT.failures(tries.filter(({ place }) => !REPORT.isHit(place))),
        })(tries),
      told: /the same queries/,
    },
  },
};
