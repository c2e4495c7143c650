import type { Context, TensorInfo } from './context';
import { packedRoom } from './products';
import type { Windows } from './windows';

/** A 3 x 3 convolution of stride 1 as `winograd.as.ts` computes it: with 16 multiplications where 36 are usual. */
export interface Winograd {
  /** y = conv2d(x, filter) */
  forward(s: Windows, x: TensorInfo, filter: TensorInfo, y: TensorInfo): void;
  /** dx = the gradient of sum(y * dy) in x */
  inputGradient(s: Windows, dy: TensorInfo, filter: TensorInfo, dx: TensorInfo): void;
  /** dFilter = the gradient of sum(y * dy) in the filter */
  filterGradient(s: Windows, x: TensorInfo, dy: TensorInfo, dFilter: TensorInfo): void;
}

/** Whether the convolution is one of those, and neither its pictures nor what it makes of them are empty. */
export function suitsWinograd({ kh, kw, strideH, strideW, dilated, c, d, x, y }: Windows): boolean {
  const oneByOne = strideH === 1 && strideW === 1 && !dilated;
  return kh === 3 && kw === 3 && oneByOne && c % 8 === 0 && d % 8 === 0 && x > 0 && y > 0;
}

/** Tiles that are multiplied at once, at least: enough for a product to be worth its call, few enough for the cache. */
const TILES = 24;

export function createWinograd({ pool, address, scratch }: Context): Winograd {
  const { kernels } = pool;

  function convolve(s: Picture, from: number, filter: Filter, to: number): void {
    const { group, inputs, outputs, frame } = room(s);
    const plane = packedRoom(inputs / 16 / s.c, s.c);
    const [planes, frames, before, after, panels] = scratch(
      16 * s.c * s.d,
      frame * pool.threads,
      inputs * pool.threads,
      outputs * pool.threads,
      plane * pool.threads,
    );
    kernels.winogradFilter(filter.at, planes, s.c, s.d, filter.tap, filter.depth, filter.column);
    pool.run('winograd', {
      total: s.n,
      chunk: s.chunk,
      countAt: 7,
      args: [
        ...[from, planes, to, frames, before, after, panels, s.n, s.h, s.w, s.c, s.outH, s.outW, s.d],
        ...[s.top, s.left, group],
      ],
      perChunk: { 0: s.h * s.w * s.c * 4 * s.chunk, 2: s.outH * s.outW * s.d * 4 * s.chunk },
      perThread: { 3: frame * 4, 4: inputs * 4, 5: outputs * 4, 6: plane * 4 },
    });
  }

  return {
    forward(s, x, filter, y) {
      const taps = { at: address(filter), tap: s.c * s.d, depth: s.d, column: 1 };
      convolve(s, address(x), taps, address(y));
    },

    // a convolution of dy with the filter turned by 180 degrees
    inputGradient(s, dy, filter, dx) {
      const back = {
        ...s,
        h: s.outH,
        w: s.outW,
        c: s.d,
        outH: s.h,
        outW: s.w,
        d: s.c,
        top: 2 - s.top,
        left: 2 - s.left,
      };
      const taps = { at: address(filter) + 8 * s.c * s.d * 4, tap: -s.c * s.d, depth: 1, column: s.d };
      convolve(back, address(dy), taps, address(dx));
    },

    filterGradient(s, x, dy, dFilter) {
      const { group, inputs, outputs, frame } = room(s);
      const chunks = Math.ceil(s.n / s.chunk);
      // One sum a chunk, then added up in order: the same numbers whichever thread took which chunk.
      const [sums, planes, frames, before, after] = scratch(
        s.filter * chunks,
        16 * s.c * s.d * pool.threads,
        frame * pool.threads,
        inputs * pool.threads,
        outputs * pool.threads,
      );
      pool.run('winogradFilterGradient', {
        total: s.n,
        chunk: s.chunk,
        countAt: 7,
        args: [
          ...[address(x), address(dy), sums, frames, before, after, planes, s.n, s.h, s.w, s.c, s.outH, s.outW, s.d],
          ...[s.top, s.left, group],
        ],
        perChunk: { 0: s.x * 4 * s.chunk, 1: s.y * 4 * s.chunk, 2: s.filter * 4 },
        perThread: { 3: frame * 4, 4: inputs * 4, 5: outputs * 4, 6: 16 * s.c * s.d * 4 },
      });
      kernels.clear(address(dFilter), s.filter);
      kernels.addRows(sums, address(dFilter), chunks, s.filter);
    },
  };
}

type Picture = Pick<Windows, 'n' | 'h' | 'w' | 'c' | 'outH' | 'outW' | 'd' | 'top' | 'left' | 'chunk'>;

/** Where the taps of a filter lie, in floats from each other. */
interface Filter {
  /** The first tap, in bytes. */
  at: number;
  tap: number;
  depth: number;
  column: number;
}

/** Rows of tiles that are taken at once, and the floats that a thread needs for them, and for a picture of x and one of dy. */
function room({ c, outH, outW, d }: Picture): { group: number; inputs: number; outputs: number; frame: number } {
  const tilesH = Math.ceil(outH / 2);
  const tilesW = Math.ceil(outW / 2);
  let group = Math.ceil(TILES / tilesW);
  while ((group * tilesW) % 4 !== 0) group++; // `product` takes four rows at a time
  return {
    group,
    inputs: 16 * group * tilesW * c,
    outputs: 16 * group * tilesW * d,
    frame: (2 * tilesH + 2) * (2 * tilesW + 2) * c + 4 * tilesH * tilesW * d,
  };
}
