import type { Among, Modality } from '../answers';
import { type Filters, MODALITIES, type Query } from './query';

/** What the page's address asks for: a file is not in it, only what it was called. */
export interface Asked {
  query?: Exclude<Query, { files: Blob[] }> | { file: string };
  filters: Filters;
  /** What is asked about an item or a file. */
  about?: string;
}

const AMONG: Among[] = ['concepts', 'digits', 'folder'];

/** Reads what follows the page's address, '?words=lion&modality=image'. What makes no sense is left out. */
export function readAddress(search: string): Asked {
  const options = new URLSearchParams(search);
  const one = <Value extends string>(name: string, values: Value[]) =>
    values.find(value => value === options.get(name));
  const filters = {
    among: one('among', AMONG) ?? 'concepts',
    modality: one<Modality>('modality', MODALITIES),
    source: options.get('source') || undefined,
  };
  const words = options.get('words')?.trim();
  if (words) return { query: { words }, filters };
  const [like, file] = [options.get('like'), options.get('file')];
  const about = options.get('about')?.trim();
  if (like) return { query: { like }, filters, ...(about && { about }) };
  return file ? { query: { file }, filters, ...(about && { about }) } : { filters };
}

/** The address of a question, to be found again by back, reload, or somebody else. */
export function addressOf(query: Query | undefined, { among, modality, source }: Filters, about?: string): string {
  const options = new URLSearchParams();
  if (query && 'files' in query) options.set('file', query.shown.name);
  else for (const [name, value] of Object.entries(query ?? {})) options.set(name, value);
  if (about) options.set('about', about);
  if (among !== 'concepts') options.set('among', among);
  if (modality) options.set('modality', modality);
  if (source) options.set('source', source);
  const text = options.toString();
  return text ? `?${text}` : '';
}
