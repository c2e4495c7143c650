import { requireSome, requireWhole } from './input/checks';
import { type LossPoint, outline, smoothed, thinned } from './parts/loss-points';
import { followingPlot } from './parts/room';
import { roundTicks, spread } from './parts/scales';
import { REFERENCE, SERIES_COLOURS, sentence, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';

export interface LossRun {
  name: string;
  /** The loss of each step, the first step first. */
  losses: ArrayLike<number>;
}

export interface LossCurveOptions {
  /** Where the step axis ends, so that a curve grows towards it while it trains; by default the longest run. */
  totalSteps?: number;
  title?: string;
  /** false draws each run in a panel of its own: losses of different formulas cannot be compared on one axis. */
  share?: boolean;
  /** Of a panel, in pixels. */
  height?: number;
}

/** What a dot takes beyond the end of its line, in pixels. */
const DOT = 5;

interface Point extends LossPoint {
  run: string;
}

/**
 * Loss against training step: a smoothed line over the faint line of every step.
 *
 * The smoothed line is the mean over a fortieth of the axis around each step; at its end, where the steps to come are not
 * known yet, over the last ones.
 * @throws RangeError when there is no step to draw, two runs share a name, a run is longer than totalSteps or a loss is
 * no number
 */
export function lossCurve(runs: LossRun[], options: LossCurveOptions = {}): Chart {
  requireSome('lossCurve', 'runs', runs.length);
  const longest = Math.max(...runs.map(run => run.losses.length));
  const { title, share = true, totalSteps = Math.max(longest, 2) } = options;
  requireWhole('lossCurve', 'totalSteps', totalSteps);
  checkRuns(runs, longest, totalSteps);

  const reach = Math.round(totalSteps / 80);
  const names = runs.map(run => run.name);
  const curves = runs.map(run => {
    const raw = Array.from(run.losses, (loss, i) => ({ run: run.name, step: i + 1, loss }));
    const smooth = smoothed(raw, reach);
    return { name: run.name, raw: outline(raw), smooth: thinned(smooth), last: smooth.at(-1) };
  });
  const x = {
    field: 'step',
    type: 'quantitative',
    title: 'training step',
    scale: { domain: [0, totalSteps], nice: false },
    axis: { tickCount: 5, format: ',d', tickMinStep: 1 },
  };
  const color = { field: 'run', type: 'nominal', scale: { domain: names, range: SERIES_COLOURS }, legend: null };
  const labelled = share && runs.length > 1;
  const labelWidth = labelled ? Math.max(...names.map(name => name.length)) * 7 + 12 : 0;
  const size = share
    ? { height: options.height ?? 240 }
    : { width: runs.length > 2 ? 150 : 228, height: options.height ?? 200 };
  const panel = (members: typeof curves) => plot(members, { x, color, size, labelWidth });
  const started = curves.filter(curve => curve.last);

  return vegaLiteChart(
    {
      ...(share
        ? { ...panel(started), ...followingPlot(title) }
        : {
            ...(title && { title }),
            // Flush: panels and their titles line up whatever their axis labels need.
            hconcat: started.map(curve => ({ title: { text: curve.name, fontSize: 13 }, ...panel([curve]) })),
            bounds: 'flush',
            spacing: 72,
          }),
    },
    `${title ? `${sentence(title)} ` : ''}Loss against training step, 0 to ${totalSteps}. ${runs.map(inWords).join(' ')}`,
  );
}

function checkRuns(runs: LossRun[], longest: number, totalSteps: number): void {
  if (longest === 0) throw new RangeError('lossCurve: no run has a step yet; draw the curve after the first step');
  if (new Set(runs.map(run => run.name)).size < runs.length)
    throw new RangeError('lossCurve: two runs have the same name; give each its own, or they could not be told apart');
  for (const { name, losses } of runs) {
    if (losses.length > totalSteps)
      throw new RangeError(`lossCurve: run '${name}' has ${losses.length} steps, but totalSteps is ${totalSteps}`);
    for (let i = 0; i < losses.length; i++) {
      if (!Number.isFinite(losses[i]))
        throw new RangeError(
          `lossCurve: the loss of run '${name}' is ${String(losses[i])} at step ${i + 1}, expected a number; ` +
            'a run that diverges needs a smaller learning rate or a higher temperature',
        );
    }
  }
}

interface PlotOptions {
  x: object;
  color: object;
  size: { width?: number; height: number };
  /** Room for the runs' names at the right; 0 for none. */
  labelWidth: number;
}

type Curve = { name: string; raw: Point[]; smooth: Point[]; last: Point | undefined };

function plot(curves: Curve[], { x, color, size, labelWidth }: PlotOptions): object {
  const ticks = roundTicks(curves.flatMap(curve => curve.raw.map(point => point.loss)));
  const bottom = ticks[0];
  const top = ticks.at(-1)!;
  const y = {
    field: 'loss',
    type: 'quantitative',
    title: 'loss',
    scale: { domain: [bottom, top], nice: false },
    axis: { values: ticks, minExtent: 30 },
  };
  const ends = curves.map(curve => ({ ...curve.last!, label: curve.name }));
  const perPixel = (top - bottom) / size.height;
  const placed = spread(
    ends.map(end => end.loss),
    15 * perPixel,
    bottom,
  );
  const labels = ends.map((end, i) => ({ ...end, at: placed[i] }));
  return {
    ...size,
    layer: [
      {
        data: { values: curves.flatMap(curve => curve.raw) },
        mark: { type: 'line', strokeWidth: 1, opacity: 0.28, tooltip: null },
        encoding: { x, y, color },
      },
      {
        data: { values: curves.flatMap(curve => curve.smooth) },
        layer: [
          { mark: { type: 'line', strokeWidth: 2.25, strokeJoin: 'round' }, encoding: { x, y, color } },
          {
            params: [{ name: 'near', select: { type: 'point', on: 'mouseover', clear: 'mouseout', nearest: true } }],
            mark: { type: 'circle', size: 60 },
            encoding: {
              x,
              y,
              color,
              opacity: { condition: { param: 'near', empty: false, value: 1 }, value: 0 },
              tooltip: [
                { field: 'run', type: 'nominal', title: 'run' },
                { field: 'step', type: 'quantitative', format: ',d' },
                { field: 'loss', type: 'quantitative', title: 'loss (smoothed)', format: '.4~f' },
              ],
            },
          },
        ],
      },
      {
        data: { values: labels },
        mark: { type: 'circle', size: 36, opacity: 1, tooltip: null },
        encoding: { x, y, color },
      },
      ...(labelWidth > 0
        ? [
            {
              data: { values: labels },
              mark: { type: 'text', align: 'left', dx: 8, fontWeight: 600 },
              encoding: {
                x: { value: 'width' },
                y: { ...y, field: 'at' },
                text: { field: 'label', type: 'nominal' },
                color,
              },
            },
          ]
        : []),
      // Room for labels and dots at the right, whatever the renderer takes their width for: the chart keeps its size as it grows.
      {
        data: { values: [{}] },
        mark: { type: 'rect', opacity: 0, fill: REFERENCE, tooltip: null },
        encoding: {
          x: { value: 'width' },
          x2: { value: { expr: `width + ${Math.max(labelWidth, DOT)}` } },
          y: { value: 0 },
          y2: { value: 1 },
        },
      },
    ],
  };
}

function inWords({ name, losses }: LossRun): string {
  if (losses.length === 0) return `${name}: not begun.`;
  return `${name}: ${losses[0].toPrecision(3)} at step 1, ${losses[losses.length - 1].toPrecision(3)} at step ${losses.length}.`;
}
