/** What the decoders of one file have in common. */
export interface FileDecoder {
  decodeFile(file: Uint8Array): Promise<{
    channelData: Float32Array[];
    samplesDecoded: number;
    sampleRate: number;
    errors: { message: string }[];
  }>;
  /** Makes it ready for the next file. */
  reset(): Promise<void>;
  free(): void;
}
export function vorbisDecoder(): Promise<FileDecoder>;
