/** Sprites: many small pictures in one file, which packs better than as many files and is one read for a loader. */
import sharp from 'sharp';
import { drawTile, SPRITE_COLUMNS, TILE_SIDE } from '../../lib/data/sprite-sheet';

/** One picture as a tile, as `drawTile` draws it; an error names the picture. */
export async function tileOf(picture: Uint8Array, what: string): Promise<Uint8Array> {
  return drawTile(picture).catch((error: Error) => {
    throw new Error(`${what} cannot be drawn: ${error.message}`);
  });
}

export interface SpriteOptions {
  /** Of the WebP, lossy: 80 is where a tile of 64 pixels shows no blocks. */
  quality: number;
  /** Tiles in a row: another number only for a picture to be looked at. */
  columns?: number;
}

/** Lays tiles out in rows and compresses them; places that are left, and tiles that are undefined, are white. */
export async function spriteOf(
  tiles: (Uint8Array | undefined)[],
  { quality, columns = SPRITE_COLUMNS }: SpriteOptions,
): Promise<Buffer> {
  const width = columns * TILE_SIDE;
  const height = Math.ceil(tiles.length / columns) * TILE_SIDE;
  const pixels = Buffer.alloc(width * height * 3, 255);
  const row = TILE_SIDE * 3;
  tiles.forEach((tile, i) => {
    if (!tile) return;
    const left = (i % columns) * TILE_SIDE;
    const top = Math.floor(i / columns) * TILE_SIDE;
    for (let y = 0; y < TILE_SIDE; y++) {
      pixels.set(tile.subarray(y * row, (y + 1) * row), ((top + y) * width + left) * 3);
    }
  });
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .webp({ quality, effort: 6, smartSubsample: true })
    .toBuffer();
}
