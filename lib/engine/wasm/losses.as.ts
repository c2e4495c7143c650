// AssemblyScript, part of kernels.as.ts: losses, with their gradients: those of a matrix of similarities in one
// pass over each row, and that of distances.

import { lanes } from './rows.as';

/** Added to a number of less than 2^22 it leaves the nearest whole one in the last digits. */
const ROUNDER: f32 = 12582912;

/**
 * exp of four values of at most 88, to about 2 units in the last place; 0 below -87. Cody and Waite's reduction, the polynomial of Cephes'
 * expf.
 */
// @ts-expect-error: decorator
@inline function exp4(x: v128): v128 {
  const low = f32x4.splat(-87), y = f32x4.pmax(x, low);
  const rounded = f32x4.add(f32x4.mul(y, f32x4.splat(1.44269504)), f32x4.splat(ROUNDER)), n = f32x4.sub(rounded, f32x4.splat(ROUNDER));
  const r = f32x4.sub(f32x4.sub(y, f32x4.mul(n, f32x4.splat(0.693359375))), f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  let p = f32x4.add(f32x4.mul(f32x4.splat(1.9875691500e-4), r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r), f32x4.splat(1));
  const power = i32x4.add(i32x4.shl(rounded, 23), i32x4.splat(0x3f800000));
  return v128.and(f32x4.mul(p, power), f32x4.ge(x, low));
}

/** log(1 + t) of four values from 0 to 1, as 2 atanh(t / (2 + t)): keeps the digits of a small t. */
// @ts-expect-error: decorator
@inline function log1p4(t: v128): v128 {
  const s = f32x4.div(t, f32x4.add(t, f32x4.splat(2))), z = f32x4.mul(s, s);
  let p = f32x4.add(f32x4.mul(z, f32x4.splat(1.0 / 13)), f32x4.splat(1.0 / 11));
  p = f32x4.add(f32x4.mul(z, p), f32x4.splat(1.0 / 9));
  p = f32x4.add(f32x4.mul(z, p), f32x4.splat(1.0 / 7));
  p = f32x4.add(f32x4.mul(z, p), f32x4.splat(1.0 / 5));
  p = f32x4.add(f32x4.mul(z, p), f32x4.splat(1.0 / 3));
  p = f32x4.add(f32x4.mul(z, p), f32x4.splat(1));
  return f32x4.mul(f32x4.add(s, s), p);
}

/**
 * log(1 + t) of a number of at least 0, the same way, after halving 1 + t down to near 1. (The library's own reads tables, which would be
 * put over what others have on the heap.)
 */
function log1p(t: f64): f64 {
  let halvings: f64 = 0, s = t / (2 + t);
  if (t > 1) {
    const bits = reinterpret<i64>(1 + t);
    halvings = <f64>((bits >> 52) - 1023);
    const m = reinterpret<f64>((bits & 0xfffffffffffff) | 0x3ff0000000000000);
    s = (m - 1) / (m + 1);
  }
  const z = s * s;
  const series = 1 + z * (1.0 / 3 + z * (1.0 / 5 + z * (1.0 / 7 + z * (1.0 / 9 + z * (1.0 / 11 + z * (1.0 / 13 + z / 15))))));
  return halvings * 0.6931471805599453 + 2 * s * series;
}

/** Stands for a similarity that takes no part: exp of it is 0. */
const LEFT_OUT: f32 = -1e30;

/** Copies a row to `work`, filled up with LEFT_OUT to the next multiple of eight. @returns where that ends */
// @ts-expect-error: decorator
@inline function open(row: usize, work: usize, columns: i32): usize {
  const end = work + (((columns + 7) >> 3) << 5);
  v128.store(end - 32, f32x4.splat(LEFT_OUT)); v128.store(end - 16, f32x4.splat(LEFT_OUT));
  memory.copy(work, row, columns << 2);
  return end;
}

/** Whether each of the four columns from `ids` on has another id than the row. */
// @ts-expect-error: decorator
@inline function differs(ids: usize, id: v128): v128 { return f32x4.ne(v128.load(ids), id); }

/**
 * The losses of a softmax for `rows` rows from number `first` on of a square matrix s, and the slope of the sum of all of them / parts in s:
 *
 *     loss_i = log(sum over T(i) and O(i) of exp(s_ij)) - mean over T(i) of s_ij
 *
 * O(i) are the columns whose id differs from the row's. T(i) is column i or, where rows and columns are the same things (`within`), all
 * columns of the row's id but column i, which takes no part; a row without any loses 0. `rowIds` begins with the first row's id, `ids`
 * has those of all columns, filled up with NaN to the next multiple of eight, and `work` room for as many numbers.
 */
export function softmaxLoss(s: usize, ids: usize, rowIds: usize, losses: usize, slopes: usize, work: usize, rows: i32, columns: i32,
  first: i32, within: i32, parts: i32): void {
  const row: usize = columns << 2, zero = f32x4.splat(0);
  for (let i = 0; i < rows; i++, s += row, slopes += row, losses += 4, rowIds += 4) {
    const end = open(s, work, columns), own = work + ((first + i) << 2), id = v128.load32_splat(rowIds);
    let target = load<f32>(own), count: f32 = 1;
    if (within) {
      store<f32>(own, 0);
      let sum = zero, ones = zero;
      for (let w = work, c = ids; w < end; w += 16, c += 16) {
        const other = differs(c, id);
        sum = f32x4.add(sum, v128.andnot(v128.load(w), other));
        ones = f32x4.add(ones, v128.andnot(f32x4.splat(1), other));
      }
      count = lanes(ones) - 1;
      if (count == 0) {
        memory.fill(slopes, 0, row);
        store<f32>(losses, 0);
        continue;
      }
      target = lanes(sum) / count;
    }
    store<f32>(own, LEFT_OUT);
    let most = f32x4.splat(within ? LEFT_OUT : target);
    for (let w = work, c = ids; w < end; w += 16, c += 16) {
      most = f32x4.pmax(most, within ? v128.load(w) : v128.bitselect(v128.load(w), most, differs(c, id)));
    }
    const largest = max(max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
      max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)));
    let others = zero, targets = zero;
    for (let w = work, c = ids; w < end; w += 32, c += 32) {
      const e0 = exp4(f32x4.sub(v128.load(w), f32x4.splat(largest))), e1 = exp4(f32x4.sub(v128.load(w, 16), f32x4.splat(largest)));
      const other0 = differs(c, id), other1 = differs(c + 16, id);
      others = f32x4.add(others, f32x4.add(v128.and(e0, other0), v128.and(e1, other1)));
      targets = f32x4.add(targets, f32x4.add(v128.andnot(e0, other0), v128.andnot(e1, other1)));
      v128.store(w, e0); v128.store(w, e1, 16);
    }
    const at = f32x4.extract_lane(exp4(f32x4.splat(target - largest)), 0);
    const sumOthers = lanes(others), sumTargets = within ? lanes(targets) : at, sum = sumOthers + sumTargets;
    // what the sum has more than exp(target): of a single target exactly what the others have, however little that is
    const rest = <f64>sumOthers + (<f64>sumTargets - <f64>at);
    store<f32>(losses, <f32>(at > 1e-30 ? log1p(rest / at) : <f64>largest - <f64>target + log1p(<f64>sum - 1)));
    const share = <f32>1 / (sum * <f32>parts), back = sumOthers / count * share, mean = sumTargets / count;
    for (let w = work, c = ids; w < end; w += 16, c += 16) {
      const e = v128.load(w);
      const pull = within ? f32x4.sub(f32x4.mul(f32x4.sub(e, f32x4.splat(mean)), f32x4.splat(share)), f32x4.splat(back)) : zero;
      v128.store(w, v128.bitselect(f32x4.mul(e, f32x4.splat(share)), pull, differs(c, id)));
    }
    store<f32>(own, within ? 0 : -back);
    memory.copy(slopes, work, row);
  }
}

