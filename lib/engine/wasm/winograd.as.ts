// AssemblyScript, part of kernels.as.ts: a convolution of 3 x 3 taps and stride 1 with 16 multiplications where `conv` needs 36.
//
// Winograd's F(2 x 2, 3 x 3) (Lavin and Gray 2015, https://arxiv.org/abs/1509.09308): the 2 x 2 pixels y of a tile are computed from the
// 4 x 4 pixels x under it as A' [(G g G') * (B' x B)] A, where g are the taps, ' transposes and * multiplies number by number. The
// sum over the channels is taken between the brackets, which makes of each of the 16 numbers a matrix product of its own: a plane,
// tiles by channels. Only B, G and A are left around it, and they only add, subtract and halve:
//
//     B' = 1  0 -1  0     G =  1   0   0     A' = 1  1  1  0
//          0  1  1  0         1/2 1/2 1/2         0  1 -1 -1
//          0 -1  1  0         1/2 -1/2 1/2
//          0  1  0 -1          0   0   1
//
// The tiles are taken `group` rows of tiles at a time, whichever pictures they are of: enough for the products to be worth their
// call, few enough to stay in the cache. Channels must be multiples of 8.

import { addTransposedProduct, frame, packedProduct } from './tile.as';

/** Four numbers of B' x, in a row of planes. */
// @ts-expect-error: decorator
@inline function putInput(out: usize, plane: usize, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(out, f32x4.sub(a, c)); out += plane;
  v128.store(out, f32x4.add(b, c)); out += plane;
  v128.store(out, f32x4.sub(c, b)); out += plane;
  v128.store(out, f32x4.sub(b, d));
}

/** planes[tile, c] = B' x B for a row of tiles, whose first row of pixels is at x. */
function input(x: usize, planes: usize, plane: usize, tiles: i32, c: i32): void {
  const pixel: usize = c << 2, row = <usize>(2 * tiles + 2) * pixel, four = plane << 2;
  for (let tile = 0; tile < tiles; tile++, x += pixel) for (let end = x + pixel; x < end; x += 16, planes += 16) {
    const x1 = x + row, x2 = x1 + row, x3 = x2 + row;
    let a = v128.load(x), b = v128.load(x1), d = v128.load(x2), e = v128.load(x3);
    const w00 = f32x4.sub(a, d), w10 = f32x4.add(b, d), w20 = f32x4.sub(d, b), w30 = f32x4.sub(b, e);
    let at = pixel;
    a = v128.load(x + at); b = v128.load(x1 + at); d = v128.load(x2 + at); e = v128.load(x3 + at);
    const w01 = f32x4.sub(a, d), w11 = f32x4.add(b, d), w21 = f32x4.sub(d, b), w31 = f32x4.sub(b, e);
    at += pixel;
    a = v128.load(x + at); b = v128.load(x1 + at); d = v128.load(x2 + at); e = v128.load(x3 + at);
    const w02 = f32x4.sub(a, d), w12 = f32x4.add(b, d), w22 = f32x4.sub(d, b), w32 = f32x4.sub(b, e);
    at += pixel;
    a = v128.load(x + at); b = v128.load(x1 + at); d = v128.load(x2 + at); e = v128.load(x3 + at);
    const w03 = f32x4.sub(a, d), w13 = f32x4.add(b, d), w23 = f32x4.sub(d, b), w33 = f32x4.sub(b, e);
    putInput(planes, plane, w00, w01, w02, w03);
    putInput(planes + four, plane, w10, w11, w12, w13);
    putInput(planes + 2 * four, plane, w20, w21, w22, w23);
    putInput(planes + 3 * four, plane, w30, w31, w32, w33);
  }
}

/** y = A' planes[tile, d] A for a row of tiles; of the second row and the last column of pixels only what y has. */
function output(planes: usize, plane: usize, y: usize, tiles: i32, outW: i32, d: i32, second: bool): void {
  const pixel: usize = d << 2, row = <usize>outW * pixel;
  for (let tile = 0; tile < tiles; tile++, y += pixel) {
    const right = 2 * tile + 1 < outW;
    for (let end = y + pixel; y < end; y += 16, planes += 16) {
      let s0 = f32x4.splat(0), s1 = s0, t0 = s0, t1 = s0;
      for (let j = 0, from = planes; j < 4; j++, from += plane) {
        const m1 = v128.load(from + (plane << 2)), m2 = v128.load(from + (plane << 3));
        const upper = f32x4.add(f32x4.add(v128.load(from), m1), m2);
        const lower = f32x4.sub(f32x4.sub(m1, m2), v128.load(from + 12 * plane));
        if (j < 3) { s0 = f32x4.add(s0, upper); t0 = f32x4.add(t0, lower); }
        if (j == 1) { s1 = upper; t1 = lower; }
        if (j > 1) { s1 = f32x4.sub(s1, upper); t1 = f32x4.sub(t1, lower); }
      }
      v128.store(y, s0);
      if (right) v128.store(y + pixel, s1);
      if (!second) continue;
      v128.store(y + row, t0);
      if (right) v128.store(y + row + pixel, t1);
    }
  }
}

