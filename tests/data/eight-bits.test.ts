import { describe, expect, test } from 'vitest';
import { readPicture } from '../../lib/data/picture-file';

const SIDE = 64;

/** A dark square on a light ground. */
const shade = (i: number) => {
  const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
  return x > 16 && x < 48 && y > 16 && y < 48 ? 51 : 255;
};

/** A grey TIFF of 32-bit floats, the shades from 0 to a scale; written by hand, since sharp writes none. */
function floatTiff(scale: number): Buffer {
  const entries = [
    [256, 3, 1, SIDE],
    [257, 3, 1, SIDE],
    [258, 3, 1, 32],
    [259, 3, 1, 1],
    [262, 3, 1, 1],
    [273, 4, 1, 0],
    [277, 3, 1, 1],
    [278, 3, 1, SIDE],
    [279, 4, 1, SIDE * SIDE * 4],
    [339, 3, 1, 3],
  ];
  const head = Buffer.alloc(8 + 2 + entries.length * 12 + 4);
  head.write('II*\0', 0, 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, count, value], i) => {
    const at = 10 + 12 * i;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    head.writeUInt32LE(tag === 273 ? head.length : value, at + 8);
  });
  const values = Float32Array.from({ length: SIDE * SIDE }, (_, i) => (scale * shade(i)) / 255);
  return Buffer.concat([head, Buffer.from(values.buffer)]);
}

describe('a grey picture of floating-point numbers', () => {
  test.each([
    ['0 to 1', 1],
    ['0 to 4,095', 4095],
  ])('%s is seen as one of 8 bits', async (_, scale) => {
    const { pixels } = await readPicture(floatTiff(scale), { side: 64 });
    const at = (x: number, y: number) => pixels[3 * (y * SIDE + x)];
    expect([at(2, 2), at(32, 32)]).toEqual([255, 51]);
  });
});
