import type { Arrow } from './parts/arrows';
import { type PanelsOptions, type PointPanel, pointPanels } from './parts/point-panels';
import type { Chart } from './render/chart';

export type { Arrow, PanelsOptions as ScatterOptions, PointPanel as ScatterPanel };

/**
 * Labelled points in the plane, in one to three panels side by side; one unit across is as long as one unit up. The classes' names
 * stand at their medians, a click in the legend shows a class alone, and hovering over a point tells what it is.
 * @throws RangeError for no panel or more than three, no point, a coordinate that is no number, labels, pictures or neighbours of
 *   another number than points, more than ten classes, and linked panels of different sizes
 */
export function scatter2d(panels: PointPanel | PointPanel[], options: PanelsOptions = {}): Chart {
  return pointPanels('scatter2d', Array.isArray(panels) ? panels : [panels], options);
}
