/**
 * Spectrograms said slower or faster, at the same pitch: made longer from their start on, by linear interpolation between the frames.
 * What goes over the end is lost; what is missing there is silence.
 * @param mels n * frames * bands values, frame by frame
 * @param longer 1.1 makes a sound a tenth longer, 0.9 a tenth shorter
 */
export function stretchMels(
  mels: Float32Array,
  { frames, bands }: { frames: number; bands: number },
  longer: number,
): Float32Array {
  const stretched = new Float32Array(mels.length);
  const cells = frames * bands;
  for (let start = 0; start < mels.length; start += cells) {
    for (let frame = 0; frame < frames; frame++) {
      const at = frame / longer;
      const before = Math.floor(at);
      if (before + 1 >= frames) break;
      const from = start + before * bands;
      for (let band = 0; band < bands; band++) {
        const early = mels[from + band];
        stretched[start + frame * bands + band] = early + (at - before) * (mels[from + bands + band] - early);
      }
    }
  }
  return stretched;
}
