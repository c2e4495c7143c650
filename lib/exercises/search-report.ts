import type { SeededRandom } from '../engine/seeds';
import { shareInterval } from '../metrics/interval';
import { drawUntil } from './draw';
import { asNumbers, type Case, type Exercise, type Finding, inWords, isList } from './exercise';
import { asScalar, shortNumber } from './scalar';

interface Try {
  query: string;
  /** Of the first right result, from 1 on; 0 where none was shown. */
  place: number;
  /** The same by the baseline; null where it was not asked. */
  baseline: number | null;
  /** Why it failed, in words; '' where nobody said. */
  why: string;
}

interface Rule {
  isCounted(one: Try): boolean;
  isHit(place: number | null): boolean;
  isTold(one: Try): boolean;
  most: number;
  /** What was counted, where it is asked of both. */
  baselineOf(tries: readonly Try[]): readonly Try[];
  text(one: Try): string;
}

interface Report {
  recall: number;
  interval: readonly number[];
  baseline: number;
  failures: string[];
}

const K = 10;
const FAILURES = 5;

const RULE: Rule = {
  isCounted: ({ baseline }) => baseline !== null,
  isHit: place => place !== null && place >= 1 && place <= K,
  isTold: ({ why }) => why !== '',
  most: FAILURES,
  baselineOf: tries => tries.filter(({ baseline }) => baseline !== null),
  text: ({ query, why }) => `${query}: ${why}`,
};

function reportOf(tries: readonly Try[], changed: Partial<Rule> = {}): Report {
  const { isCounted, isHit, isTold, most, baselineOf, text } = { ...RULE, ...changed };
  const counted = tries.filter(isCounted);
  const hits = counted.filter(({ place }) => isHit(place)).length;
  const other = baselineOf(tries);
  const { low, high } = shareInterval(hits, counted.length);
  return {
    recall: hits / counted.length,
    interval: [low, high],
    baseline: other.filter(({ baseline }) => isHit(baseline)).length / other.length,
    failures: counted
      .filter(one => !isHit(one.place) && isTold(one))
      .slice(0, most)
      .map(text),
  };
}

const wald = ({ recall }: Report, of: number): number[] => {
  const reach = 1.96 * Math.sqrt((recall * (1 - recall)) / of);
  return [recall - reach, recall + reach];
};

const isNear = (a: number, b: number) => Math.abs(a - b) <= 1e-4;
const areNear = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((one, i) => isNear(one, b[i]));
const areSame = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((one, i) => one === b[i]);

/** What a part of a report gives when a known mistake is made, and its hint. */
function mistakesIn(tries: readonly Try[]) {
  const right = reportOf(tries);
  const counted = tries.filter(RULE.isCounted);
  const changed = (rule: Partial<Rule>) => reportOf(tries, rule);
  const shares = (part: 'recall' | 'baseline'): [number, string][] => [
    [
      changed({ isHit: place => place !== null && place <= K })[part],
      'The place 0 says that nothing right was shown: that is no hit.',
    ],
    [changed({ isHit: place => place !== null && place > 0 })[part], 'Only the places 1 to 10 are hits.'],
    [
      changed({ isHit: place => place !== null && place > 0 && place < K })[part],
      'The tenth place is among the first ten.',
    ],
    [
      changed({ isHit: place => place === 1 })[part],
      'That is the share with something right in the first place: ten places count.',
    ],
    [1 - right[part], 'That is the share of the failures.'],
    [right[part] * counted.length, 'A share from 0 to 1 is asked, and not a count.'],
    [right[part] * 100, 'A share from 0 to 1 is asked, and not per cent.'],
  ];
  const all = 'Compare on the same queries: leave out those that the baseline was not asked (null), of both.';
  return {
    recall: [...shares('recall'), [changed({ isCounted: () => true }).recall, all] as [number, string]],
    baseline: [
      ...shares('baseline'),
      [right.recall, 'That is the recall of the search itself. The places of the baseline are in baseline.'] as [
        number,
        string,
      ],
      [changed({ baselineOf: given => given }).baseline, all] as [number, string],
    ],
    interval: [
      [
        wald(right, counted.length),
        'That takes the spread at the share that was found: Wilson’s interval is asked, as in lesson 5.',
      ],
      [right.interval.map(end => 100 * end), 'Shares from 0 to 1 are asked, and not per cent.'],
    ] as [number[], string][],
    failures: [
      [changed({ isTold: () => true }).failures, 'A failure that nobody has explained is left out.'],
      [changed({ most: Infinity }).failures, 'The first five are enough.'],
      [
        changed({ isTold: () => true, most: Infinity }).failures,
        'Those with an explanation, and the first five of them.',
      ],
      [
        reportOf(counted.map(one => ({ ...one, place: RULE.isHit(one.place) ? 0 : 1 }))).failures,
        'These are queries that were answered.',
      ],
      [changed({ isCounted: () => true }).failures, all],
      [changed({ text: ({ query }) => query }).failures, 'Each failure is `query: why`, with its explanation.'],
      [changed({ text: ({ why }) => why }).failures, 'Each failure is `query: why`: which query was it?'],
      [
        counted
          .filter(one => !RULE.isHit(one.place))
          .slice(0, FAILURES)
          .filter(RULE.isTold)
          .map(RULE.text),
        'Leave out first what is not explained, then take the first five.',
      ],
    ] as [string[], string][],
  };
}

