import { describe, expect, test } from 'vitest';
import { batchMatrix } from '../../lib/charts/batch-matrix';
import { circleCloud } from '../../lib/charts/circle-cloud';
import { circleFilm } from '../../lib/charts/circle-film';
import { courseProgress } from '../../lib/charts/course-progress';
import { crossHeatmap } from '../../lib/charts/cross-heatmap';
import { digitGrid } from '../../lib/charts/digit-grid';
import { lossCurve } from '../../lib/charts/loss-curve';
import { measuredCurve } from '../../lib/charts/measured-curve';
import { pairGrid } from '../../lib/charts/pair-grid';
import { recallBars } from '../../lib/charts/recall-bars';
import type { Chart } from '../../lib/charts/render/chart';
import { stillSvg } from '../../lib/charts/render/still';
import { scatter2d } from '../../lib/charts/scatter-2d';
import { scatter3d } from '../../lib/charts/scatter-3d';
import { scoreBars } from '../../lib/charts/score-bars';
import { similarityHistogram } from '../../lib/charts/similarity-histogram';
import { softmaxBars } from '../../lib/charts/softmax-bars';
import { soundPicture } from '../../lib/charts/sound-picture';
import { angleLength } from '../../lib/charts/spokes';
import { staircase } from '../../lib/charts/staircase';
import { trainingFilm } from '../../lib/charts/training-film';
import { umapExplorer } from '../../lib/charts/umap-explorer';
import { drawn } from './drawn';
import { pictures } from './points';

type Two = [string, string];

const PLANE = [0, 0, 1, 1, 2, 0, 3, 1];
const UNIT = [
  [1, 0],
  [0, 1],
];
const EVEN = [
  [1, 0.5],
  [0.5, 1],
];
const four = ([a, b]: Two) => [a, b, a, b];
const curve = [1, 2, 3].map(x => ({ x, y: x * x }));
const moment = (step: number) => ({ step, loss: 1 / (step + 1), points: UNIT, gradients: UNIT });
const share = { at1: 0.5, at10: 0.9, raw: { at1: 0.1, at10: 0.2 }, chance: { at1: 0.01, at10: 0.1 } };
const sound = { samples: new Float32Array(100).fill(0.5), rate: 100, mels: new Float32Array(24).fill(0.5), bands: 4 };

/** Every chart that shows names of its caller's, with two in each place that takes one. */
const CHARTS: Record<string, (names: Two) => Chart> = {
  batchMatrix: names => batchMatrix(EVEN, { rows: names, columns: names, labels: names }),
  circleCloud: names => circleCloud(names.map(title => ({ title, points: UNIT, labels: names }))),
  circleFilm: names =>
    circleFilm(names.map(name => ({ name, frames: [moment(0), moment(1)] as never, roles: names, labels: names }))),
  courseProgress: names => courseProgress(names.map(title => ({ title, lesson: title, status: 'passed' as const }))),
  crossHeatmap: names => crossHeatmap(EVEN, { rows: names, columns: names }),
  digitGrid: names => digitGrid(pictures(2), { captions: names }),
  lossCurve: names => lossCurve(names.map((name, i) => ({ name, losses: [3 - i, 2, 1, 0.5] }))),
  'lossCurve, a panel each': names =>
    lossCurve(
      names.map((name, i) => ({ name, losses: [3 - i, 2, 1, 0.5] })),
      { share: false },
    ),
  measuredCurve: names =>
    measuredCurve(
      names.map(name => ({ name, points: curve })),
      { xTitle: 'x', yTitle: 'y', reference: { name: names[0], y: 2 } },
    ),
  pairGrid: names => pairGrid(pictures(2), pictures(2), [1, 0], { captions: names }),
  recallBars: names => recallBars(names.map(name => ({ name, ...share }))),
  scatter2d: names => scatter2d({ title: names[0], points: PLANE, labels: four(names) }),
  scatter3d: names => scatter3d([...PLANE, ...PLANE.slice(0, 4)], four(names)),
  scoreBars: names =>
    scoreBars(
      names.map((name, i) => ({ name, score: 40 + 20 * i })),
      { baseline: { name: 'guessing', score: 50 } },
    ),
  'scoreBars, dots': names =>
    scoreBars(
      names.map((name, i) => ({ name, score: 40 + 20 * i })),
      { domain: [30, 70] },
    ),
  similarityHistogram: names =>
    similarityHistogram(
      names.map(title => ({ title, same: [0, 1, 3], different: [3, 1, 0] })),
      { names },
    ),
  softmaxBars: names => softmaxBars({ names, similarities: [0.9, 0.1], positive: 0 }),
  soundPicture: names => soundPicture(names.map(title => ({ title, ...sound }))),
  angleLength: names =>
    angleLength({ title: names[0], points: PLANE, labels: four(names), angleSpread: 1, lengthSpread: 1 }),
  staircase: names =>
    staircase(
      names,
      names.map((name, i) => ({ name, scores: [90 - 9 * i, 50] })),
      { measure: 'right (%)' },
    ),
  trainingFilm: names =>
    trainingFilm(
      [0, 1].map(step => ({ step, points: PLANE })),
      { labels: four(names) },
    ),
  umapExplorer: names =>
    umapExplorer([{ neighbours: 15, minDistance: 0.1, points: PLANE, note: [names[0]] }], four(names)),
};

const PAIRS: Two[] = [
  ['constructor', 'toString'],
  ['valueOf', 'hasOwnProperty'],
  ['__proto__', 'lion'],
  ['lion', 'isPrototypeOf'],
];

describe.each(Object.entries(CHARTS))('%s', (_, chartOf) => {
  test.each(PAIRS)("draws '%s' and '%s' as it draws other names", async (...names) => {
    const plain = await drawn(chartOf(['lion', 'trumpet']));
    const chart = chartOf(names);
    const members = await drawn(chart);
    expect(members.warnings).toEqual(plain.warnings);
    const counts = (of: typeof plain) => of.marks.map(({ type, items }) => `${items.length} ${type}`);
    expect(counts(members)).toEqual(counts(plain));
    const shown = (of: typeof plain, name: string) => of.texts.filter(text => text.includes(name)).length;
    expect(names.map(name => shown(members, name))).toEqual([shown(plain, 'lion'), shown(plain, 'trumpet')]);
    expect(await stillSvg(chart)).not.toContain('\u2060');
  });
});

test('other names stay as they are', async () => {
  expect(JSON.stringify(Object.values(CHARTS).map(chartOf => chartOf(['Constructor', 'a constructor'])))).not.toMatch(
    /\u2060/,
  );
  expect(await stillSvg(CHARTS.scoreBars!(['constructor', 'lion']))).toContain('>constructor</text>');
});
