// AssemblyScript, which `npm run wasm-kernels` compiles to kernels.wasm and kernels-relaxed.wasm: the arithmetic that training needs, on
// the heap of TensorFlow.js's WASM backend. Addresses are bytes; lengths and strides are float32 values. Nothing here allocates:
// the caller brings every buffer. Pictures are NHWC.
//
// All three convolution kernels and the matrix product are one loop, `tile`, called on different addresses: in NHWC the patch
// under an output pixel is KH runs of KW * C neighbouring values, so a convolution is a matrix product whose rows overlap in memory.

import { addTransposedProduct, frame, pack, packedProduct, product, tile, turn } from './tile.as';

export { average, marginLoss, mean, sigmoidLoss, softmaxLoss } from './losses.as';
export {
  addSquares, centreRows, columnSums, divide, pairProducts, rowCosines, rowCosinesGradient, rowDistances, rowDistancesGradient, unitRows,
  unitRowsGradient, valuesAbove,
} from './rows.as';
export { pack, setSpill } from './tile.as';
export { winograd, winogradFilter, winogradFilterGradient } from './winograd.as';

export function clear(out: usize, floats: i32): void { memory.fill(out, 0, floats << 2); }

/**
 * c[m, n] = sum over k of a[m * rowStride + k * stepStride] * B[k, n], B packed, and A at `panels` if there is such a place; with a bias
 * and an activation as `finish` adds them.
 */
export function matMul(a: usize, b: usize, c: usize, m: i32, n: i32, k: i32, rowStride: i32, stepStride: i32, panels: usize,
  bias: usize, activation: i32): void {
  if (panels) packedProduct(a, b, c, m, n, k, rowStride, stepStride, panels);
  else product(a, b, c, m, n, k, rowStride, stepStride, false);
  finish(c, bias, m, n, activation);
}

// @ts-expect-error: decorator
@inline function activated(x: v128, activation: i32): v128 {
  if (activation) x = f32x4.max(x, f32x4.splat(0));
  return activation == 2 ? f32x4.min(x, f32x4.splat(6)) : x;
}

/** y = y + bias, row by row, and then ReLU for the activation 1, ReLU6 for 2; a bias at 0 is none. */
export function finish(y: usize, bias: usize, rows: i32, columns: i32, activation: i32): void {
  if (!bias && !activation) return;
  const row: usize = columns << 2, left = columns & 3;
  for (let r = 0; r < rows; r++) {
    let at: usize = 0;
    for (; at + 16 <= row; at += 16, y += 16) {
      const x = v128.load(y);
      v128.store(y, activated(bias ? f32x4.add(x, v128.load(bias + at)) : x, activation));
    }
    if (!left) continue;
    const x = some(y, left);
    putSome(y, activated(bias ? f32x4.add(x, some(bias + at, left)) : x, activation), left);
    y += left << 2;
  }
}

/** Rows that `gramProduct` takes at a time: of 784 numbers as many as stay in the cache until they are read again. */
const GRAM_ROWS = 64;

/**
 * sums = x' (x directions) of n rows x of dim numbers, panel by panel: `directions` are packed, `sums` has as many panels of eight
 * columns, and `along` room for 512 floats.
 */
export function gramProduct(x: usize, directions: usize, sums: usize, along: usize, n: i32, dim: i32, panels: i32): void {
  const panel: usize = dim << 5;
  memory.fill(sums, 0, <usize>panels * panel);
  for (let i = 0; i < n; i += GRAM_ROWS, x += <usize>GRAM_ROWS * (dim << 2)) {
    const rows = min(GRAM_ROWS, n - i);
    for (let p = 0; p < panels; p++) {
      product(x, directions + <usize>p * panel, along, rows, 8, dim, dim, 1, false);
      addTransposedProduct(x, along, sums + <usize>p * panel, rows, dim, 32);
    }
  }
}

