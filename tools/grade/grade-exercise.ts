import { seededRandom } from '../../lib/engine/seeds';
import type { Case, Exercise, Finding } from '../../lib/exercises/exercise';
import { ORDINARY } from './bounds';
import type { Submission } from './cells/exercise-cells';
import { type CaseGrade, creditOf, type ExerciseGrade } from './grades';
import type { Processes } from './processes';
import type { Secret } from './secret';
import type { Child, Outcome, Program } from './walls/child';

/** What came of all calls of a case. */
type Outcomes = Outcome[];

/** Of a case: its arguments are made once, since those of an encoder are thousands of pictures. */
const made = new WeakMap<Case, Promise<unknown[][]>>();

function callsOf(one: Case): Promise<unknown[][]> {
  const known = made.get(one) ?? Promise.resolve(one.calls());
  made.set(one, known);
  return known;
}

async function tryCase(child: Child, one: Case, round: number): Promise<Outcomes> {
  const outcomes: Outcomes = [];
  for (const args of await callsOf(one)) {
    const outcome = await child.call(args, round);
    outcomes.push(outcome);
    if (!('answer' in outcome)) break;
  }
  return outcomes;
}

async function judgeOutcomes(one: Case, outcomes: Outcomes): Promise<Finding | undefined> {
  const last = outcomes.at(-1);
  if (last && 'ended' in last) return { got: last.ended, expected: 'a result' };
  if (last && 'error' in last) return { got: `an error: ${last.error}`, expected: 'a result' };
  try {
    return await one.judge(outcomes.map(outcome => (outcome as { answer: unknown }).answer));
  } catch {
    return { got: 'something that no comparison can be made with', expected: 'a result as the exercise asks for' };
  }
}

const ANOTHER: Pick<Finding, 'expected' | 'hint'> = {
  expected: 'the same result at every call with the same arguments',
  hint: 'An answer may not hang on what was called before, on the time or on chance: everything it needs is in its arguments.',
};

const NOT_TRIED: Finding = { got: 'it was not tried any more', expected: 'a result' };

/** Cases of inputs that nobody has seen; each is hard enough to guess by itself (tests/exercises/guessing.test.ts). */
const DRAWN = 5;

/** By the secret of the run and what is handed in: the same at every grading, and not to be known beforehand. */
function drawnCases({ id, drawn }: Exercise, source: string, secret: Secret): Case[] {
  if (!drawn) return [];
  const seed = secret.seedOf(id, source);
  return Array.from({ length: DRAWN }, (_, i) => drawn(seededRandom(`${seed} ${i}`)));
}

/**
 * Tries an exercise's cases on what was handed in. In a process that has run other exercises of the notebook only full marks count:
 * whatever else comes out may be their doing, and the exercise is tried again in a process in which nothing has run.
 */
export async function gradeExercise(
  exercise: Exercise,
  { program, problem, notes }: Submission,
  { processes, secret }: { processes: Processes; secret: Secret },
): Promise<ExerciseGrade> {
  const { id, title, bounds } = exercise;
  if (!program) return { id, title, notes, credit: 0, why: problem };
  const { source } = program;
  const cases = [...exercise.cases, ...drawnCases(exercise, source, secret)];
  const gradeIn = async (fresh: boolean) => {
    const { child, isFresh } = await processes.take(bounds, fresh);
    return { isFresh, tried: await tryProgram(child, { id, ...program }, { exercise, cases }) };
  };
  let { isFresh, tried } = await gradeIn(false);
  if (!isFresh && tried.credit < 1) ({ tried } = await gradeIn(true));
  const { noted, ...rest } = tried;
  const more = rest.credit < 1 && noted !== undefined ? [`a cell that it needs ends with an error: ${noted}`] : [];
  return { id, title, notes: [...notes, ...more], ...rest };
}

/** All cases in order, then once more in the opposite order. The child gets arguments and gives results; they are judged here. */
async function tryProgram(
  child: Child,
  program: Program,
  { exercise, cases }: { exercise: Exercise; cases: Case[] },
): Promise<Pick<ExerciseGrade, 'credit' | 'why' | 'cases'> & { noted?: string }> {
  const started = await child.start(program);
  if ('failed' in started) return { credit: 0, why: `the cells that it needs end with an error: ${started.failed}` };
  if ('ended' in started) return { credit: 0, why: started.ended };
  const findings = await tryAll(child, cases, { ...ORDINARY, ...exercise.bounds }.repeated);
  const graded = cases.map(({ name, fine }, i): CaseGrade => {
    const drawn = i >= exercise.cases.length;
    return { ...caseGrade(name, findings[i], exercise), ...(fine && { fine }), ...(drawn ? { drawn } : {}) };
  });
  return { credit: creditOf(graded, exercise), cases: graded, ...started };
}

function caseGrade(tried: string, finding: Finding | undefined, { hints }: Exercise): CaseGrade {
  if (!finding) return { tried, held: true };
  const { got, expected, hint = hints[0] } = finding;
  return { tried, held: false, got, expected, hint };
}

/** What is wrong with each case, undefined where nothing is. */
async function tryAll(child: Child, cases: Case[], repeated: boolean): Promise<(Finding | undefined)[]> {
  const findings: (Finding | undefined)[] = [];
  let ended = false;
  for (const one of cases) {
    const outcomes: Outcomes = ended ? [] : await tryCase(child, one, 0);
    findings.push(ended ? NOT_TRIED : await judgeOutcomes(one, outcomes));
    ended ||= outcomes.some(outcome => 'ended' in outcome);
  }
  if (!repeated || ended || findings.every(Boolean)) return findings;
  for (let i = cases.length - 1; i >= 0; i--) {
    if (findings[i]) continue; // it has failed already
    const finding = await judgeOutcomes(cases[i], await tryCase(child, cases[i], 1));
    if (finding) findings[i] = { ...ANOTHER, got: `the second time round: ${finding.got}` };
  }
  return findings;
}
