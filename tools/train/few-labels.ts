import path from 'node:path';
import { DIGIT_PIXELS, type Digits } from '../../lib/data/digits';
import { loadMnist } from '../../lib/data/mnist';
import { digitEncoder } from '../../lib/encoders/digit-encoder';
import { digitNetwork, withoutLastLayer } from '../../lib/encoders/digit-network';
import type { Encoder, TrainableEncoder } from '../../lib/encoders/encoder';
import { tf } from '../../lib/engine/index';
import { fewLabels } from '../../lib/evaluation/few-labels';
import type { Figures } from '../../lib/evaluation/figures';
import { measureDigits } from '../../lib/evaluation/measure-digits';
import { share } from '../../lib/evaluation/share';
import { infoNceLoss } from '../../lib/losses/info-nce';
import { type TrainOptions, train } from '../../lib/training/train';
import type { FiguresOptions, FiguresRecipe } from './figures';
import { keptRow } from './kept';

type Row = Figures['rows'][number];

const SEEDS = [1, 2, 3];
const LABELS = [1, 10, 100];
const DRAWS = 3;
const TRAINING_DIGITS = 60_000;
const BATCH = 128;
const TEMPERATURE = 0.1;

/** How each network is trained; null for one that is not. */
const NETWORKS: Record<string, Pick<TrainOptions, 'views'> | null> = {
  'pairs of two views': { views: {} },
  untrained: null,
  'pairs from labels': {},
};
const RAW = 'raw pixels';

/** What pairs of two views, pairs from labels and no training at all are worth to who has few labels, beside raw pixels. */
export const fewLabelsRecipe: FiguresRecipe = {
  trainings: SEEDS.length * Object.values(NETWORKS).filter(trained => trained).length,
  steps: Math.floor(TRAINING_DIGITS / BATCH),
  async measure(options) {
    // one epoch; a shorter one, for a trial, goes over fewer digits
    const limit = options.steps < this.steps ? options.steps * BATCH : TRAINING_DIGITS;
    const [training, test] = [await loadMnist('train', { limit }), await loadMnist('test')];
    const config = {
      data: training.fingerprint,
      steps: options.steps,
      batchSize: BATCH,
      temperature: TEMPERATURE,
      draws: DRAWS,
    };
    const rows: Row[] = [];
    const keep = async (embedding: string, seed: number, measure: () => Promise<Row | undefined>) => {
      const file = path.join(options.runs, `${embedding.replaceAll(/\W+/g, '-')}-${seed}.json`);
      const row = await keptRow(file, config, { resume: options.resume, measure });
      if (row) rows.push(row);
      return row !== undefined;
    };
    let done = 0;
    for (const [name, how] of Object.entries(NETWORKS)) {
      for (const seed of SEEDS) {
        const network = digitNetwork({ seed });
        const encoder = digitEncoder(network);
        if (how && !(await trainOn(training, encoder, { name, how, seed, done }, options))) return undefined;
        if (how) done += options.steps;
        await keep(name, seed, async () => ({
          ...(await scored({ embedding: name, seed }, encoder, training, test)),
          'kNN, all': share((await measureDigits(encoder, training, test)).accuracy),
        }));
        const embedding = `${name}, before the last layer`;
        const features = digitEncoder(withoutLastLayer(network));
        await keep(embedding, seed, () => scored({ embedding, seed }, features, training, test));
        encoder.dispose();
      }
    }
    for (const seed of SEEDS) await keep(RAW, seed, () => scored({ embedding: RAW, seed }, pixels, training, test));
    return { config, rows };
  },
};

/** One epoch of InfoNCE, kept in a folder of its own. @returns false when it was interrupted */
async function trainOn(
  training: Digits,
  encoder: TrainableEncoder<Float32Array>,
  { name, how, seed, done }: { name: string; how: Pick<TrainOptions, 'views'>; seed: number; done: number },
  { runs, resume, signal, onStep }: FiguresOptions,
): Promise<boolean> {
  const loss = (left: tf.Tensor2D, right: tf.Tensor2D) => infoNceLoss(left, right, { temperature: TEMPERATURE });
  const run = await train(encoder, training, loss, {
    ...how,
    batchSize: BATCH,
    seed,
    checkpoints: path.join(runs, `${name.replaceAll(' ', '-')}-${seed}`),
    resume,
    signal,
    onStep: ({ step, loss: value }) => onStep(done + step, value),
  });
  return run.finished;
}

const pixels: Pick<Encoder<Float32Array>, 'embed'> = {
  embed: async images => tf.tensor2d(images, [images.length / DIGIT_PIXELS, DIGIT_PIXELS]),
};

/** The shares of the test digits that are read right with so many labels a digit. */
async function scored(
  of: { embedding: string; seed: number },
  encoder: Pick<Encoder<Float32Array>, 'embed'>,
  training: Digits,
  test: Digits,
): Promise<Row> {
  const row: Row = { ...of };
  for (const each of LABELS) {
    const scores = await fewLabels(encoder, training, test, { each, draws: DRAWS, seed: of.seed });
    row[`kNN, ${each}`] = share(scores.knn);
    row[`probe, ${each}`] = share(scores.probe);
  }
  return row;
}
