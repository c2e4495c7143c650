import { readTable } from '../table';

/** Of what kinds an article's subject is, by its title: kinds.tsv, which was read by eye. */
export function kindsOf(): (title: string) => string[] {
  const kinds = readTable('passages/kinds.tsv').map(([kind, titles]) => [kind, titles.split('; ')] as const);
  return title => kinds.filter(([, titles]) => titles.includes(title)).map(([kind]) => kind);
}
