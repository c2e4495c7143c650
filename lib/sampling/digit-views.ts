import { DIGIT_PIXELS, DIGIT_SIDE } from '../data/digits';
import type { SeededRandom } from '../engine/seeds';

/** How far a view may be from the digit that it was made of, at most. */
export interface ViewRanges {
  /** Pixels to every side; 2 by default. */
  shift?: number;
  /** Degrees to either side; 20 by default. Half a turn would make a 9 of a 6. */
  turn?: number;
  /** 0.2, the default, makes a digit 0.8 to 1.2 times as wide, and as high. */
  scale?: number;
  /** Pixels that a row leans to the side for each pixel that it lies above the middle; 0.3 by default. */
  slant?: number;
}

const MIDDLE = (DIGIT_SIDE - 1) / 2;

/**
 * A view of each digit: shifted, turned, stretched and slanted a little, each time in another way, and never mirrored, so that it stays the
 * digit that it is. What comes in from beyond the edge is paper.
 * @param images n * 784 values from 0 (paper) to 1 (ink); they are not changed
 * @returns as many, likewise
 */
export function digitViews(images: Float32Array, random: SeededRandom, ranges: ViewRanges = {}): Float32Array {
  const views = new Float32Array(images.length);
  for (let start = 0; start < images.length; start += DIGIT_PIXELS) {
    const end = start + DIGIT_PIXELS;
    move(images.subarray(start, end), views.subarray(start, end), drawMove(random, ranges));
  }
  return views;
}

/** Where in the old picture a pixel of the new one comes from: u = xx dx + xy dy, v = yx dx + yy dy, counted from the middle. */
interface Move {
  right: number;
  down: number;
  xx: number;
  xy: number;
  yx: number;
  yy: number;
}

function drawMove(random: SeededRandom, { shift = 2, turn = 20, scale = 0.2, slant = 0.3 }: ViewRanges): Move {
  const upTo = (most: number) => most * (2 * random.next() - 1);
  const [right, down] = [upTo(shift), upTo(shift)];
  const angle = (upTo(turn) * Math.PI) / 180;
  const [wide, high] = [1 + upTo(scale), 1 + upTo(scale)];
  const lean = upTo(slant);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  // back through the turn, then the slant, then the stretch
  return { right, down, xx: (cos - lean * sin) / wide, xy: (sin + lean * cos) / wide, yx: -sin / high, yy: cos / high };
}

/** Between pixels by bilinear interpolation; a pixel that lies beyond the edge is paper. */
function move(from: Float32Array, to: Float32Array, { right, down, xx, xy, yx, yy }: Move): void {
  for (let y = 0, at = 0; y < DIGIT_SIDE; y++) {
    const dy = y - MIDDLE - down;
    for (let x = 0; x < DIGIT_SIDE; x++, at++) {
      const dx = x - MIDDLE - right;
      const u = MIDDLE + xx * dx + xy * dy;
      const v = MIDDLE + yx * dx + yy * dy;
      const left = Math.floor(u);
      const top = Math.floor(v);
      if (left < -1 || top < -1 || left >= DIGIT_SIDE || top >= DIGIT_SIDE) continue;
      const first = top * DIGIT_SIDE + left;
      const [hasLeft, hasRight, hasBelow] = [left >= 0, left < DIGIT_SIDE - 1, top < DIGIT_SIDE - 1];
      const share = u - left;
      const above = top < 0 ? 0 : (hasLeft ? from[first] * (1 - share) : 0) + (hasRight ? from[first + 1] * share : 0);
      const under = first + DIGIT_SIDE;
      const below = hasBelow ? (hasLeft ? from[under] * (1 - share) : 0) + (hasRight ? from[under + 1] * share : 0) : 0;
      to[at] = above + (v - top) * (below - above);
    }
  }
}