/** y[columns, rows] = x[rows, columns] turned round, `count` rows of x from number `first` on. */
export function transpose(x: usize, y: usize, count: i32, first: i32, rows: i32, columns: i32): void {
  const from: usize = columns << 2, to: usize = rows << 2;
  y += first << 2;
  for (let i = 0; i < count; i += 4, x += from << 2, y += 16) {
    let j = 0;
    if (count - i >= 4) for (; j + 4 <= columns; j += 4) turn(x + (j << 2), from, y + <usize>j * to, to);
    for (let r = 0; r < min(4, count - i); r++) for (let c = j; c < columns; c++) {
      store<f32>(y + <usize>c * to + (r << 2), load<f32>(x + <usize>r * from + (c << 2)));
    }
  }
}

/**
 * y = conv2d(x, filter); the filter packed as KH * KW * C rows by D columns; `scratch` holds one framed picture. With the filter
 * turned round and x spread by the stride, this is the gradient in the input.
 */
export function conv(x: usize, filter: usize, y: usize, scratch: usize, n: i32, h: i32, w: i32, c: i32, outH: i32, outW: i32, d: i32,
  kh: i32, kw: i32, strideH: i32, strideW: i32, top: i32, left: i32, spreadH: i32, spreadW: i32): void {
  const paddedH = (outH - 1) * strideH + kh, paddedW = (outW - 1) * strideW + kw, pixels = outH * outW;
  const row = paddedW * c, run = kw * c, panel = (kh * run) << 5, down = strideH * row, right = strideW * c;
  for (let image = 0; image < n; image++, x += (h * w * c) << 2, y += (pixels * d) << 2) {
    frame(x, scratch, h, w, c, paddedH, paddedW, top, left, spreadH, spreadW);
    for (let j = 0, b = filter; j < d; j += 8, b += panel) for (let p = 0; p < pixels; p += 4) {
      const p1 = min(p + 1, pixels - 1), p2 = min(p + 2, pixels - 1), p3 = min(p + 3, pixels - 1), out = y + (j << 2);
      tile(scratch + ((p / outW * down + p % outW * right) << 2), scratch + ((p1 / outW * down + p1 % outW * right) << 2),
        scratch + ((p2 / outW * down + p2 % outW * right) << 2), scratch + ((p3 / outW * down + p3 % outW * right) << 2),
        kh, row, run, 1, b,
        out + ((p * d) << 2), out + ((p1 * d) << 2), out + ((p2 * d) << 2), out + ((p3 * d) << 2), d - j, false);
    }
  }
}

/** What a depthwise window at `from` sums up, `rows` by `taps`, of four channels or the `left` ones: column by column, as the backend's own kernel does. */
// @ts-expect-error: decorator
@inline function underWindow(from: usize, filter: usize, rows: i32, taps: i32, pixel: usize, line: usize, tapLine: usize, left: i32): v128 {
  let sum = f32x4.splat(0);
  for (let j = 0; j < taps; j++, from += pixel, filter += pixel) {
    for (let i = 0, p = from, q = filter; i < rows; i++, p += line, q += tapLine) {
      sum = f32x4.add(sum, f32x4.mul(some(p, left), some(q, left)));
    }
  }
  return sum;
}

/**
 * y = depthwiseConv2d(x, filter), one filter a channel, with bias and activation as `finish` adds them: `rows` rows of y from number
 * `first` on, counted through all pictures. What a window has beyond the edge is left out.
 */