/** Four numbers of A y, in a row of planes. */
// @ts-expect-error: decorator
@inline function putOutput(out: usize, plane: usize, a: v128, b: v128): void {
  v128.store(out, a); out += plane;
  v128.store(out, f32x4.add(a, b)); out += plane;
  v128.store(out, f32x4.sub(a, b)); out += plane;
  v128.store(out, f32x4.neg(b));
}

/** planes = A y A' for a row of tiles, each plane packed as `product` reads it: eight channels of all `rows` tiles after another. */
function outputGradient(y: usize, planes: usize, plane: usize, tiles: i32, rows: i32, d: i32): void {
  const pixel: usize = d << 2, row = <usize>(2 * tiles) * pixel, panel = <usize>rows << 5, four = plane << 2;
  for (let tile = 0; tile < tiles; tile++, y += pixel << 1, planes += 32) {
    for (let at: usize = 0; at < pixel; at += 16) {
      const from = y + at, to = planes + (at >> 5) * panel + (at & 16);
      const a = v128.load(from), b = v128.load(from + pixel), e = v128.load(from + row), f = v128.load(from + row + pixel);
      putOutput(to, plane, a, b);
      putOutput(to + four, plane, f32x4.add(a, e), f32x4.add(b, f));
      putOutput(to + 2 * four, plane, f32x4.sub(a, e), f32x4.sub(b, f));
      putOutput(to + 3 * four, plane, f32x4.neg(e), f32x4.neg(f));
    }
  }
}

/** Four numbers of G g, in a row of planes. */
// @ts-expect-error: decorator
@inline function putTaps(out: usize, plane: usize, a: f32, b: f32, c: f32): void {
  const ends = (a + c) * 0.5, middle = b * 0.5;
  store<f32>(out, a); out += plane;
  store<f32>(out, ends + middle); out += plane;
  store<f32>(out, ends - middle); out += plane;
  store<f32>(out, c);
}

/** planes[depth, column] = G g G', each plane packed as `product` reads it, of taps that lie `tap` floats apart. */
export function winogradFilter(filter: usize, planes: usize, depth: i32, columns: i32, tap: i32, depthStride: i32, columnStride: i32): void {
  const plane: usize = (depth * columns) << 2, next: usize = tap << 2, down = 3 * next;
  for (let d = 0; d < depth; d++) for (let column = 0; column < columns; column++) {
    const g = filter + ((d * depthStride + column * columnStride) << 2);
    const to = planes + <usize>((((column >> 3) * depth + d) << 5) + ((column & 7) << 2));
    const a0 = load<f32>(g), a1 = load<f32>(g + next), a2 = load<f32>(g + 2 * next);
    const b0 = load<f32>(g + down) * 0.5, b1 = load<f32>(g + down + next) * 0.5, b2 = load<f32>(g + down + 2 * next) * 0.5;
    const c0 = load<f32>(g + 2 * down), c1 = load<f32>(g + 2 * down + next), c2 = load<f32>(g + 2 * down + 2 * next);
    const e0 = (a0 + c0) * 0.5, e1 = (a1 + c1) * 0.5, e2 = (a2 + c2) * 0.5;
    putTaps(to, plane, a0, a1, a2);
    putTaps(to + 4 * plane, plane, e0 + b0, e1 + b1, e2 + b2);
    putTaps(to + 8 * plane, plane, e0 - b0, e1 - b1, e2 - b2);
    putTaps(to + 12 * plane, plane, c0, c1, c2);
  }
}

/** Three numbers of G' u, one tap after another. */
// @ts-expect-error: decorator
@inline function putGradient(out: usize, tap: usize, a: v128, b: v128, c: v128, d: v128): void {
  const half = f32x4.splat(0.5), sum = f32x4.mul(f32x4.add(b, c), half);
  v128.store(out, f32x4.add(a, sum)); out += tap;
  v128.store(out, f32x4.mul(f32x4.sub(b, c), half)); out += tap;
  v128.store(out, f32x4.add(sum, d));
}

/** dFilter = G' planes G; a plane is as large as a tap of the filter. */
function filterGradient(planes: usize, dFilter: usize, plane: usize): void {
  const four = plane << 2, half = f32x4.splat(0.5);
  for (let end = planes + plane; planes < end; planes += 16, dFilter += 16) {
    let from = planes, a = v128.load(from), b = v128.load(from + four), c = v128.load(from + 2 * four);
    let sum = f32x4.mul(f32x4.add(b, c), half);
    const s00 = f32x4.add(a, sum), s10 = f32x4.mul(f32x4.sub(b, c), half), s20 = f32x4.add(sum, v128.load(from + 3 * four));
    from += plane; a = v128.load(from); b = v128.load(from + four); c = v128.load(from + 2 * four);
    sum = f32x4.mul(f32x4.add(b, c), half);
    const s01 = f32x4.add(a, sum), s11 = f32x4.mul(f32x4.sub(b, c), half), s21 = f32x4.add(sum, v128.load(from + 3 * four));
    from += plane; a = v128.load(from); b = v128.load(from + four); c = v128.load(from + 2 * four);
    sum = f32x4.mul(f32x4.add(b, c), half);
    const s02 = f32x4.add(a, sum), s12 = f32x4.mul(f32x4.sub(b, c), half), s22 = f32x4.add(sum, v128.load(from + 3 * four));
    from += plane; a = v128.load(from); b = v128.load(from + four); c = v128.load(from + 2 * four);
    sum = f32x4.mul(f32x4.add(b, c), half);
    const s03 = f32x4.add(a, sum), s13 = f32x4.mul(f32x4.sub(b, c), half), s23 = f32x4.add(sum, v128.load(from + 3 * four));
    putGradient(dFilter, plane, s00, s01, s02, s03);
    putGradient(dFilter + 3 * plane, plane, s10, s11, s12, s13);
    putGradient(dFilter + 6 * plane, plane, s20, s21, s22, s23);
  }
}

