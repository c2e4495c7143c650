/** What a decoder makes of a whole file. */
export interface Decoded {
  channelData: Float32Array[];
  samplesDecoded: number;
  sampleRate: number;
  errors: { message: string }[];
}
export function decodeVorbisFile(file: Uint8Array): Promise<Decoded>;
export function decodeOpusFile(file: Uint8Array): Promise<Decoded>;
export function decodeFlacFile(file: Uint8Array): Promise<Decoded>;
export function decodeMp3File(file: Uint8Array): Promise<Decoded>;
