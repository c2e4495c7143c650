/** What of `node:path` the search uses, in a browser. */

/** Parts as one path, '.' and '..' worked out. */
export function join(...parts: string[]): string {
  const absolute = parts[0]?.startsWith('/') ?? false;
  const names: string[] = [];
  for (const name of parts.join('/').split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return (absolute ? '/' : '') + names.join('/');
}

/** The last name of a path. */
export const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
