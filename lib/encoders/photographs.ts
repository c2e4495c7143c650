import type { PictureItems } from '../data/picture-items';
import { tf } from '../engine/index';
import { type Backbone, loadBackbone } from './backbone';
import { describedTexts, type TextTowers } from './described-texts';
import type { Encoder } from './encoder';
import { type Finished, type LoadFinishedOptions, loadFinished } from './finished';
import { type PictureKind, pictureKind } from './picture-kind';
import { startSentences } from './sentences';
import { loadTowers, type Towers } from './towers';
import { splitParts, TABLE_PARTS, type WordTable, wordTable } from './word-table';

/** Classes that the backbone tells apart. */
const CLASSES = 1000;
/** What the logits are divided by: the classifier is surer of itself than it is right. */
const SOFTNESS = 1.5;

/** Turns photographs of 224 x 224 pixels into rows of 608; see `framePhotograph` for a reader's own. */
export interface PhotographEncoder extends Encoder<PictureItems>, Finished {
  /** Names and sentences as rows of 608, comparable with the photographs' by cosine. */
  words: Encoder<string[]>;
  /** The same photographs as rows of 96 in the space of `loadTowers`, beside drawings, words, sounds and clips. */
  besideDrawings: Encoder<PictureItems>;
  /** Rows of 608 of pictures of any kind, and how likely each is a photograph and no drawing, 0 to 1; the caller disposes the rows. */
  look(pictures: PictureItems): Promise<{ rows: tf.Tensor2D; photographs: Float32Array }>;
}

export interface LoadPhotographEncoderOptions extends LoadFinishedOptions {
  /**
   * Those of `loadTowers()`, where they are loaded already; they stay the caller's. By default they are loaded, and let go with the
   * encoder.
   */
  towers?: TextTowers;
}

/**
 * The encoder of photographs: a backbone that somebody else trained on a million of them, and on top a table of words that the project
 * itself trained (`npm run train -- photographs`).
 * @throws Error when a file is missing, cut short or changed, or when the towers are others than the table was trained with
 */
export async function loadPhotographEncoder({
  towers: given,
  ...options
}: LoadPhotographEncoderOptions = {}): Promise<PhotographEncoder> {
  const [table, kind] = [wordTable(CLASSES), pictureKind()];
  const finished = await loadFinished('loadPhotographEncoder', 'photographs', { table, kind }, options);
  const towers = given ?? (await loadTowers('towers', options));
  const letGo = () => {
    table.dispose();
    kind.dispose();
    if (!given) (towers as Towers).dispose();
  };
  if (finished.config.towers !== towers.fingerprint) {
    letGo();
    throw new Error(
      `loadPhotographEncoder: the photographs were trained with other towers (${finished.config.towers}), expected those of ` +
        `loadTowers() (${towers.fingerprint}); run npm run train -- photographs --ship after the towers were trained anew`,
    );
  }
  const backbone = await loadBackbone();
  const sentences = startSentences();
  const photograph = photographEncoder(backbone, table);
  return {
    ...photograph,
    ...finished,
    words: describedTexts(towers, sentences, table.centre),
    besideDrawings: sharedPart(photograph),
    look: pictures => look(backbone, table, kind, pictures),
    dispose: () => {
      backbone.dispose();
      letGo();
      void sentences.close();
    },
  };
}

/** A table of words on a backbone, as an encoder of photographs; disposing it leaves both as they are. */
export function photographEncoder(backbone: Backbone, table: WordTable): Encoder<PictureItems> {
  return {
    modality: 'image',
    dim: table.dim,
    embed: async photographs => {
      const features = await backbone.features(photographs);
      const rows = rowsOf(backbone, table, features);
      features.dispose();
      return rows;
    },
    dispose: () => {},
  };
}

const rowsOf = (backbone: Backbone, table: WordTable, features: tf.Tensor2D): tf.Tensor2D =>
  tf.tidy(() => table.forward(tf.softmax(tf.div(backbone.logits(features), SOFTNESS) as tf.Tensor2D)));

async function look(backbone: Backbone, table: WordTable, kind: PictureKind, pictures: PictureItems) {
  const features = await backbone.features(pictures);
  const rows = rowsOf(backbone, table, features);
  try {
    return { rows, photographs: await kind.photographs(features) };
  } finally {
    features.dispose();
  }
}

/** The part of such rows that lies in the space of the course's towers, as an encoder of its own. */
export function sharedPart(photograph: Encoder<PictureItems>): Encoder<PictureItems> {
  return {
    modality: 'image',
    dim: TABLE_PARTS[0],
    embed: async photographs => {
      const rows = await photograph.embed(photographs);
      const shared = tf.tidy(() => tf.mul(splitParts(rows)[0], Math.SQRT2));
      rows.dispose();
      return shared as tf.Tensor2D;
    },
    dispose: () => {},
  };
}
