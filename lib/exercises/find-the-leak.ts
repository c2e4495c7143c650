import type { SeededRandom } from '../engine/seeds';
import { drawUntil } from './draw';
import { asNumbers, type Case, type Exercise, type Finding, inWords, isPlainTensor } from './exercise';

interface Item {
  concept: string;
  artist: string;
  source: string;
  hash: string;
}
type Field = keyof Item;

interface Question {
  train: readonly Item[];
  test: readonly Item[];
  heldOut: 'artist' | 'concept';
}

const FIELDS: readonly Field[] = ['concept', 'artist', 'source', 'hash'];

/** By what an item of the test may be found in the training, whatever is held out. */
const ALWAYS: readonly Field[] = ['source', 'hash'];

interface Rule {
  fields(question: Question): readonly Field[];
  same(a: string, b: string): boolean;
  /** Whether one field that agrees is enough. */
  any: boolean;
  /** What an item is compared with. */
  against(question: Question, i: number): readonly Item[];
}

const RULE: Rule = {
  fields: ({ heldOut }) => [...ALWAYS, heldOut],
  same: (a, b) => a !== '' && a === b,
  any: true,
  against: ({ train }) => train,
};

function leaks(question: Question, changed: Partial<Rule> = {}): number[] {
  const { fields, same, any, against } = { ...RULE, ...changed };
  const agrees = (a: Item, b: Item) => {
    const found = fields(question).map(field => same(a[field], b[field]));
    return any ? found.some(Boolean) : found.every(Boolean);
  };
  return positions(question.test, (item, i) => against(question, i).some(other => agrees(item, other)));
}

const positions = (items: readonly Item[], fits: (item: Item, i: number) => boolean): number[] =>
  [...items.keys()].filter(i => fits(items[i], i));

function mistakesOn(question: Question): [number[], string][] {
  const { train, test, heldOut } = question;
  const right = leaks(question);
  const only = (...fields: Field[]) => leaks(question, { fields: () => fields });
  const other = heldOut === 'artist' ? 'concept' : 'artist';
  return [
    [[], 'None is found. Each item of test is to be compared with every item of train.'],
    [positions(test, () => true), 'All are found. Which of them has something in the training?'],
    [positions(test, (_, i) => !right.includes(i)), 'These are the items that are clean: those that leak are asked.'],
    [
      positions(train, item =>
        test.some(one => [...ALWAYS, heldOut].some(field => RULE.same(one[field], item[field]))),
      ),
      'These are positions in train. Asked is which items of test leak.',
    ],
    [
      leaks(question, { same: (a, b) => a === b }),
      "'' says that it is not known: two unknown artists need not be one, nor two unknown sources.",
    ],
    [
      leaks(question, { against: ({ train: known, test: all }, i) => [...known, ...all.filter((_, j) => j !== i)] }),
      'Two items of the test may be alike: that is no leak, as long as neither is in the training.',
    ],
    [leaks(question, { any: false }), 'One of the three is enough: they need not all agree.'],
    [
      only(...FIELDS),
      `The ${other} may be in both: only what is held out must not, and copies and pieces of what is trained on.`,
    ],
    [
      only(...ALWAYS, other),
      `The ${other} is compared. heldOut says which of the two must not come up in the training.`,
    ],
    [
      only('hash'),
      'Copies are found. A piece of the same source is a leak as well, and so is what should be held out.',
    ],
    [
      only(heldOut),
      'What is held out is compared. Copies and pieces of the same source leak as well, whoever made them.',
    ],
    [only('hash', heldOut), 'Two pieces of one source are nearly the same thing: they leak as well.'],
    [only('source', heldOut), 'A copy may lie under another name: compare the hashes, too.'],
    [only(...ALWAYS), `What should be held out is not compared: here the ${heldOut}.`],
  ];
}

function judgeLeaks(question: Question, result: unknown): Finding | undefined {
  const { test, heldOut } = question;
  const expected = `a list of positions from 0 to ${test.length - 1}: the items of test that leak, with the ${heldOut} held out`;
  const found = asNumbers(result);
  if (!found) {
    const isNone = leaks(question).length === 0 && !result;
    if (isNone) return { got: inWords(result), expected, hint: 'Where nothing leaks, the list is empty: [].' };
    const hint = Array.isArray(result)
      ? 'A list of positions (numbers), not of items or of true and false.'
      : undefined;
    return { got: inWords(result), expected, hint };
  }
  const same = (a: readonly number[], b: readonly number[]) =>
    a.length === b.length && a.every((one, i) => one === b[i]);
  const sorted = [...found].sort((a, b) => a - b);
  if (same(sorted, leaks(question))) return undefined;
  const isShort = isPlainTensor(result) || sorted.length === 0;
  const got = isShort ? inWords(result) : `a list of ${sorted.length}: ${sorted.slice(0, 12).join(', ')}`;
  if (new Set(sorted).size < sorted.length) {
    return { got, expected, hint: 'Each item once, however many items of the training it leaks from.' };
  }
  return { got, expected, hint: mistakesOn(question).find(([wrong]) => same(sorted, wrong))?.[1] };
}

