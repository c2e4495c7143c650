import { type Plate, plateMarks } from './class-labels';
import { CHOSEN } from './class-legend';
import { DOT_OPACITY, dotSize, dots, FAINT, pointClasses, pointRows } from './dots';
import { type HoverOptions, hoverCard, type Place, rings } from './hover-card';
import { packedColumns } from './packed-columns';
import { type FittedPanel, panelMarks } from './panel';
import { type Plane, TENTH, tenths } from './plane';
import { placeForSizes, SIZE_OF_FIT } from './sized-labels';
import type { Part } from './vega-mark';

/*
 * Points that glide from one arrangement of the same rows to another. All places lie in two arrays, one arrangement after the other; the
 * signals `from` and `to` say which two are meant, and `part`, 0 to 1, how much of the way is done.
 */

/** More places than this outgrow a notebook. */
const MOST_PLACES = 200_000;

/** @throws RangeError when a chart would hold more places than a notebook takes */
export function requireFewPlaces(where: string, name: string, arrangements: number, n: number): void {
  if (n * arrangements <= MOST_PLACES) return;
  throw new RangeError(
    `${where}: ${arrangements} ${name} of ${n.toLocaleString('en')} points are ` +
      `${(n * arrangements).toLocaleString('en')} places, expected at most ${MOST_PLACES.toLocaleString('en')}; take fewer points`,
  );
}

export interface GlideOptions extends Omit<HoverOptions, 'panels'> {
  /** Where the points are drawn. */
  panel: FittedPanel;
  /** The class of each point. */
  classOf: number[];
  /** Of each arrangement, where the names of the classes stand in a plane: each at the end of a line from the middle of its points. */
  place: (plane: Plane) => Plate[][];
  /** What is drawn under the points, in the panel. */
  under?: object[];
}

/**
 * The points in their panel, with names, and the card of the one that is pointed at.
 * @param arrangements n * 2 numbers each, row by row the same points
 */
export function glidingPoints(arrangements: ArrayLike<number>[], options: GlideOptions): Part[] {
  const { panel, classOf, classes, place, under = [], ...card } = options;
  const n = classOf.length;
  const plates = placeForSizes(panel.plane, place).flat();
  const places = arrangements.map(points => tenths(points, panel.plane));
  const side = Math.min(panel.plane.width, panel.plane.height);
  const point = (i: string) => between('xs', 'ys', n, i);
  const ofPlates = (of: (plate: Plate) => number) =>
    plates.flatMap(moment => moment.map(plate => Math.round(TENTH * of(plate))));
  const ofSize = `${SIZE_OF_FIT} * ${arrangements.length * plates[0].length} + datum.place`;
  const plate = between('plateXs', 'plateYs', plates[0].length, ofSize);
  return [
    ...pointClasses(classOf, classes),
    packedColumns('places', { xs: places.flatMap(({ xs }) => xs), ys: places.flatMap(({ ys }) => ys) }),
    packedColumns('platePlaces', {
      plateXs: ofPlates(({ x }) => x),
      plateYs: ofPlates(({ y }) => y),
      middleXs: ofPlates(({ x, moved }) => x - moved.x),
      middleYs: ofPlates(({ y, moved }) => y - moved.y),
    }),
    {
      data: [
        pointRows('points', 0, n),
        {
          name: 'plateRows',
          values: plates[0].map(({ c, text, half, tall }, place) => ({ c, text, half, tall, place })),
        },
      ],
      marks: panelMarks(panel, [
        ...under,
        dots('dots', 'points', {
          ...point('datum.i'),
          size: dotSize(n, side, side),
          opacity: `${CHOSEN} ? ${DOT_OPACITY} : ${FAINT}`,
          moving: true,
        }),
        ...plateMarks('plateRows', {
          ...plate,
          opacity: `${CHOSEN} ? 1 : 0.15`,
          middle: between('middleXs', 'middleYs', plates[0].length, ofSize),
        }),
        ...rings(point, { neighbours: card.neighbours !== undefined }),
      ]),
    },
    ...hoverCard({
      ...card,
      classes,
      panels: [
        {
          name: panel.name,
          points: 'points',
          visible: CHOSEN,
          place: i => {
            const { x, y } = point(i);
            return { x: `(${panel.left} + ${x})`, y: `(${panel.top} + ${y})` };
          },
        },
      ],
    }),
  ];
}

/** A place on the way from arrangement `from` to arrangement `to`, each of `count` places. */
function between(xs: string, ys: string, count: number, i: string): Place {
  const glide = (places: string) => {
    const [start, end] = [`${places}[from * ${count} + ${i}]`, `${places}[to * ${count} + ${i}]`];
    return `((${start} + (${end} - ${start}) * part) / ${TENTH} * fit)`;
  };
  return { x: glide(xs), y: glide(ys) };
}