export function depthwise(x: usize, filter: usize, y: usize, rows: i32, first: i32, h: i32, w: i32, c: i32, outH: i32, outW: i32,
  kh: i32, kw: i32, strideH: i32, strideW: i32, top: i32, left: i32, bias: usize, activation: i32): void {
  const pixel: usize = c << 2, line = pixel * w, tapLine = pixel * kw, lastFew = c & 3;
  for (let r = first; r < first + rows; r++, y += pixel * outW) {
    const down = (r % outH) * strideH - top, fromRow = max(0, -down), height = min(kh, h - down) - fromRow;
    const above = x + line * (h * (r / outH) + down + fromRow), tapRow = filter + tapLine * fromRow;
    for (let column = 0; column < outW; column++) {
      const right = column * strideW - left, fromTap = max(0, -right), width = min(kw, w - right) - fromTap;
      const corner = above + pixel * (right + fromTap), tap = tapRow + pixel * fromTap, to = y + pixel * column;
      let at: usize = 0;
      // sixteen channels at a time, whose sums do not wait for each other
      for (; at + 64 <= pixel; at += 64) {
        let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
        for (let j = 0, from = corner + at, g = tap + at; j < width; j++, from += pixel, g += pixel) {
          for (let i = 0, p = from, q = g; i < height; i++, p += line, q += tapLine) {
            s0 = f32x4.add(s0, f32x4.mul(v128.load(p), v128.load(q)));
            s1 = f32x4.add(s1, f32x4.mul(v128.load(p, 16), v128.load(q, 16)));
            s2 = f32x4.add(s2, f32x4.mul(v128.load(p, 32), v128.load(q, 32)));
            s3 = f32x4.add(s3, f32x4.mul(v128.load(p, 48), v128.load(q, 48)));
          }
        }
        v128.store(to + at, s0); v128.store(to + at, s1, 16); v128.store(to + at, s2, 32); v128.store(to + at, s3, 48);
      }
      for (; at + 16 <= pixel; at += 16) v128.store(to + at, underWindow(corner + at, tap + at, height, width, pixel, line, tapLine, 4));
      if (at < pixel) putSome(to + at, underWindow(corner + at, tap + at, height, width, pixel, line, tapLine, lastFew), lastFew);
    }
    finish(y, bias, outW, c, activation);
  }
}

/** dFilter += the gradient of sum(y * dy) in the filter; `scratch` holds one framed picture, `packed` one packed picture of dy. */
export function convFilterGradient(x: usize, dy: usize, dFilter: usize, scratch: usize, packed: usize,
  n: i32, h: i32, w: i32, c: i32, outH: i32, outW: i32, d: i32,
  kh: i32, kw: i32, strideH: i32, strideW: i32, top: i32, left: i32): void {
  const paddedH = (outH - 1) * strideH + kh, paddedW = (outW - 1) * strideW + kw, pixels = outH * outW;
  const row = paddedW * c, run = kw * c;
  for (let image = 0; image < n; image++, x += (h * w * c) << 2, dy += (pixels * d) << 2) {
    frame(x, scratch, h, w, c, paddedH, paddedW, top, left, 1, 1);
    pack(dy, packed, 1, pixels, d, 0, d, 1);
    for (let j = 0, b = packed; j < d; j += 8, b += pixels << 5) for (let i = 0; i < kh; i++) for (let m = 0; m < run; m += 4) {
      const m1 = min(m + 1, run - 1), m2 = min(m + 2, run - 1), m3 = min(m + 3, run - 1);
      const a = scratch + ((i * row) << 2), out = dFilter + ((i * run * d + j) << 2);
      tile(a + (m << 2), a + (m1 << 2), a + (m2 << 2), a + (m3 << 2), outH, strideH * row, outW, strideW * c, b,
        out + ((m * d) << 2), out + ((m1 * d) << 2), out + ((m2 * d) << 2), out + ((m3 * d) << 2), d - j, true);
    }
  }
}

/** y = maxPool(x) of windows of 2 x 2 pixels side by side, `rows` rows of y, of which each has `outW` pixels: the usual case, a third faster. */
export function halve(x: usize, y: usize, rows: i32, outW: i32, c: i32): void {
  const pixel: usize = c << 2, line = pixel * outW << 1;
  for (let r = 0; r < rows; r++, x += line) for (let column = 0; column < outW; column++, x += pixel) {
    for (const end = x + pixel; x < end; x += 16, y += 16) {
      const upper = f32x4.max(v128.load(x), v128.load(x + pixel)), below = x + line;
      v128.store(y, f32x4.max(f32x4.max(upper, v128.load(below)), v128.load(below + pixel)));
    }
  }
}

