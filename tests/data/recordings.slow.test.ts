import { describe, expect, test } from 'vitest';
import { fft } from '../../lib/data/fft';
import { loadRecordings } from '../../lib/data/recordings';
import { resample } from '../../lib/data/resample';

const RATE = 8000;
/** Twice as long as the longest recording, so that no shift wraps around. */
const SIZE = 1 << 16;
/** Two cuts of one recording come to more, two recordings of an animal to half as much at most. */
const COPY = 0.4;

interface Spectrum {
  re: Float64Array;
  im: Float64Array;
  /** Square root of the sound's energy. */
  length: number;
}

const transform = fft(SIZE);

function spectrum(samples: Float32Array): Spectrum {
  const re = new Float64Array(SIZE);
  // differences: hum and offset, which many recordings have alike, hardly count
  const sharp = samples.map((sample, i) => (i ? sample - samples[i - 1] : 0));
  re.set(sharp);
  const im = new Float64Array(SIZE);
  transform(re, im);
  return { re, im, length: Math.hypot(...sharp) };
}

/** The largest correlation of two sounds over all shifts: 1 for the same sound, however loud and however late. */
function correlation(a: Spectrum, b: Spectrum): number {
  const re = a.re.map((x, i) => x * b.re[i] + a.im[i] * b.im[i]);
  const im = a.re.map((x, i) => x * b.im[i] - a.im[i] * b.re[i]);
  transform(re, im); // forwards or backwards, the largest is the same
  const largest = re.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return largest / SIZE / (a.length * b.length);
}

describe('recordings', () => {
  test('a copy is found, whatever its loudness and start', async () => {
    const { sounds } = await loadRecordings('digits');
    const [one, other] = sounds.map(({ samples, rate }) => resample(samples, rate, RATE));
    const later = new Float32Array(one.length + 3000);
    later.set(
      one.map(x => -x / 7),
      3000,
    );
    expect(correlation(spectrum(one), spectrum(later))).toBeCloseTo(1, 3);
    expect(correlation(spectrum(one), spectrum(other))).toBeLessThan(COPY);
  });

  test('of animals: none that is measured is one that is learnt from', async () => {
    const { sounds, training, names, places } = await loadRecordings('animals');
    const spectra = sounds.map(({ samples, rate }) => spectrum(resample(samples, rate, RATE)));
    const copies: string[] = [];
    spectra.forEach((learnt, i) => {
      if (!training[i]) return;
      spectra.forEach((measured, k) => {
        if (training[k] || correlation(learnt, measured) < COPY) return;
        copies.push(`${names[i]} (${places[i].file}) and ${names[k]} (${places[k].file})`);
      });
    });
    expect(copies).toEqual([]);
  });
});
