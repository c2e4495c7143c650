import { readFileSync } from 'node:fs';

/** What a process and those below it take. */
export interface Usage {
  /** Seconds of processor time; of processes that live. */
  cpuSeconds: number;
  megabytes: number;
}

const TICKS = 100; // a second, on every Linux that Node runs on
const PAGE = 4096;

function children(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

/** Sums what /proc says of a process and of those below it; undefined where there is no /proc, and when it has ended. */
export function usageOf(pid: number): Usage | undefined {
  const sum = { cpuSeconds: 0, megabytes: 0 };
  const add = (one: number): void => {
    // after the name in brackets, which may hold anything
    const fields = readFileSync(`/proc/${one}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    sum.cpuSeconds += (Number(fields[11]) + Number(fields[12])) / TICKS;
    sum.megabytes += (Number(fields[21]) * PAGE) / 1e6;
    for (const below of children(one)) add(below);
  };
  try {
    add(pid);
    return sum;
  } catch {
    return undefined;
  }
}
