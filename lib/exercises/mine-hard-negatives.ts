import { between, drawUntil } from './draw';
import { asNumbers, type Case, type Exercise, type Finding, inWords } from './exercise';
import { asRows } from './plain-layout';
import { byText, ROUNDED_COSINES } from './plain-ranking';
import type { Row } from './plain-rows';
import { fine } from './together';

interface Question {
  /** Of picture i with text j; its own text is number i. */
  cosines: readonly Row[];
  /** Of text i with text j. */
  alike: readonly Row[];
  k: number;
  limit: number;
}

interface Rule {
  near(question: Question, i: number, j: number): number;
  isLeftOut(question: Question, i: number, j: number): boolean;
  sort(a: number, b: number): number;
  /** How many are taken before what is left out goes: all by default. */
  before(question: Question): number;
  k(question: Question): number;
}

const RULE: Rule = {
  near: ({ cosines }, i, j) => cosines[i][j],
  isLeftOut: ({ alike, limit }, i, j) => i === j || alike[i][j] >= limit,
  sort: (a, b) => b - a,
  before: () => Infinity,
  k: ({ k }) => k,
};

function mined(question: Question, changed: Partial<Rule> = {}): number[][] {
  const { near, isLeftOut, sort, before, k } = { ...RULE, ...changed };
  return question.cosines.map((row, i) =>
    [...row.keys()]
      .sort((a, b) => sort(near(question, i, a), near(question, i, b)))
      .slice(0, before(question))
      .filter(j => !isLeftOut(question, i, j))
      .slice(0, k(question)),
  );
}

function mistakesOn(question: Question): [number[][], string][] {
  const { cosines, k } = question;
  return [
    [
      mined(question, { isLeftOut: (_, i, j) => i === j }),
      'False negatives are in there: text j is no negative where alike[i][j] is at least limit.',
    ],
    [
      mined(question, { isLeftOut: ({ alike, limit }, i, j) => alike[i][j] >= limit && i !== j }),
      'The own text is no negative of its picture: leave number i out of list i.',
    ],
    [
      mined(question, { isLeftOut: ({ alike, limit }, i, j) => i === j || alike[i][j] > limit }),
      'Just as alike as the limit is too alike: at least, not more than.',
    ],
    [
      mined(question, { isLeftOut: ({ cosines: all, limit }, i, j) => i === j || all[i][j] >= limit }),
      'The limit is for two texts (alike), not for a picture and a text: that would throw away the hardest.',
    ],
    [mined(question, { k: () => 1 }), 'k of each, and not the hardest alone.'],
    ...[k, k + 1].map((some): [number[][], string] => [
      mined(question, { before: () => some }),
      'Leave out first, then take the first k: else others that would be hard enough are missing.',
    ]),
    [mined(question, { sort: (a, b) => a - b }), 'These are the easiest. The hardest have the largest cosines.'],
    [mined(question, { sort: byText }), 'sort without a function compares texts. Give it one: (a, b) => b - a.'],
    [mined(question, { near: ({ cosines: all }, i, j) => Number(all[i][j].toFixed(2)) }), ROUNDED_COSINES],
    [
      mined(question, { near: ({ alike }, i, j) => alike[i][j] }),
      'How hard a negative is says its cosine with the picture; alike only says what to leave out.',
    ],
    [
      mined(question, { near: ({ cosines: all }, i, j) => all[j][i] }),
      'cosines[i] is the row of picture i. These are the columns: the pictures that are near to text i.',
    ],
    [mined(question, { k: () => cosines.length }), 'k of each, at most: the first k of the list.'],
  ];
}

const isSame = (a: Row, b: Row | undefined) => a.length === b?.length && a.every((one, i) => one === b[i]);

function judgeMined(question: Question, result: unknown): Finding | undefined {
  const { cosines, k } = question;
  const expected = `${cosines.length} lists of at most ${k} positions, the hardest first`;
  const found = asRows(result);
  if (!found) {
    const hint = asNumbers(result) ? 'A list for each picture is asked: a list of lists.' : undefined;
    return { got: inWords(result), expected, hint };
  }
  const right = mined(question);
  const known = mistakesOn(question).find(([wrong]) => wrong.every((one, i) => isSame(one, found[i])))?.[1];
  const i = right.findIndex((one, at) => !isSame(one, found[at]));
  if (i < 0 && found.length === right.length) return undefined;
  if (found.length !== right.length) {
    return {
      got: `a list of ${found.length} lists`,
      expected,
      hint: 'One list for each picture, even where it is empty.',
    };
  }
  const got = `for picture ${i} ${found[i].length > 0 ? found[i].join(', ') : 'none'}`;
  return { got, expected, hint: known ?? formOf(found[i], right[i]) };
}

function formOf(found: readonly number[], right: readonly number[]): string | undefined {
  if (!found.every(Number.isInteger)) return 'Positions are asked (which text), not cosines.';
  if (found.length > right.length) return 'Where fewer than k are left, the list is shorter: it is not filled up.';
  const ascending = (list: readonly number[]) => [...list].sort((a, b) => a - b);
  if (isSame(ascending(found), ascending(right))) return 'The right ones, in another order: the hardest comes first.';
  return undefined;
}

