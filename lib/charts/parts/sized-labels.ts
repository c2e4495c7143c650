import { type Plate, rounded, type Spot } from './class-labels';
import type { Plane } from './plane';

/**
 * Shares of a panel's full size for which its names are placed: a name does not get smaller with its panel, and what lies beside the
 * points of a large one may cover those of a small one.
 */
const SIZES = [1, 0.72, 0.5];

/** Which of the placements of `placeForSizes` is meant: an expression of the signal `fit`. */
export const SIZE_OF_FIT = SIZES.slice(0, -1).reduceRight(
  (smaller, size, i) => `(fit >= ${size} ? ${i} : ${smaller})`,
  `${SIZES.length - 1}`,
);

/**
 * What `place` says for a panel of each of the sizes, in pixels of the full one.
 * @param place from a plane to plates in it, of any number of moments
 */
export function placeForSizes(plane: Plane, place: (plane: Plane) => Plate[][]): Plate[][][] {
  return SIZES.map(size => {
    const smaller = {
      ...plane,
      width: plane.width * size,
      height: plane.height * size,
      x: (value: number) => plane.x(value) * size,
      y: (value: number) => plane.y(value) * size,
    };
    const full = ({ x, y }: Pick<Plate, 'x' | 'y'>) => ({ x: x / size, y: y / size });
    return place(smaller).map(plates => plates.map(plate => ({ ...plate, ...full(plate), moved: full(plate.moved) })));
  });
}

/** The plates of a panel that follows its room, as rows: see SIZED_PLACE. */
export function sizedRows(plane: Plane, place: (plane: Plane) => Plate[]): object[] {
  const sizes = placeForSizes(plane, of => [place(of)]).map(([plates]) => plates);
  return sizes[0].map(({ c, text, half, tall }, p) => {
    const each = (of: (plate: Plate) => number) => sizes.map(plates => rounded(of(plates[p])));
    return {
      ...{ c, text, half, tall, xs: each(({ x }) => x), ys: each(({ y }) => y) },
      middleXs: each(({ x, moved }) => x - moved.x),
      middleYs: each(({ y, moved }) => y - moved.y),
    };
  });
}

/** Where the plate of a row of `sizedRows` stands, and the middle of what it names. */
export const SIZED_PLACE = placeOfSize('xs', 'ys');
export const SIZED_MIDDLE = placeOfSize('middleXs', 'middleYs');

function placeOfSize(xs: string, ys: string): Spot {
  return { x: `datum.${xs}[${SIZE_OF_FIT}] * fit`, y: `datum.${ys}[${SIZE_OF_FIT}] * fit` };
}
