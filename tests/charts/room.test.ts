import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { describe, expect, test } from 'vitest';
import { circleFilm } from '../../lib/charts/circle-film';
import { dragTriplet } from '../../lib/charts/drag-triplet';
import { lossCurve } from '../../lib/charts/loss-curve';
import { measuredCurve } from '../../lib/charts/measured-curve';
import { recallBars } from '../../lib/charts/recall-bars';
import type { Chart } from '../../lib/charts/render/chart';
import { scatter2d } from '../../lib/charts/scatter-2d';
import { scatter3d } from '../../lib/charts/scatter-3d';
import { staircase } from '../../lib/charts/staircase';
import { trainingFilm } from '../../lib/charts/training-film';
import { umapExplorer } from '../../lib/charts/umap-explorer';
import { seededRandom } from '../../lib/engine/seeds';

const PADDING = 12;
const random = seededRandom('room');
const labels = Array.from({ length: 400 }, (_, i) => i % 10);
const cloud = (dim: number, spread = 1) =>
  labels.flatMap(c =>
    Array.from({ length: dim }, (_, d) => spread * 3 * Math.sin(c * (d + 1.3)) + 0.4 * random.normal()),
  );
const steps = [0, 10, 20];
const losses = [4, 3, 2.5, 2.2, 2.1, 2];

const on = (degrees: number) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
const falling = {
  name: 'InfoNCE',
  roles: ['anchor', 'positive', 'negative'],
  frames: steps.map((step, i) => ({
    step,
    loss: 1 / (i + 1),
    points: [on(175), on(40 + i), on(200)],
    gradients: [[0, 0.2], [0.1, 0.2], [0.3, 0]], // biome-ignore format: three gradients
  })),
};

/** Charts as lessons draw them, with their longest words. */
const FOLLOWING: Record<string, Chart> = {
  circleFilm: circleFilm([falling, { ...falling, name: 'triplet' }], {
    title: 'What descent does to three points on a circle',
  }),
  dragTriplet: dragTriplet({
    start: [180, 355, 60],
    title: 'Drag the points: the arrows show where descent moves them',
  }),
  lossCurve: lossCurve([
    { name: 'a short run', losses },
    { name: 'another one', losses: losses.map(loss => loss / 2) },
  ]),
  measuredCurve: measuredCurve(
    ['new words', 'stored things'].map((name, i) => ({
      name,
      points: [1, 10, 100].map(x => ({ x, y: 50 + 10 * i + x / 5 })),
    })),
    {
      title: 'At effort 10 stored queries find 6 points more',
      xTitle: 'effort (candidates)',
      yTitle: 'recall@10 (%)',
      logX: true,
    },
  ),
  scatter2d: scatter2d(
    { points: cloud(2), labels, title: 'before' },
    { title: 'Ten digits in the plane', xTitle: 'PC1', yTitle: 'PC2' },
  ),
  'scatter2d, three panels': scatter2d(
    ['a', 'b', 'c'].map(title => ({ title, points: cloud(2), labels })),
    { axes: false, linked: true },
  ),
  scatter3d: scatter3d(cloud(3), labels, { title: 'Ten digits in space', explainedVarianceRatio: [0.2, 0.1, 0.1] }),
  staircase: staircase(
    ['voices trained on', 'computed voices', 'human-derived voices', 'real people'],
    ['a long run', 'a minute', 'without augmentation', 'raw log-mels'].map((name, i) => ({
      name,
      scores: [99.8 - i / 5, 98.6 - i, 87.6 - 8 * i, 90 - 8 * i],
      of: [830, 830, 400, 30],
    })),
    { measure: 'right word (%)', chance: 10, title: 'Voices never trained on are understood less often' },
  ),
  trainingFilm: trainingFilm(
    steps.map(step => ({ step, points: cloud(2, step / 20) })),
    {
      labels,
      losses,
      measures: steps.map(step => ({ step, accuracy: 0.9 + step / 300 })),
      title: 'The digits separate',
    },
  ),
  umapExplorer: umapExplorer(
    [5, 15].map(neighbours => ({ neighbours, minDistance: 0.1, points: cloud(2), note: ['kNN accuracy 97.1 %'] })),
    labels,
    { title: 'Two numbers decide what a map shows' },
  ),
};

/** Charts whose size is fixed, in pixels of a window of 800. */
const FIXED: Record<string, Chart> = {
  recallBars: recallBars(
    ['short run: name → twemoji', 'caption → tuxpaint'].map(name => ({
      ...{ name, at1: 0.4, at10: 1, chance: { at1: 0.01, at10: 0.1 }, queries: 1256 },
    })),
    { title: 'The stranger the style, the fewer are found' },
  ),
};

