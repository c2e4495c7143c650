// AssemblyScript, part of kernels.as.ts: lengths, cosines and distances of rows, with their gradients, each in one pass over a row; and products of chosen pairs.
// n rows of dim numbers; the formulas are those of lib/engine/unit-rows.ts and lib/losses/row-distances.ts.

/** Sum of the four lanes. */
// @ts-expect-error: decorator
@inline export function lanes(x: v128): f32 {
  return (f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1)) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3));
}

/** Sum of a * b over one row. */
function dot(a: usize, b: usize, dim: i32): f32 {
  const end = a + (dim << 2);
  let s0 = f32x4.splat(0), s1 = s0;
  for (; a + 32 <= end; a += 32, b += 32) {
    s0 = f32x4.add(s0, f32x4.mul(v128.load(a), v128.load(b)));
    s1 = f32x4.add(s1, f32x4.mul(v128.load(a, 16), v128.load(b, 16)));
  }
  let sum = lanes(f32x4.add(s0, s1));
  for (; a < end; a += 4, b += 4) sum += load<f32>(a) * load<f32>(b);
  return sum;
}

/** sum += the squares of n numbers. */
export function addSquares(x: usize, sum: usize, n: i32): void { store<f32>(sum, load<f32>(sum) + dot(x, x, n)); }

/** out = a * factor - b * part, one row; `out` may be `a`. */
function mix(a: usize, factor: f32, b: usize, part: f32, out: usize, dim: i32): void {
  const end = a + (dim << 2), f = f32x4.splat(factor), p = f32x4.splat(part);
  for (; a + 16 <= end; a += 16, b += 16, out += 16) {
    v128.store(out, f32x4.sub(f32x4.mul(v128.load(a), f), f32x4.mul(v128.load(b), p)));
  }
  for (; a < end; a += 4, b += 4, out += 4) store<f32>(out, load<f32>(a) * factor - load<f32>(b) * part);
}

/** 1 / |row|, or 0 for a row whose square is less than `smallest`. */
function inverseLength(row: usize, dim: i32, smallest: f32): f32 {
  const squares = dot(row, row, dim);
  return squares >= smallest ? <f32>1 / sqrt(squares) : 0;
}

/**
 * out = factor * what of the row a / |a| is at a right angle to the row u / |u|, given 1 / |a| and 1 / |u|. Taken away twice, for the
 * digits.
 */
function atRightAngle(a: usize, perA: f32, u: usize, perU: f32, out: usize, dim: i32, factor: f32): void {
  mix(a, perA, u, dot(a, u, dim) * perA * perU * perU, out, dim);
  mix(out, factor, u, dot(out, u, dim) * perU * perU * factor, out, dim);
}

/** y = x / |x|, row by row, and perX = 1 / |x|. */
export function unitRows(x: usize, y: usize, perX: usize, n: i32, dim: i32, smallest: f32): void {
  const row: usize = dim << 2;
  for (let i = 0; i < n; i++, x += row, y += row, perX += 4) {
    const inverse = inverseLength(x, dim, smallest);
    store<f32>(perX, inverse);
    mix(x, inverse, x, 0, y, dim);
  }
}

export function unitRowsGradient(dy: usize, y: usize, perX: usize, dx: usize, n: i32, dim: i32): void {
  const row: usize = dim << 2;
  for (let i = 0; i < n; i++, dy += row, y += row, dx += row, perX += 4) {
    atRightAngle(dy, 1, y, 1, dx, dim, load<f32>(perX));
  }
}

/** y = x / by, of n numbers; `y` may be `x`. */
export function divide(x: usize, y: usize, n: i32, by: f32): void {
  const end = x + (n << 2), divisor = f32x4.splat(by);
  for (; x + 16 <= end; x += 16, y += 16) v128.store(y, f32x4.div(v128.load(x), divisor));
  for (; x < end; x += 4, y += 4) store<f32>(y, load<f32>(x) / by);
}

