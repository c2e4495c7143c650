import { LEGEND_Y } from './class-legend';
import { IN_COLOUR, INK, MUTED } from './theme';
import { mark, signal } from './vega-mark';

/** How a thing reaches us, by what it is made of. */
export const HOW = { sound: 'heard', text: 'read', picture: 'seen', clip: 'watched' } as const;
export type Kind = keyof typeof HOW;

/** Sides of a picture with its frame, and the diameter of a sound's disc, in pixels. */
export const TILE = 44;
export const DISC = 34;
/** Room for the concept's name below a tile or a disc. */
export const NAME_HEIGHT = 15;
export const WORD_SIZE = 14;
const FRAME = 2.5;
/** What lies no farther from its place, in pixels, needs no line to it. */
const NEAR = 18;

/** A thing as it is drawn. */
export interface DrawnThing {
  kind: Kind;
  concept: string;
  colour: string;
  /** The word itself, of a text. */
  word?: string;
  /** The picture, or the first frame of the clip. */
  url?: string;
  /** Where the thing lies. */
  x: number;
  y: number;
  /** The middle of what is drawn in its place. */
  shownX: number;
  shownY: number;
  /** Half of what is drawn without the name below it, in pixels. */
  half: number;
  tall: number;
}

/** An eighth note in a square from -1 to 1. */
const NOTE =
  'M-0.62,0.62C-0.62,0.4 -0.36,0.26 -0.14,0.26C-0.06,0.26 0,0.28 0.05,0.3L0.05,-0.9L0.2,-0.9C0.24,-0.52 0.66,-0.36 0.52,0.2' +
  'C0.48,-0.06 0.36,-0.2 0.2,-0.26L0.2,0.5C0.2,0.74 -0.06,0.9 -0.28,0.9C-0.48,0.9 -0.62,0.8 -0.62,0.62Z';
const SHOWN = "(show === 'everything' || show === datum.how)";

const pictures = "datum.kind === 'picture' || datum.kind === 'clip'";
const at = { x: { field: 'shownX' }, y: { field: 'shownY' } };
const opacity = signal(`${SHOWN} ? 1 : 0.12`);
const corner = { x: signal('datum.shownX - datum.half'), y: signal('datum.shownY - datum.tall') };
const size = { width: signal('2 * datum.half'), height: signal('2 * datum.tall') };

/**
 * The things of the data set `things` (see `DrawnThing`), with lines to their places where these are beside them. The signal `show` is
 * 'everything', or one of the values of `HOW`; the others are pale then.
 */
export function mediaMarks(things: DrawnThing[]): { data: object[]; marks: object[] } {
  const values = things.map(thing => ({
    ...thing,
    how: HOW[thing.kind],
    says: { concept: thing.concept, 'how it comes': HOW[thing.kind] },
    aside: outside(thing) > NEAR,
  }));
  const only = (name: string, expr: string) => ({
    name,
    source: 'things',
    transform: [{ type: 'filter', expr }],
  });
  return {
    data: [
      { name: 'things', values },
      only('aside', 'datum.aside'),
      only('tiles', pictures),
      only('clips', "datum.kind === 'clip'"),
      only('sounds', "datum.kind === 'sound'"),
      only('words', "datum.kind === 'text'"),
      only('named', "datum.kind !== 'text'"),
    ],
    marks: [...leaders(), ...tiles(), ...discs(), ...words(), ...names(), touch()],
  };
}

/** How far a thing's place lies outside of what is drawn for it, in pixels. */
const outside = ({ x, y, shownX, shownY, half, tall }: DrawnThing) =>
  Math.hypot(Math.max(0, Math.abs(x - shownX) - half), Math.max(0, Math.abs(y - shownY) - tall));

const leaders = () => [
  mark('rule', {
    name: 'leaders',
    from: 'aside',
    enter: {
      x: { field: 'x' },
      y: { field: 'y' },
      x2: { field: 'shownX' },
      y2: { field: 'shownY' },
      stroke: { field: 'colour' },
    },
    update: { opacity },
  }),
  mark('symbol', {
    name: 'places',
    from: 'aside',
    enter: { x: { field: 'x' }, y: { field: 'y' }, size: 40, fill: { field: 'colour' } },
    update: { opacity },
  }),
];

