/**
 * How cost grows, each curve beside its peer: a training step with the batch, a loss with its rows and their dimension, a search for
 * neighbours with the gallery and the dimension, and UMAP with the points.
 */
import { startEngine } from '../lib/engine/index';
import { type Benchmark, readOptions } from './benchmark';
import { compareSteps } from './engine';
import { beside, type Figure, figureTable } from './figures';
import { compareSearch, noise, startLearn } from './knn';
import { compareLosses } from './losses';
import { startLearn as startUmapLearn, tenClusters, timeUmap } from './projection';
import { once, type Timing } from './timing';

const LOSS = 'infoNceLoss';

/** A curve: what is measured at each value along an axis, ours first. */
interface Curve {
  of: string;
  along: string;
  values: number[];
  unit: Figure['unit'];
  measure(value: number): Promise<Timing[]>;
}

export const benchmark: Benchmark = async args => {
  const { rounds } = readOptions(args, { rounds: 3 });
  const engine = await startEngine();
  console.log(`${engine}\n`);
  const [learn, umapLearn] = [startLearn(), startUmapLearn()];
  const loss = (rows: number, dim: number) => compareLosses([LOSS], { rows, dim, rounds, steps: 20 });
  const curves: Curve[] = [
    {
      ...{ of: 'training step', along: 'pairs', values: [16, 32, 64, 128, 256, 512], unit: 'ms' },
      measure: async pairs => (await compareSteps(pairs, rounds, 4)).timings,
    },
    {
      ...{ of: 'InfoNCE, 64 dimensions', along: 'rows', values: [64, 128, 256, 512, 1024], unit: 'ms' },
      measure: async rows => (await loss(rows, 64))[0],
    },
    {
      ...{ of: 'InfoNCE, 256 rows', along: 'dimensions', values: [16, 64, 256, 1024], unit: 'ms' },
      measure: async dim => (await loss(256, dim))[0],
    },
    {
      ...{ of: 'kNN, 2,000 queries', along: 'gallery rows of 64', values: [2000, 5000, 20_000, 60_000], unit: 's' },
      measure: n => compareSearch(learn, noise(n, 64), rounds),
    },
    {
      ...{ of: 'kNN, 2,000 queries among 10,000', along: 'dimensions', values: [16, 64, 256, 1024], unit: 's' },
      measure: dim => compareSearch(learn, noise(10_000, dim), rounds),
    },
    {
      ...{ of: 'UMAP, 64 dimensions', along: 'points', values: [1000, 2000, 5000, 10_000, 60_000], unit: 's' },
      measure: async n => (await timeUmap(umapLearn, tenClusters(n, 64), rounds)).timings,
    },
  ];
  try {
    const figures: Figure[] = [];
    for (const { measure, of, along, values, unit } of curves) {
      for (const at of values) {
        const [ours, theirs] = await measure(at);
        const what = `${of}: ${at.toLocaleString('en')} ${along}`;
        figures.push(beside({ what, unit, curve: { of, along, at } }, ours, theirs));
      }
    }
    figures.push(umapGrowth(figures));
    console.log(figureTable(figures));
    return { figures, engine };
  } finally {
    learn.stop();
    umapLearn.stop();
  }
};

/** How many times as long the largest takes as the one before. */
function umapGrowth(figures: Figure[]): Figure {
  const [few, many] = figures.filter(({ curve }) => curve?.of.startsWith('UMAP')).slice(-2);
  const what = `UMAP, from ${few.curve!.at.toLocaleString('en')} to ${many.curve!.at.toLocaleString('en')} points`;
  const [ours, theirs] = [many.ours.median / few.ours.median, many.theirs!.median / few.theirs!.median].map(once);
  return {
    what,
    unit: 'times',
    ours,
    peer: many.peer,
    theirs,
    ratio: once(ours.median / theirs.median),
    headline: true,
  };
}
