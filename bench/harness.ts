/** What the benchmarks have in common: interleaved timing, medians with their spread, tables and reports. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, relative } from 'node:path';

/** Takes the command line after its name, measures, prints and reports. */
export type Benchmark = (args: string[]) => Promise<void>;

export const FOLDER = join(__dirname, '..', 'build', 'bench');

/** One of those that are compared. */
export interface Contender {
  name: string;
  /** Does the work `repetitions` times and returns how many milliseconds each took. */
  measure(repetitions: number): Promise<number[]>;
}

export interface Timing {
  name: string;
  /** Milliseconds: the median, and the deciles around it. */
  median: number;
  low: number;
  high: number;
  repetitions: number;
  /** Every one that counts, round after round. */
  times: number[];
}

/**
 * Times all contenders in turns, round after round, so that what else the machine does meets them alike. Each first does one round
 * that does not count.
 */
export async function compare(contenders: Contender[], rounds: number, repetitions: number): Promise<Timing[]> {
  const times = contenders.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      const milliseconds = await contender.measure(repetitions);
      if (round > 0) times[i].push(...milliseconds);
      await pause(100); // lets the other's threads go to sleep
    }
    progress(`round ${round} of ${rounds}`);
  }
  progress('');
  return contenders.map(({ name }, i) => ({
    name,
    median: quantile(times[i], 0.5),
    low: quantile(times[i], 0.1),
    high: quantile(times[i], 0.9),
    repetitions: times[i].length,
    times: times[i],
  }));
}

/** How long one takes as a share of another's time: of each pair that was measured in one round, so that the machine's load is the same. */
export function ratioOf(one: Timing, other: Timing): Pick<Timing, 'median' | 'low' | 'high'> {
  const ratios = one.times.map((time, i) => time / other.times[i]);
  return { median: quantile(ratios, 0.5), low: quantile(ratios, 0.1), high: quantile(ratios, 0.9) };
}

/** The value below which the fraction `q` of `values` lies, 0 to 1, between two of them where need be. */
export function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

export function markdownTable(header: string[], rows: (string | number)[][]): string {
  return [header, header.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n');
}

/** Writes the numbers as JSON, with what they were measured on, and says where. */
export function report(name: string, numbers: object): void {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `${name}-node${process.versions.node.split('.')[0]}.json`);
  const machine = {
    node: process.version,
    platform: process.platform,
    arch: process.arch,
    processor: cpus()[0]?.model,
    cores: cpus().length,
  };
  writeFileSync(
    file,
    `${JSON.stringify({ benchmark: name, date: new Date().toISOString(), machine, ...numbers }, null, 2)}\n`,
  );
  console.log(`\nNumbers: ${relative(process.cwd(), file)}`);
}

/** Reads `--name value` pairs of whole numbers. @throws Error for any other argument */
export function readOptions<T extends Record<string, number>>(args: string[], defaults: T): T {
  const options: Record<string, number> = { ...defaults };
  for (let i = 0; i < args.length; i += 2) {
    const name = args[i].replace(/^--/, '');
    const value = Number(args[i + 1]);
    if (!(name in defaults) || !Number.isInteger(value) || value < 1) {
      const known = Object.entries(defaults).map(([key, standard]) => `--${key} N (${standard})`);
      throw new Error(`npm run bench: ${args.slice(i, i + 2).join(' ')} makes no sense, expected ${known.join(', ')}`);
    }
    options[name] = value;
  }
  return options as T;
}

/** A line that the next one replaces, on a terminal only. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));
