import { takePictures } from '../data/take-pictures';
import type { Content } from '../search/course-items';
import { requireLength } from './input/checks';
import { type Points, readPoints } from './input/point-input';
import { LINE } from './parts/class-legend';
import {
  DISC,
  type DrawnThing,
  HOW,
  type Kind,
  mediaLegend,
  mediaMarks,
  NAME_HEIGHT,
  TILE,
  WORD_SIZE,
} from './parts/media-marks';
import { type Box, moveApart, moveInto } from './parts/move-apart';
import { fitPlane, type Plane } from './parts/plane';
import { FIXED_WIDTH, PADDING } from './parts/sizes';
import { AS_ELEMENTS, fixedFrame, fixedTitle, SERIES_COLOURS, sentence, vegaChart } from './parts/theme';
import { mark } from './parts/vega-mark';
import type { Chart } from './render/chart';
import { encodePng, pngDataUri } from './render/png';

/** Something to see, hear, read or watch, and the concept that it is of: { concept: 'lion', sound: roar }. */
export type MediaThing = Content & { concept: string };

const HEIGHT = 420;
/** Of the plane. */
const WIDTH = FIXED_WIDTH - 2 * PADDING;
const TOP = LINE + 14;
/** Between a thing and the border, so that it need not move. */
const MARGIN = 40;
/** Pixels between two things. */
const GAP = 4;
/** Of words on a plate; what is longer is cut. */
const MOST_LETTERS = 28;
const MOST_THINGS = 40;
const MOST_ROUNDS = 500;

/**
 * Things of several modalities in one plane, each drawn as what it is: a picture as itself, a word as the word, a sound as a note, a clip
 * as its first frame with a triangle. One unit across is as long as one unit up. Where two would cover each other, they move apart, and a
 * line leads to the place of a thing that lies beside it. A radio button for each modality shows it alone.
 * @param points n points of two coordinates
 * @param things what lies there
 * @param options.title by default how many of the things lie nearest to another of their concept
 * @throws RangeError for no point, things of another number, more than 40, more concepts than there are colours, a coordinate that is no
 *   number; TypeError for a thing that is no picture, sound, clip or text
 */
export function mediaScatter(points: Points, things: readonly MediaThing[], options: { title?: string } = {}): Chart {
  const read = readPoints('mediaScatter', 'points', points, 2);
  requireLength('mediaScatter', 'things', things.length, read.length / 2, 'point');
  if (things.length > MOST_THINGS)
    throw new RangeError(
      `mediaScatter: there are ${things.length} things, expected at most ${MOST_THINGS} that can be told apart; scatter2d draws more`,
    );
  const plane = fitPlane(read, WIDTH, HEIGHT, MARGIN);
  const drawn = place(things, coloursOf(things), read, plane);
  const title = options.title ?? foundOf(drawn, read);
  const kinds = [...new Set(drawn.map(({ kind }) => kind))];
  const { data, marks } = mediaMarks(drawn);
  const border = { width: WIDTH, height: HEIGHT, stroke: '#d9dde4', fill: '#ffffff' };
  return vegaChart(
    {
      ...{ width: WIDTH, height: TOP + HEIGHT, ...fixedFrame(title), ...AS_ELEMENTS },
      signals: [showSignal(kinds)],
      data,
      marks: [
        ...(fixedTitle(title).marks ?? []),
        ...mediaLegend(kinds),
        mark('group', { name: 'plane', interactive: true, enter: { y: TOP, ...border }, marks }),
      ],
    },
    inWords(drawn, title),
  );
}

function showSignal(kinds: Kind[]): object {
  const options = [
    'everything',
    ...(Object.keys(HOW) as Kind[]).filter(kind => kinds.includes(kind)).map(kind => HOW[kind]),
  ];
  const bind = { input: 'radio', name: 'show ', options };
  return { name: 'show', value: 'everything', ...(kinds.length > 1 && { bind }) };
}

function coloursOf(things: readonly MediaThing[]): Map<string, string> {
  const concepts = [...new Set(things.map(({ concept }) => concept))];
  if (concepts.length > SERIES_COLOURS.length)
    throw new RangeError(
      `mediaScatter: there are ${concepts.length} concepts, expected at most ${SERIES_COLOURS.length}, as many as there are colours`,
    );
  return new Map(concepts.map((concept, i) => [concept, SERIES_COLOURS[i]]));
}

