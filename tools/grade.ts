/**
 * `npm run grade -- FOLDER|FILE…`: grades notebooks as learners saved them.
 *
 * Exercises are found by their ids; what is handed in runs in a child behind walls (tools/grade/sandbox.ts), is asked with inputs
 * and gives answers; what is expected stays here. A table on the terminal, and grades.json, grades.csv and a page a student
 * under build/grades/. Exit status 0 only when every notebook was graded. Run again, it goes on where it was stopped.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeAtomicallySync } from '../lib/data/atomic-file';
import { startEngine } from '../lib/engine/index';
import { exercises } from '../lib/exercises/all';
import { killChildren } from './grade/child';
import { courseExercises } from './grade/course-exercises';
import { digestOf, makeCourseFolder } from './grade/course-folder';
import { gradeNotebook } from './grade/grade-notebook';
import type { NotebookGrade } from './grade/grades';
import { studentPage } from './grade/page';
import { inOrder } from './grade/pool';
import { printable } from './grade/printable';
import { type Reader, startReader } from './grade/reading';
import { raiseWalls, WALLS } from './grade/sandbox';
import { secretIn } from './grade/secret';
import { digestOfFile, openStore } from './grade/store';
import { findSubmissions, type SubmittedFile, studentOf } from './grade/submissions';
import { gradesCsv, gradesJson, tableLine } from './grade/tables';

const USAGE = `npm run grade -- [OPTION…] FOLDER|FILE…
  --out FOLDER    where results go (build/grades)
  --at-once N     notebooks at one time (as many as there are cores)
  --walls NAME    bubblewrap, namespaces or permissions: only these walls (the strongest that the machine permits)
  --again         grade everything anew, also what is graded already`;

const ROOT = path.join(__dirname, '..');

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      'at-once': { type: 'string' },
      walls: { type: 'string' },
      again: { type: 'boolean' },
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
  const out = path.resolve(values.out ?? path.join(ROOT, 'build', 'grades'));
  return { positionals, atOnce, walls, out, again: values.again ?? false };
}

/** What decides on a grade besides the notebook. */
function graderDigest(...others: string[]): string {
  const hash = createHash('sha256').update(others.join('\0'));
  for (const folder of ['lib', 'tools/grade', 'notebooks']) hash.update(digestOf(path.join(ROOT, folder)));
  return hash.digest('hex');
}

const inWords = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return 'The disk is full. What is graded is kept: free some space and run the same command again.';
  }
  return message;
};

let stopping = false;
let reader: Reader | undefined;

function stop(): void {
  if (stopping) process.exit(130);
  stopping = true;
  console.log('\nStopping. What is graded is kept; the same command goes on from there.');
  killChildren();
}

async function main(): Promise<number> {
  const { positionals, atOnce, walls, out, again } = readOptions();
  const { files, problems } = findSubmissions(positionals);
  for (const problem of problems) console.error(printable(problem));
  mkdirSync(out, { recursive: true });
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const under = path.join(ROOT, 'build', 'grade');
  const courseFolder = makeCourseFolder(ROOT, under);
  const secret = secretIn(out, Object.values(courseFolder));
  const sandbox = raiseWalls(courseFolder, under, walls);
  console.log(`Walls: ${sandbox.words}.`);
  const course = { ...courseExercises(ROOT), version };
  const store = openStore(path.join(out, 'kept'), graderDigest(version, sandbox.walls, secret.fingerprint));
  await startEngine({ engine: 'wasm', threads: 1 }); // for the exercises that are judged by a metric
  reader = startReader({ lines: course.lines, ids: exercises.map(({ id }) => id) });
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  const grades: NotebookGrade[] = [];
  let failure: unknown;
  const grade = async ({ file, name }: SubmittedFile) => {
    const began = performance.now();
    let digest: string;
    try {
      digest = digestOfFile(file);
    } catch (error) {
      const problem = `${name} cannot be read (${(error as NodeJS.ErrnoException).code}).`;
      return { grade: { name, problem, exercises: [], notes: [] }, extra: '' };
    }
    const kept = again ? undefined : store.find(name, digest);
    if (kept) return { grade: kept, extra: 'graded before' };
    const made = await gradeNotebook(file, name, { reader: reader!, sandbox, secret, course });
    if (!stopping) store.keep(name, digest, made);
    return { grade: made, extra: `${((performance.now() - began) / 1000).toFixed(1)} s` };
  };
  await inOrder(
    files,
    atOnce,
    async one => {
      try {
        return await grade(one);
      } catch (error) {
        failure ??= error;
        stopping = true;
        return undefined;
      }
    },
    {
      onResult(result, i) {
        if (!result || stopping) return;
        grades.push(result.grade);
        const student = studentOf(result.grade.name);
        const own = grades.filter(({ name }) => studentOf(name) === student);
        writeAtomicallySync(path.join(out, 'pages', `${student}.html`), studentPage(student, own));
        console.log(
          `${`[${i + 1}/${files.length}]`.padEnd(2 * String(files.length).length + 4)}${tableLine(result.grade, result.extra)}`,
        );
      },
      stopped: () => stopping,
    },
  );
  reader.stop();
  if (failure) throw failure;
  writeAtomicallySync(path.join(out, 'grades.json'), gradesJson(grades));
  writeAtomicallySync(
    path.join(out, 'grades.csv'),
    gradesCsv(
      grades,
      exercises.map(({ id }) => id),
    ),
  );
  const graded = grades.filter(({ problem }) => problem === undefined).length;
  const left = files.length - graded + problems.length;
  console.log(`${graded} graded, ${left} not. Results: ${path.relative(process.cwd(), out) || '.'}`);
  if (stopping) return 130;
  return left === 0 ? 0 : 1;
}

main().then(
  status => {
    process.exit(status); // an engine's helpers would wait
  },
  error => {
    console.error(printable(inWords(error)));
    killChildren();
    reader?.stop();
    process.exit(1);
  },
);
