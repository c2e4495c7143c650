import type { SeededRandom } from '../engine/seeds';

const between = (random: SeededRandom, low: number, high: number) => low + (high - low) * random.next();

/**
 * A sound as another person, room and microphone might have made it: faster or slower and so higher or lower, with an echo, through a
 * filter, with noise. A network that has heard nothing but clean synthetic voices knows what silence is to the last bit, and nothing of
 * a room.
 * @param samples mono
 * @param rate samples a second
 */
export function varySound(
  samples: Float32Array,
  rate: number,
  random: SeededRandom,
  { slowest = 0.82, fastest = 1.2 } = {},
): Float32Array {
  let varied = atSpeed(samples, between(random, slowest, fastest));
  varied = tilted(varied, between(random, -0.6, 0.6));
  if (random.next() < 0.5) varied = withEcho(varied, rate, random);
  addNoise(varied, between(random, 8, 40), random);
  return varied;
}

/** Played at another speed, by linear interpolation. */
function atSpeed(samples: Float32Array, speed: number): Float32Array {
  const result = new Float32Array(Math.floor((samples.length - 1) / speed));
  for (let i = 0; i < result.length; i++) {
    const at = i * speed;
    const before = Math.floor(at);
    result[i] = samples[before] + (at - before) * (samples[before + 1] - samples[before]);
  }
  return result;
}

/** Stronger high frequencies (a tilt above 0) or low ones (below 0): a filter of one delay. */
function tilted(samples: Float32Array, tilt: number): Float32Array {
  return samples.map((sample, i) => sample - tilt * (i ? samples[i - 1] : 0));
}

/** In a room: some twenty echoes that fade within 50 to 250 ms. */
function withEcho(samples: Float32Array, rate: number, random: SeededRandom): Float32Array {
  const seconds = between(random, 0.05, 0.25);
  const loudness = between(random, 0.1, 0.5);
  const result = new Float32Array(samples.length + Math.round(seconds * rate));
  result.set(samples);
  for (let echo = 0; echo < 20; echo++) {
    const delay = Math.floor(between(random, 0.002, seconds) * rate);
    const gain = loudness * Math.exp((-3 * delay) / (seconds * rate)) * (random.next() < 0.5 ? -1 : 1);
    for (let i = 0; i < samples.length; i++) result[i + delay] += gain * samples[i];
  }
  return result;
}

/** Adds noise, in place; its colour lies between white and that of a low hum. */
function addNoise(samples: Float32Array, decibelsUnder: number, random: SeededRandom): void {
  const colour = between(random, 0, 0.95);
  const noise = new Float32Array(samples.length);
  for (let i = 0; i < noise.length; i++) noise[i] = random.next() - 0.5 + colour * (i ? noise[i - 1] : 0);
  const power = (values: Float32Array) => values.reduce((sum, value) => sum + value * value, 0);
  const gain = Math.sqrt(power(samples) / power(noise)) * 10 ** (-decibelsUnder / 20);
  for (let i = 0; i < samples.length; i++) samples[i] += gain * noise[i];
}

export interface MelAugmentation {
  frames: number;
  bands: number;
  /** Bands that a sound is moved up or down by at most, as if it were higher or lower; 0 by default. */
  pitch?: number;
}

/**
 * Spectrograms moved a little in time and in pitch, and with a strip of time or of frequency blanked, in place of the originals:
 * SpecAugment (Park et al. 2019, https://arxiv.org/abs/1904.08779).
 * @param mels n * frames * bands values
 */
export function augmentMels(
  mels: Float32Array,
  { frames, bands, pitch = 0 }: MelAugmentation,
  random: SeededRandom,
): Float32Array {
  const cells = frames * bands;
  const varied = new Float32Array(mels.length);
  const most = Math.round(frames / 12);
  const anyShift = (largest: number) => random.integer(2 * largest + 1) - largest;
  for (let start = 0; start < mels.length; start += cells) {
    const [later, higher] = [anyShift(most), anyShift(pitch)];
    const kept = bands - Math.abs(higher);
    for (let frame = Math.max(0, later); frame < Math.min(frames, frames + later); frame++) {
      const from = start + (frame - later) * bands + Math.max(0, -higher);
      varied.set(mels.subarray(from, from + kept), start + frame * bands + Math.max(0, higher));
    }
    const sound = varied.subarray(start, start + cells);
    if (random.next() < 0.5) {
      const width = 1 + random.integer(Math.round(frames / 8));
      const first = random.integer(frames - width);
      sound.fill(0, first * bands, (first + width) * bands);
    }
    if (random.next() < 0.5) {
      const width = 1 + random.integer(Math.round(bands / 8));
      const first = random.integer(bands - width);
      for (let frame = 0; frame < frames; frame++) sound.fill(0, frame * bands + first, frame * bands + first + width);
    }
  }
  return varied;
}
