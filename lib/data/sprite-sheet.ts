import sharp from 'sharp';

/** Height and width of a tile as it ships, in pixels. */
export const TILE_SIDE = 64;
/** Tiles in a row of a sprite. */
export const SPRITE_COLUMNS = 32;

/** The sides that pictures are handed out in: as they ship, or made smaller by averaging areas. */
export const SIDES = [32, 48, 64] as const;
export type Side = (typeof SIDES)[number];

/**
 * The tiles of a sprite, in order: a WebP of SPRITE_COLUMNS tiles a row.
 * @returns size * side * side * 3 values (red, green, blue), tile after tile, row by row
 * @throws Error when it cannot be decoded or holds fewer tiles; RangeError for a side that is not one of SIDES
 */
export async function readTiles(
  caller: string,
  sprite: Buffer,
  size: number,
  side: Side = TILE_SIDE,
): Promise<Uint8Array> {
  checkSide(caller, side);
  const { data, info } = await sharp(sprite).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const rows = Math.ceil(size / SPRITE_COLUMNS);
  if (info.width !== SPRITE_COLUMNS * TILE_SIDE || info.height !== rows * TILE_SIDE || info.channels !== 3) {
    throw new Error(
      `${caller}: the sprite is ${info.width} x ${info.height} pixels of ${info.channels} channels, expected ${SPRITE_COLUMNS * TILE_SIDE} x ${rows * TILE_SIDE} of 3 for ${size} tiles`,
    );
  }
  const tiles = new Uint8Array(size * side * side * 3);
  const tile = new Uint8Array(TILE_SIDE * TILE_SIDE * 3);
  for (let i = 0; i < size; i++) {
    const left = (i % SPRITE_COLUMNS) * TILE_SIDE * 3;
    const top = Math.floor(i / SPRITE_COLUMNS) * TILE_SIDE;
    for (let y = 0; y < TILE_SIDE; y++) {
      const from = (top + y) * info.width * 3 + left;
      tile.set(data.subarray(from, from + TILE_SIDE * 3), y * TILE_SIDE * 3);
    }
    shrink(tile, tiles.subarray(i * side * side * 3, (i + 1) * side * side * 3), side);
  }
  return tiles;
}

/** @throws RangeError unless the side is one of SIDES */
export function checkSide(caller: string, side: number): asserts side is Side {
  if (!(SIDES as readonly number[]).includes(side)) {
    throw new RangeError(`${caller}: side is ${side}, expected ${SIDES.join(', ')} (pixels)`);
  }
}

/**
 * Makes a tile smaller: each new pixel is the mean of the area that it covers. The sides are 4/4, 3/4 and 2/4 of a tile's, so
 * a new pixel covers whole pixels and parts of neighbours in a pattern that repeats, and no tile reaches into the next.
 */
function shrink(tile: Uint8Array, into: Uint8Array, side: Side): void {
  if (side === TILE_SIDE) {
    into.set(tile);
    return;
  }
  const { first, weights, taps } = areaWeights(side);
  const row = new Float32Array(side * 3 * TILE_SIDE);
  for (let y = 0; y < TILE_SIDE; y++) {
    for (let x = 0; x < side; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let t = 0; t < taps; t++) {
          sum += weights[x * taps + t] * tile[(y * TILE_SIDE + first[x] + t) * 3 + channel];
        }
        row[(y * side + x) * 3 + channel] = sum;
      }
    }
  }
  for (let y = 0; y < side; y++) {
    for (let i = 0; i < side * 3; i++) {
      let sum = 0;
      for (let t = 0; t < taps; t++) sum += weights[y * taps + t] * row[(first[y] + t) * side * 3 + i];
      into[y * side * 3 + i] = Math.round(sum);
    }
  }
}

/** For each new pixel the first old one under it, and how much of each of the two that it covers at most counts. */
function areaWeights(side: number): { first: Int32Array; weights: Float32Array; taps: number } {
  const scale = TILE_SIDE / side;
  const taps = 2;
  const first = new Int32Array(side);
  const weights = new Float32Array(side * taps);
  for (let i = 0; i < side; i++) {
    const from = i * scale;
    const to = from + scale;
    first[i] = Math.floor(from);
    for (let t = 0; t < taps; t++) {
      const pixel = first[i] + t;
      weights[i * taps + t] = Math.max(0, Math.min(to, pixel + 1) - Math.max(from, pixel)) / scale;
    }
  }
  return { first, weights, taps };
}
