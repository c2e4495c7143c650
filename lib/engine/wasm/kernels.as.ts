// AssemblyScript, which `npm run kernels` compiles to kernels.wasm and kernels-relaxed.wasm: the arithmetic that training needs, on
// the heap of TensorFlow.js's WASM backend. Addresses are bytes; lengths and strides are float32 values. Nothing here allocates:
// the caller brings every buffer. Pictures are NHWC.
//
// All three convolution kernels and the matrix product are one loop, `tile`, called on different addresses: in NHWC the patch
// under an output pixel is KH runs of KW * C neighbouring values, so a convolution is a matrix product whose rows overlap in memory.

/** a * b + c; one rounding where the build allows relaxed SIMD, else two. */
// @ts-expect-error: decorator
@inline function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

export function clear(out: usize, floats: i32): void { memory.fill(out, 0, floats << 2); }

/** Where `tile` keeps results of a panel that is less than 8 wide: 32 bytes, for each thread its own. */
let spill: usize = 0;
export function setSpill(address: usize): void { spill = address; }

/** Stores the first `width` of the eight sums (low, high) at c. */
// @ts-expect-error: decorator
@inline function put(c: usize, width: i32, low: v128, high: v128): void {
  if (width >= 8) { v128.store(c, low); v128.store(c, high, 16); return; }
  v128.store(spill, low); v128.store(spill, high, 16);
  memory.copy(c, spill, width << 2);
}
/** Where eight sums can be read from, of which the first `width` are those at c. */
// @ts-expect-error: decorator
@inline function get(c: usize, width: i32): usize {
  if (width >= 8) return c;
  memory.copy(spill, c, width << 2);
  return spill;
}

/**
 * Four rows of A times a panel of eight columns of B:
 * c_i[0..8] = sum over r < rows, s < steps of a_i[r * rowStride + s * stepStride] * b[(r * steps + s) * 8 + 0..8].
 * Callers let the row pointers coincide where fewer than four rows are left: the same result is then written twice.
 */
function tile(a0: usize, a1: usize, a2: usize, a3: usize, rows: i32, rowStride: i32, steps: i32, stepStride: i32, b: usize,
  c0: usize, c1: usize, c2: usize, c3: usize, width: i32, accumulate: bool): void {
  const step = <usize>(stepStride << 2), jump = <usize>((rowStride - steps * stepStride) << 2);
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  if (accumulate) {
    let c = get(c0, width); s00 = v128.load(c); s01 = v128.load(c, 16);
    c = get(c1, width); s10 = v128.load(c); s11 = v128.load(c, 16);
    c = get(c2, width); s20 = v128.load(c); s21 = v128.load(c, 16);
    c = get(c3, width); s30 = v128.load(c); s31 = v128.load(c, 16);
  }
  for (let r = 0; r < rows; r++) {
    for (let s = 0; s < steps; s++) {
      const b0 = v128.load(b), b1 = v128.load(b, 16); b += 32;
      let a = v128.load32_splat(a0); a0 += step; s00 = multiplyAdd(a, b0, s00); s01 = multiplyAdd(a, b1, s01);
      a = v128.load32_splat(a1); a1 += step; s10 = multiplyAdd(a, b0, s10); s11 = multiplyAdd(a, b1, s11);
      a = v128.load32_splat(a2); a2 += step; s20 = multiplyAdd(a, b0, s20); s21 = multiplyAdd(a, b1, s21);
      a = v128.load32_splat(a3); a3 += step; s30 = multiplyAdd(a, b0, s30); s31 = multiplyAdd(a, b1, s31);
    }
    a0 += jump; a1 += jump; a2 += jump; a3 += jump;
  }
  put(c0, width, s00, s01); put(c1, width, s10, s11); put(c2, width, s20, s21); put(c3, width, s30, s31);
}

/**
 * Copies B, `blocks * depth` rows by `columns`, into panels of eight columns as `tile` reads them; the last panel is filled up with
 * zeros. Needs ceil(columns / 8) * 8 * blocks * depth floats at `out`.
 */
