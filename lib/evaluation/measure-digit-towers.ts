import { NUMBER_WORDS } from '../data/digits';
import { loadMnist } from '../data/mnist';
import type { SoundItems } from '../data/sound-items';
import { DIGIT_SOUND, loadSpokenDigits } from '../data/spoken-digits';
import type { Encoder } from '../encoders/encoder';
import { tf } from '../engine/index';
import { type Labels, readLabels } from '../engine/rows';
import { nearestNeighbours } from '../neighbours/nearest-neighbours';

/** What the three encoders are tried on: items and their digits. */
export interface DigitTrial {
  pictures: { images: Float32Array; labels: ArrayLike<number> };
  sounds: SoundItems & { labels: ArrayLike<number> };
}

export interface DigitEncoders {
  picture: Encoder<Float32Array>;
  sound: Encoder<SoundItems>;
  word: Encoder<string[]>;
}

/** From one modality to another, the share of queries whose nearest row of the other is of the same digit, 0 to 1. */
export type DigitScores = Record<`${'picture' | 'sound' | 'word'} to ${'picture' | 'sound' | 'word'}`, number>;

/** Rows that a word is asked for at most: one alone would score 0 or 1. */
const WORD_NEIGHBOURS = 100;

/** As many as there are of every label, so that all of them can be right. */
function wordNeighbours(labels: ArrayLike<number>): number {
  const counts = new Array<number>(NUMBER_WORDS.length).fill(0);
  for (let i = 0; i < labels.length; i++) counts[labels[i]]++;
  return Math.max(1, Math.min(WORD_NEIGHBOURS, ...counts));
}

/**
 * Every direction between a digit's picture, its sound and its word. From a picture or a sound, whether the nearest row is of the same
 * digit; from a word, of which there are only ten, the share of the nearest hundred rows, or of fewer where a digit has fewer.
 */
export async function measureDigitTowers(
  { picture, sound, word }: DigitEncoders,
  { pictures, sounds }: DigitTrial,
): Promise<Partial<DigitScores>> {
  const modalities = {
    picture: { rows: await picture.embed(pictures.images), labels: pictures.labels },
    sound: { rows: await sound.embed(sounds), labels: sounds.labels },
    word: { rows: await word.embed(NUMBER_WORDS), labels: NUMBER_WORDS.map((_, digit) => digit) },
  };
  const scores: Partial<DigitScores> = {};
  const names = ['picture', 'sound', 'word'] as const;
  try {
    for (const from of names) {
      for (const to of names) {
        if (from === to) continue;
        const k = from === 'word' ? wordNeighbours(modalities[to].labels) : 1;
        scores[`${from} to ${to}`] = await sameLabel(modalities[from], modalities[to], k);
      }
    }
  } finally {
    tf.dispose(Object.values(modalities).map(({ rows }) => rows));
  }
  return scores;
}

/** One direction, measured on what is held out. */
export interface HeldOutScore {
  /** 'picture to word' */
  direction: string;
  /** 0 to 1. */
  share: number;
  /** Of how many questions; from a word there are ten, each with the nearest hundred as answers. */
  questions: number;
}

/**
 * As measureDigitTowers, on MNIST's 10,000 official test digits and on the 830 sounds of 16 voices that are in no training.
 * @throws Error when a file is missing, cut short or changed
 */
export async function measureHeldOutDigits(encoders: DigitEncoders): Promise<HeldOutScore[]> {
  const [pictures, spoken] = [await loadMnist('test'), await loadSpokenDigits('test')];
  const scores = await measureDigitTowers(encoders, { pictures, sounds: { ...spoken, ...DIGIT_SOUND } });
  const questions = { picture: pictures.size, sound: spoken.size, word: NUMBER_WORDS.length };
  return Object.entries(scores).map(([direction, share]) => ({
    ...{ direction, share },
    questions: questions[direction.split(' ')[0] as keyof typeof questions],
  }));
}

interface Labelled {
  rows: tf.Tensor2D;
  labels: ArrayLike<number>;
}

/**
 * The share of the k nearest rows of the gallery, by cosine, that have the label of the query, over all queries.
 *
 * Of rows that are equally near, the one that comes first in the gallery counts as the nearer: an encoder that gives all items one row
 * scores the share of the gallery's first label.
 * @throws RangeError for labels that are not one for each row, and as nearestNeighbours: k is at most the size of the gallery
 */
export async function sameLabel(queries: Labelled, gallery: Labelled, k = 1): Promise<number> {
  await readLabels('sameLabel', 'queries.labels', queries.labels, queries.rows.shape[0], 'queries');
  await readLabels('sameLabel', 'gallery.labels', gallery.labels, gallery.rows.shape[0], 'gallery');
  const { indices } = await nearestNeighbours(gallery.rows, queries.rows, { k });
  const right = indices.filter((row, i) => gallery.labels[row] === queries.labels[Math.floor(i / k)]);
  return right.length / indices.length;
}

/** The share of raw rows whose nearest labelled neighbour has their label: what an encoder has to beat. */
export async function rawNeighbours(
  training: { rows: Float32Array; labels: Labels & ArrayLike<number> },
  test: { rows: Float32Array; labels: ArrayLike<number> },
): Promise<number> {
  const asRows = ({ rows, labels }: { rows: Float32Array; labels: ArrayLike<number> }) => ({
    rows: tf.tensor2d(rows, [labels.length, rows.length / labels.length]),
    labels,
  });
  const [gallery, queries] = [asRows(training), asRows(test)];
  try {
    return await sameLabel(queries, gallery);
  } finally {
    tf.dispose([gallery.rows, queries.rows]);
  }
}
