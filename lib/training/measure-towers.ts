import type { Concept } from '../data/concepts';
import type { Encoder } from '../encoders/encoder';
import type { PictureItems } from '../encoders/image-tower';
import { tf } from '../engine/index';
import { recallAtK } from '../metrics/recall-at-k';

/** Recall at 1 and at 10, 0 to 1: the share of queries that find a right answer first, or among the first ten. */
export interface Recall {
  at1: number;
  at10: number;
  /** How many rows were searched. A random guess has 1 / gallery and 10 / gallery, where one of them is right. */
  gallery: number;
  queries: number;
}

/** Pictures of one art style with their concepts, as `loadPictures` gives them. */
export interface ShownConcepts extends PictureItems {
  concepts: ArrayLike<number>;
}

/**
 * How well rows find rows of the same label.
 * @param queries [n, dim], with one label each
 * @param gallery [m, dim], with one label each; every label of a query must be there
 */
export async function measureRecall(
  queries: tf.Tensor2D,
  queryLabels: ArrayLike<number>,
  gallery: tf.Tensor2D,
  galleryLabels: ArrayLike<number>,
): Promise<Recall> {
  const rows = new Map<number, number[]>();
  for (let i = 0; i < galleryLabels.length; i++) {
    const known = rows.get(galleryLabels[i]);
    if (known) known.push(i);
    else rows.set(galleryLabels[i], [i]);
  }
  const relevant = Array.from(queryLabels, label => rows.get(label) ?? []);
  const [at1, at10] = [
    await recallAtK(queries, gallery, { k: 1, relevant }),
    await recallAtK(queries, gallery, { k: Math.min(10, galleryLabels.length), relevant }),
  ];
  return { at1, at10, gallery: galleryLabels.length, queries: queryLabels.length };
}

/** The encoders that are compared: of pictures, and of texts. */
export interface PictureAndText {
  image: Encoder<PictureItems>;
  text: Encoder<string[]>;
}

/**
 * How well the names of concepts find their picture in one art style, and the pictures the names.
 *
 * Text to image searches all pictures of the style; image to text searches the names of all concepts. With `among`, only these concepts
 * are asked for and searched.
 * @param among positions of concepts
 */
export async function measureStyle(
  { image, text }: PictureAndText,
  concepts: readonly Concept[],
  style: ShownConcepts,
  { among }: { among?: ReadonlySet<number> } = {},
): Promise<{ textToImage: Recall; imageToText: Recall }> {
  const shown = Array.from(style.concepts, (_, i) => i).filter(i => !among || among.has(style.concepts[i]));
  const labels = shown.map(i => style.concepts[i]);
  const named = concepts.map((_, i) => i).filter(i => !among || among.has(i));
  const names = await text.embed(named.map(i => concepts[i].name));
  const pictures = await image.embed(takePictures(style, shown));
  const asked = tf.tidy(() => {
    const place = new Map(named.map((concept, row) => [concept, row]));
    return tf.gather(
      names,
      tf.tensor1d(
        labels.map(label => place.get(label)!),
        'int32',
      ),
    );
  });
  try {
    return {
      textToImage: await measureRecall(asked, labels, pictures, labels),
      imageToText: await measureRecall(pictures, labels, names, named),
    };
  } finally {
    tf.dispose([names, pictures, asked]);
  }
}

/**
 * How well pictures of one style find those of the same concepts in another: by an encoder, and by their raw pixels.
 * Asked for are the concepts that both styles have; searched are all pictures of the other style.
 */
export async function measureAcrossStyles(
  image: Encoder<PictureItems>,
  from: ShownConcepts,
  to: ShownConcepts,
): Promise<{ embedded: Recall; raw: Recall }> {
  const known = new Set(Array.from(to.concepts));
  const shown = Array.from(from.concepts, (_, i) => i).filter(i => known.has(from.concepts[i]));
  const labels = shown.map(i => from.concepts[i]);
  const queries = takePictures(from, shown);
  const [a, b] = [await image.embed(queries), await image.embed(to)];
  const [rawA, rawB] = [rawPixels(queries), rawPixels(to)];
  try {
    return {
      embedded: await measureRecall(a, labels, b, to.concepts),
      raw: await measureRecall(rawA, labels, rawB, to.concepts),
    };
  } finally {
    tf.dispose([a, b, rawA, rawB]);
  }
}

/** The pictures at some positions, in their order. */
export function takePictures({ pixels, side }: PictureItems, indices: readonly number[]): PictureItems {
  const values = side * side * 3;
  const taken = new Uint8Array(indices.length * values);
  indices.forEach((from, i) => {
    taken.set(pixels.subarray(from * values, (from + 1) * values), i * values);
  });
  return { pixels: taken, side };
}

/** Pictures as rows of their pixels, white as 0: what an encoder has to beat. */
export function rawPixels({ pixels, side }: PictureItems): tf.Tensor2D {
  const values = side * side * 3;
  const ink = Float32Array.from(pixels, value => 1 - value / 255);
  return tf.tensor2d(ink, [pixels.length / values, values]);
}
