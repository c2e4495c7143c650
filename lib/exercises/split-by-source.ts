import { drawUntil } from './draw';
import { asNumbers, type Case, type Exercise, type Finding, inWords, isPlainTensor } from './exercise';

interface Question {
  /** Where each photograph is from; '' where that is not known. */
  sources: readonly string[];
  /** Every source once, in the order in which they were drawn. */
  order: readonly string[];
  size: number;
}

interface Split {
  train: number[];
  test: number[];
}

interface Rule {
  order(question: Question): readonly string[];
  /** Whether the next source still goes into the test. */
  goesOn(count: number, next: number, size: number): boolean;
  trains(source: string, isChosen: boolean): boolean;
  tests(source: string, isChosen: boolean): boolean;
}

const RULE: Rule = {
  order: ({ order }) => order,
  goesOn: (count, _, size) => count < size,
  trains: (source, isChosen) => source !== '' && !isChosen,
  tests: (_, isChosen) => isChosen,
};

function split(question: Question, changed: Partial<Rule> = {}): Split {
  const { order, goesOn, trains, tests } = { ...RULE, ...changed };
  const { sources, size } = question;
  const chosen = new Set<string>();
  let count = 0;
  for (const source of order(question)) {
    const next = sources.filter(one => one === source).length;
    if (!goesOn(count, next, size)) break;
    chosen.add(source);
    count += next;
  }
  const positions = (fits: Rule['trains']) => [...sources.keys()].filter(i => fits(sources[i], chosen.has(sources[i])));
  return { train: positions(trains), test: positions(tests) };
}

/** The first so many of the test, and the others trained on. */
function cut(question: Question): Split {
  const { test, train } = split(question);
  const kept = test.slice(0, question.size);
  return { test: kept, train: [...train, ...test.slice(question.size)].sort((a, b) => a - b) };
}

const UNKNOWN =
  "'' says that nobody knows where a photograph is from. It may be from any source, of the training or of the test: it goes into neither.";

function mistakesOn(question: Question): [Split, string][] {
  const { sources, size } = question;
  const right = split(question);
  const all = [...sources.keys()];
  return [
    [split(question, { trains: (_, isChosen) => !isChosen }), UNKNOWN],
    [split(question, { tests: (source, isChosen) => isChosen || source === '' }), UNKNOWN],
    [{ train: right.test, test: right.train }, 'Train and test are exchanged.'],
    [{ train: all, test: right.test }, 'What is in the test must not be in the training.'],
    [
      split(question, { goesOn: (count, _, least) => count <= least }),
      'Once the test has as many as size, it is large enough: no further source.',
    ],
    [
      split(question, { goesOn: (count, next, least) => count + next <= least }),
      'The test has at least size photographs: the source that reaches it goes in as well.',
    ],
    [cut(question), 'A source is cut in two: what is left of it is in the training. Whole sources only.'],
    [
      split(question, { order: () => [...new Set(sources)].filter(Boolean) }),
      'These sources are taken as they are met. Take them in the order that was drawn.',
    ],
    [
      split(question, { order: ({ order }) => [...order].reverse() }),
      'These sources are taken from the end of the order. Begin with its first.',
    ],
    ...[all.slice(0, size), all.slice(-size)].map((test): [Split, string] => [
      { test, train: all.filter(i => !test.includes(i)) },
      'That splits by the place in the list, whatever the source: photographs of one source come on both sides.',
    ]),
  ];
}

const isSame = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((one, i) => one === b[i]);

