export type SoundFormat = 'wav' | 'vorbis' | 'opus' | 'flac' | 'mp3';

/** What a file says of its sound, before it is decoded. */
export interface SoundFacts {
  format: SoundFormat;
  rate: number;
  /** Samples a channel that there should be; undefined where the file does not say. */
  samples?: number;
}
