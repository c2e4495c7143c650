import { type Digits, takeDigits } from '../data/digits';
import { type SeededRandom, seededRandom } from '../engine/seeds';
import { digitViews, type ViewRanges } from './digit-views';
import { type PairBatch, pairBatches } from './pair-batches';

/** The pictures of a step, those on the left and then those on the right, and what a loss may know of the pairs. */
export interface StepPairs {
  /** 2 * batchSize * 784 values. */
  images: Float32Array;
  /** 1 where a pair belongs together, else 0. */
  same: Float32Array;
  /** The digit on the left of each pair; with views, which picture it is. */
  labels: Uint8Array | Int32Array;
}

export interface StepPairOptions {
  batchSize: number;
  stepsAnEpoch: number;
  seed: number;
}

/**
 * Pairs from labels, a batch for each step of a training (see pairBatches). To be asked for in order; where the first one is within an
 * epoch, that epoch is drawn up to it.
 */
export function labelPairs(
  digits: Digits,
  { batchSize, stepsAnEpoch, seed, positives }: StepPairOptions & { positives: number },
): (step: number) => StepPairs {
  const epochs = eachEpoch(seed, random => ({
    batches: pairBatches(digits.labels, { batchSize, positives, random }),
    taken: 0,
  }));
  return step => {
    const epoch = epochs(Math.floor(step / stepsAnEpoch));
    for (; epoch.taken < step % stepsAnEpoch; epoch.taken++) epoch.batches.next();
    epoch.taken++;
    const { left, right, same, labels } = epoch.batches.next().value as PairBatch;
    return { images: takeDigits(digits, [...left, ...right]).images, same, labels };
  };
}

/**
 * Pairs without labels, a batch for each step of a training: two views of one picture (Chen et al. 2020,
 * https://arxiv.org/abs/2002.05709). Every picture comes once an epoch.
 */
export function viewPairs(
  digits: Digits,
  { batchSize, stepsAnEpoch, seed, ranges }: StepPairOptions & { ranges: ViewRanges },
): (step: number) => StepPairs {
  const epochs = eachEpoch(seed, random => random.shuffle(Int32Array.from({ length: digits.size }, (_, i) => i)));
  return step => {
    const first = (step % stepsAnEpoch) * batchSize;
    const chosen = epochs(Math.floor(step / stepsAnEpoch)).slice(first, first + batchSize);
    const random = seededRandom(seed).fork('views').fork(step);
    const { images } = takeDigits(digits, [...chosen, ...chosen]);
    return { images: digitViews(images, random, ranges), same: new Float32Array(batchSize).fill(1), labels: chosen };
  };
}

/** What is drawn once for each epoch, kept until another one is asked for. */
function eachEpoch<Drawn>(seed: number, draw: (random: SeededRandom) => Drawn): (epoch: number) => Drawn {
  let kept: { epoch: number; drawn: Drawn } | undefined;
  return epoch => {
    if (kept?.epoch !== epoch) kept = { epoch, drawn: draw(seededRandom(seed).fork('pairs').fork(epoch)) };
    return kept.drawn;
  };
}
