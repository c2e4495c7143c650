import type { ImageClass } from '../data/image-classes';
import type { Backbone } from '../encoders/backbone';
import { classTextList } from '../encoders/class-sentences';
import type { Encoder } from '../encoders/encoder';
import { tf } from '../engine/index';
import type { Draw } from './draw';

/**
 * How far the drawn class's logit rises above the largest bias. Of a lion the classifier is then 2 to 50 % sure: as unsure as it is of
 * photographs that are none of its classes.
 */
const LEAD = { least: 0.7 * Math.log(1000) - 2, most: 0.7 * Math.log(1000) + 2 };

/**
 * Draws for each class a picture that nobody took: what the backbone would say of a photograph whose features point along the class's
 * own column of the last layer. Classes that look alike have columns that point alike, so that a drawn wolf is a little husky too.
 * @returns 1,000 probabilities a label
 */
export async function drawUntaken({ classifier, classifierBias }: Backbone): Promise<Draw<Float32Array>> {
  const products = tf.matMul(classifier, classifier, true, false);
  const [alike, bias] = [await products.data<'float32'>(), await classifierBias.data<'float32'>()];
  products.dispose();
  const classes = bias.length;
  const most = bias.reduce((a, b) => Math.max(a, b));
  return (labels, random) => {
    const drawn = new Float32Array(labels.length * classes);
    labels.forEach((label, i) => {
      const said = alike.slice(label * classes, (label + 1) * classes);
      const lead = LEAD.least + (LEAD.most - LEAD.least) * random.next();
      const strength = (most + lead - bias[label]) / said[label];
      said.forEach((product, j) => {
        said[j] = Math.exp(bias[j] + strength * product - most - lead);
      });
      const sum = said.reduce((a, b) => a + b);
      drawn.set(
        said.map(value => value / sum),
        i * classes,
      );
    });
    return drawn;
  };
}

/** Of the texts drawn for a class, how many are its description where it has one; of the others half are its usual name. */
const DESCRIBED = 0.4;

/** The texts of classes as rows: what a table of words begins with, and what it is trained against. */
export interface ClassTexts {
  /** dim numbers a class: its names' mean direction and its description's. */
  rows: Float32Array;
  /** For each label a text: its description, its usual name or any of its names. */
  draw: Draw<Float32Array>;
}

/**
 * Embeds every name and description of the classes once.
 * @param text into rows of unit length
 */
export async function classTexts(classes: readonly ImageClass[], text: Encoder<string[]>): Promise<ClassTexts> {
  const texts = classTextList(classes);
  const place = new Map(texts.map((each, i) => [each, i]));
  const embedded = await text.embed(texts);
  const all = await embedded.data<'float32'>();
  embedded.dispose();
  const { dim } = text;
  const row = (each: string) => all.subarray(place.get(each)! * dim, (place.get(each)! + 1) * dim);
  const rows = new Float32Array(classes.length * dim);
  classes.forEach(({ names, description = names[0] }, i) => {
    const sum = new Float32Array(dim);
    for (const name of names) {
      row(name).forEach((value, j) => {
        sum[j] += value;
      });
    }
    const length = Math.hypot(...sum);
    rows.set(
      sum.map((value, j) => value / length + row(description)[j]),
      i * dim,
    );
  });
  const draw: Draw<Float32Array> = (labels, random) => {
    const drawn = new Float32Array(labels.length * dim);
    labels.forEach((label, i) => {
      const { names, description } = classes[label];
      const described = random.next() < DESCRIBED && description !== undefined;
      const name = random.next() < 0.5 ? names[0] : names[random.integer(names.length)];
      drawn.set(row(described ? description : name), i * dim);
    });
    return drawn;
  };
  return { rows, draw };
}