/** dx = the gradient of sum(halve(x) * dy): dy at the first of a window's four that is as large as y. */
export function halveGradient(x: usize, y: usize, dy: usize, dx: usize, rows: i32, outW: i32, c: i32): void {
  const pixel: usize = c << 2, line = pixel * outW << 1;
  for (let r = 0; r < rows; r++, x += line, dx += line) for (let column = 0; column < outW; column++, x += pixel, dx += pixel) {
    for (const end = x + pixel; x < end; x += 16, y += 16, dy += 16, dx += 16) {
      const best = v128.load(y), gradient = v128.load(dy), below = x + line, under = dx + line;
      const first = f32x4.eq(v128.load(x), best);
      const second = v128.andnot(f32x4.eq(v128.load(x + pixel), best), first), two = v128.or(first, second);
      const third = v128.andnot(f32x4.eq(v128.load(below), best), two), three = v128.or(two, third);
      v128.store(dx, v128.and(gradient, first));
      v128.store(dx + pixel, v128.and(gradient, second));
      v128.store(under, v128.and(gradient, third));
      v128.store(under + pixel, v128.and(gradient, v128.andnot(f32x4.eq(v128.load(below + pixel), best), three)));
    }
  }
}

/** y = the maximum of each window of x; NaN if one is in it, minus infinity where the whole window lies in the padding. */
export function maxPool(x: usize, y: usize, n: i32, h: i32, w: i32, c: i32, outH: i32, outW: i32,
  kh: i32, kw: i32, strideH: i32, strideW: i32, top: i32, left: i32): void {
  for (let image = 0; image < n; image++, x += (h * w * c) << 2) {
    for (let oh = 0; oh < outH; oh++) for (let ow = 0; ow < outW; ow++) {
      const i0 = max(0, oh * strideH - top), i1 = min(h, oh * strideH - top + kh);
      const j0 = max(0, ow * strideW - left), j1 = min(w, ow * strideW - left + kw);
      let channel = 0;
      for (; channel + 4 <= c; channel += 4, y += 16) {
        let best = f32x4.splat(-Infinity);
        for (let i = i0; i < i1; i++) for (let j = j0; j < j1; j++) {
          best = f32x4.max(best, v128.load(x + <usize>(((i * w + j) * c + channel) << 2)));
        }
        v128.store(y, best);
      }
      for (; channel < c; channel++, y += 4) {
        let best: f32 = -Infinity;
        for (let i = i0; i < i1; i++) for (let j = j0; j < j1; j++) {
          best = max(best, load<f32>(x + <usize>(((i * w + j) * c + channel) << 2)));
        }
        store<f32>(y, best);
      }
    }
  }
}

/** dx of max pooling: dy goes to the first value in the window that equals the maximum y. */
export function maxPoolGradient(x: usize, y: usize, dy: usize, dx: usize, n: i32, h: i32, w: i32, c: i32, outH: i32, outW: i32,
  kh: i32, kw: i32, strideH: i32, strideW: i32, top: i32, left: i32): void {
  memory.fill(dx, 0, (n * h * w * c) << 2);
  for (let image = 0; image < n; image++, x += (h * w * c) << 2, dx += (h * w * c) << 2) {
    for (let oh = 0; oh < outH; oh++) for (let ow = 0; ow < outW; ow++) {
      const i0 = max(0, oh * strideH - top), i1 = min(h, oh * strideH - top + kh);
      const j0 = max(0, ow * strideW - left), j1 = min(w, ow * strideW - left + kw);
      let channel = 0;
      for (; channel + 4 <= c; channel += 4, y += 16, dy += 16) {
        const best = v128.load(y), gradient = v128.load(dy);
        let open = i32x4.splat(-1); // no value found yet
        for (let i = i0; i < i1; i++) for (let j = j0; j < j1; j++) {
          const at: usize = ((i * w + j) * c + channel) << 2;
          const hit = v128.and(f32x4.eq(v128.load(x + at), best), open);
          open = v128.andnot(open, hit);
          v128.store(dx + at, f32x4.add(v128.load(dx + at), v128.and(gradient, hit)));
        }
      }
      for (; channel < c; channel++, y += 4, dy += 4) {
        let open = true;
        for (let i = i0; i < i1; i++) for (let j = j0; j < j1; j++) {
          const at: usize = ((i * w + j) * c + channel) << 2;
          if (open && load<f32>(x + at) == load<f32>(y)) { open = false; store<f32>(dx + at, load<f32>(dx + at) + load<f32>(dy)); }
        }
      }
    }
  }
}

