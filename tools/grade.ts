/**
 * `npm run grade -- FOLDER|FILE…`: grades notebooks as learners saved them.
 *
 * Exercises are found by their ids; what is handed in runs in a child behind walls (tools/grade/walls/sandbox.ts), is asked with inputs
 * and gives answers; what is expected stays here. A table on the terminal; grades, a gradebook, the class and a page a student
 * under build/grades/. Exit status 0 only when every notebook was graded. Run again, it goes on where it was stopped.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startEngine } from '../lib/engine/index';
import { exercises } from '../lib/exercises/all';
import { courseExercises } from './grade/cells/course-exercises';
import { type Reader, startReader } from './grade/cells/reading';
import { findSubmissions } from './grade/entries/submissions';
import { gradeAll } from './grade/grade-all';
import { gradeNotebook } from './grade/grade-notebook';
import { demandApart } from './grade/out-folder';
import { printable } from './grade/results/printable';
import { pageOf, writeResults } from './grade/results/results';
import { tableLine } from './grade/results/tables';
import { readTeacherOptions, TEACHER_FLAGS, TEACHER_USAGE } from './grade/results/teacher-options';
import { secretIn } from './grade/secret';
import { keyIn, openStore } from './grade/store';
import { killChildren } from './grade/walls/child';
import { digestOf, makeCourseFolder } from './grade/walls/course-folder';
import { raiseWalls, WALLS } from './grade/walls/sandbox';
import { asTyped, placeOf } from './places';

const USAGE = `npm run grade -- [OPTION…] FOLDER|FILE…
  --out FOLDER    where results go (build/grades)
  --at-once N     notebooks at one time (as many as there are cores)
  --walls NAME    bubblewrap, namespaces or permissions: only these walls (the strongest that the machine permits)
  --again         grade everything anew, also what is graded already
${TEACHER_USAGE}`;

const ROOT = path.join(__dirname, '..');

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      'at-once': { type: 'string' },
      walls: { type: 'string' },
      again: { type: 'boolean' },
      ...TEACHER_FLAGS,
    },
  });
  if (positionals.length === 0) throw new Error(`Name a folder of notebooks, or notebooks.\n${USAGE}`);
  const atOnce = values['at-once'] === undefined ? os.availableParallelism() : Number(values['at-once']);
  if (!Number.isInteger(atOnce) || atOnce < 1) {
    throw new Error(`--at-once ${values['at-once']}: expected a whole number of at least 1.\n${USAGE}`);
  }
  const walls = WALLS.find(name => name === values.walls);
  if (values.walls !== undefined && !walls) {
    throw new Error(`--walls ${values.walls}: expected one of ${WALLS.join(', ')}.\n${USAGE}`);
  }
  const out = placeOf(values.out ?? path.join(ROOT, 'build', 'grades'));
  const results = { ...readTeacherOptions(values), order: exercises.map(({ id }) => id) };
  return { positionals, atOnce, walls, out, again: values.again ?? false, results };
}

/** What decides on a grade besides the notebook. */
function graderDigest(...others: string[]): string {
  const hash = createHash('sha256').update(others.join('\0'));
  for (const folder of ['lib', 'tools/grade', 'tools/kernel', 'notebooks'])
    hash.update(digestOf(path.join(ROOT, folder)));
  return hash.digest('hex');
}

const inWords = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return 'The disk is full. What is graded is kept: free some space and run the same command again.';
  }
  return message;
};

const stopping = new AbortController();
let reader: Reader | undefined;

function stop(): void {
  if (stopping.signal.aborted || !reader) process.exit(130); // again, or before there is anything to keep
  console.log('\nStopping. What is graded is kept; the same command goes on from there.');
  stopping.abort();
}

/** What is said of entries that are passed over: how many, by which rule, and the first of them. */
function ignoredLine([rule, names]: [string, string[]]): string {
  const more = names.length > 3 ? `, … (all in grades.json)` : '';
  return `Ignored, ${rule}: ${names.length} (${names.slice(0, 3).map(printable).join(', ')}${more})`;
}

async function main(): Promise<number> {
  const { positionals, atOnce, walls, out, again, results } = readOptions();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  demandApart(out, positionals.map(placeOf));
  const found = await findSubmissions(positionals, placeOf);
  mkdirSync(out, { recursive: true });
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const under = path.join(ROOT, 'build', 'grade');
  const courseFolder = makeCourseFolder(ROOT, under);
  const secret = secretIn(out, Object.values(courseFolder));
  const sandbox = raiseWalls(courseFolder, under, walls);
  console.log(`Walls: ${sandbox.words}.`);
  const course = { ...courseExercises(ROOT), version };
  const store = openStore(
    path.join(out, 'kept'),
    graderDigest(version, sandbox.walls, secret.fingerprint),
    keyIn(under),
  );
  await startEngine({ engine: 'wasm', threads: 1 }); // for the exercises that are judged by a metric
  const notebooks = startReader({ lines: course.lines, ids: results.order });
  reader = notebooks;
  const graded = await gradeAll(found, {
    atOnce,
    store,
    again,
    pages: path.join(out, 'pages'),
    pageOf: own => pageOf(own, results),
    signal: stopping.signal,
    grade: (file, submitted) => gradeNotebook(file, submitted, { reader: notebooks, sandbox, secret, course }),
    onGrade({ grade, extra }, index, of) {
      const place = `[${index + 1}/${of}]`.padEnd(2 * String(of).length + 4);
      console.log(`${place}${tableLine(grade, extra)}`);
    },
  });
  notebooks.stop();
  for (const line of writeResults(out, graded, found.ignored, results)) console.log(line);
  const ignored = [...found.ignored];
  for (const one of ignored) console.log(ignoredLine(one));
  const all = found.files.length + found.problems.length;
  const done = graded.filter(({ grade }) => grade.problem === undefined).length;
  const passedOver = ignored.reduce((sum, [, names]) => sum + names.length, 0);
  console.log(`${done} graded, ${all - done} not, ${passedOver} ignored. Results: ${asTyped(out)}`);
  if (stopping.signal.aborted) return 130;
  return done === all ? 0 : 1;
}

// whatever ends the run, nothing that it started goes on
process.on('exit', () => {
  killChildren();
  reader?.stop();
});
// what is printed may have lost its reader; the grades are for files
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

main().then(
  status => process.exit(status), // an engine's helpers would wait
  error => {
    console.error(printable(inWords(error)));
    process.exit(1);
  },
);
