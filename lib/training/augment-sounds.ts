import type { SeededRandom } from '../engine/seeds';

const between = (random: SeededRandom, low: number, high: number) => low + (high - low) * random.next();

/** Samples a second of the sounds that are varied here. */
const RATE = 8000;

/**
 * A sound as another person, room and microphone might have made it: faster or slower and so higher or lower, with an echo, through a
 * filter, with noise. A network that has heard nothing but clean synthetic voices knows what silence is to the last bit, and nothing of
 * a room.
 * @param samples mono, 8,000 a second
 */
export function varySound(samples: Float32Array, random: SeededRandom): Float32Array {
  let varied = atSpeed(samples, between(random, 0.82, 1.2));
  varied = tilted(varied, between(random, -0.6, 0.6));
  if (random.next() < 0.5) varied = withEcho(varied, random);
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
function withEcho(samples: Float32Array, random: SeededRandom): Float32Array {
  const seconds = between(random, 0.05, 0.25);
  const loudness = between(random, 0.1, 0.5);
  const result = new Float32Array(samples.length + Math.round(seconds * RATE));
  result.set(samples);
  for (let echo = 0; echo < 20; echo++) {
    const delay = Math.floor(between(random, 0.002, seconds) * RATE);
    const gain = loudness * Math.exp((-3 * delay) / (seconds * RATE)) * (random.next() < 0.5 ? -1 : 1);
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

/**
 * Spectrograms moved a little in time and with a strip of time or of frequency blanked, in place of the originals: SpecAugment (Park et
 * al. 2019, https://arxiv.org/abs/1904.08779).
 * @param mels n * frames * bands values
 */
export function augmentMels(
  mels: Float32Array,
  { frames, bands }: { frames: number; bands: number },
  random: SeededRandom,
): Float32Array {
  const cells = frames * bands;
  const varied = new Float32Array(mels.length);
  const most = Math.round(frames / 12);
  for (let start = 0; start < mels.length; start += cells) {
    const shift = random.integer(2 * most + 1) - most;
    const from = Math.max(0, -shift);
    const kept = frames - Math.abs(shift);
    varied.set(mels.subarray(start + from * bands, start + (from + kept) * bands), start + Math.max(0, shift) * bands);
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
