import type { HoverInput } from './input/hover-input';
import type { PointLabels, Points } from './input/point-input';
import { pointPanels } from './parts/point-panels';
import type { Chart } from './render/chart';

export interface SpokesPanel {
  title: string;
  /** n embeddings of two coordinates, before they are brought to unit length. */
  points: Points;
  /** A class a point. */
  labels: PointLabels;
  /** How far the points of a class lie apart in direction, in degrees: their standard deviation from the class's mean direction. */
  angleSpread: number;
  /** How far they lie apart in length: their standard deviation as a share of the class's mean length. */
  lengthSpread: number;
  /** How long a class is compared with how wide: 1 for balls, more for spokes. Printed where it is given. */
  elongation?: number;
}

/** Row i of every panel is the same thing where there are `images` or `neighbours`. */
export interface SpokesOptions extends HoverInput {
  title?: string;
}

/**
 * Embeddings before normalisation, a panel each, with lines from the origin through the classes' means: a class that a loss holds together
 * by direction alone is a spoke, one that is held together by distance is a ball. Under each the measure that says so.
 * @throws RangeError as `scatter2d`, and for a spread that is no number or below 0
 */
export function angleLength(panels: SpokesPanel | SpokesPanel[], options: SpokesOptions = {}): Chart {
  const given = Array.isArray(panels) ? panels : [panels];
  const drawn = given.map(({ title, points, labels, angleSpread, lengthSpread, elongation }) => {
    for (const [name, spread] of Object.entries({ angleSpread, lengthSpread, elongation: elongation ?? 0 })) {
      if (!(spread >= 0 && spread < Infinity))
        throw new RangeError(`angleLength: ${name} of '${title}' is ${spread}, expected a number from 0 on`);
    }
    const note = [
      `within a class, angles spread by ${angleSpread.toFixed(1)}°`,
      `and lengths by ${(100 * lengthSpread).toFixed(0)} % of their mean`,
      ...(elongation === undefined ? [] : [`a class is ${elongation.toFixed(1)} x as long as wide`]),
    ];
    return { title, points, labels, note };
  });
  return pointPanels('angleLength', drawn, options, true);
}
