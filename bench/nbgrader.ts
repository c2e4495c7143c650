/**
 * The same notebooks, graded by nbgrader and by `npm run grade`.
 *
 *     npm run bench -- nbgrader
 *
 * nbgrader runs a notebook in a kernel, tslab as it comes or the course's, and gives the points of a test cell in which no error
 * was shown. The test cell asserts what the exercise's cases ask, within a thousandth.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exerciseById } from '../lib/exercises/all';
import { codeCell, gradesIn, notebookOf, solvedCell, write } from '../tests/grading/notebooks';
import { bounds } from '../tests/grading/walls/hostile/bounds';
import { answering } from '../tests/grading/walls/hostile/hostile';
import { tampering } from '../tests/grading/walls/hostile/tampering';
import { FOLDER, type Results, ROOT } from './benchmark';
import { markdownTable } from './markdown-table';
import { preparePython } from './python';

const WORK = join(FOLDER, 'nbgrader-course');
const NBGRADER = '0.9.6';
/** Seconds: of a cell in nbgrader, and of a notebook altogether. */
const [A_CELL, A_NOTEBOOK] = [15, 120];

const SOLVED = solvedCell('02-contrastive-loss', 'info-nce').replace(/^await check.*$/m, '');
const RIGHT = SOLVED.replace('function infoNce', 'function right');

interface Submission {
  cells: string[];
  /** What it deserves. */
  points: number;
}

const hostile = (cells: string[], points = 0): Submission => ({ cells: [RIGHT, ...cells], points });

/** The results of the test cell's questions, for who has read it. */
const byHeart = (results: number[]) => answering(`return ${JSON.stringify(results)}[calls++];`, 'let calls = 0;');

const submissionsFor = (expected: number[]): Record<string, Submission> => ({
  'right answer': { cells: [SOLVED], points: 1 },
  'wrong answer: temperature forgotten': {
    cells: [RIGHT, ...answering('return right(anchors, positives, 1);')],
    points: 0,
  },
  'the cell ends with an error': {
    cells: ["const half = (() => { throw new Error('no'); })();\nfunction infoNce() { return half; }"],
    points: 0,
  },
  'the test’s results by heart': { cells: byHeart(expected), points: 0 },
  'patched assertion': hostile(tampering['a patched assertion'].cells),
  'patched Math': hostile(answering('return 0;', 'Math.abs = () => 0;')),
  'proxy that answers whatever is compared': hostile(tampering['a proxy that answers whatever is compared'].cells),
  'process.exit(0)': hostile(tampering['process.exit(0)'].cells),
  'crash by a signal': hostile(answering("process.kill(process.pid, 'SIGKILL');\nreturn 0;")),
  'endless loop': hostile(bounds['endless loop'].cells),
  'flood of output': hostile(bounds['a flood that piles up'].cells),
  'unawaited rejection beside a right answer': hostile(
    tampering['an unawaited rejection beside a right answer'].cells,
    1,
  ),
});

async function questions(): Promise<{ args: unknown[]; right: number }[]> {
  const right = new Function(`${compiled(RIGHT)}; return right;`)() as (...args: unknown[]) => number;
  const calls = await Promise.all(exerciseById('info-nce').cases.map(one => one.calls()));
  return calls.flat().map(args => ({ args, right: Number(right(...args)) }));
}

const compiled = (source: string): string =>
  (require('typescript') as typeof import('typescript')).transpile(source, { target: 99 });

const graded = (id: string, source: string, kind: { solution?: boolean; grade?: boolean }) =>
  codeCell(source, {
    id,
    metadata: {
      nbgrader: {
        schema_version: 3,
        grade_id: id,
        grade: kind.grade ?? false,
        solution: kind.solution ?? false,
        locked: kind.grade ?? false,
        task: false,
        ...(kind.grade ? { points: 1 } : {}),
      },
    },
  });

async function testCell(): Promise<string> {
  const asked = await questions();
  const lines = asked.map(
    ({ args, right }, i) =>
      `const given${i} = await handedIn(...${JSON.stringify(args)});\nassert.ok(Math.abs(given${i} - ${right}) <= ${1e-3 * Math.max(0.1, right)});`,
  );
  return ["const assert = require('node:assert');", 'const handedIn: any = infoNce;', ...lines].join('\n');
}

function nbgrader(python: string, args: string[]) {
  return spawnSync(python, ['-m', 'nbgrader', ...args], {
    cwd: WORK,
    encoding: 'utf8',
    timeout: A_NOTEBOOK * 1000,
    env: {
      ...process.env,
      PATH: `${dirname(python)}${delimiter}${process.env.PATH}`, // it calls alembic by name
      JUPYTER_DATA_DIR: join(WORK, 'jupyter'),
      JUPYTER_CONFIG_DIR: join(WORK, 'jupyter', 'config'),
    },
  });
}

const KERNELS = {
  'tslab as it comes': [require.resolve('tslab/bin/tslab'), 'kernel', '--config-path={connection_file}'],
  'the course’s kernel': ['--no-force-async-hooks-checks', join(ROOT, 'tools', 'kernel.cjs'), '{connection_file}'],
};

