import { readFileSync } from 'node:fs';

/** What a process and those below it take. */
export interface Usage {
  /** Seconds of processor time; of processes that live. */
  cpuSeconds: number;
  megabytes: number;
}

const TICKS = 100; // a second, on every Linux that Node runs on

/**
 * Sums what /proc says of a process and of those below it; undefined where there is no /proc, and when it has ended.
 * @param proc where /proc is
 */
export function usageOf(pid: number, proc = '/proc'): Usage | undefined {
  const read = (one: number, file: string) => readFileSync(`${proc}/${one}/${file}`, 'utf8');
  const sum = { cpuSeconds: 0, megabytes: 0 };
  const add = (one: number): void => {
    // after the name in brackets, which may hold anything
    const fields = read(one, 'stat')
      .replace(/^.*\) /s, '')
      .split(' ');
    sum.cpuSeconds += (Number(fields[11]) + Number(fields[12])) / TICKS;
    // in kB, while stat counts pages, of a size that it does not say; a process that is ending has none
    const [, kilobytes = 0] = /^VmRSS:\s+(\d+) kB$/m.exec(read(one, 'status')) ?? [];
    sum.megabytes += (Number(kilobytes) * 1024) / 1e6;
    for (const below of read(one, `task/${one}/children`).split(' ').filter(Boolean)) add(Number(below));
  };
  try {
    add(pid);
    return sum;
  } catch {
    return undefined;
  }
}

/** Whether this system says what a process takes; asked once, while this one has none below it that might end meanwhile. */
export const CAN_SEE_USAGE: boolean = usageOf(process.pid) !== undefined;