/** softplus(x) = log(1 + exp(x)), given t = exp(-|x|). */
// @ts-expect-error: decorator
@inline function softplus(x: v128, t: v128): v128 { return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), log1p4(t)); }

/** The slope of softplus, 1 / (1 + exp(-x)), given t = exp(-|x|). */
// @ts-expect-error: decorator
@inline function sigmoid(x: v128, t: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(v128.bitselect(one, t, f32x4.ge(x, f32x4.splat(0))), f32x4.add(one, t));
}

/**
 * losses_i = sum over columns j of softplus(-z_ij (s_ij + bias)), where z is 1 on the diagonal and -1 elsewhere, for `rows` rows from
 * number `first` on of a square matrix s; the slope of the sum of all of them / parts in s; and the sum of each row of slopes. `work` has
 * room for a row, filled up to the next multiple of eight.
 */
export function sigmoidLoss(s: usize, bias: usize, losses: usize, slopes: usize, sums: usize, work: usize, rows: i32, columns: i32,
  first: i32, parts: i32): void {
  const row: usize = columns << 2, offset = v128.load32_splat(bias), share = f32x4.splat(<f32>1 / <f32>parts);
  for (let i = 0; i < rows; i++, s += row, slopes += row, losses += 4, sums += 4) {
    const end = open(s, work, columns), own = work + ((first + i) << 2);
    const x = f32x4.neg(f32x4.add(v128.load32_splat(own), offset)), t = exp4(f32x4.neg(f32x4.abs(x)));
    store<f32>(own, LEFT_OUT);
    let loss = f32x4.splat(0), sum = loss;
    for (let w = work; w < end; w += 16) {
      const x = f32x4.add(v128.load(w), offset), t = exp4(f32x4.neg(f32x4.abs(x)));
      const slope = f32x4.mul(sigmoid(x, t), share);
      loss = f32x4.add(loss, softplus(x, t));
      sum = f32x4.add(sum, slope);
      v128.store(w, slope);
    }
    const slope = -f32x4.extract_lane(f32x4.mul(sigmoid(x, t), share), 0);
    store<f32>(own, slope);
    store<f32>(losses, lanes(loss) + f32x4.extract_lane(softplus(x, t), 0));
    store<f32>(sums, lanes(sum) + slope);
    memory.copy(slopes, work, row);
  }
}

