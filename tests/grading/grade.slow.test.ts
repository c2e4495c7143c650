import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GraderRun, runGrader, startGrader, TSX } from './grader';
import { codeCell, gradesIn, notebookOf, ROOT, solvedCell, write } from './notebooks';
import { parseCsv } from './results/graded-class';

const folder = mkdtempSync(path.join(tmpdir(), 'course-grades-'));
const here = (...parts: string[]) => path.join(folder, ...parts);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the lessons', () => {
  let run: GraderRun;
  beforeAll(async () => {
    for (const kind of ['solutions', 'notebooks']) {
      mkdirSync(here('lessons', kind), { recursive: true });
      for (const name of readdirSync(path.join(ROOT, kind)).filter(one => one.endsWith('.ipynb'))) {
        copyFileSync(path.join(ROOT, kind, name), here('lessons', kind, `renamed ${name}`));
      }
    }
    run = await runGrader([here('lessons'), '--out', here('lessons-out')]);
  });

  test('solved, they get full marks; untouched, they get none', () => {
    expect(run.status).toBe(0);
    const grades = gradesIn(here('lessons-out'));
    for (const { name, points, exercises } of grades) {
      expect([name, points]).toEqual([name, name.startsWith('solutions/') ? exercises.length : 0]);
    }
    expect(grades.some(({ points }) => points > 0)).toBe(true);
  });

  test('get a page a student, with all notebooks in order, that names no other address', () => {
    expect(readdirSync(here('lessons-out', 'pages'))).toEqual(['notebooks.html', 'solutions.html']);
    const page = readFileSync(here('lessons-out', 'pages', 'notebooks.html'), 'utf8');
    const names = [...page.matchAll(/<h2>notebooks\/(.*)<\/h2>/g)].map(([, name]) => name);
    expect(names).toEqual(readdirSync(here('lessons', 'notebooks')).sort());
    expect(page).toMatch(/What was tried.*What came out.*What was expected.*Hint/s);
    expect(page).not.toMatch(/<script|https?:/);
  });

  test('are said to be kept when they are graded again', async () => {
    const again = await runGrader([here('lessons'), '--out', here('lessons-out')]);
    expect(again.status).toBe(0);
    expect(again.output.match(/graded before/g)).toHaveLength(gradesIn(here('lessons-out')).length);
  });
});

test('exercises that were in another lesson when they were handed in keep their points', async () => {
  const moved = ['recall-at-k', 'rerank-hubs', 'vector-arithmetic'];
  const cells = moved.map((id, i) => codeCell(solvedCell('06-multimodal-search', id), { id: `cell-${56 + 2 * i}` }));
  const old = notebookOf([codeCell("import { tf } from './lib/engine/index';"), ...cells], {
    course: { version: '0.1.0' },
  });
  write(here('moved', 'ada', '05-multimodal-search.ipynb'), old);
  copyFileSync(path.join(ROOT, 'notebooks', '06-multimodal-search.ipynb'), here('moved', 'ada', '06-again.ipynb'));
  const run = await runGrader([here('moved'), '--out', here('moved-out')]);
  expect(run.status).toBe(0);
  const [grade] = gradesIn(here('moved-out'));
  expect(grade).toMatchObject({ name: 'ada/05-multimodal-search.ipynb', points: moved.length });
  const [header, row] = parseCsv(readFileSync(here('moved-out', 'gradebook.csv'), 'utf8').slice(1), ',');
  expect(moved.map(id => row[header.indexOf(id)])).toEqual(moved.map(() => '1'));
});

const cells = ['info-nce', 'triplet-gradient'].map(id => codeCell(solvedCell('02-contrastive-loss', id)));

