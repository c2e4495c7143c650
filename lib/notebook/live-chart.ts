import { setTimeout as sleep } from 'node:timers/promises';
import type { Chart } from '../charts/render/chart';
import { breathe } from '../engine/breathe';
import { type Display, display, inKernel } from './display';
import { chartMetadata, interactiveForm, stillForms } from './show';

export interface LiveChartOptions {
  /** At most one frame in so many seconds; 1 by default. */
  everySeconds?: number;
}

/** A chart that is drawn again and again in one place, while something runs. */
export interface LiveChart<Data> {
  /** Draws a frame, unless the last one is too recent: then it returns at once, so call it at every step. */
  update(data: Data): Promise<void>;
  /** Draws the last frame, always, and with its still form. Call it in `finally`: an interrupted run has a curve too. */
  finish(data: Data): Promise<void>;
}

/**
 * JupyterLab saves a PNG of its own with every chart, taken after drawing; one that a next frame overtook would be saved
 * with that frame. So the last frame lets the one before it come to rest.
 */
const SETTLE_MS = 500;

/** @param draw makes the chart from the data of the moment, for example `losses => lossCurve([{ name, losses }])` */
export function liveChart<Data>(
  draw: (data: Data) => Chart,
  { everySeconds = 1 }: LiveChartOptions = {},
): LiveChart<Data> {
  if (!(everySeconds >= 0))
    throw new RangeError(`liveChart: everySeconds is ${everySeconds}, expected a number from 0 on`);
  let output: Display | undefined;
  let drawing = false;
  let drawnAt = -Infinity;

  function put(chart: Chart, still = {}): void {
    const data = { ...interactiveForm(chart), ...still };
    if (output) output.update(data, chartMetadata(chart));
    else output = display(data, chartMetadata(chart));
  }

  return {
    async update(data) {
      // Without a notebook there is nothing to watch; the last frame prints its text.
      if (drawing || !inKernel() || performance.now() - drawnAt < everySeconds * 1000) return;
      drawing = true;
      try {
        put(draw(data));
        await breathe();
      } finally {
        drawnAt = performance.now();
        drawing = false;
      }
    },
    async finish(data) {
      const chart = draw(data);
      await sleep(drawnAt + SETTLE_MS - performance.now());
      put(chart, await stillForms(chart));
    },
  };
}
