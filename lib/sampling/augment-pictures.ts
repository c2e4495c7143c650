import type { PictureItems } from '../data/picture-items';
import type { SeededRandom } from '../engine/seeds';

/** How much pictures are varied: not at all, moved a little, or turned, scaled, coloured, outlined and partly covered as well. */
export type PictureAugmentation = 'none' | 'light' | 'full';

interface Ranges {
  /** Largest shift, as a share of the side. */
  shift: number;
  /** Least and largest scale. */
  scale: readonly [number, number];
  /** Largest turn, in radians, and shear. */
  turn: number;
  shear: number;
  /** Largest change of brightness and contrast, as shares. */
  light: number;
  /** Largest turn of the colours about the grey axis, in radians, and the range of how colourful. */
  hue: number;
  saturation: readonly [number, number];
  /** How often a picture becomes grey, gets dark outlines, and how often a rectangle of it is covered. */
  grey: number;
  outlined: number;
  covered: number;
}

const RANGES: Record<Exclude<PictureAugmentation, 'none'>, Ranges> = {
  light: {
    shift: 0.06,
    scale: [0.95, 1.05],
    turn: 0,
    shear: 0,
    light: 0.1,
    hue: 0,
    saturation: [1, 1],
    grey: 0,
    outlined: 0,
    covered: 0,
  },
  full: {
    shift: 0.1,
    scale: [0.8, 1.15],
    turn: 0.2,
    shear: 0.1,
    light: 0.25,
    hue: 0.3,
    saturation: [0.4, 1.4],
    grey: 0.1,
    outlined: 0.3,
    covered: 0.25,
  },
};

const WHITE = 255;
/** From here on a pixel counts as paper: the sprites are compressed, and white is not quite white there. */
const PAPER = 240;

/**
 * Pictures varied at random, so that an encoder learns what stays: where it lies, how large, in which shade. Never mirrored, since
 * left and right mean something in arrows and letters. What comes in from beyond the edge is white.
 */
export function augmentPictures(
  { pixels, side }: PictureItems,
  augmentation: PictureAugmentation,
  random: SeededRandom,
): PictureItems {
  if (augmentation === 'none') return { pixels, side };
  const ranges = RANGES[augmentation];
  const values = side * side * 3;
  const varied = new Uint8Array(pixels.length);
  for (let start = 0; start < pixels.length; start += values) {
    const picture = varied.subarray(start, start + values);
    move(pixels.subarray(start, start + values), picture, side, ranges, random);
    colour(picture, ranges, random);
    if (random.next() < ranges.outlined) outline(picture, side, random);
    if (random.next() < ranges.covered) cover(picture, side, random);
  }
  return { pixels: varied, side };
}

const between = (random: SeededRandom, low: number, high: number) => low + (high - low) * random.next();

/** Turns, scales, shears and shifts about the middle; between pixels by bilinear interpolation. */
function move(from: Uint8Array, to: Uint8Array, side: number, ranges: Ranges, random: SeededRandom): void {
  const turn = between(random, -ranges.turn, ranges.turn);
  const [wide, high] = [0, 1].map(() => between(random, ranges.scale[0], ranges.scale[1]));
  const shear = between(random, -ranges.shear, ranges.shear);
  const [right, down] = [0, 1].map(() => side * between(random, -ranges.shift, ranges.shift));
  // where in the old picture a pixel of the new one comes from
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [xx, xy, yx, yy] = [cos / wide, (shear + sin) / wide, (shear - sin) / high, cos / high];
  const middle = (side - 1) / 2;
  let at = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++, at += 3) {
      const [dx, dy] = [x - middle - right, y - middle - down];
      const u = middle + xx * dx + xy * dy;
      const v = middle + yx * dx + yy * dy;
      sample(from, to, at, side, u, v);
    }
  }
}

