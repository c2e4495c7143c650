import { createHash } from 'node:crypto';
import type { PictureItems } from '../../lib/data/picture-items';
import type { SoundItems } from '../../lib/data/sound-items';
import type { Encoder } from '../../lib/encoders/encoder';
import { tf } from '../../lib/engine/index';

/** What was said of contents, each a run of numbers of one length. */
export class Contents<Said> {
  private readonly known = new Map<string, Said>();

  /** @throws Error where something else was said of the same content */
  add(content: Uint8Array | Float32Array, said: Said, alike = Object.is): void {
    const key = digest(content);
    const before = this.known.get(key);
    if (before !== undefined && !alike(before, said)) throw new Error('two things look the same to the encoder');
    this.known.set(key, said);
  }

  /** @throws Error for what was not added: it should not have been embedded */
  of(content: Uint8Array | Float32Array): Said {
    const said = this.known.get(digest(content));
    if (said === undefined) throw new Error('an item was embedded that is not among those to be measured');
    return said;
  }
}

const digest = (content: Uint8Array | Float32Array) =>
  createHash('sha256')
    .update(new Uint8Array(content.buffer, content.byteOffset, content.byteLength))
    .digest('base64');

/** An encoder that knows its items by heart. */
const byHeart = <Items>(modality: Encoder<Items>['modality'], dim: number, rowsOf: (items: Items) => Float32Array[]) =>
  ({
    modality,
    dim,
    embed: async items => {
      const rows = rowsOf(items);
      return tf.tensor2d(Float32Array.from(rows.flatMap(row => [...row])), [rows.length, dim]);
    },
    dispose: () => {},
  }) satisfies Encoder<Items> as Encoder<Items>;

export const picturesByHeart = (dim: number, rowOf: (pixels: Uint8Array) => Float32Array): Encoder<PictureItems> =>
  byHeart('image', dim, ({ pixels, side }) => pieces(pixels, side * side * 3).map(rowOf));

export const soundsByHeart = (dim: number, rowOf: (mels: Float32Array) => Float32Array): Encoder<SoundItems> =>
  byHeart('audio', dim, ({ mels, frames, bands }) => pieces(mels, frames * bands).map(rowOf));

export const textsByHeart = (dim: number, rowOf: (text: string) => Float32Array): Encoder<string[]> =>
  byHeart('text', dim, texts => texts.map(rowOf));

/** Pieces of one length, as views. */
export const pieces = <Values extends Uint8Array | Float32Array>(values: Values, length: number): Values[] =>
  Array.from({ length: values.length / length }, (_, i) => values.subarray(i * length, (i + 1) * length) as Values);

/** The styles that the image towers were trained on, and so what sounds are bound to. */
export const TRAINED_STYLES = [
  ...['noto', 'noto-v1', 'fxemoji', 'fluent-flat', 'fluent-3d', 'emojione', 'emojione-v1'],
] as const;
