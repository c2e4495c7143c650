import { createHash } from 'node:crypto';

/** Files that pages of the site refer to, by their path from the site's root. */
export interface SiteFiles {
  /** Keeps a file under a name made of its content, so that what stands on two pages is there once. Returns its path. */
  add(folder: string, ending: string, content: string | Uint8Array): string;
  readonly all: ReadonlyMap<string, string | Uint8Array>;
}

export function siteFiles(): SiteFiles {
  const all = new Map<string, string | Uint8Array>();
  return {
    all,
    add(folder, ending, content) {
      const name = createHash('sha256').update(content).digest('hex').slice(0, 16);
      const path = `${folder}/${name}.${ending}`;
      all.set(path, content);
      return path;
    },
  };
}
