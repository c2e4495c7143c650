import type { Concept } from '../data/concepts';
import type { PictureItems } from '../data/picture-items';
import { takeClips, takePictures } from '../data/take-pictures';
import { clipEncoder } from '../encoders/clip-encoder';
import type { Encoder } from '../encoders/encoder';
import { tf } from '../engine/index';
import { readLabels } from '../engine/rows';
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
 * How well rows find rows of the same label, by cosine. Where several rows have the query's label, any of them will do; ties count
 * against (see recallAtK): wrong rows as near as the nearest right one come before it. A gallery of fewer than ten rows is shown whole,
 * so that `at10` is 1.
 * @param queries [n, dim], with one label each
 * @param gallery [m, dim], with one label each
 * @throws RangeError for labels that are not one for each row, a query whose label no row of the gallery has, and as recallAtK does
 */
export async function measureRecall(
  queries: tf.Tensor2D,
  queryLabels: ArrayLike<number>,
  gallery: tf.Tensor2D,
  galleryLabels: ArrayLike<number>,
): Promise<Recall> {
  await readLabels('measureRecall', 'queryLabels', queryLabels, queries.shape[0], 'queries');
  await readLabels('measureRecall', 'galleryLabels', galleryLabels, gallery.shape[0], 'gallery');
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
 * Text to image searches all pictures of the style; image to text searches the names of all concepts. A name is asked for once for
 * each picture of its concept, and any of them will do.
 * @param among only these concepts are asked for and searched, by their positions
 * @param without pictures that are not asked for, 1 for each: near-copies of a picture that was trained with. They are searched all the
 *   same.
 */
export async function measureStyle(
  { image, text }: PictureAndText,
  concepts: readonly Concept[],
  style: ShownConcepts,
  { among, without }: { among?: ReadonlySet<number>; without?: ArrayLike<number> } = {},
): Promise<{ textToImage: Recall; imageToText: Recall }> {
  const searched = Array.from(style.concepts, (_, i) => i).filter(i => !among || among.has(style.concepts[i]));
  const searchedLabels = searched.map(i => style.concepts[i]);
  const asked = searched.map((_, row) => row).filter(row => !without?.[searched[row]]);
  const labels = asked.map(row => searchedLabels[row]);
  const named = concepts.map((_, i) => i).filter(i => !among || among.has(i));
  const place = new Map(named.map((concept, row) => [concept, row]));
  const names = await text.embed(named.map(i => concepts[i].name));
  const pictures = await image.embed(takePictures(style, searched));
  const [askedNames, askedPictures] = [
    takeRows(
      names,
      labels.map(label => place.get(label)!),
    ),
    takeRows(pictures, asked),
  ];
  try {
    return {
      textToImage: await measureRecall(askedNames, labels, pictures, searchedLabels),
      imageToText: await measureRecall(askedPictures, labels, names, named),
    };
  } finally {
    tf.dispose([names, pictures, askedNames, askedPictures]);
  }
}

/** Photographs with a caption each, as `loadPictures('tuxpaint')` gives them. */
export interface Captioned extends ShownConcepts {
  captions: readonly string[];
}

/**
 * How well the photographs' own captions find a photograph of what they speak of, among all of them. Where several show the same
 * concept, any of them will do.
 */
export async function measureCaptions({ image, text }: PictureAndText, photographs: Captioned): Promise<Recall> {
  const [captions, pictures] = [await text.embed([...photographs.captions]), await image.embed(photographs)];
  try {
    return await measureRecall(captions, photographs.concepts, pictures, photographs.concepts);
  } finally {
    tf.dispose([captions, pictures]);
  }
}

/**
 * How well clips find the picture of their concept in an art style, among the pictures of all concepts that have a clip: by the mean
 * of the frames, by the first frame alone, and by raw pixels of either.
 */
export async function measureClips(
  image: Encoder<PictureItems>,
  clips: ShownConcepts & { frames: number },
  style: ShownConcepts,
): Promise<Record<'frames' | 'first frame' | 'raw frames' | 'raw first frame', Recall>> {
  const known = new Set(Array.from(style.concepts));
  const chosen = Array.from(clips.concepts, (_, i) => i).filter(i => known.has(clips.concepts[i]));
  const labels = chosen.map(i => clips.concepts[i]);
  const all = takeClips(clips, chosen);
  const first = takePictures(
    clips,
    chosen.map(i => i * clips.frames),
  );
  const among = new Set(labels);
  const searched = Array.from(style.concepts, (_, i) => i).filter(i => among.has(style.concepts[i]));
  const pictures = takePictures(style, searched);
  const searchedLabels = searched.map(i => style.concepts[i]);
  const recall = async (encoder: Encoder<PictureItems>, items: PictureItems, gallery: Encoder<PictureItems>) => {
    const [rows, found] = [await encoder.embed(items), await gallery.embed(pictures)];
    try {
      return await measureRecall(rows, labels, found, searchedLabels);
    } finally {
      tf.dispose([rows, found]);
    }
  };
  const pooled = (encoder: Encoder<PictureItems>) => clipEncoder(encoder, { frames: clips.frames });
  const raw = rawPixels(clips.side);
  return {
    frames: await recall(pooled(image), all, image),
    'first frame': await recall(image, first, image),
    'raw frames': await recall(pooled(raw), all, raw),
    'raw first frame': await recall(raw, first, raw),
  };
}

const takeRows = (rows: tf.Tensor2D, indices: number[]) =>
  tf.tidy(() => tf.gather(rows, tf.tensor1d(indices, 'int32')));

/**
 * How well pictures find those of the same concepts among others, which may come from another encoder into the same space: photographs
 * find drawings. Asked for are the concepts that both have; searched are all pictures of `to`.
 */
export async function measureToPictures(
  from: { image: Encoder<PictureItems>; pictures: ShownConcepts },
  to: { image: Encoder<PictureItems>; pictures: ShownConcepts },
): Promise<Recall> {
  const known = new Set(Array.from(to.pictures.concepts));
  const shown = Array.from(from.pictures.concepts, (_, i) => i).filter(i => known.has(from.pictures.concepts[i]));
  const labels = shown.map(i => from.pictures.concepts[i]);
  const [queries, gallery] = [
    await from.image.embed(takePictures(from.pictures, shown)),
    await to.image.embed(to.pictures),
  ];
  try {
    return await measureRecall(queries, labels, gallery, to.pictures.concepts);
  } finally {
    tf.dispose([queries, gallery]);
  }
}

/** How well pictures of one style find those of the same concepts in another: by an encoder, and by their raw pixels. */
export async function measureAcrossStyles(
  image: Encoder<PictureItems>,
  from: ShownConcepts,
  to: ShownConcepts,
): Promise<{ embedded: Recall; raw: Recall }> {
  const by = (encoder: Encoder<PictureItems>) =>
    measureToPictures({ image: encoder, pictures: from }, { image: encoder, pictures: to });
  return { embedded: await by(image), raw: await by(rawPixels(from.side)) };
}

/** Raw pixels as an encoder, white as 0: what a trained one has to beat. Rows are of any length. */
export function rawPixels(side: number): Encoder<PictureItems> {
  const values = side * side * 3;
  return {
    modality: 'image',
    dim: values,
    embed: async ({ pixels }) => {
      const ink = Float32Array.from(pixels, value => 1 - value / 255);
      return tf.tensor2d(ink, [pixels.length / values, values]);
    },
    dispose: () => {},
  };
}
