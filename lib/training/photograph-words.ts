import { loadImageClasses } from '../data/image-classes';
import type { PictureItems } from '../data/picture-items';
import { sha256 } from '../data/sha256';
import type { Backbone } from '../encoders/backbone';
import { classSentences } from '../encoders/class-sentences';
import { describedTexts, type TextTowers } from '../encoders/described-texts';
import type { Encoder } from '../encoders/encoder';
import { photographEncoder } from '../encoders/photographs';
import { rememberTexts } from '../encoders/remembered';
import { SENTENCE_WIDTH, type SentenceModel, startSentences } from '../encoders/sentences';
import { type WordTable, wordTable } from '../encoders/word-table';
import { seededRandom, tf } from '../engine/index';
import { classTexts, drawUntaken } from '../sampling/draw-classes';
import type { LoopOptions } from './loop';
import { frozenTower, type Tower, type TrainTowersOptions, tower } from './train-towers';

/** What `trainTowers` needs to teach a backbone words, and what comes of it. */
export interface PhotographWords {
  /** The table as it is before training: ConSE. */
  table: WordTable;
  /** Photographs through backbone and table, and names and sentences, each of which is read once, into the space of the table. */
  encoders: { image: Encoder<PictureItems>; text: Encoder<string[]> };
  /** What the backbone would say of pictures of some classes that nobody took, [n, 1000]; the same each time. */
  untaken(labels: Int32Array): tf.Tensor2D;
  towers: Record<'image' | 'text', Tower>;
  options: Omit<TrainTowersOptions, keyof LoopOptions>;
}

const STEPS = 300;
const LEARNING_RATE = 3e-3;

/**
 * A table of words behind a backbone, ready to be trained: its pictures are the classifier's own columns, its texts the names and
 * descriptions of the classes. No photograph is looked at.
 * @param sentences stays the caller's; started here by default, and its thread ends with the process
 */
export async function photographWords(
  backbone: Backbone,
  towers: TextTowers,
  sentences: SentenceModel = startSentences(),
): Promise<PhotographWords> {
  const classes = await loadImageClasses();
  const known = await classSentences(classes);
  const centre = meanOf(await known.vectors(classes.map(({ names }) => names[0])));
  const common = tf.tensor1d(centre);
  // the model takes half a minute for the texts of all classes: their vectors ship
  const { rows, draw } = await classTexts(classes, describedTexts(towers, known, common));
  const words = describedTexts(towers, sentences, common);
  const table = wordTable(classes.length, rows, centre);
  const image = tower(table, await drawUntaken(backbone));
  return {
    table,
    encoders: { image: photographEncoder(backbone, table), text: rememberTexts(words) },
    untaken: labels => image.batch(labels, seededRandom(1)) as tf.Tensor2D,
    towers: { image, text: frozenTower(table.dim, draw) },
    options: {
      labels: classes.map((_, label) => label),
      data: sha256(JSON.stringify([classes, backbone.fingerprint, towers.fingerprint])),
      steps: STEPS,
      stepsAnEpoch: STEPS,
      learningRate: LEARNING_RATE,
    },
  };
}

/** The mean of rows of SENTENCE_WIDTH numbers. */
function meanOf(rows: Float32Array): Float32Array {
  const mean = new Float32Array(SENTENCE_WIDTH);
  const count = rows.length / SENTENCE_WIDTH;
  rows.forEach((value, i) => {
    mean[i % SENTENCE_WIDTH] += value / count;
  });
  return mean;
}