const tiles = () => [
  mark('rect', {
    name: 'frames',
    from: 'tiles',
    enter: { ...corner, ...size, cornerRadius: 4, fill: '#ffffff', stroke: { field: 'colour' }, strokeWidth: FRAME },
    update: { opacity },
  }),
  mark('image', {
    name: `${IN_COLOUR} pictures`,
    from: 'tiles',
    enter: {
      x: signal(`datum.shownX - datum.half + ${FRAME}`),
      y: signal(`datum.shownY - datum.tall + ${FRAME}`),
      width: TILE - 2 * FRAME,
      height: TILE - 2 * FRAME,
      url: { field: 'url' },
    },
    update: { opacity },
  }),
  mark('symbol', {
    name: 'play discs',
    from: 'clips',
    enter: {
      x: signal('datum.shownX + datum.half - 9'),
      y: signal('datum.shownY + datum.tall - 9'),
      size: 260,
      fill: INK,
    },
    update: { opacity },
  }),
  mark('symbol', {
    name: 'play',
    from: 'clips',
    enter: {
      x: signal('datum.shownX + datum.half - 8.5'),
      y: signal('datum.shownY + datum.tall - 9'),
      ...{ shape: 'triangle-right', size: 60, fill: '#ffffff' },
    },
    update: { opacity },
  }),
];

const discs = () => [
  mark('symbol', {
    name: 'discs',
    from: 'sounds',
    enter: { ...at, size: (Math.PI * DISC ** 2) / 4, fill: '#ffffff', stroke: { field: 'colour' }, strokeWidth: FRAME },
    update: { opacity },
  }),
  mark('symbol', {
    name: 'notes',
    from: 'sounds',
    enter: { ...at, shape: NOTE, size: 400, fill: { field: 'colour' } },
    update: { opacity },
  }),
];

const words = () => [
  mark('rect', {
    name: 'plates',
    from: 'words',
    enter: { ...corner, ...size, cornerRadius: 11, fill: '#ffffff', stroke: { field: 'colour' }, strokeWidth: FRAME },
    update: { opacity },
  }),
  mark('text', {
    name: 'written',
    from: 'words',
    enter: {
      ...at,
      align: 'center',
      baseline: 'middle',
      text: { field: 'word' },
      fontSize: WORD_SIZE,
      fontWeight: 600,
    },
    update: { opacity },
  }),
];

const names = () =>
  [{ stroke: '#ffffff', strokeWidth: 3 }, { fill: INK }].map((look, i) =>
    mark('text', {
      ...(i === 1 && { name: 'names' }),
      from: 'named',
      enter: {
        x: { field: 'shownX' },
        y: signal('datum.shownY + datum.tall + 4'),
        ...{ align: 'center', baseline: 'top', text: { field: 'concept' }, fontSize: 11, ...look },
      },
      update: { opacity },
    }),
  );

/** What the pointer finds: one area a thing, above all of it. */
const touch = () =>
  mark('rect', {
    name: 'touch',
    from: 'things',
    interactive: true,
    enter: { ...corner, ...size, fill: 'transparent', tooltip: { field: 'says' } },
  });

/** A line that says which mark stands for what, for the kinds that are there. */
export function mediaLegend(kinds: readonly Kind[]): object[] {
  const keys = (Object.keys(HOW) as Kind[]).filter(kind => kinds.includes(kind));
  return keys.flatMap((kind, i) => {
    const x = 10 + 92 * i;
    const icon = { x, y: LEGEND_Y, fill: MUTED };
    const box = { x: x - 8, y: LEGEND_Y - 8, width: 16, height: 16, cornerRadius: 2, fill: null, stroke: MUTED };
    const icons = {
      sound: [mark('symbol', { enter: { ...icon, shape: NOTE, size: 260 } })],
      text: [mark('text', { enter: { ...icon, text: 'Aa', align: 'center', baseline: 'middle', fontWeight: 600 } })],
      picture: [mark('rect', { enter: box }), mark('symbol', { enter: { ...icon, size: 50 } })],
      clip: [mark('rect', { enter: box }), mark('symbol', { enter: { ...icon, shape: 'triangle-right', size: 50 } })],
    };
    const label = { x: x + 14, y: LEGEND_Y, baseline: 'middle', text: HOW[kind], fill: INK, fontSize: 12 };
    return [...icons[kind], mark('text', { name: `key ${HOW[kind]}`, enter: label })];
  });
}
