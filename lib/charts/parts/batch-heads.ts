import { DIGIT_SIDE } from '../../data/digits';
import { digitSprite } from '../render/sprite';
import { INK, MUTED } from './theme';
import { mark } from './vega-mark';

export interface HeadsInput {
  n: number;
  rowNames?: string[];
  columnNames?: string[];
  pictures: { rows?: ArrayLike<number>; columns?: ArrayLike<number> };
  rowTitle: string;
  columnTitle: string;
  /** Pixels for the heads of the rows and the cells. */
  room: number;
}

/** Where the cells of a batch matrix begin, and how large one is: whole pixels. */
export interface HeadLayout {
  left: number;
  top: number;
  cell: number;
}

const TITLE = 22;
const GAP = 6;
/** Width of a character at 12 px, generously. */
const CHARACTER = 6.6;
const LARGEST_CELL = 44;
const LONGEST_NAME = 24;
/** More rows than this have numbers at round distances instead of names. */
const MOST_NAMES = 24;

/** The heads of a batch matrix: titles, names and pictures, left of the rows and above the columns. */
export function batchHeads(input: HeadsInput): { layout: HeadLayout; marks: object[] } {
  const { n, pictures, room } = input;
  const named = n <= MOST_NAMES;
  const rowNames = named ? input.rowNames?.map(shortened) : undefined;
  const columnNames = named ? input.columnNames?.map(shortened) : undefined;
  const rowNameWidth = rowNames ? widest(rowNames) + GAP : named ? 0 : 26;
  const probe = Math.min(LARGEST_CELL, Math.max(1, Math.floor((room - TITLE - rowNameWidth) / n)));
  const pictured = probe >= DIGIT_SIDE;
  const pictureOf = (images?: ArrayLike<number>) => (images && pictured ? DIGIT_SIDE + GAP : 0);

  const left = TITLE + rowNameWidth + pictureOf(pictures.rows);
  const cell = Math.min(LARGEST_CELL, Math.max(1, Math.floor((room - left) / n)));
  const slanted = columnNames ? widest(columnNames) > cell - 2 : false;
  const columnNameHeight = columnNames ? (slanted ? Math.ceil(widest(columnNames) * 0.71) + 12 : 18) : named ? 0 : 16;
  const top = TITLE + columnNameHeight + pictureOf(pictures.columns);
  const layout = { left, top, cell };
  const middle = (i: number) => (i + 0.5) * cell;
  const rowEdge = left - GAP - pictureOf(pictures.rows);
  const columnEdge = top - GAP - pictureOf(pictures.columns);

  const marks: object[] = [
    text(input.columnTitle, { x: left, y: 0, align: 'left', baseline: 'top', fill: INK }),
    text(input.rowTitle, { x: 0, y: top, align: 'right', baseline: 'top', angle: -90, fill: INK }),
    ...(rowNames ?? []).map((name, i) =>
      text(name, { x: rowEdge, y: top + middle(i), align: 'right', baseline: 'middle' }),
    ),
    ...(columnNames ?? []).map((name, i) =>
      slanted
        ? text(name, { x: left + middle(i), y: columnEdge, align: 'left', baseline: 'middle', angle: -45 })
        : text(name, { x: left + middle(i), y: columnEdge, align: 'center', baseline: 'bottom' }),
    ),
    ...(named
      ? []
      : counts(n).flatMap(i => [
          text(String(i), { x: left - GAP, y: top + middle(i), align: 'right', baseline: 'middle', fontSize: 11 }),
          text(String(i), { x: left + middle(i), y: top - 4, align: 'center', baseline: 'bottom', fontSize: 11 }),
        ])),
  ];
  const inset = Math.floor((cell - DIGIT_SIDE) / 2);
  if (pictures.rows && pictured) {
    const tiles = Array.from({ length: n }, (_, image) => ({ image, x: 0, y: image * cell + inset }));
    marks.push(
      strip(pictures.rows, tiles, { x: left - GAP - DIGIT_SIDE, y: top, width: DIGIT_SIDE, height: n * cell }),
    );
  }
  if (pictures.columns && pictured) {
    const tiles = Array.from({ length: n }, (_, image) => ({ image, x: image * cell + inset, y: 0 }));
    marks.push(
      strip(pictures.columns, tiles, { x: left, y: top - GAP - DIGIT_SIDE, width: n * cell, height: DIGIT_SIDE }),
    );
  }
  return { layout, marks };
}

const text = (words: string, look: Record<string, string | number>) =>
  mark('text', { enter: { text: words, fill: MUTED, ...look } });

function strip(
  images: ArrayLike<number>,
  tiles: { image: number; x: number; y: number }[],
  place: { x: number; y: number; width: number; height: number },
): object {
  const { width, height } = place;
  return mark('image', { enter: { url: digitSprite(images, tiles, { width, height, scale: 1 }), ...place } });
}

/** Round positions along a long side. */
function counts(n: number): number[] {
  const step = [10, 16, 20, 32, 50, 64].find(size => n / size <= 6) ?? 64;
  return Array.from({ length: Math.ceil(n / step) }, (_, i) => i * step);
}

const widest = (names: string[]) => Math.ceil(Math.max(...names.map(name => name.length)) * CHARACTER);
const shortened = (name: string) => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name);
