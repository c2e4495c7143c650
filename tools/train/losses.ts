import path from 'node:path';
import { type Digits, takeDigits } from '../../lib/data/digits';
import { loadMnist } from '../../lib/data/mnist';
import { sha256 } from '../../lib/data/sha256';
import { digitEncoder } from '../../lib/encoders/digit-encoder';
import { digitNetwork } from '../../lib/encoders/digit-network';
import type { TrainableEncoder } from '../../lib/encoders/encoder';
import type { Figures } from '../../lib/evaluation/figures';
import { chosenRate } from '../../lib/evaluation/loss-figures';
import { measureDigits } from '../../lib/evaluation/measure-digits';
import { share } from '../../lib/evaluation/share';
import { PAIR_LOSS_NAMES, type PairLossName, pairLoss, USUAL_TEMPERATURE } from '../../lib/training/pair-losses';
import { train } from '../../lib/training/train';
import type { FiguresRecipe } from './figures';
import { keptRow } from './kept';

const STEPS = 200;
const BATCH = 128;
const SEEDS = [1, 2, 3];
/** Tried with the first seed: a step that suits one loss is too long or too short for another. */
const RATES = [1e-3, 3e-3, 1e-2];
const TEMPERATURES = [0.02, 0.05, 0.1, 0.2, 0.5, 1];
const NEIGHBOURS = 20;
/** Training digits among which all are read: the first ones. */
const REFERENCES = 5000;
/** Training digits by which a rate is chosen: those from here on, on which nothing is trained. */
const VALIDATION = { from: 50_000, size: 2500 };

const TEST = 10_000;

interface Training {
  loss: PairLossName;
  temperature?: number;
  learningRate: number;
  seed: number;
}

/** At the temperatures that the table of losses does not have. */
const FURTHER_TEMPERATURES = TEMPERATURES.filter(temperature => temperature !== USUAL_TEMPERATURE);

/**
 * The eight losses, each at the learning rate of its own that reads most of the validation digits after the first seed; then InfoNCE at
 * several temperatures, at the rate that was chosen for it.
 */
export const lossesRecipe: FiguresRecipe = {
  trainings: PAIR_LOSS_NAMES.length * (RATES.length + SEEDS.length - 1) + FURTHER_TEMPERATURES.length * SEEDS.length,
  steps: STEPS,
  async measure({ runs, steps, resume, signal, onStep }) {
    const digits = await loadDigits(steps);
    const config = { data: digits.data, steps, batchSize: BATCH, references: digits.references.size, k: NEIGHBOURS };
    const rows: Figures['rows'] = [];
    let done = 0;
    const measureAll = async (trainings: Training[]) => {
      for (const training of trainings) {
        const row = await keptRow(path.join(runs, `${nameOf(training)}.json`), config, {
          resume,
          measure: () => measureOne(digits, training, { signal, onStep: (step, value) => onStep(done + step, value) }),
        });
        if (!row) return undefined;
        rows.push(row);
        done += steps;
      }
      return rows;
    };
    const [first, ...others] = SEEDS;
    const tried = PAIR_LOSS_NAMES.flatMap(loss => RATES.map(learningRate => ({ loss, learningRate, seed: first })));
    if (!(await measureAll(tried))) return undefined;
    const chosen = Object.fromEntries(PAIR_LOSS_NAMES.map(loss => [loss, chosenRate(rows, loss)]));
    const repeated = PAIR_LOSS_NAMES.flatMap(loss => others.map(seed => ({ loss, learningRate: chosen[loss], seed })));
    const warmer = FURTHER_TEMPERATURES.flatMap(temperature =>
      SEEDS.map(seed => ({ loss: 'InfoNCE' as const, temperature, learningRate: chosen.InfoNCE, seed })),
    );
    if (!(await measureAll([...repeated, ...warmer]))) return undefined;
    return { config: { ...config, queries: digits.test.size, validation: digits.validation.size }, rows };
  },
};

const nameOf = ({ loss, temperature, learningRate, seed }: Training) =>
  [
    loss,
    ...(temperature === undefined ? [] : [`temperature ${temperature}`]),
    `rate ${learningRate}`,
    `seed ${seed}`,
  ].join(', ');

async function loadDigits(steps: number) {
  if (steps * BATCH > VALIDATION.from) {
    throw new RangeError(
      `losses: ${steps} steps train on ${steps * BATCH} digits, expected at most ${VALIDATION.from}: those after them choose the learning rate; give --steps ${Math.floor(VALIDATION.from / BATCH)} or less`,
    );
  }
  // a trial, of fewer steps, reads fewer digits too
  const some = (size: number) => (steps < STEPS ? size / 20 : size);
  const all = await loadMnist('train');
  const part = (from: number, size: number): Digits => ({
    ...takeDigits(
      all,
      Array.from({ length: size }, (_, i) => from + i),
    ),
    size,
    fingerprint: sha256(`${all.fingerprint} ${from} ${size}`),
  });
  const training = part(0, steps * BATCH); // one epoch
  const test = await loadMnist('test', { limit: some(TEST) });
  const data = sha256(`${training.fingerprint} ${test.fingerprint}`);
  return {
    ...{ training, test, data },
    references: part(0, some(REFERENCES)),
    validation: part(VALIDATION.from, some(VALIDATION.size)),
  };
}

/** Trains once, and reads the validation and the test digits. @returns undefined when it was interrupted */
async function measureOne(
  { training, references, validation, test }: Awaited<ReturnType<typeof loadDigits>>,
  { loss, temperature, learningRate, seed }: Training,
  { signal, onStep }: { signal: AbortSignal; onStep(step: number, loss: number): void },
): Promise<Figures['rows'][number] | undefined> {
  const encoder = digitEncoder(digitNetwork({ seed }));
  const { loss: pairs, positives } = pairLoss(loss, { temperature });
  try {
    const run = await train(encoder, training, pairs, {
      batchSize: BATCH,
      positives,
      learningRate,
      seed,
      signal,
      onStep: ({ step, loss: value }) => onStep(step, value),
    });
    if (!run.finished) return undefined;
    const chooses = temperature === undefined && seed === SEEDS[0];
    const { accuracy, alignment, uniformity } = await measureDigits(encoder, references, test, { k: NEIGHBOURS });
    return {
      loss,
      ...(temperature !== undefined && { temperature }),
      learningRate,
      seed,
      ...(chooses && { validation: share(await readRight(encoder, references, validation)) }),
      kNN: share(accuracy),
      alignment: rounded(alignment),
      uniformity: rounded(uniformity),
    };
  } finally {
    encoder.dispose();
  }
}

async function readRight(encoder: TrainableEncoder<Float32Array>, references: Digits, asked: Digits): Promise<number> {
  return (await measureDigits(encoder, references, asked, { k: NEIGHBOURS })).accuracy;
}

const rounded = (value: number) => Number(value.toFixed(4));