/** cosines = a · b / |a| |b|, row by row, with perA = 1 / |a| and perB. */
export function rowCosines(a: usize, b: usize, cosines: usize, perA: usize, perB: usize, n: i32, dim: i32, smallest: f32): void {
  const row: usize = dim << 2;
  for (let i = 0; i < n; i++, a += row, b += row, cosines += 4, perA += 4, perB += 4) {
    const inverseA = inverseLength(a, dim, smallest), inverseB = inverseLength(b, dim, smallest);
    store<f32>(perA, inverseA);
    store<f32>(perB, inverseB);
    store<f32>(cosines, dot(a, b, dim) * inverseA * inverseB);
  }
}

export function rowCosinesGradient(dy: usize, a: usize, b: usize, perA: usize, perB: usize, da: usize, db: usize,
  n: i32, dim: i32): void {
  const row: usize = dim << 2;
  for (let i = 0; i < n; i++, a += row, b += row, da += row, db += row, dy += 4, perA += 4, perB += 4) {
    const inverseA = load<f32>(perA), inverseB = load<f32>(perB), slope = load<f32>(dy);
    atRightAngle(b, inverseB, a, inverseA, da, dim, slope * inverseA);
    atRightAngle(a, inverseA, b, inverseB, db, dim, slope * inverseB);
  }
}

/** distances = |a - b|, row by row. */
export function rowDistances(a: usize, b: usize, distances: usize, n: i32, dim: i32): void {
  for (let i = 0; i < n; i++, distances += 4) {
    const end = a + (dim << 2);
    let s = f32x4.splat(0);
    for (; a + 16 <= end; a += 16, b += 16) {
      const d = f32x4.sub(v128.load(a), v128.load(b));
      s = f32x4.add(s, f32x4.mul(d, d));
    }
    let sum = lanes(s);
    for (; a < end; a += 4, b += 4) sum += (load<f32>(a) - load<f32>(b)) * (load<f32>(a) - load<f32>(b));
    store<f32>(distances, sqrt(sum));
  }
}

/** da = dy (a - b) / |a - b| and db = -da, where distances of less than `smallest` count as that. */
export function rowDistancesGradient(dy: usize, a: usize, b: usize, distances: usize, da: usize, db: usize,
  n: i32, dim: i32, smallest: f32): void {
  const row: usize = dim << 2;
  for (let i = 0; i < n; i++, a += row, b += row, da += row, db += row, dy += 4, distances += 4) {
    const slope = load<f32>(dy) / max(load<f32>(distances), smallest);
    mix(a, slope, b, slope, da, dim);
    mix(da, -1, da, 0, db, dim);
  }
}

/** Two numbers in double precision. */
// @ts-expect-error: decorator
@inline function pairOf(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

/** products[p] = a[i] · b[j] for each of the pairs (i, j), in double precision. */
export function pairProducts(a: usize, b: usize, pairs: usize, products: usize, count: i32, dim: i32): void {
  const row: usize = dim << 2;
  for (let p = 0; p < count; p++, pairs += 8, products += 4) {
    let x = a + <usize>load<i32>(pairs) * row, y = b + <usize>load<i32>(pairs, 4) * row;
    const end = x + row;
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0; // sums that do not wait for each other
    for (; x + 32 <= end; x += 32, y += 32) {
      s0 = f64x2.add(s0, f64x2.mul(pairOf(x), pairOf(y)));
      s1 = f64x2.add(s1, f64x2.mul(pairOf(x + 8), pairOf(y + 8)));
      s2 = f64x2.add(s2, f64x2.mul(pairOf(x + 16), pairOf(y + 16)));
      s3 = f64x2.add(s3, f64x2.mul(pairOf(x + 24), pairOf(y + 24)));
    }
    s0 = f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3));
    let sum = f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1);
    for (; x < end; x += 4, y += 4) sum += <f64>load<f32>(x) * <f64>load<f32>(y);
    store<f32>(products, <f32>sum);
  }
}

