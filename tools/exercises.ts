/**
 * `npm run exercises [-- ID…]`: proves the exercises, for authors.
 *
 * Of each: every right answer on file (tests/exercises/answers) passes, also with inputs drawn at random; every wrong one is refused
 * with the hint that is meant for it; of the right ones, changed at one place, none earns the point unless it is listed as equivalent
 * (tests/exercises/mutants); the solved cell earns its point in the grader, and the untouched starter earns nothing.
 * Exit status 1 where something does not hold.
 */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startEngine } from '../lib/engine/index';
import { seededRandom } from '../lib/engine/seeds';
import { exerciseById, exercises } from '../lib/exercises/all';
import type { Exercise } from '../lib/exercises/exercise';
import { judge } from '../lib/exercises/judge';
import { answersOf, trainedAnswersOf } from '../tests/exercises/answers/all';
import { mutantsOf, problemsOf } from '../tests/exercises/mutants/survivors';
import { courseExercises } from './grade/cells/course-exercises';
import { startReader } from './grade/cells/reading';
import { gradeExercise } from './grade/grade-exercise';
import { inOrder } from './grade/pool';
import { processesIn } from './grade/processes';
import { newSecret } from './grade/secret';
import { makeCourseFolder } from './grade/walls/course-folder';
import { raiseWalls } from './grade/walls/sandbox';

const ROOT = path.join(__dirname, '..');
const DRAWS = 20;
const onFile = { ...answersOf, ...trainedAnswersOf };

interface Findings {
  /** What holds, in words. */
  proved: string[];
  /** What does not. */
  problems: string[];
}

async function proveRight(exercise: Exercise, { proved, problems }: Findings): Promise<void> {
  const right = Object.entries(onFile[exercise.id].right);
  for (const [name, answer] of right) {
    const { failure } = await judge(exercise, answer);
    if (failure) problems.push(`right answer "${name}" is refused by the case "${failure.case}": ${failure.got}`);
    for (let seed = 0; exercise.drawn && seed < DRAWS; seed++) {
      const drawn = exercise.drawn(seededRandom(seed));
      const { failure: refused } = await judge({ ...exercise, cases: [drawn] }, answer);
      if (refused) problems.push(`right answer "${name}" is refused by drawn inputs (seed ${seed}): ${refused.got}`);
    }
  }
  proved.push(`${right.length} right answers`);
  if (right.length < 2) problems.push('fewer than two right answers on file');
}

async function proveWrong(exercise: Exercise, { proved, problems }: Findings): Promise<void> {
  const wrong = Object.entries(onFile[exercise.id].wrong);
  for (const [name, { answer, told }] of wrong) {
    const { failure } = await judge(exercise, answer);
    if (!failure) problems.push(`wrong answer "${name}" passes`);
    else if (!told.test(failure.hint ?? '')) {
      problems.push(`wrong answer "${name}" is told "${failure.hint ?? 'a general hint'}", expected ${told}`);
    }
  }
  proved.push(`${wrong.length} wrong ones`);
}

async function proveMutants({ id }: Exercise, { proved, problems }: Findings): Promise<void> {
  if (!(id in answersOf)) return; // each would take a training
  const mutants = await mutantsOf(id);
  proved.push(`${mutants.killed} mutants refused, ${mutants.survivors.size} the same as a right answer`);
  problems.push(...problemsOf(id, mutants));
}

/** By the grader: what the lesson's cell earns as authors have it, and as learners get it. */
function lessonGrader() {
  const under = path.join(ROOT, 'build', 'grade');
  const course = courseExercises(ROOT);
  const sandbox = raiseWalls(makeCourseFolder(ROOT, under), under);
  const secret = newSecret();
  const reader = startReader({ lines: course.lines, ids: exercises.map(({ id }) => id) });
  return {
    stop: () => reader.stop(),
    /** Undefined where it earns what is expected, else what it earns and why. */
    async problem(exercise: Exercise, folder: string, expected: number): Promise<string | undefined> {
      const lesson = course.lessons.find(({ ids }) => ids.includes(exercise.id));
      if (!lesson) return 'no lesson has a cell for it';
      const name = `${folder}/${lesson.name}.ipynb`;
      const reply = await reader.read(path.join(ROOT, name), name);
      if ('problem' in reply) return `${name} cannot be read: ${reply.problem}`;
      const submission = reply.read.submissions.find(({ id }) => id === exercise.id);
      if (!submission) return `${name} does not hand it in`;
      const processes = processesIn(sandbox);
      try {
        const { credit, why, cases = [] } = await gradeExercise(exercise, submission, { processes, secret });
        if (credit === expected) return undefined;
        const failed = cases.find(({ held }) => !held);
        const reason = failed ? `the case "${failed.tried}" got ${failed.got}` : (why ?? 'every case holds');
        return `the cell in ${name} earns ${credit}, expected ${expected}: ${reason}`;
      } finally {
        await processes.stop();
      }
    },
  };
}

async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const chosen = positionals.length > 0 ? positionals.map(exerciseById) : exercises;
  await startEngine({ engine: 'wasm' });
  const lessons = lessonGrader();
  let failed = 0;
  let last: Promise<unknown> = Promise.resolve();
  /**
   * One after the other: answers share the engine of this process, and as long as one trains here, the grader would hear its own
   * processes late and take them for slow.
   */
  const inTurn = (work: () => Promise<void>) => (last = last.then(work));

  async function prove(exercise: Exercise): Promise<Findings> {
    const findings: Findings = { proved: [], problems: [] };
    const { proved, problems } = findings;
    const isOnFile = exercise.id in onFile;
    if (!isOnFile) problems.push('no answers on file in tests/exercises/answers');
    const tried = inTurn(async () => {
      if (isOnFile) {
        await proveRight(exercise, findings);
        await proveWrong(exercise, findings);
      }
      const solved = await lessons.problem(exercise, 'solutions', 1);
      const untouched = await lessons.problem(exercise, 'notebooks', 0);
      problems.push(...[solved, untouched].flatMap(problem => problem ?? []));
    });
    await Promise.all([tried, isOnFile && proveMutants(exercise, findings)]); // mutants are tried in a process of their own
    if (!exercise.drawn) proved.push('no drawn inputs: a table of its cases would pass the grader');
    return findings;
  }

  function tell({ proved, problems }: Findings, at: number): void {
    console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${chosen[at].id}: ${proved.join(', ')}`);
    for (const problem of problems) console.log(`       ${problem}`);
    if (problems.length > 0) failed++;
  }

  await inOrder(chosen, availableParallelism(), prove, { onResult: tell, stopped: () => false });
  lessons.stop();
  console.log(`${chosen.length - failed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

main().then(
  status => process.exit(status),
  error => {
    console.error((error as Error).message);
    process.exit(1);
  },
);
