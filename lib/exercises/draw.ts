import type { SeededRandom } from '../engine/seeds';
import { distance } from './plain-rows';

/** Inputs for cases that nobody has seen (`Exercise.drawn`). */

/** A number from `low` to `high`, rounded so that it reads well. */
export const between = (random: SeededRandom, low: number, high: number): number =>
  Math.round(1000 * (low + (high - low) * random.next())) / 1000;

/** Rows of numbers from -2 to 2, none of them near 0, so that each has a direction. */
export function drawRows(random: SeededRandom, count: number, width: number): number[][] {
  const row = () => Array.from({ length: width }, () => between(random, -2, 2));
  return Array.from({ length: count }, () => {
    for (;;) {
      const drawn = row();
      if (distance(drawn, Array(width).fill(0)) > 0.5) return drawn;
    }
  });
}

/** What `draw` gives first that will do. */
export function drawUntil<Drawn>(draw: () => Drawn, fits: (drawn: Drawn) => boolean): Drawn {
  for (;;) {
    const drawn = draw();
    if (fits(drawn)) return drawn;
  }
}

/** Whether no two scores are so near to each other that rounding might change their order. */
export function isClear(scores: readonly number[]): boolean {
  const sorted = [...scores].sort((a, b) => a - b);
  return sorted.every((score, i) => i === 0 || score - sorted[i - 1] > 0.01);
}
