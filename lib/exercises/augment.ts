import { DIGIT_PIXELS, DIGIT_SIDE } from '../data/digits';
import { loadMnist } from '../data/mnist';
import { type SeededRandom, seededRandom } from '../engine/seeds';
import { asNumbers, type Case, type Exercise, type Finding, inWords } from './exercise';
import { fine } from './together';

/** Pixels that a view may be moved by, to every side. */
const FARTHEST = 3;
/** Ink that differs by less is the same: float32 rounds. */
const TINY = 1e-6;

interface Move {
  right: number;
  down: number;
}

type Ink = ArrayLike<number>;

const movesUpTo = (farthest: number): Move[] => {
  const steps = Array.from({ length: 2 * farthest + 1 }, (_, i) => i - farthest);
  return steps.flatMap(right => steps.map(down => ({ right, down })));
};
const MOVES = movesUpTo(FARTHEST);

/** The ink at a place of a picture that was moved; what comes in is paper. */
function movedInk(picture: Ink, { right, down }: Move, x: number, y: number): number {
  const [fromX, fromY] = [x - right, y - down];
  const inside = fromX >= 0 && fromX < DIGIT_SIDE && fromY >= 0 && fromY < DIGIT_SIDE;
  return inside ? picture[fromY * DIGIT_SIDE + fromX] : 0;
}

/** The same, but what goes over one edge comes in on the other. */
function rolledInk(picture: Ink, { right, down }: Move, x: number, y: number): number {
  const [fromX, fromY] = [x - right, y - down].map(at => (at + DIGIT_SIDE) % DIGIT_SIDE);
  return picture[fromY * DIGIT_SIDE + fromX];
}

const movedBy = (view: Ink, picture: Ink, moves: readonly Move[], ink = movedInk): Move | undefined =>
  moves.find(move => {
    for (let y = 0; y < DIGIT_SIDE; y++) {
      for (let x = 0; x < DIGIT_SIDE; x++) {
        if (!(Math.abs(view[y * DIGIT_SIDE + x] - ink(picture, move, x, y)) <= TINY)) return false; // NaN is no ink
      }
    }
    return true;
  });

const LAST = DIGIT_SIDE - 1;
/** What makes another digit of one, or none at all, by where a pixel comes from. */
const FLIPS: [string, (x: number, y: number) => [number, number]][] = [
  ['mirrored', (x, y) => [LAST - x, y]],
  ['upside down', (x, y) => [x, LAST - y]],
  ['turned by half', (x, y) => [LAST - x, LAST - y]],
  ['with its rows for its columns', (x, y) => [y, x]],
];
const flipped = (picture: Ink, from: (x: number, y: number) => [number, number]) =>
  Float32Array.from({ length: DIGIT_PIXELS }, (_, i) => {
    const [x, y] = from(i % DIGIT_SIDE, Math.floor(i / DIGIT_SIDE));
    return picture[y * DIGIT_SIDE + x];
  });

/** How a view was moved, or what is wrong with it. */
function readView(picture: Ink, result: unknown): Move | Finding {
  const form = `${DIGIT_PIXELS} numbers from 0 to 1, the pixels of the view`;
  const view = asNumbers(result);
  if (view?.length !== DIGIT_PIXELS) return { got: inWords(result), expected: form };
  return movedBy(view, picture, MOVES) ?? otherChange(view, picture, form);
}

const isFinding = (value: Move | Finding): value is Finding => 'got' in value;

function otherChange(view: number[], picture: Ink, form: string): Finding {
  const expected = `the picture, moved by up to ${FARTHEST} pixels, with paper where nothing comes from`;
  const odd = view.find(ink => !(ink >= 0 && ink <= 1));
  if (odd !== undefined) {
    const hint = 'A pixel that comes from beyond the edge has no value in picture: it is paper, 0.';
    return { got: `ink of ${odd}`, expected: form, hint };
  }
  const far = movedBy(view, picture, movesUpTo(LAST));
  if (far) {
    const hint =
      'Too far, and the digit leaves the frame. random.integer(n) gives 0 to n - 1: for which n are there as many moves as asked?';
    return { got: `a move by ${far.right} and ${far.down} pixels`, expected, hint };
  }
  if (movedBy(view, picture, movesUpTo(LAST), rolledInk)) {
    const hint = 'What goes over one edge must not come in on the other: look at x and y apart, not at one index.';
    return { got: 'ink that came in from the other edge', expected, hint };
  }
  const flip = FLIPS.find(([, from]) => movedBy(view, flipped(picture, from), MOVES));
  if (flip) {
    const hint = 'A 2 in the mirror is no digit, and a 6 turned by half is a 9: a view must stay the digit that it is.';
    return { got: `the picture ${flip[0]}`, expected, hint };
  }
  const hint =
    'Copy the ink of each pixel from where it comes from, as it is. Are rows (28 * y) and columns (x) told apart, and is every edge right?';
  return { got: 'a picture that is no move of the one given', expected, hint };
}

