import { between, drawUntil } from './draw';
import { type Case, type Exercise, type Finding, inWords, isList } from './exercise';
import { together } from './together';

type Sentences = readonly string[];
type Chunks = readonly Sentences[];

interface Question {
  sentences: Sentences;
  size: number;
  overlap: number;
}

interface Rule {
  /** How much farther each chunk begins than the one before. */
  step(question: Question): number;
  size(question: Question): number;
  /** Whether there is a chunk that begins there, after the first. */
  begins(start: number, question: Question): boolean;
}

const RULE: Rule = {
  step: ({ size, overlap }) => size - overlap,
  size: ({ size }) => size,
  // the one before has not reached the end: it begins a step earlier, and is `overlap` longer than a step
  begins: (start, { sentences, overlap }) => start + overlap < sentences.length,
};

function chunks(question: Question, changed: Partial<Rule> = {}): string[][] {
  const { step, size, begins } = { ...RULE, ...changed };
  const { sentences } = question;
  const cut: string[][] = [];
  for (let start = 0; start === 0 ? sentences.length > 0 : begins(start, question); start += step(question)) {
    cut.push(sentences.slice(start, start + size(question)));
    if (cut.length > sentences.length) break;
  }
  return cut;
}

function mistakesOn(question: Question): [Chunks, string][] {
  const { sentences, size, overlap } = question;
  const right = chunks(question);
  const atTheEnd = chunks(question, { begins: start => start < sentences.length });
  return [
    // what only one case shows comes first: there it gives the same as something that an earlier case has ruled out
    [[], 'A text that is shorter than size is one chunk, however short it is.'],
    [
      [...sentences.keys(), sentences.length - 1].slice(size - 1).map(last => sentences.slice(0, last + 1)),
      'slice(-0) is the whole list, and not the last none of it: with overlap 0 two chunks share nothing.',
    ],
    [[[]], 'Where there are no sentences there is no chunk: the list is empty.'],
    [
      atTheEnd,
      'The last chunk has nothing that the one before has not: stop when a chunk has reached the last sentence.',
    ],
    [
      right.filter(one => one.length === size),
      'The last chunk may have fewer sentences than size: without it the end of the text would never be found.',
    ],
    [
      right.map((one, i) => (i > 0 && one.length < size ? sentences.slice(-size) : one)),
      'The last chunk is shorter than the others; it is not moved back to be as long as they are.',
    ],
    [
      chunks(question, { step: () => size, begins: start => start < sentences.length }),
      'Each chunk begins with the last sentences of the one before, as many as overlap says.',
    ],
    [
      chunks(question, { step: () => 1, begins: start => start + size <= sentences.length }),
      'The next chunk begins size - overlap sentences farther on, not one.',
    ],
    [
      chunks(question, { step: () => Math.max(1, overlap), begins: start => start < sentences.length }),
      'overlap is what two chunks share: the next begins size - overlap sentences farther on.',
    ],
    [
      chunks(question, { step: () => size, size: () => size + overlap, begins: start => start < sentences.length }),
      'A chunk has size sentences, what it shares with the one before included.',
    ],
    [right.slice(0, 1), 'That is the first chunk alone: a loop goes on to the end of the text.'],
    [[...right].reverse(), 'The chunks come in the order of the text.'],
  ];
}

const isSame = (one: Chunks, other: Chunks): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The result as lists of texts; undefined when it is something else. */
function asChunks(result: unknown): Chunks | undefined {
  if (!Array.isArray(result)) return undefined;
  const are = result.every(one => Array.isArray(one) && one.every(sentence => typeof sentence === 'string'));
  return are ? (result as string[][]) : undefined;
}

function judgeChunks(question: Question, result: unknown): Finding | undefined {
  const { size, overlap } = question;
  const expected = `a list of chunks, each a list of at most ${size} sentences, of which it shares ${overlap} with the one before`;
  const found = asChunks(result);
  if (!found) {
    const isFlat = isList(result) && Array.from(result).every(one => typeof one === 'string');
    const hint =
      isFlat && 'A chunk is a list of sentences: do not join them into one text, and put no two lists into one.';
    return { got: inWords(result), expected, ...(hint && { hint }) };
  }
  if (isSame(found, chunks(question))) return undefined;
  const got = `${found.length} chunks of ${found.map(({ length }) => length).join(', ')} sentences`;
  return { got, expected, hint: mistakesOn(question).find(([wrong]) => isSame(found, wrong))?.[1] };
}

const oneText = (sentences: Sentences, size: number, overlap: number): Case => ({
  name: `${sentences.length} sentences, size ${size}, overlap ${overlap}`,
  calls: () => [[sentences, size, overlap]],
  judge: ([result]) => judgeChunks({ sentences, size, overlap }, result),
});

const STORY = [
  'A lion sleeps.',
  'It wakes.',
  'It stretches.',
  'It roars.',
  'It walks.',
  'It hunts.',
  'It eats.',
  'It rests.',
];

export const chunkExercise: Exercise = {
  id: 'chunk',
  title: 'Cut a text into chunks',
  statement:
    'chunk(sentences, size, overlap): the sentences in chunks of size, in their order; each begins with the last overlap sentences of the ' +
    'one before (overlap is less than size). The last may be shorter. None lies wholly within the one before, and of no sentences there is none.',
  hints: [
    'Where does the second chunk begin, and where the third? Write down the starts for 8 sentences, size 3 and overlap 1.',
    'for (let start = 0; …; start += size - overlap) gives the starts, and sentences.slice(start, start + size) a chunk. When has one reached the end?',
    'A chunk that begins at start reaches the end when start + size >= sentences.length: add it, and stop. An empty text has none.',
  ],
  why:
    'What two sentences say together is found only where they stand in one chunk: an overlap keeps what a cut would part. It costs ' +
    'room, since each of these sentences is stored twice. A last chunk that lies within the one before says nothing new and would only take a place in the ranking.',
  cases: [
    oneText(STORY.slice(0, 7), 3, 1),
    oneText(STORY, 3, 1),
    oneText(STORY.slice(0, 6), 2, 0),
    oneText(STORY.slice(0, 1), 4, 2),
    oneText([], 3, 1),
  ],
  drawn: random => {
    const draw = () => {
      const size = 2 + random.integer(4);
      const count = 6 + random.integer(20);
      const sentences = Array.from({ length: count }, () => `It weighs ${between(random, 1, 99)} kg.`);
      return { sentences, size, overlap: random.integer(size) };
    };
    const isTelling = (question: Question) => question.overlap > 1 && chunks(question).length > 3;
    const one = () => {
      const { sentences, size, overlap } = drawUntil(draw, isTelling);
      return oneText(sentences, size, overlap);
    };
    return together('three texts drawn at random', Array.from({ length: 3 }, one));
  },
};
