/** Zero crossings of the sinc on each side: the sharper the filter, the more of them. */
const CROSSINGS = 24;
/** Where the filter halves, as a share of the lower of the two Nyquist frequencies. */
const CUTOFF = 0.95;
/** Kaiser's parameter: what must not pass is 90 dB down. */
const BETA = 9;

/**
 * Brings a sound to another rate: every new sample is the old ones weighted by a sinc under a Kaiser window (Smith and Gossett,
 * 1984), low enough that nothing above half the new rate folds back.
 * @param from samples a second as it is, and
 * @param to as it shall be: whole numbers
 * @returns ceil(samples * to / from) samples, at the same loudness
 * @throws RangeError for rates that are no whole numbers from 1 on
 */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  for (const rate of [from, to]) {
    if (!Number.isInteger(rate) || rate < 1)
      throw new RangeError(`resample: from ${from} to ${to} samples a second, expected whole numbers from 1 on`);
  }
  if (from === to) return samples.slice();
  const divisor = greatestCommonDivisor(from, to);
  const [up, down] = [to / divisor, from / divisor];
  const phases = new Map<number, Float64Array>();
  const cutoff = CUTOFF * Math.min(1, to / from);
  const reach = Math.ceil(CROSSINGS / cutoff);
  const result = new Float32Array(Math.ceil((samples.length * up) / down));
  for (let k = 0; k < result.length; k++) {
    const phase = (k * down) % up;
    const at = (k * down - phase) / up;
    let weights = phases.get(phase);
    if (!weights) {
      weights = filter(phase / up, cutoff, reach);
      phases.set(phase, weights);
    }
    const first = at - reach + 1;
    let sum = 0;
    for (let i = Math.max(0, -first); i < Math.min(weights.length, samples.length - first); i++) {
      sum += weights[i] * samples[first + i];
    }
    result[k] = sum;
  }
  return result;
}

/** Weights of the samples at -reach + 1 … reach around a point `fraction` after sample 0; together 1. */
function filter(fraction: number, cutoff: number, reach: number): Float64Array {
  const weights = Float64Array.from({ length: 2 * reach }, (_, i) => {
    const distance = i - reach + 1 - fraction;
    const x = Math.PI * cutoff * distance;
    const sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x;
    return sinc * bessel(BETA * Math.sqrt(Math.max(0, 1 - (distance / reach) ** 2)));
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map(weight => weight / sum);
}

/** The modified Bessel function of the first kind and order 0, by its power series. */
function bessel(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
