/** How cost grows: the ledger's curves as one picture, a panel each, both axes logarithmic. */
import type { Chart } from '../lib/charts/render/chart';
import type { Figure } from './figures';

const COLUMNS = 3;
const [WIDTH, HEIGHT] = [200, 140];
const SCALE = { type: 'log', nice: false, padding: 12 };
const COLOURS = { 'this course': '#4c78a8', 'its peer': '#f58518' };

/** @returns undefined where no figure stands in a curve */
export function growthCurves(all: Figure[]): Chart | undefined {
  const figures = all.filter(({ curve }) => curve);
  const names = [...new Set(figures.map(({ curve }) => curve!.of))];
  if (names.length === 0) return undefined;
  const panels = names.map(name => panel(figures.filter(({ curve }) => curve!.of === name)));
  return {
    kind: 'vega-lite',
    spec: {
      ...{ columns: COLUMNS, concat: panels, spacing: 24 },
      config: { view: { stroke: null }, axis: { grid: true, gridColor: '#eee', domain: false, tickSize: 3 } },
    },
    description: `How long things take as they grow, each beside its peer: ${names.join('; ')}. ${names.map(name => ends(figures, name)).join(' ')}`,
  };
}

/** The last point of a curve in words. */
function ends(figures: Figure[], name: string): string {
  const last = figures.filter(({ curve }) => curve!.of === name).pop()!;
  return `${last.what}: ${last.ratio!.median.toFixed(2)} times as long as ${last.peer}.`;
}

function panel(figures: Figure[]): object {
  const [{ curve, unit, peer }] = figures;
  const values = figures.flatMap(({ curve: place, ours, theirs }) =>
    [ours, theirs!].map(({ median, low, high }, i) => ({
      ...{ at: place!.at, median, low, high },
      who: Object.keys(COLOURS)[i],
    })),
  );
  const colour = {
    field: 'who',
    scale: { domain: Object.keys(COLOURS), range: Object.values(COLOURS) },
    legend: { title: null, orient: 'top-left' },
  };
  const x = {
    ...{ field: 'at', type: 'quantitative', title: curve!.along },
    scale: SCALE,
    axis: {
      values: figures.map(({ curve: place }) => place!.at),
      labelExpr: "datum.value < 2000 ? datum.value : format(datum.value, '~s')",
      labelOverlap: true,
    },
  };
  const y = (field: string) => ({
    ...{ field, type: 'quantitative', title: unit },
    ...{ scale: SCALE, axis: { tickCount: 3, format: '~g' } },
  });
  return {
    ...{ width: WIDTH, height: HEIGHT, data: { values } },
    title: { text: curve!.of, subtitle: `beside ${peer}`, anchor: 'start', fontSize: 12, subtitleFontSize: 10 },
    encoding: { x, color: colour },
    layer: [
      { mark: { type: 'line', point: { size: 25 }, strokeWidth: 1.5 }, encoding: { y: y('median') } },
      { mark: { type: 'rule' }, encoding: { y: y('low'), y2: { field: 'high' } } },
    ],
  };
}
