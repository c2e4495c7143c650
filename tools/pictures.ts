/**
 * `npm run pictures -- PHOTOGRAPH`: the two pictures that open the README, from real runs: the film of a training, as lesson 4 showed it when
 * `npm run course -- notebooks/04-pca-and-umap.ipynb` ran it, and the page of `npm run search` that answers a photograph. Needs Chromium.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeAtomically } from '../lib/data/atomic-file';
import { ROOT } from './course/jupyter';
import { filmOf, filmPicture } from './pictures/film-picture';
import { searchPicture } from './pictures/search-picture';
import { asTyped, placeOf } from './places';

const LESSON = 'notebooks/04-pca-and-umap.ipynb';
const PICTURES = path.join(ROOT, 'notebooks', 'pictures');

async function main(): Promise<void> {
  const [photograph, ...more] = process.argv.slice(2);
  if (!photograph || more.length > 0) throw new Error('expected npm run pictures -- PHOTOGRAPH, one file.');
  const executed = path.join(ROOT, 'build', 'course', LESSON);
  if (!existsSync(executed))
    throw new Error(`there is no ${asTyped(executed)} yet: run npm run course -- ${LESSON} first.`);
  await write('film.webp', await filmPicture(filmOf(JSON.parse(readFileSync(executed, 'utf8')))));
  await write('search.webp', await searchPicture(placeOf(photograph)));
}

async function write(name: string, picture: Buffer): Promise<void> {
  const file = path.join(PICTURES, name);
  await writeAtomically(file, picture);
  console.log(`${asTyped(file)}: ${(picture.length / 1e6).toFixed(2)} MB`);
}

main().catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