const oneQuestion = (name: string, question: Question): Case => ({
  name: `${name}: ${question.train.length} items in train, ${question.test.length} in test`,
  calls: () => [[question.train, question.test, question.heldOut]],
  judge: ([result]) => judgeLeaks(question, result),
});

/** Items from lines of four words: concept, artist, source, hash; a dash for what is not known. */
const items = (text: string): Item[] =>
  text
    .trim()
    .split('\n')
    .map(line => {
      const [concept, artist, source, hash] = line.trim().split(/\s+/);
      const known = (word: string) => (word === '-' ? '' : word);
      return { concept, artist: known(artist), source: known(source), hash };
    });

/** Few artists and sources for many items, so that some meet and some do not. */
function drawQuestion(random: SeededRandom): Question {
  const word = (kind: string, of: number) => `${kind}${random.integer(of)}`;
  const one = (): Item => ({
    concept: word('concept ', 30),
    artist: random.next() < 0.2 ? '' : word('artist ', 30),
    source: random.next() < 0.2 ? '' : word('file-', 40),
    hash: word('', 60),
  });
  const some = (count: number) => Array.from({ length: count }, one);
  return { train: some(8), test: some(16), heldOut: random.integer(2) ? 'artist' : 'concept' };
}

export const findTheLeak: Exercise = {
  id: 'find-the-leak',
  title: 'Find the leak in a split',
  statement:
    "leaks(train, test, heldOut): two lists of items { concept, artist, source, hash }, and which of 'artist' and 'concept' is held out. " +
    'The positions (from 0) of the items of test that leak: of which an item of train has the same hash, the same source, or the same ' +
    "value of what is held out. '' says that an artist or a source is not known.",
  hints: [
    'One item of test against one of train first: which three fields may give it away?',
    "Two values agree where they are equal and not ''. The third field has the name that heldOut holds: item[heldOut].",
    "test.map((_, i) => i).filter(i => train.some(one => ['hash', 'source', heldOut].some(field => test[i][field] !== '' && test[i][field] === one[field])))",
  ],
  why:
    'An item leaks when its answer could have been looked up. An exact copy gives it away under any name; a piece of the same recording ' +
    'is nearly a copy; and whose artist was trained on says nothing about new artists. Concepts may be in both where artists are held ' +
    'out: they are what is to be recognised.',
  cases: [
    oneQuestion('recordings, with their artists held out', {
      heldOut: 'artist',
      train: items(`
        lion     ada   zoo-1   a1
        lion     ben   zoo-2   a2
        trumpet  ada   band-1  a3
        cow      cleo  farm-1  a4
        cow      ben   farm-2  a5`),
      test: items(`
        lion     gus   zoo-3   b1
        trumpet  ada   band-2  b2
        cow      dora  farm-1  b3
        pig      emil  farm-3  a4
        trumpet  emil  band-3  b5
        trumpet  fay   band-3  b6
        cow      ben   farm-2  a5
        goat     hal   hill-1  b8
        horse    cleo  farm-3  b9`),
    }),
    oneQuestion('drawings, with their concepts held out', {
      heldOut: 'concept',
      train: items(`
        lion     ada   sheet-1  a1
        tiger    ada   sheet-2  a2
        cow      ben   sheet-3  a3
        goat     ben   sheet-4  a4`),
      test: items(`
        zebra    ada   sheet-5  b1
        tiger    cleo  sheet-6  b2
        horse    ben   sheet-3  b3
        pig      ben   sheet-7  b4
        camel    cleo  sheet-8  a1`),
    }),
    oneQuestion('some of whom and from where nothing is known', {
      heldOut: 'artist',
      train: items(`
        lion     -     z       a1
        cow      q     -       a2
        pig      -     -       a3`),
      test: items(`
        lion     -     zoo-2   b1
        lion     -     z       b2
        pig      ben   -       b3
        goat     q     -       b4
        cow      -     -       a2
        cow      -     -       b6
        horse    dora  barn-1  b7`),
    }),
    oneQuestion('a split without a leak', {
      heldOut: 'concept',
      train: items(`
        lion     ada   zoo-1   a1
        cow      ada   farm-1  a2`),
      test: items(`
        pig      ada   farm-2  b1
        goat     ada   farm-2  b1
        horse    ben   farm-2  b3`),
    }),
  ],
  drawn: random => {
    const question = drawUntil(
      () => drawQuestion(random),
      one => leaks(one).length >= 5 && leaks(one).length <= 11,
    );
    return oneQuestion('items drawn at random', question);
  },
};