/**
 * losses_i = same_i d_i² + (1 - same_i) max(0, margin - d_i)² of n distances, and the slope of their mean in each; `same` is 1 or 0.
 */
export function marginLoss(distances: usize, same: usize, losses: usize, slopes: usize, n: i32, margin: f32): void {
  const per = <f32>2 / <f32>n;
  for (let i = 0; i < n; i++, distances += 4, same += 4, losses += 4, slopes += 4) {
    const d = load<f32>(distances), together = load<f32>(same) == 1, excess = together ? d : max(<f32>0, margin - d);
    store<f32>(losses, excess * excess);
    store<f32>(slopes, together ? excess * per : -excess * per);
  }
}

/** x = (x + y) / 2, of n numbers. */
export function average(x: usize, y: usize, n: i32): void {
  const end = x + (n << 2), half = f32x4.splat(0.5);
  for (; x + 16 <= end; x += 16, y += 16) v128.store(x, f32x4.mul(f32x4.add(v128.load(x), v128.load(y)), half));
  for (; x < end; x += 4, y += 4) store<f32>(x, (load<f32>(x) + load<f32>(y)) * 0.5);
}

/** out = the sum of x, divided by `parts`. */
export function mean(x: usize, out: usize, n: i32, parts: i32): void {
  let sum: f64 = 0;
  for (let end = x + (n << 2); x < end; x += 4) sum += <f64>load<f32>(x);
  store<f32>(out, <f32>(sum / <f64>parts));
}
