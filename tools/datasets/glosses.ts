/** The set `glosses`: what concepts are, in a sentence of WordNet's. */
import pluralize from 'pluralize';
import { startSentences } from '../../lib/encoders/sentences';
import type { BuiltSet } from './built-set';
import { cosine } from './cosine';
import { type ConceptEntry, readConcepts } from './emojibase';
import { formatJson } from './format-json';
import { type Nouns, readNouns, type Sense, WORDNET } from './wordnet';

/** The lexicographers' files that the senses of a group are looked for in: bodies, animals and plants for nature, and so on. */
const FILES: Record<string, string[]> = {
  smileys: ['06', '08', '18'],
  nature: ['05', '08', '17', '19', '20'],
  food: ['06', '13', '20'],
  places: ['04', '06', '11', '15', '17', '19'],
  activities: ['04', '06'],
  objects: ['06', '10', '21'],
  symbols: ['06', '07', '09', '10'],
};
/** Senses of a noun that are looked at: the others are rare. */
const MOST_SENSES = 6;
/** What the commonest sense is better by, each later one worse, and one in another file than those of its group. */
const COMMONEST = 0.1;
const LATER = 0.03;
const OTHER_FILE = 0.15;
/** From here on a sense is taken for the concept's. */
const FROM = 0.3;

export async function buildGlosses(): Promise<BuiltSet> {
  const [concepts, nouns] = [readConcepts(), readNouns()];
  const glosses: { concept: string; gloss: string }[] = [];
  const likeness = await textLikeness(
    concepts.flatMap(concept => [captionOf(concept), ...sensesOf(concept, nouns).map(({ gloss }) => gloss)]),
  );
  for (const concept of concepts) {
    const sense = bestSense(concept, sensesOf(concept, nouns), likeness);
    if (!sense) continue;
    const words = [...sense.words, ...sense.kinds].join(', ');
    glosses.push({ concept: concept.id, gloss: `${words}: ${sense.gloss}` });
  }
  return {
    name: 'glosses',
    licence: 'LicenseRef-WordNet',
    sources: [WORDNET],
    files: { 'glosses.json': Buffer.from(formatJson(glosses)) },
    index: { items: glosses.length, provenance: 'dict/index.noun and dict/data.noun' },
  };
}

const captionOf = ({ name, tags }: ConceptEntry) => `${name}: ${tags.join(', ')}`;

/** The senses of a concept's name, or where that is no noun, of the noun in it that says what it is. */
function sensesOf({ name, group }: ConceptEntry, nouns: Nouns): Sense[] {
  const plain = name.toLowerCase().replace(/’/g, "'");
  const heads = ['smileys', 'symbols'].includes(group) ? [] : [headOf(plain)];
  for (const noun of [plain, ...heads].flatMap(one => [one, one.replace(/-/g, ' '), pluralize.singular(one)])) {
    const senses = nouns.sensesOf(noun);
    if (senses.length > 0) return senses.slice(0, MOST_SENSES);
  }
  return [];
}

/** 'bottle' of 'bottle with popping cork', 'monkey' of 'monkey face', 'scooter' of 'motor scooter'. */
function headOf(name: string): string {
  const words = name.split(/ (?:with|without|of|in|on|at|behind|and|over) /)[0].split(' ');
  return words.length > 1 && words.at(-1) === 'face' ? words[0] : words.at(-1)!;
}

function bestSense(concept: ConceptEntry, senses: Sense[], likeness: (one: string, other: string) => number) {
  const caption = captionOf(concept);
  const scored = senses.map((sense, i) => {
    const rank = i === 0 ? COMMONEST : -LATER * i;
    const file = FILES[concept.group].includes(sense.file) ? 0 : OTHER_FILE;
    return { sense, score: likeness(caption, sense.gloss) + rank - file };
  });
  const best = scored.sort((one, other) => other.score - one.score)[0];
  return best && best.score >= FROM ? best.sense : undefined;
}

/** The cosine of any two of some texts, by the sentence encoder that the search asks as well. */
async function textLikeness(texts: string[]): Promise<(one: string, other: string) => number> {
  const model = startSentences();
  const vectors = new Map<string, Float32Array>();
  // of about one length together: the model pads
  const sorted = [...new Set(texts)].sort((one, other) => one.length - other.length);
  for (let start = 0; start < sorted.length; start += 64) {
    const batch = sorted.slice(start, start + 64);
    const rows = await model.vectors(batch);
    for (const [i, text] of batch.entries()) vectors.set(text, rows.slice(i * 512, (i + 1) * 512));
  }
  await model.close();
  return (one, other) => cosine(vectors.get(one)!, vectors.get(other)!);
}