/** y = max(x, 0), and NaN where x is. */
export function relu(x: usize, y: usize, n: i32): void {
  const end = x + (n << 2), zero = f32x4.splat(0);
  for (; x + 16 <= end; x += 16, y += 16) v128.store(y, f32x4.max(v128.load(x), zero));
  for (; x < end; x += 4, y += 4) store<f32>(y, max(load<f32>(x), <f32>0));
}

/** y = min(max(x, 0), 6), and NaN where x is. */
export function relu6(x: usize, y: usize, n: i32): void {
  const end = x + (n << 2), zero = f32x4.splat(0), six = f32x4.splat(6);
  for (; x + 16 <= end; x += 16, y += 16) v128.store(y, f32x4.min(f32x4.max(v128.load(x), zero), six));
  for (; x < end; x += 4, y += 4) store<f32>(y, min(max(load<f32>(x), <f32>0), <f32>6));
}

/** y = 1 where x > 0, NaN where x is, else alpha: the gradient of relu, leaky or not. */
export function step(x: usize, y: usize, n: i32, alpha: f32): void {
  const end = x + (n << 2), one = f32x4.splat(1), below = f32x4.splat(alpha), zero = f32x4.splat(0);
  for (; x + 16 <= end; x += 16, y += 16) {
    const value = v128.load(x), known = v128.bitselect(one, below, f32x4.gt(value, zero));
    v128.store(y, v128.bitselect(known, value, f32x4.eq(value, value)));
  }
  for (; x < end; x += 4, y += 4) {
    const value = load<f32>(x);
    store<f32>(y, value > 0 ? 1 : value == value ? alpha : value);
  }
}

/** Four numbers, or the `left` ones that there are and zeros. */
// @ts-expect-error: decorator
@inline function some(from: usize, left: i32): v128 {
  if (left >= 4) return v128.load(from);
  let four = v128.load32_zero(from);
  if (left > 1) four = v128.load_lane<f32>(from, four, 1, 4);
  if (left > 2) four = v128.load_lane<f32>(from, four, 2, 8);
  return four;
}
// @ts-expect-error: decorator
@inline function putSome(to: usize, four: v128, left: i32): void {
  if (left >= 4) { v128.store(to, four); return; }
  v128.store_lane<f32>(to, four, 0);
  if (left > 1) v128.store_lane<f32>(to, four, 1, 4);
  if (left > 2) v128.store_lane<f32>(to, four, 2, 8);
}

const enum Operation { Sum, Difference, Product }

// @ts-expect-error: decorator
@inline function combined(operation: Operation, a: v128, b: v128): v128 {
  if (operation == Operation.Sum) return f32x4.add(a, b);
  return operation == Operation.Difference ? f32x4.sub(a, b) : f32x4.mul(a, b);
}

/** y = a and b combined, value by value. */
// @ts-expect-error: decorator
@inline function combine(operation: Operation, a: usize, b: usize, y: usize, n: i32): void {
  const end = a + (n << 2);
  for (; a + 16 <= end; a += 16, b += 16, y += 16) v128.store(y, combined(operation, v128.load(a), v128.load(b)));
  const left = <i32>(end - a) >> 2;
  if (left) putSome(y, combined(operation, some(a, left), some(b, left)), left);
}

/** Each row of y = that of a and `row` combined, as a bias is added. */
// @ts-expect-error: decorator
@inline function combineRow(operation: Operation, a: usize, row: usize, y: usize, rows: i32, columns: i32): void {
  const bytes: usize = columns << 2;
  for (let r = 0; r < rows; r++, a += bytes, y += bytes) combine(operation, a, row, y, columns);
}

export function add(a: usize, b: usize, y: usize, n: i32): void { combine(Operation.Sum, a, b, y, n); }
export function subtract(a: usize, b: usize, y: usize, n: i32): void { combine(Operation.Difference, a, b, y, n); }
export function multiply(a: usize, b: usize, y: usize, n: i32): void { combine(Operation.Product, a, b, y, n); }
export function addRow(a: usize, row: usize, y: usize, rows: i32, columns: i32): void {
  combineRow(Operation.Sum, a, row, y, rows, columns);
}
export function subtractRow(a: usize, row: usize, y: usize, rows: i32, columns: i32): void {
  combineRow(Operation.Difference, a, row, y, rows, columns);
}
export function multiplyRow(a: usize, row: usize, y: usize, rows: i32, columns: i32): void {
  combineRow(Operation.Product, a, row, y, rows, columns);
}

