/** Log-mel spectrograms of one size. */
export interface SoundItems {
  /** n * frames * bands values, frame by frame: what `logMel` gives, 0 at the floor and 1 at the loudest. */
  mels: Float32Array;
  frames: number;
  bands: number;
}
