/**
 * Pictures a second in Chromium, drawn by Vega's own build on a canvas as in JupyterLab, without a graphics card: the film of 2,000
 * digits in 30 frames, 10,000 digits in space that turn, and a linked pair of 10,000 in which a selection is dragged. Counted are
 * pictures that differ from the one before; looking for that takes some of the time.
 */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Chart } from '../lib/charts/render/chart';
import { stillSvg } from '../lib/charts/render/still';
import { scatter2d } from '../lib/charts/scatter-2d';
import { scatter3d } from '../lib/charts/scatter-3d';
import { trainingFilm } from '../lib/charts/training-film';
import { type Digits, takeDigits } from '../lib/data/digits';
import { loadMnist } from '../lib/data/mnist';
import { type SeededRandom, seededRandom } from '../lib/engine/seeds';
import { launchChromium } from '../tests/browser/chromium';
import { type Benchmark, readOptions } from './benchmark';
import { markdownTable } from './markdown-table';
import { quantile, spreadOf } from './timing';

const FRAMES = 30;
const FILM_POINTS = 2000;
const NEIGHBOURS = 5;

interface Candidate {
  name: string;
  chart: Chart;
  /** What is set at the beginning, and at every picture: an expression of `t`, the seconds so far. */
  start: Record<string, unknown>;
  each?: { signal: string; value: string };
}

interface Run {
  /** Milliseconds until the chart is drawn for the first time. */
  first: number;
  /** Pictures that differ from the one before, a second. */
  drawings: number;
}

export const benchmark: Benchmark = async args => {
  const { rounds, seconds } = readOptions(args, { rounds: 5, seconds: 4 });
  const digits = await loadMnist('test');
  const rows = [];
  const browser = await launchChromium();
  try {
    for (const candidate of candidates(digits)) {
      const runs: Run[] = [];
      for (let round = 0; round < rounds; round++) {
        const page = await browser.newPage({ viewport: { width: 800, height: 900 } });
        runs.push(await measure(page, candidate, seconds));
        await page.close();
      }
      const spec = JSON.stringify(candidate.chart.spec).length;
      const still = (await stillSvg(candidate.chart)).length;
      rows.push({ name: candidate.name, runs, spec, still });
    }
  } finally {
    await browser.close();
  }
  const spread = (values: number[], digits: number) => {
    const [low, median, high] = [0, 0.5, 1].map(q => quantile(values, q).toFixed(digits));
    return `${median} (${low} to ${high})`;
  };
  console.log(
    markdownTable(
      ['chart', 'pictures a second, median (range)', 'ms to the first one', 'specification, MB', 'still, KB'],
      rows.map(({ name, runs, spec, still }) => [
        name,
        spread(
          runs.map(run => run.drawings),
          1,
        ),
        spread(
          runs.map(run => run.first),
          0,
        ),
        (spec / 1e6).toFixed(2),
        Math.round(still / 1000),
      ]),
    ),
  );
  return {
    figures: rows.flatMap(({ name, runs }) => [
      { what: `${name}: a picture`, unit: 'ms', ours: spreadOf(runs.map(({ drawings }) => 1000 / drawings)) },
      { what: `${name}: the first picture`, unit: 'ms', ours: spreadOf(runs.map(({ first }) => first)) },
    ]),
    rows,
  };
};

function candidates(digits: Digits): Candidate[] {
  const random = seededRandom('bench charts');
  const { labels, images, size } = digits;
  const neighbours = Int32Array.from({ length: size * NEIGHBOURS }, () => random.integer(size));
  const some = takeDigits(
    digits,
    Array.from({ length: FILM_POINTS }, (_, i) => i),
  );
  const film = trainingFilm(
    Array.from({ length: FRAMES }, (_, f) => ({
      step: 10 * f,
      points: clusters(some.labels, 2, 3 - (2 * f) / FRAMES, random),
    })),
    { ...some, losses: Array.from({ length: 10 * FRAMES }, (_, step) => 4 / (1 + step / 30)) },
  );
  const space = scatter3d(clusters(labels, 3, 1, random), labels, { images, neighbours });
  const panel = (width: number) => ({ points: clusters(labels, 2, width, random), labels });
  const pair = scatter2d([panel(2), panel(1)], { images, neighbours, linked: true, axes: false });
  return [
    { name: `film, ${FRAMES} x ${FILM_POINTS}, playing`, chart: film, start: { playing: true, speed: 2 } },
    { name: `space, ${size}, turning`, chart: space, start: { turning: true } },
    {
      name: `linked pair, ${size}, a selection that grows and shrinks`,
      chart: pair,
      start: {},
      each: { signal: 'brush', value: '{ panel: 0, x0: 40, y0: 100, x1: 180 + 120 * Math.sin(3 * t), y1: 300 }' },
    },
  ];
}

/** Ten clusters, a label each, of some width around places on a circle or a screw. */
function clusters(labels: Uint8Array, dim: number, width: number, random: SeededRandom): Float32Array {
  return Float32Array.from({ length: labels.length * dim }, (_, at) => {
    const angle = (labels[Math.floor(at / dim)]! * Math.PI) / 5;
    return 5 * [Math.cos(angle), Math.sin(angle), Math.sin(2 * angle)][at % dim]! + width * random.normal();
  });
}

async function measure(page: Page, { chart, start, each }: Candidate, seconds: number): Promise<Run> {
  await page.goto('about:blank');
  await page.setContent('<div id="chart"></div>');
  await page.addScriptTag({ content: readFileSync(require.resolve('vega/build/vega.min.js'), 'utf8') });
  return page.evaluate(`(${IN_PAGE})(${JSON.stringify({ spec: chart.spec, start, each, seconds })})`);
}

/** What runs in the page, as text: the DOM has no types here. */
const IN_PAGE = `async ({ spec, start, each, seconds }) => {
  const frame = () => new Promise(requestAnimationFrame);
  const begin = performance.now();
  const view = new vega.View(vega.parse(spec), { renderer: 'canvas', container: '#chart', hover: true });
  await view.runAsync();
  await frame();
  const first = performance.now() - begin;
  const canvas = document.querySelector('canvas');
  const small = new OffscreenCanvas(96, 72).getContext('2d', { willReadFrequently: true });
  const look = () => {
    small.drawImage(canvas, 0, 0, 96, 72);
    return new Int32Array(small.getImageData(0, 0, 96, 72).data.buffer).reduce((sum, pixel) => (31 * sum + pixel) | 0, 0);
  };
  const value = each && new Function('t', 'return ' + each.value);
  for (const [name, setting] of Object.entries(start)) view.signal(name, setting);
  await view.runAsync();
  await new Promise(resolve => setTimeout(resolve, 500));
  let [drawings, before, t] = [0, look(), 0];
  const from = performance.now();
  while (t < seconds) {
    if (value) view.signal(each.signal, value(t)).run();
    await frame();
    const now = look();
    if (now !== before) drawings++;
    before = now;
    t = (performance.now() - from) / 1000;
  }
  view.finalize();
  return { first, drawings: drawings / t };
}`;
