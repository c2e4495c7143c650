/** The k best of a scan, the best first. */
export interface Best {
  slots: Int32Array;
  similarities: Float64Array;
  /** How many there are: k, or fewer where there is less to choose from. */
  count: number;
}

/** Rows that are multiplied at once: their sums do not wait for each other, and each number of the query is read once for all of them. */
const TOGETHER = 8;

/**
 * The k rows with the largest products with the query; of two that are as good, the earlier one.
 * @param rows n * dim numbers
 * @param fits which rows count; all by default
 */
export function scan(
  rows: Float32Array,
  n: number,
  query: Float32Array,
  k: number,
  fits?: (slot: number) => boolean,
): Best {
  const best = { slots: new Int32Array(k), similarities: new Float64Array(k).fill(Number.NEGATIVE_INFINITY), count: 0 };
  const wide = Float64Array.from(query); // or it would be widened again for every row
  const products = new Float64Array(TOGETHER);
  for (let first = 0; first < n; first += TOGETHER) {
    const rest = Math.min(TOGETHER, n - first);
    if (rest === TOGETHER) multiplyEight(rows, first * wide.length, wide, products);
    else multiplyFew(rows, first * wide.length, wide, products, rest);
    for (let i = 0; i < rest; i++) {
      if (products[i] > best.similarities[k - 1] && (!fits || fits(first + i))) keep(best, first + i, products[i]);
    }
  }
  return best;
}

function keep(best: Best, slot: number, similarity: number): void {
  const { slots, similarities } = best;
  let place = slots.length - 1;
  for (; place > 0 && similarities[place - 1] < similarity; place--) {
    similarities[place] = similarities[place - 1];
    slots[place] = slots[place - 1];
  }
  similarities[place] = similarity;
  slots[place] = slot;
  if (best.count < slots.length) best.count++;
}

function multiplyEight(rows: Float32Array, from: number, query: Float64Array, products: Float64Array): void {
  const dim = query.length;
  let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < dim; i++) {
    const value = query[i];
    const at = from + i;
    a += value * rows[at];
    b += value * rows[at + dim];
    c += value * rows[at + 2 * dim];
    d += value * rows[at + 3 * dim];
    e += value * rows[at + 4 * dim];
    f += value * rows[at + 5 * dim];
    g += value * rows[at + 6 * dim];
    h += value * rows[at + 7 * dim];
  }
  products[0] = a;
  products[1] = b;
  products[2] = c;
  products[3] = d;
  products[4] = e;
  products[5] = f;
  products[6] = g;
  products[7] = h;
}

function multiplyFew(rows: Float32Array, from: number, query: Float64Array, products: Float64Array, n: number): void {
  const dim = query.length;
  for (let row = 0; row < n; row++) {
    let sum = 0;
    for (let i = 0; i < dim; i++) sum += query[i] * rows[from + row * dim + i];
    products[row] = sum;
  }
}
