import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runGrader } from '../grader';
import { codeCell, type GradedNotebook, gradesIn, notebookOf, ROOT, solvedCell, write } from '../notebooks';
import { bounds } from './hostile/bounds';
import { escapes } from './hostile/escapes';
import type { Hostile } from './hostile/hostile';
import { insides } from './hostile/insides';
import { oddFiles } from './hostile/odd-files';
import { tampering } from './hostile/tampering';

/*
 * Every hostile notebook in one run of the grader, as a teacher's folder might hold them: nothing passes that should not,
 * nothing is lost, nothing hangs, and the grader lives.
 */

const hostile: Record<string, Hostile> = { ...bounds, ...tampering, ...escapes, ...insides };
const folder = mkdtempSync(path.join(tmpdir(), 'course-hostile-'));
/** GRADE_WALLS=namespaces and GRADE_WALLS=permissions try the weaker walls. */
const walls = process.env.GRADE_WALLS ? ['--walls', process.env.GRADE_WALLS] : [];
const outside = path.join(folder, 'written-outside');
const RIGHT = solvedCell('02-contrastive-loss', 'info-nce');
const HONEST = solvedCell('02-contrastive-loss', 'triplet-gradient');
const right = RIGHT.replace('function infoNce', 'function right').replace(/^await check.*$/m, '');

/** Where Node writes what it is asked for without a place: where a command was typed, and where answers lie. */
const places = () =>
  [ROOT, path.join(ROOT, 'build', 'grade'), tmpdir()].flatMap(place =>
    readdirSync(place).filter(name => /v8.*\.log$|node_trace|heapsnapshot|^report\.|^turbo-|^code-/.test(name)),
  );

let server: Server;
let connections = 0;
let grades: Map<string, GradedNotebook>;
let status: number | null;
let output: string;
let before: { files: Map<string, string>; left: string[] };

const fileOf = (name: string) => path.join(folder, 'notebooks', `${name}.ipynb`);

/** The digests of all notebooks. */
const contents = () =>
  new Map(
    readdirSync(path.join(folder, 'notebooks')).map(name => {
      const bytes = readFileSync(path.join(folder, 'notebooks', name));
      return [name, createHash('sha256').update(bytes).digest('hex')];
    }),
  );

beforeAll(async () => {
  server = createServer(socket => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  for (const [name, { cells }] of Object.entries(hostile)) {
    const own = cells.map(cell =>
      cell
        .replaceAll('PORT', String(port))
        .replaceAll('HERE', ROOT)
        .replaceAll('OUTSIDE', outside)
        .replaceAll('VICTIM', fileOf('zero exercises')),
    );
    write(fileOf(name), notebookOf([right, ...own, HONEST].map(cell => codeCell(cell))));
  }
  for (const [name, { write: writeOdd }] of Object.entries(oddFiles)) writeOdd(fileOf(name), [RIGHT, HONEST]);
  before = { files: contents(), left: places() };
  const run = await runGrader([path.join(folder, 'notebooks'), '--out', path.join(folder, 'out'), ...walls], {
    env: { SECRET: 'a-secret' },
  });
  status = run.status;
  output = run.output;
  grades = new Map(gradesIn(path.join(folder, 'out')).map(grade => [grade.name.replace('.ipynb', ''), grade]));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const ofExercise = ({ exercises }: GradedNotebook, id: string) => exercises.find(one => one.id === id)!;

test('there are at least thirty of them, and none is lost', () => {
  expect(Object.keys(hostile).length + Object.keys(oddFiles).length).toBeGreaterThanOrEqual(30);
  expect([...grades.keys()].sort()).toEqual([...Object.keys(hostile), ...Object.keys(oddFiles)].sort());
});

describe('what is handed in', () => {
  test.each(Object.entries(hostile))(
    '%s: gets what it deserves, and takes nothing from its neighbour',
    (name, { credit, told }) => {
      const grade = grades.get(name)!;
      expect(grade.graded).toBe(true);
      const { credit: given, cases = [], why = '', notes } = ofExercise(grade, 'info-nce');
      expect(given).toBe(credit);
      expect(ofExercise(grade, 'triplet-gradient').credit).toBe(1);
      if (told) expect([why, ...notes, ...cases.map(({ got }) => got)].join('\n')).toMatch(told);
    },
  );
});

describe('files', () => {
  test.each(Object.entries(oddFiles))('%s', (name, { points, problem, note }) => {
    const grade = grades.get(name)!;
    if (problem) expect(grade).toMatchObject({ graded: false, problem: expect.stringMatching(problem) });
    else expect(grade).toMatchObject({ graded: true, points });
    if (note) expect(grade.notes.join('\n')).toMatch(note);
  });
});

test('not every notebook was graded, and the exit status says so', () => {
  expect(status).toBe(1);
  expect(output).toMatch(/\d+ graded, 9 not/);
});

test('nothing was written outside, and nobody reached the network', () => {
  expect(existsSync(outside)).toBe(false);
  expect(places()).toEqual(before.left);
  expect(connections).toBe(0);
});

test('no notebook is another one afterwards, and no debugger was opened', () => {
  expect(contents()).toEqual(before.files);
  expect(output).not.toContain('Debugger listening');
});

test('a page shows markup as text, and the terminal gets no control characters', () => {
  const page = readFileSync(path.join(folder, 'out', 'pages', 'markup in an error.html'), 'utf8');
  expect(page).toContain('&lt;script&gt;');
  expect(page).not.toContain('<script');
  expect(page).not.toContain('<img');
  expect(output).not.toContain('\u001b');
});
