import { realpathSync } from 'node:fs';
import path from 'node:path';

const ROOT = realpathSync(path.join(__dirname, '..'));

/**
 * The folder in which the command was typed. npm runs it in the project's folder wherever that was, and says where; who runs it
 * without npm is there.
 */
function typedIn(): string {
  const here = process.cwd();
  const { INIT_CWD: typed } = process.env;
  return typed && here === ROOT ? typed : here;
}

/** Where a path of the command line leads. */
export const placeOf = (typed: string): string => path.resolve(typedIn(), typed);

/** A path as it may be typed where the command was. */
export function asTyped(place: string): string {
  const relative = path.relative(typedIn(), place) || '.';
  return relative.startsWith(`..${path.sep}..${path.sep}..`) ? place : relative;
}
