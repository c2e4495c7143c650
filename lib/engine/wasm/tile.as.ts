// AssemblyScript, part of kernels.as.ts: the loop that all products and convolutions come down to, and what lays their numbers out for it.

/** a * b + c; one rounding where the build allows relaxed SIMD, else two. */
// @ts-expect-error: decorator
@inline function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

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
export function tile(a0: usize, a1: usize, a2: usize, a3: usize, rows: i32, rowStride: i32, steps: i32, stepStride: i32, b: usize,
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

/** Transposes 4 x 4 numbers; rows lie fromRow and toRow bytes apart. */
// @ts-expect-error: decorator
@inline export function turn(from: usize, fromRow: usize, to: usize, toRow: usize): void {
  const from2 = from + (fromRow << 1), to2 = to + (toRow << 1);
  const r0 = v128.load(from), r1 = v128.load(from + fromRow), r2 = v128.load(from2), r3 = v128.load(from2 + fromRow);
  const t0 = v128.shuffle<i32>(r0, r1, 0, 4, 1, 5), t1 = v128.shuffle<i32>(r2, r3, 0, 4, 1, 5);
  const t2 = v128.shuffle<i32>(r0, r1, 2, 6, 3, 7), t3 = v128.shuffle<i32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(t0, t1, 0, 2)); v128.store(to + toRow, v128.shuffle<i64>(t0, t1, 1, 3));
  v128.store(to2, v128.shuffle<i64>(t2, t3, 0, 2)); v128.store(to2 + toRow, v128.shuffle<i64>(t2, t3, 1, 3));
}

/**
 * Copies B, `blocks * depth` rows by `columns`, into panels of eight columns as `tile` reads them; the last panel is filled up with
 * zeros. Needs ceil(columns / 8) * 8 * blocks * depth floats at `out`.
 */
export function pack(b: usize, out: usize, blocks: i32, depth: i32, columns: i32,
  blockStride: i32, depthStride: i32, columnStride: i32): void {
  for (let j = 0; j < columns; j += 8) {
    const width = min(8, columns - j);
    for (let block = 0; block < blocks; block++) {
      let d = 0;
      if (depthStride == 1 && width == 8) for (; d + 4 <= depth; d += 4, out += 128) {
        const from = b + ((block * blockStride + d + j * columnStride) << 2), column: usize = columnStride << 2;
        turn(from, column, out, 32);
        turn(from + (column << 2), column, out + 16, 32);
      }
      for (; d < depth; d++, out += 32) {
        let from = b + ((block * blockStride + d * depthStride + j * columnStride) << 2);
        if (columnStride == 1 && width == 8) {
          v128.store(out, v128.load(from)); v128.store(out, v128.load(from, 16), 16);
          continue;
        }
        for (let i = 0; i < 8; i++, from += columnStride << 2) store<f32>(out + (i << 2), i < width ? load<f32>(from) : 0);
      }
    }
  }
}

/** Panels of B are read this many steps at a time by `packedProduct`: 8 KiB, which stay in the nearest cache beside those of A. */
const DEPTH = 256;

/**
 * Copies A, whose numbers lie at a[m * rowStride + k * stepStride], into panels of four rows as `packedProduct` reads them; the last
 * panel is filled up with zeros. Needs ceil(m / 4) * 4 * k floats at `out`.
 */
function packRows(a: usize, out: usize, m: i32, k: i32, rowStride: i32, stepStride: i32): void {
  const row: usize = rowStride << 2, step: usize = stepStride << 2;
  for (let i = 0; i < m; i += 4, a += row << 2) {
    const rows = min(4, m - i);
    let from = a, s = 0;
    if (rows == 4) {
      if (stepStride == 1) for (; s + 4 <= k; s += 4, from += 16, out += 64) turn(from, row, out, 16);
      else if (rowStride == 1) for (; s < k; s++, from += step, out += 16) v128.store(out, v128.load(from));
    }
    for (; s < k; s++, from += step) {
      for (let r = 0; r < 4; r++, out += 4) store<f32>(out, r < rows ? load<f32>(from + <usize>r * row) : 0);
    }
  }
}

/**
 * Adds four rows of A, side by side and `step` bytes a step apart, times a panel of eight columns of B to the 4 x 8 numbers of c, whose
 * rows are `row` bytes apart; `begins`: there are none yet. With fewer addresses than `tile` to move on, and no call for which the sums
 * would have to leave their registers, it is a fifth faster. Where A was `squeezed`, its steps are those of the list.
 */
// @ts-expect-error: decorator
@inline function packedTile(a: usize, step: usize, steps: i32, b: usize, c: usize, row: usize, begins: bool, squeezed: bool, list: usize): void {
  const c1 = c + row, c2 = c1 + row, c3 = c2 + row;
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  if (!begins) {
    s00 = v128.load(c); s01 = v128.load(c, 16); s10 = v128.load(c1); s11 = v128.load(c1, 16);
    s20 = v128.load(c2); s21 = v128.load(c2, 16); s30 = v128.load(c3); s31 = v128.load(c3, 16);
  }
  // `squeezed` is a constant where this is put in, so that each place has one of the two
  let next = squeezed ? list : b;
  for (const end = next + (steps << (squeezed ? 2 : 5)); next < end; a += step, next += squeezed ? 4 : 32) {
    const at = squeezed ? b + (<usize>load<i32>(next) << 5) : next, b0 = v128.load(at), b1 = v128.load(at, 16);
    let x = v128.load32_splat(a); s00 = multiplyAdd(x, b0, s00); s01 = multiplyAdd(x, b1, s01);
    x = v128.load32_splat(a, 4); s10 = multiplyAdd(x, b0, s10); s11 = multiplyAdd(x, b1, s11);
    x = v128.load32_splat(a, 8); s20 = multiplyAdd(x, b0, s20); s21 = multiplyAdd(x, b1, s21);
    x = v128.load32_splat(a, 12); s30 = multiplyAdd(x, b0, s30); s31 = multiplyAdd(x, b1, s31);
  }
  v128.store(c, s00); v128.store(c, s01, 16); v128.store(c1, s10); v128.store(c1, s11, 16);
  v128.store(c2, s20); v128.store(c2, s21, 16); v128.store(c3, s30); v128.store(c3, s31, 16);
}