/** Things at their places, moved apart where they would cover each other. */
function place(
  things: readonly MediaThing[],
  colours: Map<string, string>,
  points: Float64Array,
  plane: Plane,
): DrawnThing[] {
  const looks = things.map((thing, i) => lookOf(thing, i));
  // the name below belongs to the box, whose middle is then lower than that of what is drawn
  const boxes = looks.map(({ half, tall, below, nameHalf }, i): Box => {
    const [x, y] = [plane.x(points[2 * i]), plane.y(points[2 * i + 1])];
    return { x, y: y + below / 2, half: Math.max(half, nameHalf), tall: tall + below / 2 };
  });
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const moved = moveApart(boxes, GAP);
    moveInto(boxes, plane);
    if (!moved) break;
  }
  return looks.map(({ below, nameHalf, ...look }, i) => ({
    ...look,
    concept: things[i].concept,
    colour: colours.get(things[i].concept)!,
    x: neat(plane.x(points[2 * i])),
    y: neat(plane.y(points[2 * i + 1])),
    shownX: neat(boxes[i].x),
    shownY: neat(boxes[i].y - below / 2),
  }));
}

function lookOf(thing: MediaThing, i: number) {
  const nameHalf = 3.2 * thing.concept.length + 2;
  const named = { below: NAME_HEIGHT, nameHalf };
  if ('text' in thing) {
    const word = thing.text.length > MOST_LETTERS ? `${thing.text.slice(0, MOST_LETTERS - 1)}…` : thing.text;
    const half = Math.ceil((WORD_SIZE * 0.58 * word.length) / 2) + 9;
    return { kind: 'text' as const, word, half, tall: 12, below: 0, nameHalf: 0 };
  }
  if ('sound' in thing) return { kind: 'sound' as const, half: DISC / 2, tall: DISC / 2, ...named };
  if (!('clip' in thing || 'picture' in thing))
    throw new TypeError(`mediaScatter: thing ${i} is no { picture }, { sound }, { clip } or { text }`);
  const kind: Kind = 'clip' in thing ? 'clip' : 'picture';
  const { pixels, side } = takePictures('clip' in thing ? thing.clip : thing.picture, [0]);
  const url = pngDataUri(encodePng(pixels, { width: side, height: side, channels: 3 }));
  return { kind, url, half: TILE / 2, tall: TILE / 2, ...named };
}

function foundOf(things: DrawnThing[], points: Float64Array): string {
  const own = things.filter((thing, i) => things[nearest(points, i)]?.concept === thing.concept).length;
  return `${own} of ${things.length} things lie nearest to another of their concept`;
}

function inWords(things: DrawnThing[], title: string): string {
  const concepts = [...new Set(things.map(({ concept }) => concept))];
  const sentences = concepts.map(concept => {
    const some = things.filter(thing => thing.concept === concept);
    return `${concept}: ${some.map(({ kind, x, y }) => `${HOW[kind]} ${region(x, y)}`).join(', ')}.`;
  });
  return [
    sentence(title),
    'A picture is drawn as itself, a word as the word, a sound as a note, a clip as its first frame with a triangle.',
    ...sentences,
  ].join(' ');
}

/** The thing that lies nearest to thing i; -1 where it is alone. */
function nearest(points: Float64Array, i: number): number {
  let [best, least] = [-1, Number.POSITIVE_INFINITY];
  for (let j = 0; j < points.length / 2; j++) {
    const away = Math.hypot(points[2 * i] - points[2 * j], points[2 * i + 1] - points[2 * j + 1]);
    if (j !== i && away < least) [best, least] = [j, away];
  }
  return best;
}

/** Where a place lies, in the words of nine fields. */
function region(x: number, y: number): string {
  const across = ['left', '', 'right'][Math.min(2, Math.floor((3 * x) / WIDTH))];
  const up = ['upper', '', 'lower'][Math.min(2, Math.floor((3 * y) / HEIGHT))];
  if (up && across) return `at the ${up} ${across}`;
  if (across) return `at the ${across}`;
  return up === 'upper' ? 'at the top' : up === 'lower' ? 'at the bottom' : 'in the middle';
}

const neat = (pixels: number) => Math.round(pixels * 10) / 10;
