import { realpathSync } from 'node:fs';
import path from 'node:path';
import { isWithin } from './entries/submissions';

/** Where a path really lies, or will lie once it is made. */
function realOf(place: string): string {
  try {
    return realpathSync(place);
  } catch {
    const above = path.dirname(place);
    return above === place ? place : path.join(realOf(above), path.basename(place));
  }
}

/**
 * Results do not go where what is graded lies: they would be graded, and what was handed in would be taken for results.
 * @param out where results are to go
 * @param graded folders and files
 * @throws Error
 */
export function demandApart(out: string, graded: readonly string[]): void {
  const results = realOf(out);
  for (const one of graded) {
    const real = realOf(one);
    const own = ['kept', 'pages'].map(name => path.join(results, name));
    if (!isWithin(real, results) && !own.some(folder => isWithin(folder, real))) continue;
    throw new Error(
      `Results would go to ${out}, which ${isWithin(real, results) ? `lies in ${one}` : `holds ${one}`}. Name a folder apart from what is graded: --out FOLDER.`,
    );
  }
}