export function pack(b: usize, out: usize, blocks: i32, depth: i32, columns: i32,
  blockStride: i32, depthStride: i32, columnStride: i32): void {
  for (let j = 0; j < columns; j += 8) {
    const width = min(8, columns - j);
    for (let block = 0; block < blocks; block++) for (let d = 0; d < depth; d++, out += 32) {
      let from = b + ((block * blockStride + d * depthStride + j * columnStride) << 2);
      if (columnStride == 1 && width == 8) {
        v128.store(out, v128.load(from)); v128.store(out, v128.load(from, 16), 16);
        continue;
      }
      for (let i = 0; i < 8; i++, from += columnStride << 2) store<f32>(out + (i << 2), i < width ? load<f32>(from) : 0);
    }
  }
}

/** c[m, n] = sum over k of a[m * rowStride + k * stepStride] * B[k, n], B packed. */
export function matMul(a: usize, b: usize, c: usize, m: i32, n: i32, k: i32, rowStride: i32, stepStride: i32): void {
  const row = rowStride << 2, out = n << 2;
  for (let j = 0; j < n; j += 8, b += k << 5) for (let i = 0; i < m; i += 4) {
    const i1 = min(i + 1, m - 1), i2 = min(i + 2, m - 1), i3 = min(i + 3, m - 1), cj = c + (j << 2);
    tile(a + i * row, a + i1 * row, a + i2 * row, a + i3 * row, 1, 0, k, stepStride, b,
      cj + i * out, cj + i1 * out, cj + i2 * out, cj + i3 * out, n - j, false);
  }
}

/**
 * One picture, h by w by c, into a frame of paddedH by paddedW: its first pixel lies at (top, left), the next ones spreadH and
 * spreadW further on, with zeros in between and around; what lies outside the frame (before it where top or left is negative) is
 * left out.
 */
function frame(x: usize, out: usize, h: i32, w: i32, c: i32, paddedH: i32, paddedW: i32,
  top: i32, left: i32, spreadH: i32, spreadW: i32): void {
  const pixel = c << 2, row = paddedW * pixel;
  memory.fill(out, 0, paddedH * row);
  for (let i = 0, p = top; i < h && p < paddedH; i++, p += spreadH, x += w * pixel) {
    if (p < 0) continue;
    if (spreadW == 1) {
      const first = max(0, -left), count = min(w, paddedW - left) - first;
      if (count > 0) memory.copy(out + p * row + (left + first) * pixel, x + first * pixel, count * pixel);
      continue;
    }
    for (let j = 0, q = left; j < w && q < paddedW; j++, q += spreadW) {
      if (q >= 0) memory.copy(out + p * row + q * pixel, x + j * pixel, pixel);
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

/** y = a + b, value by value. */
export function add(a: usize, b: usize, y: usize, n: i32): void {
  const end = a + (n << 2);
  for (; a + 16 <= end; a += 16, b += 16, y += 16) v128.store(y, f32x4.add(v128.load(a), v128.load(b)));
  for (; a < end; a += 4, b += 4, y += 4) store<f32>(y, load<f32>(a) + load<f32>(b));
}

/** y = a * b, value by value. */
export function multiply(a: usize, b: usize, y: usize, n: i32): void {
  const end = a + (n << 2);
  for (; a + 16 <= end; a += 16, b += 16, y += 16) v128.store(y, f32x4.mul(v128.load(a), v128.load(b)));
  for (; a < end; a += 4, b += 4, y += 4) store<f32>(y, load<f32>(a) * load<f32>(b));
}

/** Each row of y = that of a plus `row`, as a bias is added. */
export function addRow(a: usize, row: usize, y: usize, rows: i32, columns: i32): void {
  const bytes: usize = columns << 2;
  for (let r = 0; r < rows; r++, a += bytes, y += bytes) add(a, row, y, columns);
}

/** out[c] += sum over rows of x[row, c]; blocks of 64 rows, so that rounding stays small. */
export function sumRows(x: usize, out: usize, rows: i32, columns: i32): void {
  const row: usize = columns << 2;
  for (let r = 0; r < rows; r += 64, x += row << 6) {
    const count = min(64, rows - r);
    let c = 0;
    for (; c + 4 <= columns; c += 4) {
      let sum = f32x4.splat(0), from = x + (c << 2);
      for (let i = 0; i < count; i++, from += row) sum = f32x4.add(sum, v128.load(from));
      v128.store(out + (c << 2), f32x4.add(v128.load(out + (c << 2)), sum));
    }
    for (; c < columns; c++) {
      let sum: f32 = 0, from = x + (c << 2);
      for (let i = 0; i < count; i++, from += row) sum += load<f32>(from);
      store<f32>(out + (c << 2), load<f32>(out + (c << 2)) + sum);
    }
  }
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