describe('a folder', () => {
  const names = ['b.ipynb', 'a.ipynb', 'C.ipynb', 'd/1.ipynb', 'd/2.ipynb', 'é.ipynb', 'e.ipynb'];
  beforeAll(() => {
    for (const name of names) write(here('folder', name), notebookOf(cells));
    write(here('folder', 'd', 'notes.txt'), 'no notebook');
    write(here('folder', 'broken.ipynb'), '{"cells": [');
  });

  test('comes out in the order of the names, and the same to the byte at every run', async () => {
    const run = (out: string, atOnce: number) =>
      runGrader([here('folder'), '--out', here(out), '--at-once', String(atOnce)]);
    await run('one', 1);
    await run('four', 4);
    const sorted = ['C', 'a', 'b', 'broken', 'd/1', 'd/2', 'e', 'é'].map(name => `${name}.ipynb`);
    expect(gradesIn(here('one')).map(({ name }) => name)).toEqual(sorted);
    for (const file of ['grades.json', 'grades.csv', 'pages/a.html', 'pages/d.html']) {
      expect(readFileSync(here('four', file))).toEqual(readFileSync(here('one', file)));
    }
  });

  test('that is stopped keeps what is graded, and the next run goes on', async () => {
    let grader: ReturnType<typeof startGrader> | undefined;
    const stopAt = (text: string) => text.includes('[2/') && grader!.child.kill('SIGINT');
    grader = startGrader([here('folder'), '--out', here('stopped'), '--at-once', '1'], { onOutput: stopAt });
    const { status, output } = await grader.ended;
    expect(status).toBe(130);
    expect(output).toContain('What is graded is kept');
    expect(output).not.toContain('[8/');
    const next = await runGrader([here('folder'), '--out', here('stopped')]);
    expect(next.output.match(/graded before/g)!.length).toBeGreaterThanOrEqual(2);
    expect(readFileSync(here('stopped', 'grades.json'))).toEqual(readFileSync(here('one', 'grades.json')));
  });

  test('is graded anew when a notebook has changed', async () => {
    await runGrader([here('folder', 'a.ipynb'), '--out', here('changed')]);
    write(here('folder', 'a.ipynb'), notebookOf([cells[1]]));
    await runGrader([here('folder', 'a.ipynb'), '--out', here('changed')]);
    expect(gradesIn(here('changed'))[0].points).toBe(1);
  });

  test('may be graded behind the permission model alone, which is said', async () => {
    const { status, output } = await runGrader([
      here('folder', 'b.ipynb'),
      '--out',
      here('weak'),
      '--walls',
      'permissions',
    ]);
    expect(status).toBe(0);
    expect(output).toContain('THE NETWORK IS OPEN');
    expect(gradesIn(here('weak'))[0].points).toBe(2);
  });
});

describe('a class', () => {
  const ids = ['info-nce', 'triplet-gradient'];
  const gradebook = (form: string) => parseCsv(readFileSync(here(form, 'gradebook.csv'), 'utf8').slice(1), ',');
  const grade = (form: string, ...more: string[]) =>
    runGrader([here('class'), '--out', here('class-out'), '--format', form, '--due', '2026-11-20', ...more]);

  beforeAll(() => {
    const handedIn = (name: string, handed: object[], time: string) => {
      write(here('class', name), notebookOf(handed));
      utimesSync(here('class', name), new Date(time), new Date(time));
    };
    handedIn('Lee, Ann_31_assignsubmission_file_/a.ipynb', [cells[0]], '2026-11-20T10:00:00');
    handedIn('Lee, Ann_31_assignsubmission_file_/a (1).ipynb', [cells[1]], '2026-11-20T11:00:00');
    handedIn('=1+1;=2_32_assignsubmission_file_/a.ipynb', cells, '2026-11-21T00:00:00');
  });

  test('gets a gradebook of all that was handed in in time, and the page of a student says which', async () => {
    const { status, output } = await grade('moodle', '--late', 'left-out');
    expect(status).toBe(0);
    expect(output).toMatch(/^ {2}info-nce +1 +0 +1 +0$/m);
    expect(output).toContain('a.ipynb does not count for info-nce (1), triplet-gradient (1): it is late.');
    const [, ...rows] = gradebook('class-out');
    expect(rows.map(row => row.slice(0, 5))).toEqual([
      ['Participant 32', "'=1+1;'=2", '', '0', '5'],
      ['Participant 31', 'Lee, Ann', '', '2', '5'],
    ]);
    const page = readdirSync(here('class-out', 'pages')).find(name => name.startsWith('Lee'))!;
    expect(readFileSync(here('class-out', 'pages', page), 'utf8')).toContain('Points by exercise');
  });

  test('has another form, and other rules, without being graded again', async () => {
    const { output } = await grade('canvas');
    expect(output.match(/graded before/g)).toHaveLength(3);
    const [header, ...rows] = gradebook('class-out');
    expect(header.at(-1)).toBe('Multimodal search');
    expect(rows.map(row => row.at(-1))).toEqual(['5', '2', '2']);
    const summary = JSON.parse(readFileSync(here('class-out', 'class.json'), 'utf8'));
    expect(summary.exercises.find((one: { id: string }) => ids.includes(one.id)).full).toBe(2);
    expect(readFileSync(here('class-out', 'class.html'), 'utf8')).toContain('Points by student and exercise');
  });
});

