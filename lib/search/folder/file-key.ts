/**
 * A file or folder within the indexed one, as the bytes of its path from there on, each of them one character. Names need not be UTF-8, and
 * two that look alike are two. '' is the folder itself.
 */
export type FileKey = string;

export const keyOf = (path: Uint8Array | string): FileKey => Buffer.from(path).toString('latin1');

/** A name within a folder. */
export const within = (folder: FileKey, name: FileKey): FileKey => (folder === '' ? name : `${folder}/${name}`);

/** Where it is: a path as bytes, which every function of node:fs takes. */
export const placeOf = (root: string, key: FileKey): Buffer =>
  key === '' ? Buffer.from(root) : Buffer.concat([Buffer.from(`${root}/`), Buffer.from(key, 'latin1')]);

/** The path as a reader sees it; what is no UTF-8 as �. */
export const shownPath = (key: FileKey): string => Buffer.from(key, 'latin1').toString('utf8');

/** The last part of a path as a reader sees it. */
export const shownName = (key: FileKey): string => shownPath(key.slice(key.lastIndexOf('/') + 1));
