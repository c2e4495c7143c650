/**
 * `npm run course [-- FILE…]`: runs lessons in the real kernel and believes nothing.
 *
 * A code cell passes when the kernel answered `ok`, every output that its metadata promises is there with something in
 * it (tools/course/contract.ts), and no rejection or timer exception was left behind. In a lesson of solutions/, an
 * exercise runs twice: as the learner finds it, and then as it is answered. A lesson takes at most 4 MB with its outputs. Without FILE: solutions/, which holds every
 * cell of notebooks/ so. Executed notebooks, an HTML page of each and summary.json go to build/course/. Exit status 1 on
 * any failure.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeAtomicallySync } from '../lib/data/atomic-file';
import { ROOT } from './course/jupyter';
import { stopKernels } from './course/kernel';
import { count, failureText, notebookLine, progressLine, summaryOf, writePages } from './course/report';
import { type NotebookResult, runNotebook } from './course/run';
import { notebookText } from './course/size';
import { asTyped, placeOf } from './places';

const USAGE = `npm run course [-- OPTION… FILE…]
  --timeout S        limit for one cell, in seconds (600)
  --start-timeout S  limit for the kernel's start (60)
  --drain S          wait for stray errors after the last cell (1)
  --at-once N        lessons that run side by side (1); seconds and memory of each are then no measure
  --out FOLDER       where results go (build/course)
  --no-pages         no HTML pages`;

function seconds(text: string | undefined, option: string, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!(value > 0) || !Number.isFinite(value)) {
    throw new Error(`--${option} ${text}: expected a number of seconds greater than 0.\n${USAGE}`);
  }
  return value;
}

/** The lessons of the course, with their answers. */
function lessons(): string[] {
  const folder = path.join(ROOT, 'solutions');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files
    .filter(file => file.endsWith('.ipynb'))
    .sort()
    .map(file => path.join(folder, file));
}

/** Whether a lesson writes the course's index, of which there is one: such lessons run one after the other. */
const writesIndex = (file: string) => existsSync(file) && readFileSync(file, 'utf8').includes('openCourseSearch');

/** What a notebook is called: its path from the project's root, or where it is if it lies elsewhere. */
function nameOf(file: string): string {
  const relative = path.relative(ROOT, file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative.split(path.sep).join('/');
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      timeout: { type: 'string' },
      'start-timeout': { type: 'string' },
      drain: { type: 'string' },
      out: { type: 'string' },
      'no-pages': { type: 'boolean' },
      'at-once': { type: 'string' },
    },
  });
  const out = placeOf(values.out ?? path.join(ROOT, 'build', 'course'));
  const options = {
    timeoutSeconds: seconds(values.timeout, 'timeout', 600),
    startSeconds: seconds(values['start-timeout'], 'start-timeout', 60),
    drainSeconds: seconds(values.drain, 'drain', 1),
    jupyterFolder: path.join(out, 'jupyter'),
  };
  const atOnce = Number(values['at-once'] ?? 1);
  if (!Number.isInteger(atOnce) || atOnce < 1) {
    throw new Error(`--at-once ${values['at-once']}: expected a whole number from 1 on.\n${USAGE}`);
  }
  const files = positionals.length > 0 ? positionals.map(placeOf) : lessons();
  if (files.length === 0) {
    throw new Error('There is no notebook in solutions/. Write one there, or name a FILE.');
  }

  const ran = new Map<string, NotebookResult>();
  const executed: string[] = [];
  // in the order in which they were named
  const resultsSoFar = () => files.flatMap(file => ran.get(file) ?? []);
  async function runLesson(file: string): Promise<void> {
    const name = nameOf(file);
    const before = atOnce > 1 ? `  ${path.basename(name, '.ipynb')}` : '';
    console.log(name);
    const result = await runNotebook(file, name, {
      ...options,
      solved: path.basename(path.dirname(file)) === 'solutions',
      onCell: (cell, of) => console.log(`${before}${progressLine(cell, of)}`),
    });
    for (const cell of result.cells.filter(one => one.problems.length > 0)) console.log(failureText(name, cell));
    console.log(notebookLine(result));
    if (result.executed) {
      const place = path.isAbsolute(name) || name.startsWith('..') ? path.basename(name) : name;
      const target = path.join(out, place);
      writeAtomicallySync(target, notebookText(result.executed));
      executed.push(target);
    }
    ran.set(file, result);
    writeAtomicallySync(path.join(out, 'summary.json'), `${JSON.stringify(summaryOf(resultsSoFar()), null, 2)}\n`);
  }
  const waiting = [...files];
  let lastOnIndex = Promise.resolve();
  const runWaiting = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const own = file;
      if (!writesIndex(own)) await runLesson(own);
      else {
        lastOnIndex = lastOnIndex.then(() => runLesson(own));
        await lastOnIndex;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, files.length) }, runWaiting));

  const results = resultsSoFar();
  const { passed, failed } = count(results);
  let status = failed > 0 ? 1 : 0;
  try {
    if (!values['no-pages']) writePages(executed, options.jupyterFolder);
    console.log(`Executed notebooks${values['no-pages'] ? '' : ' and their pages'}: ${asTyped(out)}`);
  } catch (error) {
    console.log(`The HTML pages could not be written: ${(error as Error).message}`);
    status = 1;
  }
  console.log(`${passed} passed, ${failed} failed`);
  return status;
}

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) return; // a second Ctrl-C must not leave the kernel behind
    stopping = true;
    console.log('\nStopped; ending the kernel.');
    void stopKernels().finally(() => process.exit(130));
  });
}

main().then(
  status => {
    process.exitCode = status;
  },
  error => {
    console.error((error as Error).message);
    process.exitCode = 1;
  },
);