describe('an encoder that is handed in', () => {
  const made = [
    "import { startEngine } from './lib/engine/index';\nawait startEngine();",
    `import { loadMnist } from './lib/data/mnist';
    import { untrainedDigitTowers } from './lib/encoders/digit-towers';
    import { drawDigits, drawNumberWords } from './lib/sampling/draw-digits';
    import { tower, trainTowers } from './lib/training/train-towers';
    const few = await loadMnist('train', { limit: 12_800 });
    const { picture, word } = untrainedDigitTowers();
    const labels = Array.from({ length: 10 }, (_, digit) => digit);`,
  ];
  const training = `trainTowers(
    { picture: tower(picture, drawDigits(few)), word: tower(word, drawNumberWords) },
    { labels, data: 'digits', batchSize: 128, steps: 150, ...more },
  )`;
  const handIn = "await check('own-encoder', images => picture.embed(images));";

  test.each([
    ['in a cell', [...made, `const more = {};\nawait ${training};`, handIn], 1],
    [
      'by a helper',
      [...made, `async function fit(picture, more) {\n  return ${training};\n}`, 'await fit(picture, {});', handIn],
      1,
    ],
    [
      'by a helper that is not called',
      [...made, `async function fit(picture, more) {\n  return ${training};\n}`, handIn],
      0,
    ],
  ])('is trained together with other towers %s', async (how, cells, points) => {
    const file = here('towers', `${how}.ipynb`);
    write(file, notebookOf(cells.map(cell => codeCell(cell))));
    await runGrader([file, '--out', here(`towers ${how}`)]);
    const [{ exercises }] = gradesIn(here(`towers ${how}`));
    const { credit, why, cases } = exercises.find(({ id }) => id === 'own-encoder')!;
    expect([credit, why, cases?.filter(({ held }) => !held).map(({ got }) => got)]).toEqual(
      points === 1
        ? [1, undefined, []]
        : [0, undefined, expect.arrayContaining([expect.stringMatching(/kNN accuracy/)])],
    );
  });
});

describe('bad input', () => {
  const isRoot = process.getuid?.() === 0;

  test.each([
    ['nothing named', [], /Name a folder of notebooks/],
    ['a folder that does not exist', [here('nowhere')], /nowhere is not there\. Name a folder/],
    ['a number that is none', ['--at-once', 'many', folder], /--at-once many: expected a whole number/],
    ['walls that do not exist', ['--walls', 'paper', folder], /expected one of bubblewrap, namespaces, permissions/],
    ['a day that does not exist', ['--due', '2026-02-30', folder], /--due 2026-02-30: expected a day or a time/],
    ['a form that does not exist', ['--format', 'excel', folder], /expected one of plain, moodle, canvas/],
    ['an option that does not exist', ['--fast', folder], /--fast/],
  ])('%s', async (_, args, told) => {
    const { status, output } = await runGrader(args);
    expect(status).toBe(1);
    expect(output).toMatch(told);
    expect(output).not.toMatch(/^\s+at /m);
  });

  test('a folder without notebooks', async () => {
    mkdirSync(here('empty'));
    const { status, output } = await runGrader([here('empty')]);
    expect(status).toBe(1);
    expect(output).toMatch(/There is no notebook \(\*\.ipynb\) in /);
  });

  test.skipIf(isRoot || process.platform === 'win32')(
    'what may not be read is said, and the others are graded',
    async () => {
      write(here('closed', 'a.ipynb'), notebookOf(cells));
      write(here('closed', 'b.ipynb'), notebookOf(cells));
      chmodSync(here('closed', 'a.ipynb'), 0);
      const { status, output } = await runGrader([here('closed'), '--out', here('closed-out')]);
      expect(status).toBe(1);
      expect(output).toMatch(/a\.ipynb cannot be read \(EACCES: give yourself the right to read it\)/);
      expect(gradesIn(here('closed-out')).map(({ points }) => points)).toEqual([0, 2]);
    },
  );

  const unshare = spawnSync('unshare', ['--user', '--map-root-user', '--mount', 'true']);
  test.skipIf(unshare.status !== 0)('a disk that fills up: what is graded is kept, and the next run goes on', () => {
    const grade = [process.execPath, '--import', TSX, path.join(ROOT, 'tools', 'grade.ts'), here('folder')];
    const disk = here('small-disk');
    mkdirSync(disk);
    // 40 KB are left: for a few grades and pages, and not for all of them
    const script = `mount -t tmpfs -o size=200k small "${disk}" && head -c 160000 /dev/zero > "${disk}/filler"
      "$@" --out "${disk}"; echo "status $?"
      rm "${disk}/filler"; "$@" --out "${disk}"; echo "status $?"; cat "${disk}/grades.csv"`;
    const args = ['--user', '--map-root-user', '--mount', 'sh', '-c', script, 'sh', ...grade, '--at-once', '1'];
    const { stdout, stderr } = spawnSync('unshare', args, { encoding: 'utf8', cwd: ROOT });
    expect(stderr).toMatch(/The disk is full\. What is graded is kept/);
    expect(stderr).not.toMatch(/^\s+at /m);
    const [first, second, table] = stdout.split(/^status 1$/m);
    expect(first).toMatch(/^\[1\/8\]/m);
    expect(first).not.toContain('[8/8]');
    expect(second).toContain('graded before');
    expect(table).toMatch(/^é\.ipynb,/m);
  });

  test.skipIf(!existsSync('/dev/full'))('a place that cannot be written', async () => {
    const { status, output } = await runGrader([here('folder', 'b.ipynb'), '--out', '/dev/full']);
    expect(status).toBe(1);
    expect(output).toMatch(/EEXIST|ENOTDIR/);
  });
});
