/**
 * Turns a layout in the plane, and mirrors it where that helps, so that it lies on another one of the same points as well as it can
 * (orthogonal Procrustes, Schönemann 1966). Both have their mean in the origin afterwards; distances stay what they are.
 * @param points n * 2 numbers
 * @param model n * 2 numbers; undefined only moves the mean
 */
export function aligned(points: ArrayLike<number>, model?: ArrayLike<number>): Float64Array {
  const own = centred(points);
  if (!model) return own;
  const other = centred(model);
  // The sums of products of own and other coordinates: what a turn by an angle gains is a cosine and a sine of it.
  let [xx, xy, yx, yy] = [0, 0, 0, 0];
  for (let at = 0; at < own.length; at += 2) {
    xx += own[at] * other[at];
    xy += own[at] * other[at + 1];
    yx += own[at + 1] * other[at];
    yy += own[at + 1] * other[at + 1];
  }
  const plain = { gain: Math.hypot(xx + yy, xy - yx), angle: Math.atan2(xy - yx, xx + yy), mirror: 1 };
  const mirrored = { gain: Math.hypot(xx - yy, xy + yx), angle: Math.atan2(xy + yx, xx - yy), mirror: -1 };
  const { angle, mirror } = plain.gain >= mirrored.gain ? plain : mirrored;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turned = new Float64Array(own.length);
  for (let at = 0; at < own.length; at += 2) {
    const [x, y] = [own[at], mirror * own[at + 1]];
    turned[at] = cos * x - sin * y;
    turned[at + 1] = sin * x + cos * y;
  }
  return turned;
}

function centred(points: ArrayLike<number>): Float64Array {
  const mean = [0, 1].map(axis => {
    let sum = 0;
    for (let at = axis; at < points.length; at += 2) sum += points[at];
    return sum / (points.length / 2);
  });
  return Float64Array.from(points, (value, at) => value - mean[at % 2]);
}
