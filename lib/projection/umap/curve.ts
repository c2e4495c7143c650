/** The curve 1 / (1 + a x^(2b)) by which two points of a layout are neighbours, from their distance x. */
export interface Curve {
  a: number;
  b: number;
}

const STEPS = 300;

/**
 * The curve that comes nearest (least squares at 300 distances from 0 to 3) to 1 up to `minDistance`, and exp(minDistance - x) beyond,
 * as McInnes, Healy and Melville 2018 (https://arxiv.org/abs/1802.03426, section 3.2) and umap-learn have it with a spread of 1.
 * Found by the method of Levenberg and Marquardt, by hand: ml-levenberg-marquardt, which has no use for these derivatives, takes a second
 * where this takes milliseconds, and ends 1e-8 beside; a layout makes that visible.
 * @param minDistance 0 to 1
 */
export function fitCurve(minDistance: number): Curve {
  const xs = Array.from({ length: STEPS }, (_, i) => (3 * i) / (STEPS - 1));
  const wanted = xs.map(x => (x < minDistance ? 1 : Math.exp(minDistance - x)));
  const errorOf = (a: number, b: number) =>
    xs.reduce((sum, x, i) => sum + (1 / (1 + a * x ** (2 * b)) - wanted[i]) ** 2, 0);
  let [a, b, damping] = [1, 1, 1e-3];
  let error = errorOf(a, b);
  for (let iteration = 0; iteration < 200 && damping < 1e12; iteration++) {
    // normal equations of the linearised problem
    let [aa, ab, bb, ga, gb] = [0, 0, 0, 0, 0];
    for (let i = 1; i < STEPS; i++) {
      const power = xs[i] ** (2 * b);
      const value = 1 / (1 + a * power);
      const byA = -power * value * value;
      const byB = 2 * a * Math.log(xs[i]) * byA;
      const left = wanted[i] - value;
      aa += byA * byA;
      ab += byA * byB;
      bb += byB * byB;
      ga += byA * left;
      gb += byB * left;
    }
    const [p, q] = [aa * (1 + damping), bb * (1 + damping)];
    const determinant = p * q - ab * ab;
    const nextA = a + (q * ga - ab * gb) / determinant;
    const nextB = b + (p * gb - ab * ga) / determinant;
    const nextError = nextA > 0 && nextB > 0 ? errorOf(nextA, nextB) : Number.POSITIVE_INFINITY;
    if (nextError < error) {
      [a, b, error] = [nextA, nextB, nextError];
      damping /= 10;
    } else {
      damping *= 10;
    }
  }
  return { a, b };
}