/**
 * Where a matrix of n rows has values above what their row or their column asks for, row * width + column: they are written to `places`,
 * and how many there are to `found`. Of columns from `from` up to `end`.
 * @param base row * width of the first row
 */
export function valuesAbove(matrix: usize, leastOfRow: usize, leastOfColumn: usize, places: usize, found: usize, base: i32, n: i32, width: i32,
  from: i32, end: i32): void {
  const begin = places, whole = end - ((end - from) & 3);
  for (let row = 0; row < n; row++, leastOfRow += 4, base += width, matrix += <usize>width << 2) {
    const own = load<f32>(leastOfRow), least = f32x4.splat(own);
    for (let column = from; column < whole; column += 4) {
      const values = v128.load(matrix + (<usize>column << 2)), across = v128.load(leastOfColumn + (<usize>column << 2));
      let above = i32x4.bitmask(v128.or(f32x4.gt(values, least), f32x4.gt(values, across)));
      for (; above; above &= above - 1, places += 4) store<i32>(places, base + column + ctz(above));
    }
    for (let column = whole; column < end; column++) {
      const value = load<f32>(matrix + (<usize>column << 2));
      if (!(value > own || value > load<f32>(leastOfColumn + (<usize>column << 2)))) continue;
      store<i32>(places, base + column);
      places += 4;
    }
  }
  store<i32>(found, <i32>((places - begin) >> 2));
}

/** sums = x - first, column by column, of n rows; `sums` are dim numbers of double precision. */
export function columnSums(x: usize, first: usize, sums: usize, n: i32, dim: i32): void {
  const row: usize = dim << 2;
  memory.fill(sums, 0, row << 1);
  for (let i = 0; i < n; i += 4, x += row << 2) {
    // in the place of a row that is not there, one that adds nothing
    const x1 = i + 1 < n ? x + row : first, x2 = i + 2 < n ? x + (row << 1) : first, x3 = i + 3 < n ? x + row * 3 : first;
    let at: usize = 0, sum = sums;
    for (; at + 16 <= row; at += 16, sum += 32) {
      const from = v128.load(first + at);
      const one = f32x4.add(f32x4.sub(v128.load(x + at), from), f32x4.sub(v128.load(x1 + at), from));
      const two = f32x4.add(f32x4.sub(v128.load(x2 + at), from), f32x4.sub(v128.load(x3 + at), from));
      const four = f32x4.add(one, two);
      v128.store(sum, f64x2.add(v128.load(sum), f64x2.promote_low_f32x4(four)));
      v128.store(sum, f64x2.add(v128.load(sum, 16), f64x2.promote_low_f32x4(v128.shuffle<i64>(four, four, 1, 1))), 16);
    }
    for (; at < row; at += 4, sum += 8) {
      const from = load<f32>(first + at);
      const one = load<f32>(x + at) - from + (load<f32>(x1 + at) - from), two = load<f32>(x2 + at) - from + (load<f32>(x3 + at) - from);
      store<f64>(sum, load<f64>(sum) + <f64>(one + two));
    }
  }
}

/** y = x - first - offset, row by row, and squares = the sum of what y holds, squared, in double precision. */
export function centreRows(x: usize, first: usize, offset: usize, y: usize, squares: usize, n: i32, dim: i32): void {
  const row: usize = dim << 2;
  let sum: f64 = 0;
  for (let i = 0; i < n; i++, x += row, y += row) {
    let at: usize = 0, s = f32x4.splat(0);
    for (; at + 16 <= row; at += 16) {
      const d = f32x4.sub(f32x4.sub(v128.load(x + at), v128.load(first + at)), v128.load(offset + at));
      v128.store(y + at, d);
      s = f32x4.add(s, f32x4.mul(d, d));
    }
    let own = lanes(s);
    for (; at < row; at += 4) {
      const d = load<f32>(x + at) - load<f32>(first + at) - load<f32>(offset + at);
      store<f32>(y + at, d);
      own += d * d;
    }
    sum += <f64>own;
  }
  store<f64>(squares, sum);
}
