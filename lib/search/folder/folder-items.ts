import type { Modality } from '../stores/vector-store';
import { idsOf } from './content-items';
import { type FileKey, shownPath } from './file-key';
import type { LedgerIndex } from './ledger-index';
import { nearLooks } from './look';

/** Something in a folder that can be found: a picture, a clip, a sound or a passage of a text. */
export interface FolderItem {
  id: string;
  modality: Modality;
  /** What its vector was made by: 'photograph', 'drawing', 'sound' or 'passage'. */
  source: string;
  /** The file within the folder, the first of those with this content. */
  key: FileKey;
  /** The same as a reader sees it. */
  path: string;
  /** Paths of further files with the same bytes. */
  others: string[];
  /** Of a passage: the page that it is on, from 1 on, or the heading that it stands under. */
  at?: number | string;
  /** The id of an earlier picture that it looks like. */
  near?: string;
}

/** Everything in a folder that can be found, by id. */
export function folderItems(ledger: Pick<LedgerIndex, 'contents'>): Map<string, FolderItem> {
  const items = new Map<string, FolderItem>();
  const looks: [id: string, look: string][] = [];
  for (const { content, files } of ledger.contents()) {
    const [key, ...others] = [...files].sort();
    const { modality, source, at, look } = content;
    const file = { modality, source, key, path: shownPath(key), others: others.map(shownPath) };
    idsOf(content).forEach((id, i) => {
      items.set(id, { id, ...file, ...(at && { at: at[i] }) });
    });
    if (look) looks.push([idsOf(content)[0], look]);
  }
  for (const [id, near] of nearLooks(looks)) items.get(id)!.near = near;
  return items;
}
