import { DATASETS, openDataSet, readSetFile } from '../data/data-set';
import type { ImageClass } from '../data/image-classes';
import { type PackedTensor, unpackWeights } from './packed-weights';
import { SENTENCE_WIDTH, type SentenceModel } from './sentences';

/** The file of the set image-classes that holds the vectors. */
export const VECTORS_FILE = 'vectors.bin';

/** Every name and description of classes once, in the order of the vectors that ship. */
export const classTextList = (classes: readonly ImageClass[]): string[] => [
  ...new Set(classes.flatMap(({ names, description = names[0] }) => [...names, description])),
];

/**
 * The sentence model as far as the names and descriptions of the classes go: its vectors of these ship, in 8 bits a number.
 * @param classes those of `loadImageClasses()`
 * @throws Error when a file is missing, cut short or changed; RangeError from `vectors` for another text
 */
export async function classSentences(
  classes: readonly ImageClass[],
  { folder = DATASETS }: { folder?: string } = {},
): Promise<SentenceModel> {
  const set = await openDataSet<{ vectors: PackedTensor[] }>('classSentences', 'image-classes', folder);
  const [{ values }] = unpackWeights(await readSetFile('classSentences', set, VECTORS_FILE, folder), set.vectors);
  const place = new Map(classTextList(classes).map((text, i) => [text, i * SENTENCE_WIDTH]));
  return {
    vectors: async texts => {
      const rows = new Float32Array(texts.length * SENTENCE_WIDTH);
      texts.forEach((text, i) => {
        const from = place.get(text);
        if (from === undefined) {
          throw new RangeError(`classSentences: there is no class that is called or described as '${text}'`);
        }
        rows.set(values.subarray(from, from + SENTENCE_WIDTH), i * SENTENCE_WIDTH);
      });
      return rows;
    },
    close: async () => {},
  };
}