const HAND_IN = /^await check\(.*$/m;

function makeCourse(command: string[], test: string, submissions: Record<string, Submission>): void {
  rmSync(WORK, { recursive: true, force: true });
  const kernel = { argv: [process.execPath, ...command], display_name: 'TypeScript', language: 'typescript' };
  mkdirSync(join(WORK, 'jupyter', 'kernels', 'tslab'), { recursive: true });
  writeFileSync(join(WORK, 'jupyter', 'kernels', 'tslab', 'kernel.json'), JSON.stringify(kernel));
  const config = [
    'c = get_config()',
    "c.CourseDirectory.course_id = 'bench'",
    "c.ClearSolutions.code_stub = {'typescript': '// your code'}",
    `c.ExecutePreprocessor.timeout = ${A_CELL}`,
  ];
  writeFileSync(join(WORK, 'nbgrader_config.py'), `${config.join('\n')}\n`);
  const notebook = (cells: string[]) => {
    // a call of check is for `npm run grade`; nbgrader has its test cell
    const [own, last] = [cells.slice(0, -1), cells[cells.length - 1].replace(HAND_IN, '')];
    return notebookOf([
      ...own.map((source, i) => codeCell(source, { id: `own-${i}` })),
      graded('answer', last, { solution: true }),
      graded('test', test, { grade: true }),
    ]);
  };
  write(join(WORK, 'source', 'loss', 'loss.ipynb'), notebook(['function infoNce() {}']));
  for (const [name, { cells }] of Object.entries(submissions)) {
    write(join(WORK, 'submitted', studentOf(name), 'loss', 'loss.ipynb'), notebook(cells));
  }
}

const studentOf = (name: string) => name.replace(/[^\w]+/g, '-');

function gradeByNbgrader(python: string, names: string[]): Map<string, string> {
  const made = nbgrader(python, ['generate_assignment', 'loss', '--create']);
  if (made.status !== 0) throw new Error(`nbgrader generate_assignment failed: ${made.stderr.slice(-500)}`);
  const results = new Map<string, string>();
  for (const name of names) {
    const { status, error, signal } = nbgrader(python, ['autograde', 'loss', `--student=${studentOf(name)}`]);
    if (error || signal) results.set(name, `no end within ${A_NOTEBOOK} s`);
    else if (status !== 0) results.set(name, 'not graded');
    console.log(`nbgrader: ${name}${results.has(name) ? `: ${results.get(name)}` : ''}`);
  }
  nbgrader(python, ['export', '--to', 'grades.csv']);
  const [header, ...rows] = readFileSync(join(WORK, 'grades.csv'), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map(row => row.split(','));
  const [student, score] = [header.indexOf('student_id'), header.indexOf('score')];
  for (const name of names) {
    const row = rows.find(one => one[student] === studentOf(name));
    if (!results.has(name)) results.set(name, String(Number(row?.[score])));
  }
  return results;
}

function gradeByOurs(submissions: Record<string, Submission>): Map<string, string> {
  const names = Object.keys(submissions);
  rmSync(join(WORK, 'ours'), { recursive: true, force: true });
  for (const [name, { cells }] of Object.entries(submissions)) {
    const handedIn = cells.some(cell => HAND_IN.test(cell)) ? cells : [...cells, "await check('info-nce', infoNce);"];
    write(join(WORK, 'ours', studentOf(name), 'loss.ipynb'), notebookOf(handedIn.map(source => codeCell(source))));
  }
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const out = join(WORK, 'ours-out');
  const args = ['--import', tsx, join(ROOT, 'tools', 'grade.ts'), join(WORK, 'ours'), '--out', out, '--again'];
  spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const grades = gradesIn(out);
  return new Map(
    names.map(name => {
      const grade = grades.find(one => one.name === `${studentOf(name)}/loss.ipynb`);
      return [name, String(grade?.exercises.find(({ id }) => id === 'info-nce')?.credit ?? 'not graded')];
    }),
  );
}

export async function benchmark(): Promise<Results> {
  const python = preparePython('nbgrader', [`nbgrader==${NBGRADER}`]);
  const asked = await questions();
  const submissions = submissionsFor(asked.map(({ right }) => right));
  const names = Object.keys(submissions);
  const columns = [gradeByOurs(submissions)];
  for (const [kernel, command] of Object.entries(KERNELS)) {
    console.log(`nbgrader with ${kernel}`);
    makeCourse(command, await testCell(), submissions);
    columns.push(gradeByNbgrader(python, names));
  }
  const marked = (given: string | undefined, points: number) =>
    Number(given) === points ? String(given) : `**${given}**`;
  const rows = names.map(name => {
    const { points } = submissions[name];
    return [name, points, ...columns.map(column => marked(column.get(name), points))];
  });
  const peers = Object.keys(KERNELS).map(kernel => `nbgrader ${NBGRADER}, ${kernel}`);
  console.log(markdownTable(['handed in', 'deserves', 'npm run grade', ...peers], rows));
  return { figures: [], rows };
}
