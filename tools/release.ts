/**
 * `npm run release`: the course as a ZIP for those without git, in build/release/: what is committed, and the pages of the lessons that
 * `npm run course -- notebooks/…` ran. Exit status 1 where the documents speak of another version, or files differ from what is committed.
 */
import { statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './course/jupyter';
import { asTyped } from './places';
import { pagesOf, releaseOf, writeArchive } from './release/archive';
import { repositoryOf } from './repository';

const USAGE = `npm run release [-- --repository URL]
  --repository URL  where the project is on GitHub (by default, git's origin): the README of the ZIP leads there`;

function readRepository() {
  try {
    return parseArgs({ options: { repository: { type: 'string' } } }).values.repository;
  } catch (error) {
    throw new Error(`${(error as Error).message}.\n${USAGE}`);
  }
}

function main(): void {
  const repository = repositoryOf(ROOT, readRepository());
  const release = releaseOf(ROOT);
  const { files, missing } = pagesOf(ROOT);
  const zip = writeArchive(ROOT, path.join(ROOT, 'build', 'release'), release, { pages: files, repository });
  const lessons = files.length === 1 ? 'lesson' : 'lessons';
  console.log(`${asTyped(zip)}: ${(statSync(zip).size / 1e6).toFixed(0)} MB, with pages of ${files.length} ${lessons}`);
  if (!repository) console.log('  its README leads to no project: nobody said where that is (--repository URL)');
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