function sample(from: Uint8Array, to: Uint8Array, at: number, side: number, u: number, v: number): void {
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const [shareX, shareY] = [u - left, v - top];
  const inside = left >= 0 && top >= 0 && left < side - 1 && top < side - 1;
  if (inside) {
    const first = (top * side + left) * 3;
    const below = first + side * 3;
    for (let c = 0; c < 3; c++) {
      const upper = from[first + c] + shareX * (from[first + 3 + c] - from[first + c]);
      const lower = from[below + c] + shareX * (from[below + 3 + c] - from[below + c]);
      to[at + c] = upper + shareY * (lower - upper) + 0.5;
    }
    return;
  }
  const pixel = (x: number, y: number, c: number) =>
    x < 0 || y < 0 || x >= side || y >= side ? WHITE : from[(y * side + x) * 3 + c];
  for (let c = 0; c < 3; c++) {
    const upper = pixel(left, top, c) * (1 - shareX) + pixel(left + 1, top, c) * shareX;
    const lower = pixel(left, top + 1, c) * (1 - shareX) + pixel(left + 1, top + 1, c) * shareX;
    to[at + c] = upper * (1 - shareY) + lower * shareY + 0.5;
  }
}

/** Changes brightness, contrast, hue and how colourful a picture is, in place; the white paper stays white. */
function colour(picture: Uint8Array, ranges: Ranges, random: SeededRandom): void {
  const contrast = 1 + between(random, -ranges.light, ranges.light);
  const level = WHITE * between(random, -ranges.light, ranges.light) * 0.5;
  const hue = between(random, -ranges.hue, ranges.hue);
  const saturation = random.next() < ranges.grey ? 0 : between(random, ranges.saturation[0], ranges.saturation[1]);
  // A turn about the grey axis (Rodrigues) mixes the three colours with these shares, of themselves and of the two others.
  const own = Math.cos(hue) + (1 - Math.cos(hue)) / 3;
  const next = (1 - Math.cos(hue)) / 3 - Math.sin(hue) / Math.sqrt(3);
  const last = (1 - Math.cos(hue)) / 3 + Math.sin(hue) / Math.sqrt(3);
  for (let i = 0; i < picture.length; i += 3) {
    const [r, g, b] = [picture[i], picture[i + 1], picture[i + 2]];
    if (Math.min(r, g, b) >= PAPER) continue;
    const grey = 0.3 * r + 0.59 * g + 0.11 * b;
    for (let c = 0; c < 3; c++) {
      const [x, y, z] = c === 0 ? [r, g, b] : c === 1 ? [g, b, r] : [b, r, g];
      const turned = own * x + next * y + last * z;
      const value = (grey + saturation * (turned - grey) - 128) * contrast + 128 + level;
      picture[i + c] = Math.max(0, Math.min(value, WHITE));
    }
  }
}

/** Draws dark lines where the brightness changes, in place: some art styles have outlines, some have none. */
function outline(picture: Uint8Array, side: number, random: SeededRandom): void {
  const strength = between(random, 1, 4);
  const brightness = new Float32Array(side * side);
  for (let i = 0, at = 0; i < brightness.length; i++, at += 3) {
    brightness[i] = (picture[at] + picture[at + 1] + picture[at + 2]) / 3;
  }
  for (let y = 1; y < side - 1; y++) {
    for (let x = 1; x < side - 1; x++) {
      const i = y * side + x;
      const across = brightness[i + 1] - brightness[i - 1];
      const down = brightness[i + side] - brightness[i - side];
      const ink = (strength * Math.sqrt(across * across + down * down)) / 2;
      for (let at = i * 3; at < i * 3 + 3; at++) picture[at] = Math.max(0, picture[at] - ink);
    }
  }
}

/** Covers a rectangle of a third of the side at most with one colour (Zhong et al. 2017, https://arxiv.org/abs/1708.04896). */
function cover(picture: Uint8Array, side: number, random: SeededRandom): void {
  const [width, height] = [0, 1].map(() => Math.round(side * between(random, 0.1, 0.33)));
  const [left, top] = [random.integer(side - width), random.integer(side - height)];
  const paint = [0, 1, 2].map(() => random.integer(256));
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) picture.set(paint, (y * side + x) * 3);
  }
}
