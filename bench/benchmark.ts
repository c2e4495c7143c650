/** What a benchmark is: a file of this folder that takes options, measures, prints a table and gives its numbers. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Figure } from './figures';

/** Takes the command line after its name. */
export type Benchmark = (args: string[]) => Promise<Results>;

/** The figures that the ledger keeps, and whatever else was measured. */
export interface Results {
  figures: Figure[];
  /** The engine that ran, where one did. */
  engine?: { name: string };
  [more: string]: unknown;
}

export interface Machine {
  node: string;
  platform: string;
  arch: string;
  processor: string;
  cores: number;
}

/** Results as they are kept: by whom, when and on what. */
export interface Report extends Results {
  benchmark: string;
  date: string;
  machine: Machine;
}

export const ROOT = join(__dirname, '..');
export const FOLDER = join(ROOT, 'build', 'bench');

/** The major version of Node: what was measured on one says little about another. */
export const major = (version: string): string => version.split('.')[0];

const reportFile = (name: string) => join(FOLDER, `${name}-node${major(process.versions.node)}.json`);

/** Writes the results as JSON, with what they were measured on. @returns the file */
export function writeReport(name: string, results: Results): string {
  mkdirSync(FOLDER, { recursive: true });
  const machine: Machine = {
    node: process.versions.node,
    platform: process.platform,
    arch: process.arch,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
  };
  const report: Report = { benchmark: name, date: new Date().toISOString().slice(0, 10), machine, ...results };
  writeFileSync(reportFile(name), `${JSON.stringify(report, null, 2)}\n`);
  return reportFile(name);
}

export const readReport = (name: string): Report => JSON.parse(readFileSync(reportFile(name), 'utf8'));

/** Reads `--name N`, whole numbers of 1 or more. @throws Error for any other argument */
export function readOptions<T extends Record<string, number>>(args: string[], defaults: T): T {
  const options = Object.fromEntries(Object.keys(defaults).map(name => [name, { type: 'string' as const }]));
  const { values, positionals } = parseArgs({ args, options, strict: false });
  const numbers = Object.entries(values).map(([name, text]) => [name, text === true ? NaN : Number(text)] as const);
  const wrong = numbers.filter(
    ([name, value]) => !Object.hasOwn(defaults, name) || !Number.isInteger(value) || value < 1,
  );
  if (wrong.length > 0 || positionals.length > 0) {
    const known = Object.entries(defaults).map(([name, standard]) => `--${name} N (${standard})`);
    throw new Error(`npm run bench: ${args.join(' ')} makes no sense, expected ${known.join(', ') || 'no options'}`);
  }
  return { ...defaults, ...Object.fromEntries(numbers) };
}
