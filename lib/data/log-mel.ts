import { fft } from './fft';

/** How a sound is cut into frames and a frame into bands. */
export interface MelOptions {
  /** Samples a second. */
  rate: number;
  /** Bands, spaced as the ear tells pitches apart; 40 by default. */
  bands?: number;
  /** Samples that a frame looks at, a power of two; 256 by default. */
  window?: number;
  /** Samples from one frame to the next; 128 by default. */
  hop?: number;
  /** The lowest frequency of the first band, in Hz; 0 by default. */
  low?: number;
  /** The highest frequency of the last band, in Hz; half the rate by default. */
  high?: number;
}

export interface LogMelOptions extends MelOptions {
  /** How many frames come out: a longer sound is cut, a shorter one is followed by silence. */
  frames: number;
  /** Decibels under the loudest cell at which everything counts as silence. */
  floor: number;
}

/**
 * The power of a sound in mel bands, frame by frame: what `librosa.feature.melspectrogram` computes with its defaults
 * (centred periodic Hann windows, zeros beyond both ends, Slaney's mel scale, bands of equal area).
 * @param samples mono, at `rate` samples a second
 * @returns `frames * bands` powers, frame by frame; frames is 1 + floor(samples / hop)
 * @throws RangeError for an empty sound, samples that are not finite, or options out of range
 * @internal its tests hold it to librosa's powers, before decibels and the floor
 */
export function melPower(samples: Float32Array, options: MelOptions): Float64Array {
  const complete = checked('melPower', samples, options);
  const { bands, window, hop } = complete;
  const { transform, hann, filters } = tablesFor(complete);
  const padded = new Float64Array(samples.length + window); // half a window of silence before and after
  padded.set(samples, window / 2);
  const frames = 1 + Math.floor(samples.length / hop);
  const power = new Float64Array(frames * bands);
  const re = new Float64Array(window);
  const im = new Float64Array(window);
  for (let frame = 0; frame < frames; frame++) {
    for (let i = 0; i < window; i++) re[i] = hann[i] * padded[frame * hop + i];
    im.fill(0);
    transform(re, im);
    filters.forEach(({ first, weights }, band) => {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) {
        const bin = first + i;
        sum += weights[i] * (re[bin] * re[bin] + im[bin] * im[bin]);
      }
      power[frame * bands + band] = sum;
    });
  }
  return power;
}

/**
 * The log-mel picture of a sound: 1 is its loudest cell, 0 is `floor` decibels under it and everything quieter, and in
 * between the scale is even in decibels. How loud the whole sound is makes no difference.
 *
 * The floor matters more than it looks. Synthetic speech is silent to the last bit between sounds, a recording never is:
 * with a floor of 70 dB an encoder learns the silence and not the word.
 * @returns `frames * bands` values in 0..1, frame by frame, low bands first
 * @throws RangeError as melPower does, and for a sound that is silent from end to end
 */
export function logMel(samples: Float32Array, options: LogMelOptions): Float32Array {
  const { frames, floor } = options;
  if (!Number.isInteger(frames) || frames < 1)
    throw new RangeError(`logMel: frames is ${frames}, expected a whole number from 1 on`);
  if (!(floor > 0 && floor <= 200))
    throw new RangeError(`logMel: floor is ${floor} dB, expected more than 0, at most 200`);
  const { hop, bands } = checked('logMel', samples, options);
  const fitted = new Float32Array(frames * hop);
  fitted.set(samples.subarray(0, fitted.length));
  const power = melPower(fitted, options).subarray(0, frames * bands);
  const loudest = power.reduce((most, value) => Math.max(most, value), 0);
  if (loudest < SILENCE) throw new RangeError('logMel: the sound is silent, expected something to hear');
  return Float32Array.from(power, value => Math.max(0, 1 + (10 * Math.log10(value / loudest)) / floor));
}

/** Under this power a cell holds nothing but rounding: librosa's `amin`. */
const SILENCE = 1e-10;

/**
 * Each band less its mean over the frames: what is left of a colouring of the whole sound (a microphone, a room, a telephone,
 * the build of a speaker) when the logarithm has made a sum of it. Good for words; for instruments the colouring is the point.
 * @param mels `n * frames * bands` values, as logMel gives them
 * @throws RangeError when the length does not fit
 */
