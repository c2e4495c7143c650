import { type PairLossName, pairLoss, type TrainableLoss, USUAL_TEMPERATURE } from '../training/pair-losses';
import { FIGURES, type Figures, loadFigures, type OverSeeds, spreadOf } from './figures';

/** What is measured of an encoder after a training: kNN accuracy (0 to 1), alignment and uniformity, as measureDigits gives them. */
export const LOSS_MEASURES = ['kNN', 'alignment', 'uniformity'] as const;

/** A loss at a temperature, trained with several seeds. */
export type LossFigures = {
  loss: PairLossName;
  /** The loss itself, as `train` takes it, with the share of positive pairs that it wants. */
  trainable: TrainableLoss;
  /** Of a loss that has none, undefined. */
  temperature?: number;
  /** Of Adam: the one of those tried that reads most validation digits. */
  learningRate: number;
  seeds: number[];
} & Record<(typeof LOSS_MEASURES)[number], OverSeeds>;

/** What `npm run train -- losses` measured. */
export interface LossTable {
  /** The eight losses at their usual settings, that with the highest mean kNN accuracy first. */
  losses: LossFigures[];
  /** InfoNCE, from the lowest temperature to the highest. */
  temperatures: LossFigures[];
  /** The losses that read fewer digits with their best seed than the first one does with its worst: no luck of the seeds. */
  behind: string[];
  /** Steps of each training, pairs a step, and the test digits that the shares are of. */
  steps: number;
  batchSize: number;
  queries: number;
}

/**
 * The eight losses beside one another after a few steps with several seeds, and InfoNCE at several temperatures, as shipped.
 * @throws Error when the file is missing, or was changed
 */
export async function lossTable({ folder = FIGURES }: { folder?: string } = {}): Promise<LossTable> {
  const { config, rows } = await loadFigures('losses', { folder });
  const usual = rows.filter(({ temperature }) => temperature === undefined);
  const losses = [...new Set(usual.map(({ loss }) => loss as string))].map(loss => {
    const learningRate = chosenRate(rows, loss);
    return overSeeds(usual.filter(row => row.loss === loss && row.learningRate === learningRate));
  });
  const further = [...new Set(rows.map(({ temperature }) => temperature))].filter(one => one !== undefined);
  const warmed = further.map(temperature => overSeeds(rows.filter(row => row.temperature === temperature)));
  const ofInfoNce = losses
    .filter(({ loss }) => loss === 'InfoNCE')
    .map(row => ({ ...row, temperature: USUAL_TEMPERATURE }));
  const { steps, batchSize, queries } = config as Record<string, number>;
  losses.sort((a, b) => b.kNN.mean - a.kNN.mean);
  return {
    losses,
    behind: losses.filter(({ kNN }) => kNN.high < losses[0].kNN.low).map(({ loss }) => loss),
    temperatures: [...warmed, ...ofInfoNce].sort((a, b) => a.temperature! - b.temperature!),
    ...{ steps, batchSize, queries },
  };
}

/** The learning rate that reads most of the validation digits with a loss at its usual settings; between equals, the one tried first. */
export function chosenRate(rows: Figures['rows'], loss: string): number {
  const first = rows.filter(row => row.loss === loss && row.temperature === undefined);
  const tried = first.filter(({ seed }) => seed === first[0].seed);
  return tried.reduce((best, row) => (row.validation > best.validation ? row : best)).learningRate as number;
}

function overSeeds(rows: Figures['rows']): LossFigures {
  const { loss, temperature, learningRate } = rows[0] as unknown as LossFigures;
  const measured = Object.fromEntries(
    LOSS_MEASURES.map(name => [name, spreadOf(rows.map(row => row[name] as number))]),
  );
  return {
    ...{ loss, learningRate, trainable: pairLoss(loss, { temperature }) },
    ...(temperature !== undefined && { temperature }),
    seeds: rows.map(({ seed }) => seed as number),
    ...(measured as Record<(typeof LOSS_MEASURES)[number], OverSeeds>),
  };
}