const FORM = 'an object { recall, interval, baseline, failures }';

function judgeReport(tries: readonly Try[], result: unknown): Finding | undefined {
  if (typeof result !== 'object' || result === null) return { got: inWords(result), expected: FORM };
  const { recall, interval, baseline, failures } = result as Record<string, unknown>;
  const right = reportOf(tries);
  const mistakes = mistakesIn(tries);
  for (const [name, given] of Object.entries({ recall, baseline }) as ['recall' | 'baseline', unknown][]) {
    const share = asScalar(given);
    const expected = `${name}: the share of the queries with a place from 1 to ${K}, of those that the baseline was asked too`;
    if (share === undefined) {
      // an object of another kind altogether is told by its form
      return {
        got: name in result ? `${name} is ${inWords(given)}` : inWords(result),
        expected: `${FORM}; ${expected}`,
      };
    }
    if (isNear(share, right[name])) continue;
    const hint = mistakes[name].find(([wrong]) => isNear(share, wrong))?.[1] ?? nanHint(share);
    return { got: `${name} is ${shortNumber(share)}`, expected, hint };
  }
  return judgeEnds(interval, right, mistakes.interval) ?? judgeFailures(failures, right, mistakes.failures);
}

const nanHint = (share: number) => (Number.isNaN(share) ? 'NaN comes from 0 / 0 or a missing number.' : undefined);

function judgeEnds(given: unknown, { interval }: Report, mistakes: [number[], string][]): Finding | undefined {
  const expected = 'interval: a list of the lower and the upper end of the 95 % interval of recall';
  const ends = asNumbers(given);
  if (!ends) return { got: `interval is ${inWords(given)}`, expected, hint: 'A list of two numbers: [low, high].' };
  if (areNear(ends, interval)) return undefined;
  const hint =
    mistakes.find(([wrong]) => areNear(ends, wrong))?.[1] ??
    'Wilson’s interval of how many hits, of how many that were counted?';
  return { got: `interval is ${ends.slice(0, 4).map(shortNumber).join(' to ')}`, expected, hint };
}

function judgeFailures(given: unknown, { failures }: Report, mistakes: [string[], string][]): Finding | undefined {
  const expected = `failures: a list of ${failures.length} texts, 'query: why'`;
  if (!isList(given)) return { got: `failures is ${inWords(given)}`, expected };
  const found = Array.from(given);
  if (areSame(found, failures)) return undefined;
  const isText = found.every(one => typeof one === 'string');
  const hint = isText
    ? mistakes.find(([wrong]) => areSame(found, wrong))?.[1]
    : 'Each failure is a text: query, a colon and a space, why.';
  return {
    got: isText ? `failures are ${found.slice(0, 6).join('; ') || 'none'}` : `failures is ${inWords(given)}`,
    expected,
    hint,
  };
}

