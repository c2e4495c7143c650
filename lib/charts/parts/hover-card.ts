import { DIGIT_SIDE } from '../../data/digits';
import type { Hover } from '../input/hover-input';
import type { Classes } from '../input/point-input';
import type { DigitSheet } from '../render/sprite';
import { packedColumns } from './packed-columns';
import { INK, MUTED } from './theme';
import { mark, type Part, signal } from './vega-mark';

export interface HoverOptions extends Hover {
  /** The groups in which the pointer looks for points. */
  panels: PointedPanel[];
  /** The chart's size, or expressions of it: the card stays inside. */
  width: number | string;
  height: number | string;
  classes: Classes;
}

/** The panel that has the pointer is `mouse.panel`, counted from 0. */
export interface PointedPanel {
  /** The group's name. */
  name: string;
  /** The data set of its points, see `pointRows`. */
  points: string;
  /** Which of them can be pointed at, an expression of `datum`. */
  visible: string;
  /** Where a point lies in the chart, given an expression of its place among all points. */
  place: (i: string) => Place;
  /** The place of its row 0 among all points; 0 by default. */
  start?: number;
}

/** Expressions, in pixels. */
export interface Place {
  x: string;
  y: string;
}

/** So near, in pixels, the pointer must come. */
const REACH = 8;
const PADDING = 8;
/** Sides of the pictures. */
const LARGE = 2 * DIGIT_SIDE;
const SMALL = 36;
const SMALL_GAP = 5;

/**
 * What hovering shows: a card beside the pointer with the nearest point's picture, its label and its number, and the same of its
 * neighbours. The signal `pointed` is that point's row, or -1; the data set `companions` has the neighbours' `row`s.
 */
export function hoverCard(options: HoverOptions): Part[] {
  const { panels, sheet, pictured, neighbours, width, height } = options;
  const size = cardSize(options);
  const starts = panels.map(panel => panel.start ?? 0);
  const at = placeOfPointed(panels);
  const own: Part = {
    signals: [
      {
        name: 'mouse',
        value: null,
        // While a button is down, something is being dragged.
        on: panels.flatMap(({ name }, panel) => [
          { events: `@${name}:mousemove`, update: `event.buttons ? null : {panel: ${panel}, x: x(), y: y()}` },
          { events: `@${name}:mouseout`, update: 'null' },
        ]),
      },
      { name: 'pointed', update: "mouse && length(data('nearest')) ? data('nearest')[0].best.row : -1" },
      { name: 'first', update: `mouse ? ${JSON.stringify(starts)}[mouse.panel] : 0` },
      { name: 'cardX', update: `pointed < 0 ? 0 : ${beside(at.x, size.width, width)}` },
      { name: 'cardY', update: `pointed < 0 ? 0 : clamp(${at.y} - ${size.height / 2}, 0, ${height} - ${size.height})` },
      ...(sheet ? [{ name: 'sheet', value: sheet.url }] : []),
    ],
    data: [
      ...panels.map((panel, p) => near(panel, p, options)),
      {
        name: 'nearest',
        source: panels.map((_, p) => `near${p}`),
        transform: [{ type: 'aggregate', ops: ['argmin'], fields: ['away'], as: ['best'] }],
      },
      ...(neighbours ? [companions(neighbours.k)] : []),
    ],
    marks: [card(options, size)],
  };
  return [
    ...(neighbours ? [packedColumns('companionRows', { neighbours: neighbours.rows })] : []),
    ...(pictured ? [packedColumns('pictures', { tiles: tilesOf(pictured) })] : []),
    own,
  ];
}

/** The place of each row's picture in the sheet, counted from 1; 0 for a row that has none. The last rows may be missing. */
function tilesOf(pictured: number[]): number[] {
  const tiles = new Array(pictured[pictured.length - 1] + 1).fill(0);
  pictured.forEach((row, tile) => {
    tiles[row] = tile + 1;
  });
  return tiles;
}

/** The few points of a panel that are near the pointer, with how far they are away. */
function near({ points, visible, place }: PointedPanel, p: number, { pictured }: Hover): object {
  const { x, y } = place('datum.i');
  const within = `abs(${x} - mouse.x) < ${REACH} && abs(${y} - mouse.y) < ${REACH}`;
  return {
    name: `near${p}`,
    source: points,
    transform: [
      {
        type: 'filter',
        expr: `mouse && mouse.panel === ${p} && ${visible}${pictured ? ' && tiles[datum.row] > 0' : ''} && ${within}`,
      },
      { type: 'formula', as: 'away', expr: `mouse ? hypot(${x} - mouse.x, ${y} - mouse.y) : 0` },
    ],
  };
}

function placeOfPointed(panels: PointedPanel[]): Place {
  return panels
    .map(panel => panel.place('(first + pointed)'))
    .reduceRight((others, { x, y }, p) => ({
      x: `(mouse.panel === ${p} ? ${x} : ${others.x})`,
      y: `(mouse.panel === ${p} ? ${y} : ${others.y})`,
    }));
}

function companions(k: number): object {
  return {
    name: 'companions',
    transform: [
      { type: 'sequence', start: 0, stop: signal(`pointed < 0 ? 0 : ${k}`), as: 'rank' },
      { type: 'formula', as: 'row', expr: `neighbours[pointed * ${k} + datum.rank]` },
    ],
  };
}

/**
 * Rings around the point that is pointed at and, thinner, around its neighbours.
 * @param place where a row lies in the group that the rings are in, given an expression of the row
 * @param seen an expression: whether there are rings in this group
 */
