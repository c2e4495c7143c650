import type { Graph } from './fuzzy-set';
import type { Gradients } from './gradients';

/** Random points that push, for each time that a neighbour pulls. */
export const NEGATIVES = 5;
/** The longest step along an axis, before the rate. */
const LONGEST_STEP = 4;

/**
 * A layout under way: a function that moves all points for one epoch, in place.
 * @param points n * components numbers
 * @param seed a whole number; for the random points that push
 */
export function layoutStepper(
  points: Float32Array,
  components: number,
  graph: Graph,
  gradients: Gradients,
  epochs: number,
  seed: number,
): (epoch: number) => void {
  const schedule = scheduled(graph, points.length / components, epochs);
  const random = new Int32Array([seed]);
  const step = components === 2 ? stepPlane : stepSpace;
  return epoch => step(points, components, schedule, gradients, epoch, 1 - epoch / epochs, random);
}

/**
 * Pairs in both directions, those of point i from starts[i] up to starts[i + 1], and when each is due: the certain ones every epoch,
 * half as certain ones every other. One point after the other, as in umap-learn: a pair there and straight back again pulls twice as
 * hard at once, which costs up to 0.005 of trustworthiness on rows that are mostly noise.
 */
interface Schedule {
  starts: Int32Array;
  tails: Int32Array;
  period: Float32Array;
  next: Float32Array;
  nextNegative: Float32Array;
}

function scheduled({ heads, tails, weights }: Graph, n: number, epochs: number): Schedule {
  let strongest = 0;
  for (let i = 0; i < weights.length; i++) strongest = Math.max(strongest, weights[i]);
  const isDue = (pair: number) => weights[pair] >= strongest / epochs;
  const starts = new Int32Array(n + 1);
  for (let pair = 0; pair < weights.length; pair++) {
    if (!isDue(pair)) continue;
    starts[heads[pair] + 1]++;
    starts[tails[pair] + 1]++;
  }
  for (let point = 0; point < n; point++) starts[point + 1] += starts[point];
  const free = starts.slice();
  const to = new Int32Array(starts[n]);
  const period = new Float32Array(starts[n]);
  for (let pair = 0; pair < weights.length; pair++) {
    if (!isDue(pair)) continue;
    const [there, back] = [free[heads[pair]]++, free[tails[pair]]++];
    to[there] = tails[pair];
    to[back] = heads[pair];
    period[there] = period[back] = strongest / weights[pair];
  }
  return { starts, tails: to, period, next: period.slice(), nextNegative: period.map(x => x / NEGATIVES) };
}

export function clip(step: number): number {
  if (step > LONGEST_STEP) return LONGEST_STEP;
  if (step < -LONGEST_STEP) return -LONGEST_STEP;
  return step;
}

// Both functions do the same: one in a plane, with its two coordinates in variables, nearly twice as fast as the one for any number of
// coordinates. Random numbers are mulberry32's, its state kept in random[0]; the distance's bits index the table of gradients. A point
// does not push itself: in variables it has moved on from where it was read, and would.

function stepPlane(
  points: Float32Array,
  _components: number,
  { starts, tails, period, next, nextNegative }: Schedule,
  { attract, repel }: Gradients,
  epoch: number,
  rate: number,
  random: Int32Array,
): void {
  const n = points.length / 2;
  const scale = n / 2 ** 32;
  const float = new Float32Array(1);
  const bits = new Uint32Array(float.buffer);
  let state = random[0];
  for (let point = 0; point < n; point++) {
    const end = starts[point + 1];
    let x = points[2 * point];
    let y = points[2 * point + 1];
    for (let pair = starts[point]; pair < end; pair++) {
      if (next[pair] > epoch) continue;
      const tail = tails[pair] * 2;
      let dx = x - points[tail];
      let dy = y - points[tail + 1];
      let squared = dx * dx + dy * dy;
      if (squared > 0) {
        float[0] = squared;
        const pull = attract[bits[0] >>> 14];
        const byX = clip(pull * dx) * rate;
        const byY = clip(pull * dy) * rate;
        x += byX;
        y += byY;
        points[tail] -= byX;
        points[tail + 1] -= byY;
      }
      next[pair] += period[pair];
      const negativePeriod = period[pair] / NEGATIVES;
      const negatives = ((epoch - nextNegative[pair]) / negativePeriod) | 0;
      for (let i = 0; i < negatives; i++) {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        const other = (((mixed ^ (mixed >>> 14)) >>> 0) * scale) | 0;
        dx = x - points[2 * other];
        dy = y - points[2 * other + 1];
        squared = dx * dx + dy * dy;
        if (squared > 0 && other !== point) {
          float[0] = squared;
          const push = repel[bits[0] >>> 14];
          x += clip(push * dx) * rate;
          y += clip(push * dy) * rate;
        }
      }
      nextNegative[pair] += negatives * negativePeriod;
    }
    points[2 * point] = x;
    points[2 * point + 1] = y;
  }
  random[0] = state;
}

function stepSpace(
  points: Float32Array,
  components: number,
  { starts, tails, period, next, nextNegative }: Schedule,
  { attract, repel }: Gradients,
  epoch: number,
  rate: number,
  random: Int32Array,
): void {
  const n = points.length / components;
  const float = new Float32Array(1);
  const bits = new Uint32Array(float.buffer);
  const squaredDistance = (from: number, to: number) => {
    let squared = 0;
    for (let c = 0; c < components; c++) squared += (points[from + c] - points[to + c]) ** 2;
    return squared;
  };
  for (let point = 0; point < n; point++) {
    const head = point * components;
    for (let pair = starts[point]; pair < starts[point + 1]; pair++) {
      if (next[pair] > epoch) continue;
      const tail = tails[pair] * components;
      float[0] = squaredDistance(head, tail);
      if (float[0] > 0) {
        const pull = attract[bits[0] >>> 14];
        for (let c = 0; c < components; c++) {
          const by = clip(pull * (points[head + c] - points[tail + c])) * rate;
          points[head + c] += by;
          points[tail + c] -= by;
        }
      }
      next[pair] += period[pair];
      const negativePeriod = period[pair] / NEGATIVES;
      const negatives = ((epoch - nextNegative[pair]) / negativePeriod) | 0;
      for (let i = 0; i < negatives; i++) {
        const other = nextIndex(random, n) * components;
        float[0] = squaredDistance(head, other);
        if (!(float[0] > 0)) continue;
        const push = repel[bits[0] >>> 14];
        for (let c = 0; c < components; c++) {
          points[head + c] += clip(push * (points[head + c] - points[other + c])) * rate;
        }
      }
      nextNegative[pair] += negatives * negativePeriod;
    }
  }
}

/** A whole number from 0 to n - 1, from mulberry32, whose state is in random[0]. */
export function nextIndex(random: Int32Array, n: number): number {
  random[0] += 0x6d2b79f5;
  const state = random[0];
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return Math.floor(((mixed ^ (mixed >>> 14)) >>> 0) * (n / 2 ** 32));
}
