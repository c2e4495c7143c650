import { fork } from 'node:child_process';
import path from 'node:path';
import type { Message } from './child';
import { equivalent } from './equivalent';

const CHILD = path.join(__dirname, 'child.ts');
/** Without a word: a mutant that never ends and cannot be stopped from inside. */
const SILENT_MS = 60_000;

export interface Mutants {
  killed: number;
  survivors: Set<string>;
  problems: string[];
}

/** Every mutant of the right answers to an exercise, tried by its cases and by drawn ones. */
export async function mutantsOf(id: string): Promise<Mutants> {
  const found: Mutants = { killed: 0, survivors: new Set(), problems: [] };
  for (let from = 0; from >= 0; ) from = await goOn(id, from, found);
  return found;
}

/** Tries those from one on; gives where to go on, -1 at the end. */
function goOn(id: string, from: number, found: Mutants): Promise<number> {
  const child = fork(CHILD, [id, String(from)], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  let [next, done] = [from, false];
  let timer = setTimeout(() => child.kill('SIGKILL'), SILENT_MS);
  child.on('message', (message: Message) => {
    clearTimeout(timer);
    timer = setTimeout(() => child.kill('SIGKILL'), SILENT_MS);
    if ('begins' in message) next = message.begins + 1;
    if ('survivor' in message) found.survivors.add(message.survivor);
    if ('problem' in message) found.problems.push(message.problem);
    if ('done' in message) {
      done = true;
      found.killed += message.killed;
    }
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      if (!done && next === from) reject(new Error(`mutants of ${id}: the process ended before it tried one`));
      else resolve(done ? -1 : next);
    });
  });
}

/** What is wrong with the mutants of an exercise: those that earn the point and are not listed, and those that are listed and do not. */
export function problemsOf(id: string, { survivors, problems }: Mutants): string[] {
  const listed = new Set(Object.values(equivalent[id] ?? {}).flat());
  return [
    ...problems,
    ...[...survivors].filter(one => !listed.has(one)).map(one => `this mutant earns the point: ${one}`),
    ...[...listed].filter(one => !survivors.has(one)).map(one => `listed as equivalent, and is none: ${one}`),
  ];
}
