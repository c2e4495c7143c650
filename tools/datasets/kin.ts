/** Families of concepts that are near twins: the dog and its face, the twenty-four clock faces. */
import type { ConceptEntry } from './emojibase';
import { readTable } from './table';

/**
 * Every concept's family, from kin.tsv (a line a family: what it is, and the names of its members); a concept that is not in
 * the table is a family of its own.
 * @returns the families in the order of their first members, each as ids
 * @throws Error when the table names a concept that does not exist, or one twice
 */
export function readKin(concepts: ConceptEntry[]): string[][] {
  const ids = new Map(concepts.map(({ id, name }) => [name, id]));
  const families = new Map<string, string[]>();
  for (const [family, names] of readTable('kin.tsv')) {
    const members = names.split('; ').map(name => {
      const id = ids.get(name);
      if (id === undefined) throw new Error(`kin.tsv: in ${family}, there is no concept '${name}'`);
      if (families.has(id)) throw new Error(`kin.tsv: '${name}' is in two families, one of them ${family}`);
      return id;
    });
    for (const id of members) families.set(id, members);
  }
  return [...new Set(concepts.map(({ id }) => families.get(id) ?? [id]).map(members => members))];
}
