/**
 * `npm run site`: the lessons as they ran, as a static site in build/site: for readers without a kernel, on any host, in any folder.
 *
 * `npm run course -- notebooks/*.ipynb` runs the lessons before; what they indexed is what the page to search on finds.
 */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './course/jupyter';
import { asTyped, placeOf } from './places';
import { repositoryOf } from './repository';
import { openBrowser } from './search/open-browser';
import { demandPort, readPort } from './search/port';
import { buildSite } from './site/build';
import type { WrittenDemo } from './site/demo/contents';
import { openDemoSearches, writeDemo } from './site/demo/write-demo';
import { HOST, serveSite } from './site/serve';

const USAGE = `npm run site [-- OPTION…]
  --preview        serve what was built on this machine alone, until Ctrl-C, and build nothing
  --port N         at this port of 127.0.0.1 (8400)
  --no-open        only print the address: do not open the browser
  --executed DIR   the lessons as they ran (build/course/notebooks)
  --out DIR        where the site goes (build/site)
  --repository URL where the project is on GitHub (by default, where the workflow that runs is, or git's origin)`;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        preview: { type: 'boolean', default: false },
        port: { type: 'string', default: '8400' },
        'no-open': { type: 'boolean', default: false },
        executed: { type: 'string' },
        out: { type: 'string' },
        repository: { type: 'string' },
      },
    });
    return { ...values, port: readPort(values.port) };
  } catch (error) {
    throw new Error(`${(error as Error).message}.\n${USAGE}`);
  }
}

function sizeOf(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return entries
    .map(entry => statSync(path.join(folder, entry)))
    .reduce((sum, at) => sum + (at.isFile() ? at.size : 0), 0);
}

/** @returns whether it goes on, to serve */
async function main(): Promise<boolean> {
  const { preview, port, 'no-open': closed, executed, out: typed, repository } = readOptions();
  const out = typed === undefined ? path.join(ROOT, 'build', 'site') : placeOf(typed);
  if (preview) {
    await demandPort(HOST, port);
    await serveSite(out, port);
    const address = `http://${HOST}:${port}/`;
    console.log(`The site is at ${address} (Ctrl-C ends it)`);
    if (!closed) openBrowser(address);
    return true;
  }
  const start = performance.now();
  await buildSite({
    root: ROOT,
    notebooks: path.join(ROOT, 'notebooks'),
    pages: path.join(ROOT, 'build', 'site-pages'),
    executed: executed === undefined ? path.join(ROOT, 'build', 'course', 'notebooks') : placeOf(executed),
    out,
    writeDemo: writeDemoOfCourse,
    repository: repositoryOf(ROOT, repository),
  });
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${asTyped(out)}: ${(sizeOf(out) / 1e6).toFixed(1)} MB, made in ${seconds.toFixed(0)} s (npm run site -- --preview shows it)`,
  );
  return false;
}

async function writeDemoOfCourse(): Promise<WrittenDemo> {
  const searches = await openDemoSearches();
  try {
    return await writeDemo(path.join(ROOT, 'build', 'site-demo'), searches);
  } finally {
    await searches.close();
  }
}

main().then(
  serves => {
    if (!serves) process.exit(); // an engine's helpers would wait
  },
  error => {
    console.error((error as Error).message);
    process.exit(1);
  },
);
