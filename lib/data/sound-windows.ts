import { NOTE_SAMPLES, NOTE_SOUND } from './instruments';
import { logMel } from './log-mel';
import { resample } from './resample';
import type { Sound } from './sound-place';
import { trimSilence } from './trim-silence';
import { withoutOffset } from './without-offset';

/** From the start of one window to the next: half of one. */
const STEP = NOTE_SAMPLES / 2;
/** A window this far under the loudest one holds an echo or nothing, in decibels. */
const BELOW = 30;

/**
 * A sound of any length as the log-mel pictures that a note has: windows of 1.2 seconds, every 0.6 seconds, less those that are almost
 * silent. A sound that is shorter is one window, followed by silence.
 * @returns `windows * 60 * 40` values in 0..1
 * @throws RangeError for a sound that is silent from end to end
 */
export function windowMels({ samples, rate }: Sound): Float32Array {
  const sound = trimSilence(withoutOffset(resample(samples, rate, NOTE_SOUND.rate)), NOTE_SOUND.rate);
  const count = Math.max(1, Math.ceil((sound.length - NOTE_SAMPLES) / STEP) + 1);
  const windows = Array.from({ length: count }, (_, i) => sound.subarray(i * STEP, i * STEP + NOTE_SAMPLES));
  const energies = windows.map(window => window.reduce((sum, sample) => sum + sample * sample, 0));
  const loudest = Math.max(...energies);
  const heard = windows.filter((_, i) => energies[i] > loudest * 10 ** (-BELOW / 10));
  const cells = NOTE_SOUND.frames * NOTE_SOUND.bands;
  const mels = new Float32Array(heard.length * cells);
  heard.forEach((window, i) => {
    mels.set(logMel(window, NOTE_SOUND), i * cells);
  });
  return mels;
}

/**
 * The first 1.2 seconds of a sound, with its log-mel picture: for `soundPicture`. A sound that is shorter is followed by silence.
 * @returns samples at 16,000 a second, and 60 * 40 values in 0..1
 */
export function soundStart({ samples, rate }: Sound): Sound & { mels: Float32Array; bands: number } {
  const start = new Float32Array(NOTE_SAMPLES);
  start.set(resample(samples, rate, NOTE_SOUND.rate).subarray(0, NOTE_SAMPLES));
  return { samples: start, rate: NOTE_SOUND.rate, mels: logMel(start, NOTE_SOUND), bands: NOTE_SOUND.bands };
}
