import sharp from 'sharp';

/** Height and width of a tile as it ships, in pixels. */
export const TILE_SIDE = 64;
/** Tiles in a row of a sprite. */
export const SPRITE_COLUMNS = 32;

const TILE_VALUES = TILE_SIDE * TILE_SIDE * 3;

/** The sides that pictures are handed out in: as they ship, or made smaller by averaging areas. */
export const SIDES = [32, 48, 64] as const;
export type Side = (typeof SIDES)[number];

const WHITE = '#ffffff';

/**
 * One picture as a tile: fitted into TILE_SIDE x TILE_SIDE without a change of its proportions, in the middle, on white. Of an
 * animation the first frame; turned as a camera's orientation says; any colour space becomes sRGB.
 * What a viewer shows is drawn: a decoder's warning is no damage, a picture that breaks off is.
 * @param picture the bytes of an SVG, PNG, WebP, JPEG, GIF, TIFF or AVIF
 * @param page which frame of an animation; the first by default
 * @returns TILE_SIDE * TILE_SIDE * 3 values
 * @throws Error in sharp's words when it cannot be decoded to its end
 */
export async function drawTile(picture: Uint8Array, { page = 0 } = {}): Promise<Uint8Array> {
  const tile = await sharp(picture, { failOn: 'error', page, pages: 1 })
    .autoOrient()
    .resize(TILE_SIDE, TILE_SIDE, { fit: 'contain', background: WHITE })
    .flatten({ background: WHITE })
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  if (tile.length !== TILE_VALUES) throw new Error(`it gave ${tile.length} values, expected ${TILE_VALUES}`);
  return tile;
}

/**
 * A tile made smaller, or a copy of it: each pixel is the mean of the area that it covers.
 * @throws RangeError for a side that is not one of SIDES
 */
export function shrinkTile(caller: string, tile: Uint8Array, side: Side): Uint8Array {
  checkSide(caller, side);
  const small = new Uint8Array(side * side * 3);
  shrink(tile, small, side);
  return small;
}

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
  const tile = new Uint8Array(TILE_VALUES);
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
 * Makes a tile smaller: each new pixel is the mean of the area that it covers. The sides are 3/4 and 2/4 of a tile's, so a new
 * pixel covers parts of two old ones each way, and no tile reaches into the next.
 */
function shrink(tile: Uint8Array, into: Uint8Array, side: Side): void {
  if (side === TILE_SIDE) {
    into.set(tile);
    return;
  }
  const { first, left, right } = AREAS[side];
  const narrow = new Float32Array(side * 3 * TILE_SIDE);
  for (let y = 0, to = 0; y < TILE_SIDE; y++) {
    for (let x = 0; x < side; x++) {
      const from = (y * TILE_SIDE + first[x]) * 3;
      for (let channel = 0; channel < 3; channel++) {
        narrow[to++] = left[x] * tile[from + channel] + right[x] * tile[from + 3 + channel];
      }
    }
  }
  const row = side * 3;
  for (let y = 0, to = 0; y < side; y++) {
    const from = first[y] * row;
    for (let i = 0; i < row; i++) {
      into[to++] = Math.round(left[y] * narrow[from + i] + right[y] * narrow[from + row + i]);
    }
  }
}

/** For each new pixel the first of the two old ones under it, and how much each of them counts. */
function areaWeights(side: number) {
  const scale = TILE_SIDE / side;
  const starts = Float64Array.from({ length: side }, (_, i) => i * scale);
  const overlap = (start: number, pixel: number) =>
    Math.max(0, Math.min(start + scale, pixel + 1) - Math.max(start, pixel)) / scale;
  return {
    first: Int32Array.from(starts, start => Math.floor(start)),
    left: Float32Array.from(starts, start => overlap(start, Math.floor(start))),
    right: Float32Array.from(starts, start => overlap(start, Math.floor(start) + 1)),
  };
}

const AREAS = { 32: areaWeights(32), 48: areaWeights(48) };