export function rings(place: (row: string) => Place, { neighbours, seen = 'true' }: RingOptions): object[] {
  const own = place('pointed');
  const other = place('datum.row');
  const opacity = signal(`pointed >= 0 && ${seen} ? 1 : 0`);
  return [
    ...(neighbours
      ? [
          mark('symbol', {
            name: 'companion rings',
            from: 'companions',
            enter: { size: 60, stroke: INK, strokeWidth: 1 },
            update: { x: signal(other.x), y: signal(other.y), opacity },
          }),
        ]
      : []),
    mark('symbol', {
      name: 'ring',
      enter: { size: 130, stroke: INK, strokeWidth: 2 },
      update: { x: signal(`pointed < 0 ? 0 : ${own.x}`), y: signal(`pointed < 0 ? 0 : ${own.y}`), opacity },
    }),
  ];
}

interface RingOptions {
  neighbours: boolean;
  seen?: string;
}

/** The card is always there, since its pictures take a moment to load, and seen while a point is pointed at. */
const SHOWN = signal('pointed < 0 ? 0 : 1');

function cardSize({ sheet, neighbours, classes }: HoverOptions): { width: number; height: number } {
  const longest = Math.max(...classes.names.map(name => name.length));
  const head = (sheet ? LARGE + 10 : 0) + Math.max(76, 24 + 7.5 * longest);
  const tail = neighbours ? Math.max(neighbours.k * (SMALL + SMALL_GAP) - SMALL_GAP, neighbours.title.length * 6) : 0;
  return {
    width: Math.ceil(2 * PADDING + Math.max(head, tail)),
    height: 2 * PADDING + headHeight(sheet) + (neighbours ? 24 + (sheet ? SMALL : 0) + 18 : 0),
  };
}

const headHeight = (sheet: DigitSheet | undefined) => (sheet ? LARGE : 34);

function card(options: HoverOptions, size: { width: number; height: number }): object {
  const { sheet, pictured, neighbours, classes } = options;
  const left = PADDING + (sheet ? LARGE + 10 : 0);
  const middle = PADDING + headHeight(sheet) / 2;
  return mark('group', {
    name: 'card',
    enter: {
      ...size,
      fill: '#ffffff',
      stroke: '#b6bcc8',
      cornerRadius: 4,
    },
    update: { x: signal('cardX'), y: signal('cardY'), opacity: SHOWN },
    marks: [
      ...(sheet
        ? [
            tile('picture', sheet, {
              row: pictured ? '(tiles[pointed] - 1)' : 'pointed',
              x: PADDING,
              y: PADDING,
              side: LARGE,
            }),
          ]
        : []),
      mark('symbol', {
        enter: { x: left + 5, y: middle - 9, size: 80 },
        update: { fill: signal('pointed < 0 ? null : colours[classOf[first + pointed]]'), opacity: SHOWN },
      }),
      cardText('label', `'${classes.digits && sheet ? 'digit ' : ''}' + classNames[classOf[first + pointed]]`, {
        x: left + 15,
        y: middle - 4.5,
        fontSize: 13,
        fontWeight: 600,
      }),
      cardText('number', "'row ' + format(pointed, ',d')", { x: left, y: middle + 15, fontSize: 11, fill: MUTED }),
      ...(neighbours ? neighbourMarks(options, PADDING + headHeight(sheet)) : []),
    ],
  });
}

function neighbourMarks({ sheet, neighbours }: HoverOptions, top: number): object[] {
  const { k, title } = neighbours!;
  const under = top + 24 + (sheet ? SMALL : 0);
  return [
    cardText('title', JSON.stringify(title), { x: PADDING, y: top + 17, fontSize: 11, fill: MUTED }),
    ...Array.from({ length: k }, (_, rank) => {
      const x = PADDING + rank * (SMALL + SMALL_GAP);
      const row = `neighbours[pointed * ${k} + ${rank}]`;
      const shownClass = `classOf[first + ${row}]`;
      return [
        ...(sheet ? [tile('neighbour', sheet, { row, x, y: top + 24, side: SMALL })] : []),
        mark('rect', {
          enter: { x, y: under + 2, width: SMALL, height: 3 },
          update: { fill: signal(`pointed < 0 ? null : colours[${shownClass}]`), opacity: SHOWN },
        }),
        cardText(`neighbour label ${rank}`, `classNames[${shownClass}]`, {
          x: x + SMALL / 2,
          y: under + 16,
          align: 'center',
          fontSize: 11,
        }),
      ];
    }).flat(),
  ];
}

function cardText(name: string, expression: string, look: Record<string, string | number>): object {
  return mark('text', {
    name: `card ${name}`,
    enter: { fill: INK, limit: 200, ...look },
    update: { text: signal(`pointed < 0 ? '' : ${expression}`), opacity: SHOWN },
  });
}

/** One picture of the sheet, that of its `row`: the whole sheet, moved so that the picture lies in a window. */
function tile(name: string, { columns, rows }: DigitSheet, { row, x, y, side }: Window): object {
  return mark('group', {
    enter: { x, y, width: side, height: side, clip: true },
    marks: [
      mark('image', {
        name: `card ${name}`,
        enter: {
          url: signal('sheet'),
          width: columns * side,
          height: rows * side,
          aspect: false,
        },
        update: {
          x: signal(`pointed < 0 ? 0 : -${side} * (${row} % ${columns})`),
          y: signal(`pointed < 0 ? 0 : -${side} * floor(${row} / ${columns})`),
          opacity: SHOWN,
        },
      }),
    ],
  });
}

interface Window {
  row: string;
  x: number;
  y: number;
  side: number;
}

/** To the right of a place, or where there is no room to its left. */
function beside(x: string, own: number, room: number | string): string {
  const gap = 16;
  return `clamp(${x} + ${gap + own} <= ${room} ? ${x} + ${gap} : ${x} - ${gap + own}, 0, max(0, ${room} - ${own}))`;
}
