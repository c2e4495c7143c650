import type { ItemDetails, Modality, StoredItem } from '../stores/vector-store';
import type { Embedded, FolderEmbedder } from './embedder';
import type { Content } from './ledger-index';
import type { Passage } from './passages';
import type { FileContent } from './read-content';
import type { ReadFile } from './read-file';

/** A file whose bytes were made into what can be embedded. */
export type ReadContent = Required<Pick<ReadFile, 'hash' | 'content'>>;

/** The id of what is stored of a file's content: the same for every file with it, wherever it is and whatever it is called. */
const itemId = (hash: string, passage?: number): string =>
  passage === undefined ? `file/${hash}` : `file/${hash}/${passage}`;

/** The hash of the content that an item is of. */
export const hashOf = (id: string): string => id.split('/')[1];

/** The ids of all that is stored of a content: one, or one a passage. */
export const idsOf = ({ hash, at }: Content): string[] => at?.map((_, i) => itemId(hash, i)) ?? [itemId(hash)];

/**
 * What is stored of a content, embedded.
 * @throws RangeError or TypeError where the encoders cannot make anything of it
 */
export async function contentItems(
  { hash, content }: ReadContent,
  embedder: FolderEmbedder,
): Promise<{ content: Content; items: StoredItem[] }> {
  const embedded =
    'passages' in content ? await saidBy(content.passages, embedder) : [await seenOrHeard(content, embedder)];
  const about = contentOf(hash, content, embedded[0].source);
  const ids = idsOf(about);
  const items = embedded.map(({ vector, source }, i): StoredItem => {
    // names may change while the content stays the same, so that they stand in the ledger alone
    const title = 'passages' in content ? content.passages[i].text : '';
    return { id: ids[i], modality: about.modality, source, title, label: '', hash, vector };
  });
  return { content: about, items };
}

/**
 * What a killed process stored and did not write down.
 * @param strays what the store has and the ledger does not know
 * @returns undefined unless all of the content is among it
 */
export function storedContent(
  { hash, content }: ReadContent,
  strays: ReadonlyMap<string, ItemDetails>,
): Content | undefined {
  const first = strays.get('passages' in content ? itemId(hash, 0) : itemId(hash));
  const about = first && contentOf(hash, content, first.source);
  return about && idsOf(about).every(id => strays.has(id)) ? about : undefined;
}

function contentOf(hash: string, content: FileContent, source: string): Content {
  const about = { hash, modality: modalityOf(content), source };
  if ('passages' in content) return { ...about, at: content.passages.map(({ at }) => at) };
  return 'frames' in content && content.look ? { ...about, look: content.look } : about;
}

function modalityOf(content: FileContent): Modality {
  if ('passages' in content) return 'text';
  if ('sound' in content) return 'audio';
  return content.frames.length > 1 ? 'video' : 'image';
}

const seenOrHeard = (
  content: Exclude<FileContent, { passages: Passage[] }>,
  embedder: FolderEmbedder,
): Promise<Embedded> => ('frames' in content ? embedder.seen(content.frames) : embedder.heard(content.sound));

/** Passages that are embedded at once. */
const AT_ONCE = 64;

async function saidBy(passages: readonly Passage[], embedder: FolderEmbedder): Promise<Embedded[]> {
  const embedded: Embedded[] = [];
  for (let i = 0; i < passages.length; i += AT_ONCE) {
    embedded.push(...(await embedder.said(passages.slice(i, i + AT_ONCE).map(({ text }) => text))));
  }
  return embedded;
}
