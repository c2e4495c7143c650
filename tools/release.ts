/**
 * `npm run release`: the course as a ZIP for those without git, in build/release/: what is committed, and the pages of the lessons that
 * `npm run course -- notebooks/…` ran. Exit status 1 where the documents speak of another version, or files differ from what is committed.
 */
import { statSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './course/jupyter';
import { asTyped } from './places';
import { pagesOf, releaseOf, writeArchive } from './release/archive';

function main(): void {
  if (process.argv.length > 2) throw new Error(`npm run release takes no arguments, and was given ${process.argv[2]}.`);
  const release = releaseOf(ROOT);
  const { files, missing } = pagesOf(ROOT);
  const zip = writeArchive(ROOT, path.join(ROOT, 'build', 'release'), release, files);
  const lessons = files.length === 1 ? 'lesson' : 'lessons';
  console.log(`${asTyped(zip)}: ${(statSync(zip).size / 1e6).toFixed(0)} MB, with pages of ${files.length} ${lessons}`);
  for (const { lesson, why } of missing) {
    console.log(`  no page of ${lesson}: ${why} (npm run course -- notebooks/${lesson}.ipynb)`);
  }
}

try {
  main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