/** Copies `rows` rows of `bytes` each. */
function copyRows(from: usize, to: usize, rows: i32, bytes: i32, fromRow: usize, toRow: usize): void {
  for (let i = 0; i < rows; i++, from += fromRow, to += toRow) memory.copy(to, from, bytes);
}

/** Steps below which a panel of A is not looked through for zeros. */
const LONG = 64;

/**
 * Moves those steps of a panel of four rows to its front in which not all are zero, as most are of bags of words, and lists which they were.
 * @returns how many there are, or -1 where they are more than half: the panel is then as it was
 */
function squeeze(panel: usize, k: i32, list: usize): i32 {
  const zero = f32x4.splat(0), end = panel + (<usize>k << 4), most = k >> 1;
  let count = 0;
  for (let at = panel; at < end; at += 16) if (v128.any_true(f32x4.ne(v128.load(at), zero)) && ++count > most) return -1;
  for (let at = panel, to = panel, s = 0; at < end; at += 16, s++) {
    const four = v128.load(at);
    if (!v128.any_true(f32x4.ne(four, zero))) continue;
    v128.store(to, four); to += 16;
    store<i32>(list, s); list += 4;
  }
  return count;
}

/**
 * `product` by way of a packed copy of A at `panels`, the same to the last bit where B is finite: faster from a few panels of B on, and
 * much faster where A is mostly zeros. Needs room for ceil(m / 4) * (4 * k + k / 2 + 1) + 32 floats: behind the copy 4 x 8 results are
 * kept that c has not all, and the lists of steps of panels that were squeezed.
 */
export function packedProduct(a: usize, b: usize, c: usize, m: i32, n: i32, k: i32, rowStride: i32, stepStride: i32, panels: usize): void {
  const out: usize = n << 2, count = (m + 3) >> 2, kept = panels + <usize>(count * k << 4);
  const steps = kept + 128, lists = steps + (count << 2), listed: usize = (k >> 1) << 2;
  packRows(a, panels, m, k, rowStride, stepStride);
  for (let i = 0, panel = panels, list = lists; i < count; i++, panel += k << 4, list += listed) {
    store<i32>(steps + (i << 2), k < LONG ? -1 : squeeze(panel, k, list));
  }
  for (let s = 0; s < k; s += DEPTH) {
    const depth = min(DEPTH, k - s);
    for (let j = 0, bj = b; j < n; j += 8, bj += k << 5) {
      for (let i = 0, ai = panels, at = c + (j << 2); i < m; i += 4, ai += k << 4, at += out << 2) {
        const squeezed = load<i32>(steps + i);
        if (squeezed >= 0 && s > 0) continue; // all at once
        const rows = min(4, m - i), width = min(8, n - j) << 2, whole = rows == 4 && width == 32;
        const begins = s == 0;
        if (!whole && !begins) copyRows(at, kept, rows, width, out, 32);
        const to = whole ? at : kept, row = whole ? out : 32;
        // each at one place, so that it is no call but part of the loop
        if (squeezed >= 0) packedTile(ai, 16, squeezed, bj, to, row, true, true, lists + <usize>(i >> 2) * listed);
        else packedTile(ai + (s << 4), 16, depth, bj + (s << 5), to, row, begins, false, 0);
        if (!whole) copyRows(kept, at, rows, width, 32, out);
      }
    }
  }
}

/** Adds x' y to c, of `rows` rows x of `columns` numbers and y of eight; a row of c is `row` bytes. */
export function addTransposedProduct(x: usize, y: usize, c: usize, rows: i32, columns: i32, row: usize): void {
  for (let i = 0; i + 4 <= columns; i += 4, x += 16, c += row << 2) packedTile(x, columns << 2, rows, y, c, row, false, false, 0);
  const left = columns & 3, last = c + row * (left - 1);
  if (left) {
    tile(x, left > 1 ? x + 4 : x, x + ((left - 1) << 2), x + ((left - 1) << 2), 1, 0, rows, columns, y,
      c, left > 1 ? c + row : c, last, last, 8, true);
  }
}

/** c[m, n] = sum over k of a[m * rowStride + k * stepStride] * B[k, n], B packed; added to c if `accumulate`. */
export function product(a: usize, b: usize, c: usize, m: i32, n: i32, k: i32, rowStride: i32, stepStride: i32, accumulate: bool): void {
  const row = rowStride << 2, out = n << 2;
  for (let j = 0; j < n; j += 8, b += k << 5) for (let i = 0; i < m; i += 4) {
    const i1 = min(i + 1, m - 1), i2 = min(i + 2, m - 1), i3 = min(i + 3, m - 1), cj = c + (j << 2);
    tile(a + i * row, a + i1 * row, a + i2 * row, a + i3 * row, 1, 0, k, stepStride, b,
      cj + i * out, cj + i1 * out, cj + i2 * out, cj + i3 * out, n - j, accumulate);
  }
}

/**
 * One picture, h by w by c, into a frame of paddedH by paddedW: its first pixel lies at (top, left), the next ones spreadH and
 * spreadW further on, with zeros in between and around; what lies outside the frame (before it where top or left is negative) is
 * left out.
 */
export function frame(x: usize, out: usize, h: i32, w: i32, c: i32, paddedH: i32, paddedW: i32,
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
