import type { SeededRandom } from '../engine/seeds';

/** A batch of pairs: picture `left[i]` beside picture `right[i]`, as positions in the data set. */
export interface PairBatch {
  left: Int32Array;
  right: Int32Array;
  /** 1 where both show the same digit, else 0. */
  same: Float32Array;
  /** The class of each left picture. */
  labels: Uint8Array;
}

export interface PairOptions {
  /** Pairs a batch. */
  batchSize: number;
  /** Pairs an epoch: by default one for each picture. Only full batches are drawn. */
  pairs?: number;
  /** The share of pairs that show the same digit: 1 for losses that find their negatives in the batch, 0.5 for losses on labelled pairs. */
  positives?: number;
  random: SeededRandom;
}

/**
 * One epoch of freshly drawn pairs. Every picture is an anchor (left) once before any is twice; its partner is another
 * picture of the same digit, or a picture of another digit, each other digit being equally likely. In every batch exactly
 * `positives` of the pairs (rounded) are of the same digit.
 *
 * Fresh pairs every epoch are worth more than pairs drawn once: a picture meets new partners, so the network cannot learn
 * the pairs by heart. Call again with the same generator for the next epoch.
 * @param labels the class of each picture, 0 to 255
 * @throws RangeError for options out of range, or a class that has a single picture and so no partner
 */
export function* pairBatches(labels: Uint8Array, options: PairOptions): Generator<PairBatch, void> {
  const { batchSize, positives = 1, random } = options;
  const pairs = options.pairs ?? labels.length;
  checkOptions(labels, batchSize, pairs, positives);
  const byClass = picturesByClass(labels);
  const classes = [...byClass.keys()];
  if (positives > 0) checkPartners(byClass);
  if (positives < 1 && classes.length < 2) {
    throw new RangeError(
      'pairBatches: all pictures are of one class, expected two or more to draw different pairs from',
    );
  }

  /** Another picture of the anchor's class; where the anchor itself is drawn, the last of the class stands in. */
  const partner = (anchor: number) => {
    const pictures = byClass.get(labels[anchor])!;
    const drawn = pictures[random.integer(pictures.length - 1)];
    return drawn === anchor ? pictures[pictures.length - 1] : drawn;
  };
  /** A picture of another class, each class being equally likely; drawn likewise. */
  const stranger = (anchor: number) => {
    const last = classes[classes.length - 1];
    const drawn = classes[random.integer(classes.length - 1)];
    const pictures = byClass.get(drawn === labels[anchor] ? last : drawn)!;
    return pictures[random.integer(pictures.length)];
  };

  const anchors = Int32Array.from(labels.keys());
  const same = Float32Array.from({ length: batchSize }, (_, i) => (i < Math.round(batchSize * positives) ? 1 : 0));
  let next = anchors.length;
  const nextAnchor = () => {
    if (next === anchors.length) {
      random.shuffle(anchors);
      next = 0;
    }
    return anchors[next++];
  };

  for (let batch = 0; batch < Math.floor(pairs / batchSize); batch++) {
    random.shuffle(same);
    const left = Int32Array.from(same, nextAnchor);
    const right = left.map((anchor, i) => (same[i] ? partner(anchor) : stranger(anchor)));
    yield { left, right, same: same.slice(), labels: Uint8Array.from(left, anchor => labels[anchor]) };
  }
}

function picturesByClass(labels: Uint8Array): Map<number, number[]> {
  const pictures = new Map<number, number[]>();
  labels.forEach((label, i) => {
    if (!pictures.has(label)) pictures.set(label, []);
    pictures.get(label)!.push(i);
  });
  return pictures;
}

function checkOptions(labels: Uint8Array, batchSize: number, pairs: number, positives: number): void {
  if (labels.length === 0)
    throw new RangeError('pairBatches: labels is empty, expected the class of two pictures or more');
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`pairBatches: batchSize is ${batchSize}, expected a whole number of 1 or more`);
  }
  if (!Number.isInteger(pairs) || pairs < batchSize) {
    throw new RangeError(
      `pairBatches: an epoch of ${pairs} pairs does not fill a batch of ${batchSize}; take smaller batches or more pairs`,
    );
  }
  if (!(positives >= 0 && positives <= 1)) {
    throw new RangeError(`pairBatches: positives is ${positives}, expected a share from 0 to 1`);
  }
}

function checkPartners(byClass: Map<number, number[]>): void {
  for (const [label, pictures] of byClass) {
    if (pictures.length < 2) {
      throw new RangeError(
        `pairBatches: class ${label} has one picture only, so there is no partner for it; expected two or more a class`,
      );
    }
  }
}