/**
 * y = conv2d(x, filter), the filter from `winogradFilter`. `scratch` holds one picture, framed to 2 * tiles + 2 pixels each way;
 * `inputs` and `outputs` 16 planes of `group` rows of tiles by C and by D, `panels` what `packedProduct`
 * needs for those rows.
 */
export function winograd(x: usize, filter: usize, y: usize, scratch: usize, inputs: usize, outputs: usize, panels: usize,
  n: i32, h: i32, w: i32, c: i32, outH: i32, outW: i32, d: i32, top: i32, left: i32, group: i32): void {
  const tilesH = (outH + 1) >> 1, tilesW = (outW + 1) >> 1, paddedH = 2 * tilesH + 2, paddedW = 2 * tilesW + 2, all = n * tilesH;
  const picture: usize = (outH * outW * d) << 2, down: usize = (2 * outW * d) << 2;
  for (let first = 0; first < all; first += group) {
    const count = min(group, all - first), rows = count * tilesW;
    const inPlane: usize = (rows * c) << 2, outPlane: usize = (rows * d) << 2;
    for (let i = 0, to = inputs; i < count; i++, to += <usize>((tilesW * c) << 2)) {
      const tileRow = (first + i) % tilesH;
      if (tileRow == 0) { frame(x, scratch, h, w, c, paddedH, paddedW, top, left, 1, 1); x += (h * w * c) << 2; }
      input(scratch + <usize>((tileRow * 2 * paddedW * c) << 2), to, inPlane, tilesW, c);
    }
    for (let k: usize = 0; k < 16; k++) {
      packedProduct(inputs + k * inPlane, filter + k * <usize>((c * d) << 2), outputs + k * outPlane, rows, d, c, c, 1, panels);
    }
    for (let i = 0, from = outputs; i < count; i++, from += <usize>((tilesW * d) << 2)) {
      const image = (first + i) / tilesH, tileRow = (first + i) % tilesH;
      output(from, outPlane, y + <usize>image * picture + <usize>tileRow * down, tilesW, outW, d, 2 * tileRow + 1 < outH);
    }
  }
}

/**
 * dFilter = the gradient of sum(y * dy) in the filter; `scratch` holds one framed picture of x or of dy, `inputs` and `outputs` as for
 * `winograd`, `sums` 16 planes of C by D.
 */
export function winogradFilterGradient(x: usize, dy: usize, dFilter: usize, scratch: usize, inputs: usize, outputs: usize, sums: usize,
  n: i32, h: i32, w: i32, c: i32, outH: i32, outW: i32, d: i32, top: i32, left: i32, group: i32): void {
  const tilesH = (outH + 1) >> 1, tilesW = (outW + 1) >> 1, paddedH = 2 * tilesH + 2, paddedW = 2 * tilesW + 2, all = n * tilesH;
  const sumPlane: usize = (c * d) << 2, second = scratch + <usize>((paddedH * paddedW * c) << 2);
  memory.fill(sums, 0, 16 * sumPlane);
  for (let first = 0; first < all; first += group) {
    const count = min(group, all - first), rows = count * tilesW;
    const inPlane: usize = (rows * c) << 2, outPlane: usize = (rows * d) << 2;
    for (let i = 0; i < count; i++) {
      const tileRow = (first + i) % tilesH;
      if (tileRow == 0) {
        frame(x, scratch, h, w, c, paddedH, paddedW, top, left, 1, 1); x += (h * w * c) << 2;
        frame(dy, second, outH, outW, d, 2 * tilesH, 2 * tilesW, 0, 0, 1, 1); dy += (outH * outW * d) << 2;
      }
      input(scratch + <usize>((tileRow * 2 * paddedW * c) << 2), inputs + <usize>((i * tilesW * c) << 2), inPlane, tilesW, c);
      outputGradient(second + <usize>((tileRow * 4 * tilesW * d) << 2), outputs + <usize>((i * tilesW) << 5), outPlane, tilesW, rows, d);
    }
    for (let k: usize = 0; k < 16; k++) for (let j = 0; j < d; j += 8) {
      addTransposedProduct(inputs + k * inPlane, outputs + k * outPlane + <usize>((j * rows) << 2), sums + k * sumPlane + <usize>(j << 2),
        rows, c, d << 2);
    }
  }
  filterGradient(sums, dFilter, sumPlane);
}
