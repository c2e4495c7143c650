import { Session } from 'node:inspector/promises';
import vm from 'node:vm';
import { startEngine, tf } from '../../../lib/engine/index';
import { seededRandom } from '../../../lib/engine/seeds';
import { exerciseById } from '../../../lib/exercises/all';
import type { Exercise } from '../../../lib/exercises/exercise';
import { type AnswerFunction, judge } from '../../../lib/exercises/judge';
import type { Mutation } from './mutations';
import { changes, type Program, rightPrograms } from './programs';

/*
 * The mutants of one exercise, in a process of its own: `node child.ts ID FROM`. It says when it begins with each, so that whoever
 * started it can go on after one that never ends.
 */

export type Message = { begins: number } | { survivor: string } | { killed: number; done: true } | { problem: string };

/** As many as the grader draws. */
const DRAWN = 5;
const MILLISECONDS = 2000;
const CALL = '$call';

const say = (message: Message) => process.send!(message);

/** Ends a loop that never waits. */
const bounded =
  (answer: AnswerFunction): AnswerFunction =>
  (...args) => {
    (globalThis as Record<string, unknown>)[CALL] = () => answer(...args);
    return vm.runInThisContext(`globalThis.${CALL}()`, { timeout: MILLISECONDS });
  };

/** What a mutant that was stopped inside an operation has left open. */
function closeScopes(): void {
  const { state } = tf.engine();
  while (state.activeScope) tf.engine().endScope();
  Object.assign(state, { gradientDepth: 0, kernelDepth: 0, activeTape: null });
}

/** The mutations of what runs when the answer does: the others cannot change it. */
async function mutationsThatRun(program: Program, exercise: Exercise): Promise<Mutation[]> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const { failure } = await judge(exercise, program.run());
  if (failure) say({ problem: `${program.name} is refused by the case "${failure.case}": ${failure.got}` });
  const { result } = await session.post('Profiler.takePreciseCoverage');
  await session.post('Profiler.stopPreciseCoverage');
  session.disconnect();
  const ranges = result
    .filter(({ url }) => url === program.filename)
    .flatMap(({ functions }) => functions.flatMap(one => one.ranges))
    .map(({ startOffset, endOffset, count }) => ({
      start: startOffset - program.before,
      end: endOffset - program.before,
      count,
    }))
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  return program.mutations.filter(
    ({ start, end }) => ranges.find(range => range.start <= start && range.end >= end)?.count !== 0,
  );
}

/** Whether it earns the whole point. */
async function survives(program: Program, mutation: Mutation, exercise: Exercise): Promise<boolean> {
  changes.count = 0;
  try {
    const { passed } = await judge(exercise, bounded(program.run(mutation)), { secondsPerCase: 2 });
    return passed && (changes.count > 0 || !mutation.text.startsWith('$'));
  } catch {
    return false; // it cannot even be declared
  } finally {
    closeScopes();
  }
}

async function main(id: string, from: number): Promise<void> {
  await startEngine({ engine: 'wasm', threads: 1 });
  const exercise = exerciseById(id);
  const drawn = Array.from({ length: DRAWN }, (_, i) => exercise.drawn!(seededRandom(`mutants ${i}`)));
  const whole = { ...exercise, cases: [...exercise.cases, ...drawn] };
  let [position, killed] = [0, 0];
  for (const program of rightPrograms().filter(one => one.exercise === id)) {
    for (const mutation of await mutationsThatRun(program, whole)) {
      if (position++ < from) continue;
      say({ begins: position - 1 });
      if (await survives(program, mutation, whole)) say({ survivor: program.inWords(mutation) });
      else killed++;
    }
  }
  say({ killed, done: true });
}

process.on('unhandledRejection', () => {}); // of a mutant
const [id, from] = process.argv.slice(2);
void main(id, Number(from)).then(() => process.disconnect());
