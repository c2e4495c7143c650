import { PHOTOGRAPH_SIDE } from '../../data/frame-photograph';
import type { PictureItems } from '../../data/picture-items';
import type { Sound } from '../../data/sound-place';
import type { Side } from '../../data/sprite-sheet';
import type { Encoder } from '../../encoders/encoder';
import type { tf } from '../../engine/index';
import type { Frame } from './read-content';

/** What a vector was made by. */
export type Source = 'photograph' | 'drawing' | 'sound' | 'passage';

/** A vector, and what it was made by. */
export interface Embedded {
  /** dim numbers, of unit length. */
  vector: Float32Array;
  source: Source;
}

/**
 * Encoders of everything that a folder may hold, into one space. A vector has two parts: the first is in the space of the course's towers,
 * where everything can be compared; the second says what a sentence model would, and only photographs and texts have it. In the vectors of
 * the others it is zero, and the first part is longer by √2: the product of two vectors of one sort is their cosine, that of two sorts is
 * too small by √2.
 */
export interface FolderEmbedder {
  readonly dim: number;
  /** Length of the first part. */
  readonly shared: number;
  /** Of all encoders: vectors may be compared when it is the same. */
  readonly fingerprint: string;
  /** Height and width of the pictures that the encoder of drawings takes, in pixels. */
  readonly side: Side;
  /** @param frames one of a picture, several of a clip */
  seen(frames: readonly Frame[]): Promise<Embedded>;
  /** @param pictures as one of the encoders takes them, one or the frames of a clip: photographs of 224 pixels, or drawings */
  pictured(pictures: PictureItems): Promise<Embedded>;
  /** @throws RangeError for a sound that is silent */
  heard(sound: Sound): Promise<Embedded>;
  /**
   * @returns a vector a text
   * @throws RangeError for a text that is empty, in another script or longer than 2,000 characters
   */
  said(texts: string[]): Promise<Embedded[]>;
  dispose(): void;
}

/** Sources whose vectors have the second part, and those whose have not. */
export const DESCRIBED: readonly Source[] = ['photograph', 'passage'];
export const SHARED: readonly Source[] = ['drawing', 'sound'];

export interface EmbedderParts extends Pick<FolderEmbedder, 'fingerprint' | 'side' | 'dispose'> {
  /** Into the space of the course's towers. */
  drawing: Encoder<PictureItems>;
  sound: Encoder<Sound[]>;
  /** Vectors of both parts. */
  photograph: {
    dim: number;
    /** As photographs, and how likely each of them is one, 0 to 1. */
    look(pictures: PictureItems): Promise<{ rows: tf.Tensor2D; photographs: Float32Array }>;
  };
  text: Encoder<string[]>;
}

/** Encoders of one kind each as one of everything. */
export function folderEmbedder(parts: EmbedderParts): FolderEmbedder {
  const { drawing, photograph, sound, text, side } = parts;
  const { dim } = photograph;
  /** As photographs, and whether they are some. */
  const look = async (pixels: Uint8Array): Promise<Embedded & { isPhotograph: boolean }> => {
    const { rows, photographs } = await photograph.look({ pixels, side: PHOTOGRAPH_SIDE });
    const likely = photographs.reduce((sum, one) => sum + one, 0) / photographs.length;
    return { vector: meanOf(await valuesOf(rows), dim, dim), source: 'photograph', isPhotograph: likely >= 0.5 };
  };
  const draw = async (pixels: Uint8Array): Promise<Embedded> => {
    const vector = meanOf(await valuesOf(await drawing.embed({ pixels, side })), drawing.dim, dim);
    return { vector, source: 'drawing' };
  };
  return {
    ...{ dim, shared: drawing.dim, side, fingerprint: parts.fingerprint, dispose: parts.dispose },
    pictured: pictures => (pictures.side === PHOTOGRAPH_SIDE ? look(pictures.pixels) : draw(pictures.pixels)),
    seen: async frames => {
      const { isPhotograph, ...seen } = await look(Buffer.concat(someOf(frames).map(frame => frame.photograph)));
      return isPhotograph ? seen : draw(Buffer.concat(frames.map(frame => frame.drawing)));
    },
    heard: async one => {
      const vector = meanOf(await valuesOf(await sound.embed([one])), sound.dim, dim);
      return { vector, source: 'sound' };
    },
    said: async texts => {
      const rows = await valuesOf(await text.embed(texts));
      return texts.map((_, i) => ({ vector: rows.slice(i * dim, (i + 1) * dim), source: 'passage' }));
    },
  };
}

/** The first, the middle and the last: the encoder of photographs takes its time over each. */
const someOf = (frames: readonly Frame[]): Frame[] => [
  ...new Set([frames[0], frames[frames.length >> 1], frames[frames.length - 1]]),
];

async function valuesOf(rows: tf.Tensor2D): Promise<Float32Array> {
  const values = Float32Array.from(await rows.data());
  rows.dispose();
  return values;
}

/** The direction of the mean of some rows, with zeros behind it where the space has more dimensions. */
function meanOf(rows: Float32Array, width: number, dim: number): Float32Array {
  const mean = new Float32Array(dim);
  for (let i = 0; i < rows.length; i++) mean[i % width] += rows[i];
  const length = Math.hypot(...mean);
  return mean.map(value => value / length);
}
