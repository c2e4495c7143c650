/** A range of shares, 0 to 1. */
export interface ShareInterval {
  low: number;
  high: number;
}

/**
 * How far a share that was counted can be trusted: Wilson's score interval, the shares of which the one that was found is no surprise.
 *
 *     p = hits / of,    (p + z² / 2n ± z sqrt(p (1 - p) / n + z² / 4n²)) / (1 + z² / n)
 *
 * It stays within 0 and 1 and has a width where nothing or everything was a hit. It supposes that each of the n was drawn on its own: a
 * hundred recordings of five people are worth less than a hundred.
 *
 * Wilson, "Probable inference, the law of succession, and statistical inference" (1927), https://doi.org/10.1080/01621459.1927.10502953
 * @param hits how many were right, a whole number from 0 to `of`
 * @param of how many there were
 * @param options.level of such intervals, the share that holds the true one: 0.95 by default
 * @throws RangeError for counts that are no whole numbers or out of range, and a level that does not lie between 0 and 1
 */
export function shareInterval(hits: number, of: number, { level = 0.95 }: { level?: number } = {}): ShareInterval {
  if (!(Number.isInteger(of) && of >= 1)) {
    throw new RangeError(`shareInterval: of is ${of}, expected how many there were, a whole number of 1 or more`);
  }
  if (!(Number.isInteger(hits) && hits >= 0 && hits <= of)) {
    throw new RangeError(
      `shareInterval: hits is ${hits}, expected a whole number from 0 to ${of}; a share times ${of}, rounded, is one`,
    );
  }
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`shareInterval: level is ${level}, expected a share between 0 and 1, such as 0.95`);
  }
  const z = normalQuantile((1 + level) / 2);
  const share = hits / of;
  const middle = share + z ** 2 / (2 * of);
  const reach = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const whole = 1 + z ** 2 / of;
  // with no hits, or nothing but hits, rounding may move the end that is the share itself by a hair
  return { low: Math.min(share, (middle - reach) / whole), high: Math.max(share, (middle + reach) / whole) };
}

/** Below which value a share p of the normal distribution lies, for p from 0.5 on, by Newton's method: from 0 it climbs without overshooting. */
function normalQuantile(p: number): number {
  let z = 0;
  for (;;) {
    const density = Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI);
    const step = (p - 0.5 - density * halfSeries(z)) / density;
    if (!(step > 1e-12 * (1 + z))) return z;
    z += step;
  }
}

/** z + z³/3 + z⁵/(3·5) + …: times the density, the share between 0 and z (Marsaglia 2004, https://doi.org/10.18637/jss.v011.i04). */
function halfSeries(z: number): number {
  let [sum, term] = [z, z];
  for (let odd = 3; term > 1e-17 * sum; odd += 2) {
    term *= z ** 2 / odd;
    sum += term;
  }
  return sum;
}