interface Box {
  text: string;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

// vega's types leave the scene graph open.
interface Node {
  marktype?: string;
  name?: string;
  items?: Node[];
  bounds?: Box;
  opacity?: number;
  text?: string | string[];
  x?: number;
  y?: number;
  align?: string;
  angle?: number;
}

/** Without a browser, Vega takes letters for wider than they are: 0.8 of their height instead of about 0.58. */
const NARROWER = 0.58 / 0.8;

function narrowed({ bounds, align, angle }: Node): Omit<Box, 'text'> {
  const { x1, y1, x2, y2 } = bounds!;
  if (angle) {
    const [middle, half] = [(y1 + y2) / 2, (NARROWER * (y2 - y1)) / 2];
    return { x1, x2, y1: middle - half, y2: middle + half };
  }
  const spare = (1 - NARROWER) * (x2 - x1);
  const left = align === 'right' ? spare : align === 'center' ? spare / 2 : 0;
  return { x1: x1 + left, x2: x2 - spare + left, y1, y2 };
}

/** The boxes of all texts that are seen, in pixels of the chart. */
function textBoxes(node: Node, x = 0, y = 0): Box[] {
  return (node.items ?? []).flatMap(item => {
    if (item.opacity === 0) return [];
    if (node.marktype === 'text' && String(item.text ?? '').trim()) {
      const { x1, y1, x2, y2 } = narrowed(item);
      return [{ text: String(item.text), x1: x1 + x, y1: y1 + y, x2: x2 + x, y2: y2 + y }];
    }
    const inGroup = node.marktype === 'group';
    return textBoxes(item, x + (inGroup ? (item.x ?? 0) : 0), y + (inGroup ? (item.y ?? 0) : 0));
  });
}

async function laidOut(chart: Chart, room?: number) {
  const spec = chart.kind === 'vega' ? (chart.spec as vega.Spec) : compile(chart.spec as TopLevelSpec).spec;
  // here is no container whose width could be looked at
  const signals = spec.signals?.map(signal => (signal.name === 'room' ? { name: 'room', value: room } : signal));
  const view = new vega.View(vega.parse({ ...spec, signals }), { renderer: 'none', logLevel: vega.Error });
  await view.runAsync();
  const svg = await view.toSVG();
  const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg)!.map(Number) as [number, number, number];
  const [, left, top] = /translate\(([\d.]+),([\d.]+)\)/.exec(svg)!.map(Number) as [number, number, number];
  const boxes = textBoxes((view.scenegraph() as unknown as { root: Node }).root).map(box => ({
    ...{ text: box.text, x1: box.x1 + left, x2: box.x2 + left, y1: box.y1 + top, y2: box.y2 + top },
  }));
  view.finalize();
  return { width, height, boxes };
}

/** What is cut, and what overprints something else; a text may have its halo below it. */
function faults({ width, height, boxes }: Awaited<ReturnType<typeof laidOut>>): string[] {
  const [slack, shared] = [1, 3]; // a letter's box is higher than the letter
  const cut = boxes.filter(
    ({ x1, y1, x2, y2 }) => x1 < -slack || y1 < -slack || x2 > width + slack || y2 > height + slack,
  );
  const over = boxes.flatMap((a, i) =>
    boxes
      .slice(0, i)
      .filter(
        b =>
          a.text !== b.text &&
          Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1) > shared &&
          Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1) > shared,
      )
      .map(b => `'${a.text}' over '${b.text}'`),
  );
  return [...cut.map(({ text }) => `'${text}' is cut`), ...over];
}

describe.each(Object.entries(FOLLOWING))('%s', (_, chart) => {
  test.each([366, 536, 660])('fits in %i pixels: nothing is cut, and no text covers another', async across => {
    const picture = await laidOut(chart, across - 2 * PADDING);
    expect(picture.width).toBeLessThanOrEqual(across);
    expect(faults(picture)).toEqual([]);
  });
});

test.each(Object.entries(FIXED))(
  '%s fits in a window 800 pixels wide, and no text covers another',
  async (_, chart) => {
    const picture = await laidOut(chart);
    // titles begin at the left end of what Vega takes for the longest name
    const boxes = picture.boxes.filter(({ x1 }) => x1 > 2 * PADDING);
    const [from, to] = [Math.min(...boxes.map(({ x1 }) => x1)), Math.max(...boxes.map(({ x2 }) => x2))];
    expect(to - from + 2 * PADDING).toBeLessThanOrEqual(574);
    expect(faults(picture)).toEqual([]);
  },
);
