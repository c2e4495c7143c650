import type { PictureItems } from '../data/picture-items';
import type { SeededRandom } from '../engine/seeds';

/** How large the spots are, in pixels, one after the other: from the grain of a camera in the dark to a sky. */
const SPOTS = [1, 1, 2, 4, 8, 16, 32, 56];
/** The least and the most that spots differ from the ground, of 255. */
const FAINT = 3;
const STRONG = 120;

/**
 * Pictures with nothing on them: walls, skies, sand, fog and noise, as spots of any size on a ground of any colour, sharp or smooth, grey or
 * coloured. What an encoder makes of them is what it makes of pictures that show nothing.
 * @param options.side height and width, in pixels
 */
export function drawBlanks(random: SeededRandom, { count = 32, side = 224 } = {}): PictureItems[] {
  return Array.from({ length: count }, (_, i) => drawBlank(random.fork(i), SPOTS[i % SPOTS.length], side));
}

function drawBlank(random: SeededRandom, spot: number, side: number): PictureItems {
  const [grey, smooth] = [random.next() < 0.5, random.next() < 0.5];
  const across = Math.ceil(side / spot) + 1;
  const ground = [0, 1, 2].map(() => 255 * random.next());
  const spread = FAINT + (STRONG - FAINT) * random.next() ** 2;
  const grid = Float32Array.from({ length: across * across * 3 }, () => random.next() - 0.5);
  const pixels = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    const down = smooth ? (y % spot) / spot : 0;
    for (let x = 0; x < side; x++) {
      const right = smooth ? (x % spot) / spot : 0;
      const corner = 3 * (Math.floor(y / spot) * across + Math.floor(x / spot));
      for (let channel = 0; channel < 3; channel++) {
        const at = corner + (grey ? 0 : channel);
        const above = grid[at] * (1 - right) + grid[at + 3] * right;
        const below = grid[at + 3 * across] * (1 - right) + grid[at + 3 * across + 3] * right;
        const value = ground[channel] + 2 * spread * (above * (1 - down) + below * down);
        pixels[3 * (y * side + x) + channel] = Math.min(255, Math.max(0, value));
      }
    }
  }
  return { pixels, side };
}
