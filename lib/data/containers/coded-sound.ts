export type SoundCodec = 'vorbis' | 'opus' | 'flac' | 'mp3';

/**
 * A stretch of coded sound that one decoder takes, as it was found in a file. What is there counts: packets are whole, and their number
 * and length are counted, not read from a header.
 */
export interface CodedSound {
  codec: SoundCodec;
  /** Samples a second. */
  rate: number;
  /** What is decoded one after the other: Vorbis, Opus and FLAC packets, MP3 frames. */
  packets: Uint8Array[];
  /** Samples a channel, where the packets themselves tell; what is no promise but a count. */
  samples?: number;
  /** What the decoder has to know before the first packet. */
  setup?: Uint8Array[];
  /** What an Ogg stream says of its places, in samples. */
  positions?: OggPositions;
  /** Samples to leave out at the beginning. */
  skip?: number;
  /** What the sound is to be multiplied by. */
  gain?: number;
}

export interface OggPositions {
  /** After the packets that end on the first page of sound: how many these are, and where they end. */
  first: { packets: number; end: number };
  /** After the last packet. */
  end: number;
  /** Whether pages are missing in between. */
  torn: boolean;
}