/**
 * A step of Adam (Kingma and Ba 2015, https://arxiv.org/abs/1412.6980): the new value and moments of n weights. `numbers` are beta1,
 * 1 - beta1, beta2, 1 - beta2, 1 less each one's power so far, epsilon and minus the learning rate. Each operation is rounded by itself.
 */
export function adamStep(value: usize, gradient: usize, first: usize, second: usize, newValue: usize, newFirst: usize, newSecond: usize,
  n: i32, numbers: usize): void {
  const beta1 = v128.load32_splat(numbers), rest1 = v128.load32_splat(numbers, 4);
  const beta2 = v128.load32_splat(numbers, 8), rest2 = v128.load32_splat(numbers, 12);
  const whole1 = v128.load32_splat(numbers, 16), whole2 = v128.load32_splat(numbers, 20);
  const epsilon = v128.load32_splat(numbers, 24), rate = v128.load32_splat(numbers, 28);
  for (let i = 0; i < n; i += 4) {
    const left = n - i, at = <usize>i << 2;
    const x = some(value + at, left), g = some(gradient + at, left);
    const m = f32x4.add(f32x4.mul(some(first + at, left), beta1), f32x4.mul(g, rest1));
    const v = f32x4.add(f32x4.mul(some(second + at, left), beta2), f32x4.mul(f32x4.mul(g, g), rest2));
    const step = f32x4.div(f32x4.div(m, whole1), f32x4.add(f32x4.sqrt(f32x4.div(v, whole2)), epsilon));
    putSome(newValue + at, f32x4.add(f32x4.mul(step, rate), x), left);
    putSome(newFirst + at, m, left);
    putSome(newSecond + at, v, left);
  }
}

/** Rows that `sumBlocks` adds up at a time, so that rounding stays small. */
const BLOCK = 64;

/** sums[block, c] = sum of x[row, c] over the rows of each block of 64; the last may have fewer. */
export function sumBlocks(x: usize, sums: usize, rows: i32, columns: i32): void {
  const row: usize = columns << 2;
  for (let r = 0; r < rows; r += BLOCK, x += row * BLOCK, sums += row) {
    const count = min(BLOCK, rows - r);
    let c = 0;
    for (; c + 4 <= columns; c += 4) {
      let sum = f32x4.splat(0), from = x + (c << 2);
      for (let i = 0; i < count; i++, from += row) sum = f32x4.add(sum, v128.load(from));
      v128.store(sums + (c << 2), sum);
    }
    for (; c < columns; c++) {
      let sum: f32 = 0, from = x + (c << 2);
      for (let i = 0; i < count; i++, from += row) sum += load<f32>(from);
      store<f32>(sums + (c << 2), sum);
    }
  }
}

/** out[c] += x[row, c], row after row. */
export function addRows(x: usize, out: usize, rows: i32, columns: i32): void {
  const row: usize = columns << 2;
  for (let r = 0; r < rows; r++, x += row) add(out, x, out, columns);
}

/** sums[segment of row] += x[row]; rows whose segment is outside 0 … segments - 1 are left out, as TensorFlow does. */
export function segmentSum(x: usize, ids: usize, sums: usize, rows: i32, width: i32, segments: i32): void {
  const row: usize = width << 2;
  for (let r = 0; r < rows; r++, x += row) {
    const segment = load<i32>(ids + (r << 2));
    if (segment < 0 || segment >= segments) continue;
    const to = sums + <usize>segment * row;
    let i: usize = 0;
    for (; i + 16 <= row; i += 16) v128.store(to + i, f32x4.add(v128.load(to + i), v128.load(x + i)));
    for (; i < row; i += 4) store<f32>(to + i, load<f32>(to + i) + load<f32>(x + i));
  }
}