const oneReport = (name: string, tries: readonly Try[]): Case => ({
  name: `${name}: ${tries.length} queries`,
  calls: () => [[tries]],
  judge: ([result]) => judgeReport(tries, result),
});

/** Tries from lines: place, place by the baseline (a dash: not asked), why; named after their place in the list. */
const triesOf = (text: string): Try[] =>
  text.split(',').map((line, i) => {
    const [place, baseline, ...why] = line.trim().split(' ');
    return {
      query: `query ${i + 1}`,
      place: Number(place),
      baseline: baseline === '-' ? null : Number(baseline),
      why: why.join(' '),
    };
  });

function drawTries(random: SeededRandom): Try[] {
  const place = () => [0, 1, 1, 1, 2, 3, 5, 8, 10, 11, 17][random.integer(11)];
  const why = ['', 'too small', 'cut off', 'a word that is not known', 'two things'];
  return Array.from({ length: 24 }, (_, i) => ({
    query: `query ${i + 1}`,
    place: place(),
    baseline: random.next() < 0.2 ? null : place(),
    why: why[random.integer(why.length)],
  }));
}

export const searchReport: Exercise = {
  id: 'search-report',
  title: 'A report on your search',
  statement:
    'searchReport(tries): what was asked, a list of { query, place, baseline, why }. place is that of the first right result, from 1 on, ' +
    'and 0 where nothing right was shown; baseline is the same by the baseline, and null where that was not asked; why says in words why ' +
    "the search failed, or is ''. Count only queries that both were asked. Return { recall, interval, baseline, failures }: the share " +
    "with a place from 1 to 10; its 95 % interval by Wilson, [low, high]; the baseline's share; and of the queries that failed and have " +
    "an explanation the first five, each as a text, 'query: why'.",
  hints: [
    'Make one list first, of the tries whose baseline is not null. Everything else is counted in it.',
    'A hit has place >= 1 && place <= 10. recall is hits / counted.length, and the baseline’s share is counted in the same way, of the same tries.',
    "failures: counted.filter(one => !isHit(one.place) && one.why !== '').slice(0, 5).map(one => one.query + ': ' + one.why). The interval is that of exercise 3 of lesson 5.",
  ],
  why:
    'A share alone convinces nobody: of how many, how sure, and compared with what? A baseline that was asked other queries is none. And ' +
    'failures that somebody has looked at say what to do next, which no average does.',
  cases: [
    oneReport(
      'all were asked of both',
      triesOf(
        '1 3, 0 1 too dark, 4 0, 11 2 cut off, 1 1, 10 12, 2 10, 0 0 no such word, 3 1, 25 0 two things, 14 18 a shadow, 5 15',
      ),
    ),
    oneReport(
      'the baseline was not asked everything',
      triesOf('1 -, 0 - too dark, 2 1, 0 1 cut off, 1 0, 3 -, 12 2 too small, 1 -, 7 11, 1 -'),
    ),
    oneReport(
      'many failures',
      triesOf(
        '0 1, 0 1 too dark, 11 2 cut off, 1 0 luck, 0 3, 0 0 no such word, 30 1 two things, 2 1, 0 4 a drawing, 0 1 too small, 12 0 mirrored, 5 0',
      ),
    ),
  ],
  drawn: random => {
    const isTelling = (tries: Try[]) => {
      const right = reportOf(tries);
      const { recall, baseline, failures } = mistakesIn(tries);
      return (
        right.failures.length === FAILURES &&
        [
          ...recall.map(([wrong]) => !isNear(wrong, right.recall)),
          ...baseline.map(([wrong]) => !isNear(wrong, right.baseline)),
        ].every(Boolean) &&
        failures.every(([wrong]) => !areSame(wrong, right.failures))
      );
    };
    return oneReport(
      'tries drawn at random',
      drawUntil(() => drawTries(random), isTelling),
    );
  },
};
