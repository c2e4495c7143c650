import { readdirSync, readFileSync } from 'node:fs';

/** A process and those that it started, as far as /proc tells; empty where there is none (macOS, Windows). */
function family(pid: number): number[] {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap(task =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
    return [pid, ...children.flatMap(family)];
  } catch {
    return [];
  }
}

function kilobytes(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/**
 * Watches the resident memory of a process and its descendants.
 * @returns a function that ends the watch and gives the peak in bytes, or undefined where it cannot be known
 */
export function watchMemory(pid: number, everyMs = 250): () => number | undefined {
  let peak = 0;
  const look = () => {
    const sum = family(pid).reduce((total, one) => total + kilobytes(one, 'VmRSS'), 0);
    // The process's own high-water mark sees what falls between two looks.
    peak = Math.max(peak, sum, kilobytes(pid, 'VmHWM'));
  };
  look();
  const timer = setInterval(look, everyMs);
  return () => {
    look();
    clearInterval(timer);
    return peak > 0 ? peak * 1024 : undefined;
  };
}