function judgeSplit(question: Question, result: unknown): Finding | undefined {
  const { sources, size } = question;
  const expected = `an object { train, test } of two lists of positions from 0 to ${sources.length - 1}, the test with at least ${size}`;
  const { train, test } = (typeof result === 'object' && result !== null ? result : {}) as Record<string, unknown>;
  const lists = [train, test].map(list => asNumbers(list)?.sort((a, b) => a - b));
  if (lists.some(list => list === undefined)) {
    const hint =
      Array.isArray(train) || Array.isArray(test)
        ? 'Both lists hold positions (which photograph: a number), not sources.'
        : undefined;
    return { got: inWords(result), expected, hint };
  }
  const [trained, tested] = lists as number[][];
  const right = split(question);
  if (isSame(trained, right.train) && isSame(tested, right.test)) return undefined;
  const isShort = [train, test].some(isPlainTensor);
  const got = isShort
    ? inWords(result)
    : `${trained.join(', ') || 'none'} to train, ${tested.join(', ') || 'none'} to test`;
  const known = mistakesOn(question).find(([wrong]) => isSame(trained, wrong.train) && isSame(tested, wrong.test));
  return { got, expected, hint: known?.[1] ?? formOf(trained, tested, sources) };
}

/** What two lists give away, whatever was asked. */
function formOf(train: number[], test: number[], sources: readonly string[]): string | undefined {
  if (test.length === 0) return 'Nothing is tested.';
  const tested = new Set(test.map(i => sources[i]));
  if (train.some(i => sources[i] !== '' && tested.has(sources[i]))) return 'One source comes on both sides.';
  return undefined;
}

const oneQuestion = (name: string, question: Question): Case => ({
  name: `${name}: ${question.sources.length} photographs of ${question.order.length} sources, ${question.size} to test at least`,
  calls: () => [[question.sources, question.order, question.size]],
  judge: ([result]) => judgeSplit(question, result),
});

/** Texts from one; a dash for what is not known. */
const texts = (text: string): string[] => text.split(' ').map(word => (word === '-' ? '' : word));

export const splitBySource: Exercise = {
  id: 'split-by-source',
  title: 'Split by source',
  statement:
    "splitBySource(sources, order, size): sources[i] says where photograph i is from, '' where nobody knows; order has every source once, " +
    'drawn at random. Put whole sources into the test, in that order, until it has at least size photographs; all other photographs of ' +
    'known sources are for training. Return { train, test }, lists of positions (from 0).',
  hints: [
    'Choose the sources first, and count as you go. Then each photograph follows its source.',
    'A Set holds the chosen sources: for each source of order, stop when the count has reached size, else add it, and to the count how many photographs it has.',
    "test is every position i with chosen.has(sources[i]); train every one with sources[i] !== '' && !chosen.has(sources[i]).",
  ],
  why:
    'Photographs of one source look alike: one camera, one garden, one hammer from nine sides. Split one by one, the test asks for what was ' +
    'seen. A source that is whole on one side cannot leak; and what might be of any source can leak from either side.',
  cases: [
    // the only case in which the order is not that in which the sources are met
    oneQuestion('five sources', {
      sources: texts('ada ada ben cleo ben dora ada cleo emil dora cleo emil ben'),
      order: texts('cleo emil ada dora ben'),
      size: 4,
    }),
    oneQuestion('size is reached to the photograph', {
      sources: texts('ben ada ada cleo dora cleo ben ada dora cleo'),
      order: texts('ben ada cleo dora'),
      size: 5,
    }),
    oneQuestion('some of which nobody knows where they are from', {
      sources: texts('ada - ben cleo - ben ada - cleo'),
      order: texts('ada ben cleo'),
      size: 3,
    }),
  ],
  drawn: random => {
    const names = texts('ada ben cleo dora emil fay gus');
    const draw = (): Question => ({
      sources: Array.from({ length: 24 }, () => (random.next() < 0.2 ? '' : names[random.integer(names.length)])),
      order: random.shuffle([...names]),
      size: 6 + random.integer(6),
    });
    const isTelling = (question: Question) => {
      const right = split(question);
      const isOther = ({ train, test }: Split) => !isSame(train, right.train) || !isSame(test, right.test);
      return (
        question.order.every(name => question.sources.includes(name)) &&
        mistakesOn(question).filter(([wrong]) => isOther(wrong)).length >= 9
      );
    };
    return oneQuestion('photographs drawn at random', drawUntil(draw, isTelling));
  },
};