export function subtractBandMeans(
  mels: Float32Array,
  { frames, bands }: { frames: number; bands: number },
): Float32Array {
  const cells = frames * bands;
  if (!(cells > 0) || mels.length % cells !== 0) {
    throw new RangeError(
      `subtractBandMeans: ${mels.length} values are no whole number of sounds of ${frames} x ${bands}; expected a multiple of ${cells}`,
    );
  }
  const result = new Float32Array(mels.length);
  for (let start = 0; start < mels.length; start += cells) {
    for (let band = 0; band < bands; band++) {
      let sum = 0;
      for (let i = start + band; i < start + cells; i += bands) sum += mels[i];
      for (let i = start + band; i < start + cells; i += bands) result[i] = mels[i] - sum / frames;
    }
  }
  return result;
}

/** Slaney's scale (Auditory Toolbox, 1998): even below 1 kHz, logarithmic above. */
const KNEE = { hertz: 1000, mel: 15, step: 200 / 3, ratio: Math.log(6.4) / 27 };
const toMel = (hertz: number) =>
  hertz < KNEE.hertz ? hertz / KNEE.step : KNEE.mel + Math.log(hertz / KNEE.hertz) / KNEE.ratio;
const toHertz = (mel: number) =>
  mel < KNEE.mel ? mel * KNEE.step : KNEE.hertz * Math.exp(KNEE.ratio * (mel - KNEE.mel));

interface Tables {
  transform: ReturnType<typeof fft>;
  hann: Float64Array;
  filters: ReturnType<typeof melFilters>;
}

/** What costs more to make than to use, kept for the next sound: a program looks at its sounds in one or two ways. */
const kept = new Map<string, Tables>();

function tablesFor({ rate, bands, window, low, high }: Required<MelOptions>): Tables {
  const key = [rate, bands, window, low, high].join(' ');
  let tables = kept.get(key);
  if (!tables) {
    tables = {
      transform: fft(window),
      hann: Float64Array.from({ length: window }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / window)),
      filters: melFilters(rate, window, bands, low, high),
    };
    kept.set(key, tables);
  }
  return tables;
}

/** Triangles over the bins of the spectrum, each of area 1 in hertz: the first bin that counts, and the weights from there on. */
function melFilters(rate: number, window: number, bands: number, low: number, high: number) {
  const [from, to] = [toMel(low), toMel(high)];
  const edges = Array.from({ length: bands + 2 }, (_, i) => toHertz(from + ((to - from) * i) / (bands + 1)));
  return Array.from({ length: bands }, (_, band) => {
    const [left, middle, right] = edges.slice(band, band + 3);
    const weights = Array.from({ length: window / 2 + 1 }, (_, bin) => {
      const hertz = (bin * rate) / window;
      const height = Math.min((hertz - left) / (middle - left), (right - hertz) / (right - middle));
      return (Math.max(0, height) * 2) / (right - left);
    });
    const first = Math.max(
      0,
      weights.findIndex(weight => weight > 0),
    );
    const counting = weights.filter(weight => weight > 0).length; // neighbours: a triangle has no holes
    return { first, weights: Float64Array.from(weights.slice(first, first + counting)) };
  });
}

function checked(caller: string, samples: Float32Array, options: MelOptions): Required<MelOptions> {
  const { rate, bands = 40, window = 256, hop = 128, low = 0, high = rate / 2 } = options;
  const fail = (what: string) => {
    throw new RangeError(`${caller}: ${what}`);
  };
  if (!(rate > 0 && Number.isFinite(rate))) fail(`the rate is ${rate}, expected samples a second`);
  if (!Number.isInteger(bands) || bands < 1) fail(`bands is ${bands}, expected a whole number from 1 on`);
  if (!Number.isInteger(Math.log2(window)) || window < 2)
    fail(`window is ${window}, expected a power of two from 2 on`);
  if (!Number.isInteger(hop) || hop < 1) fail(`hop is ${hop}, expected a whole number from 1 on`);
  if (!(low >= 0 && low < high && high <= rate / 2))
    fail(`the bands go from ${low} to ${high} Hz, expected 0 <= low < high <= ${rate / 2} (half the rate)`);
  if (samples.length === 0) fail('the sound has no samples, expected one or more');
  const broken = samples.findIndex(sample => !Number.isFinite(sample));
  if (broken >= 0) fail(`sample ${broken} is ${samples[broken]}, expected finite numbers`);
  return { rate, bands, window, hop, low, high };
}
