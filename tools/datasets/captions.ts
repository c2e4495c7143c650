/** The set `captions`: the concepts, their names in thirteen languages, and which concepts are held out. */
import type { BuiltSet } from './built-set';
import { EMOJIBASE, readConcepts, readWords } from './emojibase';
import { formatJson } from './format-json';
import { holdOutConcepts } from './held-out';
import { HELD_OUT_STYLES } from './styles';

export async function buildCaptions(): Promise<BuiltSet> {
  const concepts = readConcepts();
  return {
    name: 'captions',
    licence: 'MIT',
    sources: [EMOJIBASE],
    files: {
      'concepts.json': Buffer.from(formatJson(concepts)),
      'words.json': Buffer.from(formatJson(readWords(concepts))),
    },
    index: {
      items: concepts.length,
      provenance: 'en/data.json and its namesake of each language; the entry with the hexcode that is the id',
    },
    splits: {
      concepts: holdOutConcepts(concepts),
      styles: {
        reason:
          'Art styles that no encoder was trained on: two drawn ones, and photographs. The two Fluent styles are near-copies of each other and are both in training.',
        heldOut: HELD_OUT_STYLES,
      },
    },
  };
}