const oneQuestion = (name: string, question: Question): Case => ({
  name: `${name}: ${question.cosines.length} pictures and texts, k = ${question.k}, limit = ${question.limit}`,
  calls: () => [[question.cosines, question.alike, question.k, question.limit]],
  judge: ([result]) => judgeMined(question, result),
});

/** Texts that are like themselves, and like each other as the pairs say. */
const alikeOf = (count: number, pairs: readonly (readonly [number, number, number])[]): number[][] => {
  const alike = Array.from({ length: count }, (_, i) =>
    Array.from<number>({ length: count })
      .fill(0.1)
      .fill(1, i, i + 1),
  );
  for (const [i, j, value] of pairs) alike[i][j] = alike[j][i] = value;
  return alike;
};

export const mineHardNegatives: Exercise = {
  id: 'mine-hard-negatives',
  title: 'Mine hard negatives',
  statement:
    'mine(cosines, alike, k, limit): cosines[i][j] is the cosine of picture i with text j, whose own text is number i; alike[i][j] that of ' +
    'text i with text j. For each picture a list of the k texts that are its hardest negatives, the nearest first: not its own, and none ' +
    'with alike[i][j] of at least limit, which says the same. Where fewer are left, the list is shorter.',
  hints: [
    'One picture first: which texts may be negatives at all? Then sort those by their cosine with the picture.',
    '[...row.keys()] are the positions of a row. filter leaves out i itself and those that are too alike; sort takes (a, b) => row[b] - row[a]; slice(0, k) the first k.',
    'cosines.map((row, i) => [...row.keys()].filter(j => j !== i && alike[i][j] < limit).sort((a, b) => row[b] - row[a]).slice(0, k))',
  ],
  why:
    'A negative teaches the more, the nearer it is, and the nearest of all are often no negatives: another name of the same thing, a text ' +
    'twice. Who mines without dropping these pushes apart what belongs together. They go before the first k are taken, or a picture with ' +
    'many of them has no negatives left.',
  cases: [
    // nothing is too alike here, not even a text and itself: only in this case is the own text to be left out by itself
    oneQuestion('negatives of all kinds', {
      cosines: [
        [0.7, 0.2, 0.65, -0.3, 0.4],
        [0.1, 0.5, -0.6, 0.55, 0.3],
        [0.6, -0.1, 0.9, 0.25, -0.4],
        [-0.2, -0.7, 0.15, 0.8, -0.05],
        [0.35, 0.45, -0.5, 0.05, 0.6],
      ],
      alike: alikeOf(5, [
        [0, 4, 0.3],
        [1, 2, 0.5],
        [3, 4, 0.2],
      ]),
      k: 2,
      limit: 1.5,
    }),
    oneQuestion('some say the same', {
      cosines: [
        [0.7, 0.69, 0.3, 0.45, 0.5, 0.1],
        [0.68, 0.7, 0.2, 0.4, 0.15, 0.35],
        [0.1, 0.3, 0.6, 0.55, 0.75, 0.2],
        [0.25, 0.93, 0.5, 0.95, 0.3, 0.72],
        [0.15, 0.2, 0.78, 0.1, 0.7, 0.45],
        [0.3, 0.1, 0.2, 0.74, 0.6, 0.9],
      ],
      alike: alikeOf(6, [
        [0, 1, 1],
        [2, 4, 0.9],
        [3, 5, 0.85],
      ]),
      k: 2,
      limit: 0.9,
    }),
    oneQuestion('hardly any is left', {
      cosines: [
        [0.9, 0.8, 0.7, 0.1],
        [0.6, 0.9, 0.75, 0.2],
        [0.65, 0.85, 0.9, 0.3],
        [0.4, 0.5, 0.2, 0.9],
      ],
      alike: alikeOf(4, [
        [0, 1, 0.98],
        [0, 2, 0.97],
        [0, 3, 0.99],
        [1, 2, 0.96],
      ]),
      k: 3,
      limit: 0.95,
    }),
    // cosines that differ in the third decimal
    fine(
      oneQuestion('cosines that are nearly the same', {
        cosines: [
          [0.9, 0.501, 0.504, 0.503],
          [0.302, 0.8, 0.301, 0.304],
          [0.604, 0.602, 0.7, 0.601],
          [0.201, 0.204, 0.203, 0.9],
        ],
        alike: alikeOf(4, [[0, 1, 0.2]]),
        k: 3,
        limit: 0.95,
      }),
    ),
  ],
  drawn: random => {
    const size = 7;
    const draw = (): Question => {
      const rows = () =>
        Array.from({ length: size }, () => Array.from({ length: size }, () => between(random, -0.3, 0.95)));
      const alike = rows();
      for (let i = 0; i < size; i++) for (let j = 0; j <= i; j++) alike[i][j] = i === j ? 1 : alike[j][i];
      return { cosines: rows(), alike, k: 2 + random.integer(2), limit: 0.8 };
    };
    const isTelling = (question: Question) => {
      const right = JSON.stringify(mined(question));
      const differ = mistakesOn(question).filter(([wrong]) => JSON.stringify(wrong) !== right);
      const isClear = question.cosines.every(row => new Set(row).size === row.length);
      return isClear && differ.length >= 9;
    };
    return oneQuestion('numbers drawn at random', drawUntil(draw, isTelling));
  },
};
