/** Interleaved timing: contenders in turns, round after round; and the middle of several measurements. */

/** The median, and the deciles around it; all three the same of a single measurement. */
export interface Spread {
  median: number;
  low: number;
  high: number;
}

/** One of those that are compared. */
export interface Contender {
  name: string;
  /** Does the work `repetitions` times and returns how many milliseconds each took. */
  measure(repetitions: number): Promise<number[]>;
}

/** Milliseconds. */
export interface Timing extends Spread {
  name: string;
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
  return contenders.map(({ name }, i) => timingOf(name, times[i]));
}

export const timingOf = (name: string, times: number[]): Timing => ({
  ...{ name, ...spreadOf(times) },
  ...{ repetitions: times.length, times },
});

/** Something of our own that is done over and over, each time timed from its call to its end. */
export const contender = (name: string, work: () => unknown): Contender => ({
  name,
  async measure(repetitions) {
    const times: number[] = [];
    for (let i = 0; i < repetitions; i++) {
      const begin = performance.now();
      await work();
      times.push(performance.now() - begin);
    }
    return times;
  },
});

/** How long one takes as a share of another's time: of each pair that was measured in one round, so that the machine's load is the same. */
export const ratioOf = (one: Timing, other: Timing): Spread =>
  spreadOf(one.times.map((time, i) => time / other.times[i]));

export const once = (value: number): Spread => ({ median: value, low: value, high: value });

export const spreadOf = (values: number[]): Spread => ({
  median: quantile(values, 0.5),
  low: quantile(values, 0.1),
  high: quantile(values, 0.9),
});

/** The value below which the fraction `q` of `values` lies, 0 to 1, between two of them where need be. */
export function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

/** A line that the next one replaces, on a terminal only. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));
