/** Frames of 10 ms decide what is silence. */
const FRAMES_A_SECOND = 100;
/** A frame this far under the loudest one is silence, in decibels. */
const BELOW = 40;
/** Frames kept before the first and after the last that is none. */
const MARGIN = 1;

/**
 * Cuts away the silence before and after a sound: frames of 10 ms more than 40 dB under the loudest one, less one frame of margin.
 * @param rate samples a second
 * @returns a part of `samples` (a view, no copy)
 * @throws RangeError when there is nothing to hear at all
 */
export function trimSilence(samples: Float32Array, rate: number): Float32Array {
  const hop = Math.max(1, Math.round(rate / FRAMES_A_SECOND));
  const energies = Array.from({ length: Math.ceil(samples.length / hop) }, (_, frame) =>
    samples.subarray(frame * hop, (frame + 1) * hop).reduce((sum, sample) => sum + sample * sample, 0),
  );
  const loudest = energies.reduce((most, energy) => Math.max(most, energy), 0);
  if (!(loudest > 0)) throw new RangeError('trimSilence: the sound is silent, expected something to hear');
  const heard = (energy: number) => energy > loudest * 10 ** (-BELOW / 10);
  const first = energies.findIndex(heard);
  let last = energies.length - 1;
  while (!heard(energies[last])) last--;
  return samples.subarray(Math.max(0, first - MARGIN) * hop, (last + 1 + MARGIN) * hop);
}
