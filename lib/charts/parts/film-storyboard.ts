import type { FilmFrame } from '../../projection/film-frames';
import type { FilmOptions } from '../input/film-input';
import type { Classes, Points } from '../input/point-input';
import { PLATE_MIDDLE, plateMarks } from './class-labels';
import { classLegend } from './class-legend';
import { dotSize, stillDots } from './dots';
import { filmCurves } from './film-curves';
import { placePlatesBeside } from './labels-beside';
import { MARGIN, panelBottom, panelMarks, TITLE_HEIGHT } from './panel';
import { fitPlane, tenths } from './plane';
import { ROW_WIDTH } from './sizes';
import { fixedFrame, fixedTitle } from './theme';
import { assemble } from './vega-mark';

/** Where the film's parts are, in pixels. */
export const TOP = 28;
export const CURVES_HEIGHT = 84;
/** Frames of the still picture, side by side. */
const STILLS = 3;
const STILL_GAP = 16;

interface StoryInput {
  options: FilmOptions;
  classes: Classes;
  classOf: number[];
  /** All frames' points. */
  everywhere: Float64Array;
}

/** The still picture: the first, the middle and the last frame side by side, and the curves with these moments marked. */
export function storyboard(
  frames: FilmFrame<Points>[],
  layouts: Float64Array[],
  { options, classes, classOf, everywhere }: StoryInput,
): object {
  const last = frames.length - 1;
  const shown = [...new Set([0, Math.round(last / 2), last])];
  const side = Math.floor((ROW_WIDTH - (STILLS - 1) * STILL_GAP) / STILLS);
  const plane = fitPlane(everywhere, side, side, MARGIN);
  const panels = shown.map((f, p) => ({
    name: `panel${p}`,
    title: `step ${frames[f].step.toLocaleString('en')}`,
    left: p * (side + STILL_GAP),
    top: TOP + TITLE_HEIGHT,
    plane,
  }));
  const top = panelBottom(panels[0]) + 40;
  const curves = filmCurves(
    shown.map(f => frames[f].step),
    options,
    { top, width: ROW_WIDTH, height: CURVES_HEIGHT },
  );
  const height = curves.jumps.length > 0 ? top + CURVES_HEIGHT + 40 : top - 40;
  return assemble({ width: ROW_WIDTH, height, ...fixedFrame(options.title) }, [
    fixedTitle(options.title),
    { signals: [{ name: 'colours', value: classes.colours }] },
    classLegend(classes),
    ...panels.map((panel, p) => {
      const layout = layouts[shown[p]];
      const size = dotSize(classOf.length, side, side);
      return {
        data: [{ name: `plates${p}`, values: placePlatesBeside(layout, plane, { classOf, classes }) }],
        marks: panelMarks(panel, [
          ...stillDots(tenths(layout, plane), { classOf, classes, size }),
          ...plateMarks(`plates${p}`, { x: 'datum.x', y: 'datum.y', opacity: '1', middle: PLATE_MIDDLE }),
        ]),
      };
    }),
    curves.still,
  ]);
}