/** Views of one picture, which must all be moves of it, and then pass `more`. */
const views = (
  name: string,
  picture: () => Promise<Float32Array>,
  seeds: readonly number[],
  more: (moves: Move[]) => Finding | undefined = () => undefined,
): Case => ({
  name,
  calls: async () => {
    const given = await picture();
    return seeds.map(seed => [given, seed]);
  },
  judge: async results => {
    const given = await picture();
    const moves = results.map(result => readView(given, result));
    return moves.find(isFinding) ?? more(moves as Move[]);
  },
});

const inOneWord = ({ right, down }: Move) => `${right} ${down}`;

function differ(moves: Move[]): Finding | undefined {
  if (new Set(moves.map(inOneWord)).size > 1) return undefined;
  return {
    got: `the same view for ${moves.length} seeds`,
    expected: 'views that differ',
    hint: 'Make the generator from the seed that is passed, seededRandom(seed), and draw how far the view is moved.',
  };
}

/** The first three views are of one seed, the others of others. */
function sameSeedSameView(moves: Move[]): Finding | undefined {
  if (new Set(moves.slice(0, 3).map(inOneWord)).size === 1) return differ(moves);
  return {
    got: 'different views for the same seed',
    expected: 'the same view, so that a training can be repeated',
    hint: 'Draw from seededRandom(seed) only; Math.random cannot be repeated.',
  };
}

/** Each of seven steps is left out of a hundred draws by chance once in five million times. */
function everyMoveComes(moves: Move[]): Finding | undefined {
  for (const way of ['right', 'down'] as const) {
    const seen = new Set(moves.map(move => move[way]));
    const missing = Array.from({ length: 2 * FARTHEST + 1 }, (_, i) => i - FARTHEST).filter(step => !seen.has(step));
    if (missing.length === 0) continue;
    return {
      got: `never a move by ${missing.join(', ')} pixels ${way === 'right' ? 'to the right' : 'down'} in ${moves.length} views`,
      expected: `every step from -${FARTHEST} to ${FARTHEST}`,
      hint: 'Both sides count, and 0: how many steps are there, and what has to be taken away from random.integer(n)?',
    };
  }
  if (new Set(moves.map(inOneWord)).size >= 20) return undefined; // of 49: about 43 turn up by chance
  return {
    got: 'moves that always go the same way across and down',
    expected: 'how far across says nothing of how far down',
    hint: 'Draw twice: once for the columns and once for the rows.',
  };
}

/** The first 6 of the test digits, and where it lies. */
const six = async () => (await loadMnist('test', { limit: 12 })).images.slice(11 * DIGIT_PIXELS);
/** Ink everywhere, each pixel another: what a move loses and brings in shows at every edge. */
const inkOf = (random: SeededRandom) => Float32Array.from({ length: DIGIT_PIXELS }, () => 0.1 + 0.9 * random.next());
const inkyPicture = async () => inkOf(seededRandom('ink up to the edge'));

export const augment: Exercise = {
  id: 'augment',
  title: 'A view that is still the digit',
  statement:
    `augment(picture, seed) returns a view of a picture of ${DIGIT_SIDE} x ${DIGIT_SIDE} pixels: moved by a whole number of pixels, ` +
    `up to ${FARTHEST} to the left or right and up to ${FARTHEST} up or down, drawn from the seed. What comes in is paper, 0.`,
  hints: [
    'Begin with a picture of nothing but paper, and fill in the pixels that come from somewhere.',
    'The pixel in column x and row y stands at position 28 * y + x. In a view that is moved by right and down it comes from column x - right and row y - down.',
    `const right = random.integer(${2 * FARTHEST + 1}) - ${FARTHEST}, and the same once more for down; then copy a pixel only where its old column and row both lie from 0 to ${LAST}.`,
  ],
  why:
    'A digit that is moved is the same digit: that is all one has to know to make a pair without a label. The 6 in the mirror or on its head ' +
    'would teach the network that a 6 and a 9 are one.',
  cases: [
    views('a 6, with five seeds', six, [1, 2, 3, 4, 5], differ),
    views('ink up to the edge, with five seeds', inkyPicture, [11, 12, 13, 14, 15], differ),
    views('a 6, three times with one seed and once with each of four', six, [7, 7, 7, 8, 9, 10, 12], sameSeedSameView),
    fine(
      views(
        'a picture with a hundred seeds',
        inkyPicture,
        Array.from({ length: 100 }, (_, i) => i),
        everyMoveComes,
      ),
    ),
  ],
  drawn: random => {
    const picture = inkOf(random);
    return views(
      'ink drawn at random',
      async () => picture,
      [0, 1, 2, 3, 4].map(() => random.integer(1_000_000)),
      differ,
    );
  },
};
