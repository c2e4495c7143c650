import type { PictureItems } from '../data/picture-items';
import type { Sound } from '../data/sound-place';
import { clipEncoder } from '../encoders/clip-encoder';
import type { Encoder } from '../encoders/encoder';
import { tf } from '../engine/index';
import type { Content } from './course-items';

/** Encoders into one space, one for each modality that can be searched for or found. */
export interface ContentEncoders {
  image: Encoder<PictureItems>;
  text: Encoder<string[]>;
  /** Left out where no encoder knows sounds, as with a pretrained CLIP. */
  sound?: Encoder<Sound[]>;
  /** Of clips; by default the direction of the mean of the frames, through `image`. */
  video?: Encoder<PictureItems>;
}

/**
 * The embeddings [n, dim] of things of any modality, in their order; of one modality at a time.
 * @throws what the encoders throw
 */
export async function embedContents(encoders: ContentEncoders, contents: readonly Content[]): Promise<tf.Tensor2D> {
  const rows: tf.Tensor[] = [];
  const places: number[] = [];
  const kinds = ['picture', 'text', 'sound', 'clip'] as const;
  try {
    for (const kind of kinds) {
      const chosen = [...contents.keys()].filter(i => kind in contents[i]);
      if (chosen.length === 0) continue;
      rows.push(
        await embedKind(
          encoders,
          kind,
          chosen.map(i => contents[i]),
        ),
      );
      places.push(...chosen);
    }
    if (places.length < contents.length) {
      throw new TypeError('embedContents: expected { picture }, { text }, { sound } or { clip }, got something else');
    }
    const back = new Int32Array(places.length);
    places.forEach((place, row) => {
      back[place] = row;
    });
    return tf.tidy(() => tf.gather(tf.concat(rows), tf.tensor1d(back, 'int32')) as tf.Tensor2D);
  } finally {
    tf.dispose(rows);
  }
}

type Kind = 'picture' | 'text' | 'sound' | 'clip';

function embedKind(encoders: ContentEncoders, kind: Kind, contents: Content[]): Promise<tf.Tensor2D> {
  switch (kind) {
    case 'picture':
      return encoders.image.embed(joined(contents.map(one => (one as { picture: PictureItems }).picture)));
    case 'text':
      return encoders.text.embed(contents.map(one => (one as { text: string }).text));
    case 'sound':
      if (!encoders.sound) {
        throw new TypeError(
          'embedContents: a sound is asked for, and these encoders know none; leave sounds out, or add an encoder of them',
        );
      }
      return encoders.sound.embed(contents.map(one => (one as { sound: Sound }).sound));
    case 'clip': {
      const clips = contents.map(one => (one as { clip: PictureItems }).clip);
      return (encoders.video ?? clipEncoder(encoders.image)).embed(joined(clips));
    }
  }
}

/** Pictures of one side as one set of them. */
function joined(pictures: PictureItems[]): PictureItems {
  const all = new Uint8Array(pictures.reduce((sum, { pixels }) => sum + pixels.length, 0));
  let at = 0;
  for (const { pixels } of pictures) {
    all.set(pixels, at);
    at += pixels.length;
  }
  return { pixels: all, side: pictures[0].side };
}
