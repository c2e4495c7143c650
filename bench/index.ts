/**
 * Measurements, side by side with a peer in one run:
 *
 *     npm run bench                          all of them, one after the other (an hour on two cores)
 *     npm run bench -- NAME [options]        one of them, at its full size
 *     npm run bench -- [NAME…] --record      writes what comes out into the ledger that is checked in; one NAME may have options
 *     npm run bench -- [NAME…] --check       names what got slower than the ledger says, by more than the spread
 *
 * Prints tables in Markdown, and writes the numbers under build/bench/. One file a benchmark; to add one, name it here.
 */
import { spawnSync } from 'node:child_process';
import { asTyped } from '../tools/places';
import { type Benchmark, readReport, writeReport } from './benchmark';
import { compareWith, type Entry, entryOf, readLedger, record } from './ledger';

interface Listed {
  load: () => Promise<{ benchmark: Benchmark }>;
  /** Options with which it runs among all the others, in minutes; undefined for what gives no speed. */
  among?: string[];
}

const BENCHMARKS: Record<string, Listed> = {
  accelerator: { load: () => import('./accelerator'), among: [] },
  charts: { load: () => import('./charts'), among: ['--rounds', '3', '--seconds', '3'] },
  engine: { load: () => import('./engine'), among: [] },
  folder: { load: () => import('./folder'), among: ['--pictures', '60'] },
  grading: { load: () => import('./grading'), among: [] },
  growth: { load: () => import('./growth'), among: [] },
  knn: { load: () => import('./knn'), among: [] },
  lessons: { load: () => import('./lessons'), among: [] },
  losses: { load: () => import('./losses'), among: [] },
  nbgrader: { load: () => import('./nbgrader') },
  page: { load: () => import('./page'), among: [] },
  photographs: { load: () => import('./photographs'), among: [] },
  projection: { load: () => import('./projection'), among: ['--rounds', '3', '--most', '10000'] },
  search: { load: () => import('./search'), among: ['--many', '100000'] },
  start: { load: () => import('./start'), among: [] },
  towers: { load: () => import('./towers'), among: [] },
};

const USAGE = `expected npm run bench -- [NAME… | NAME with its options] [--record | --check]; NAME is one of ${Object.keys(BENCHMARKS).join(', ')}`;

async function main(args: string[]): Promise<number> {
  const flags = ['--record', '--check'].filter(flag => args.includes(flag));
  const rest = args.filter(arg => !flags.includes(arg));
  const optionsFrom = rest.findIndex(arg => arg.startsWith('-'));
  const names = optionsFrom < 0 ? rest : rest.slice(0, optionsFrom);
  const options = rest.slice(names.length);
  const unknown = names.find(name => !Object.hasOwn(BENCHMARKS, name));
  if (unknown !== undefined) return refuse(`there is no benchmark ${unknown}`);
  if (flags.length > 1) return refuse('--record and --check are two things');
  if (options.length > 0 && names.length !== 1) return refuse(`${options.join(' ')}: options are those of one NAME`);
  if (names.length === 1 && flags.length === 0) {
    const { benchmark } = await BENCHMARKS[names[0]].load();
    console.log(`\nNumbers: ${asTyped(writeReport(names[0], await benchmark(options)))}`);
    return 0;
  }
  return measureAll(
    names.length > 0 ? names : Object.keys(BENCHMARKS).filter(name => BENCHMARKS[name].among),
    flags[0],
    options,
  );
}

function refuse(problem: string): number {
  console.error(`npm run bench: ${problem}; ${USAGE}`);
  return 2;
}

/**
 * Each in a process of its own, so that none has the engine, the memory or the failure of another.
 * @param options of the one that is named, if any
 */
async function measureAll(names: string[], flag: string | undefined, options: string[]): Promise<number> {
  const failed: string[] = [];
  const fresh: Entry[] = [];
  for (const name of names) {
    console.log(`\n# ${name}\n`);
    const chosen = options.length > 0 ? options : (BENCHMARKS[name].among ?? []);
    const args = [...process.execArgv, __filename, name, ...chosen];
    if (spawnSync(process.execPath, args, { stdio: 'inherit' }).status === 0) fresh.push(entryOf(readReport(name)));
    else failed.push(name);
  }
  const measured = fresh.filter(({ figures }) => figures.length > 0);
  if (flag === '--record') {
    await record(measured);
    console.log(`\nRecorded in bench/ledger/: ${measured.map(({ benchmark }) => benchmark).join(', ')}.`);
  }
  const slower = flag === '--check' ? check(measured) : 0;
  if (failed.length > 0) console.error(`\nFailed, with what is above: ${failed.join(', ')}.`);
  return failed.length + slower > 0 ? 1 : 0;
}

/** @returns how many figures got slower */
function check(fresh: Entry[]): number {
  const { slower, kept, skipped } = compareWith(readLedger(), fresh);
  for (const line of skipped) console.log(`not compared  ${line}`);
  for (const line of slower) console.log(`slower        ${line}`);
  console.log(
    `\n${slower.length} figures slower by more than the spread, ${kept} not, ${skipped.length} not compared.`,
  );
  return slower.length;
}

main(process.argv.slice(2)).then(
  status => {
    process.exitCode = status;
  },
  error => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
