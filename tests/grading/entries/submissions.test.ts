import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findSubmissions } from '../../../tools/grade/entries/submissions';
import { demandApart } from '../../../tools/grade/out-folder';
import { codeCell, notebookOf } from '../notebooks';

const place = mkdtempSync(path.join(tmpdir(), 'course-submissions-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const NOTEBOOK = JSON.stringify(notebookOf([codeCell("check('sum', 1);")]));
let count = 0;

/** A folder with these files; a name that ends in / is a folder, and what is not said is a notebook. */
function folderOf(files: Readonly<Record<string, string | Buffer | undefined>>): string {
  const folder = path.join(place, String(count++));
  mkdirSync(folder);
  for (const [name, data = NOTEBOOK] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(name.endsWith('/') ? file : path.dirname(file), { recursive: true });
    if (!name.endsWith('/')) writeFileSync(file, data);
  }
  return folder;
}

async function found(...words: string[]) {
  const { files, problems, ignored } = await findSubmissions(words);
  return {
    names: files.map(({ name, student }) => [name, student]),
    notes: files.map(({ notes }) => notes),
    problems: problems.map(({ student, problem }) => [student, problem]),
    ignored: Object.fromEntries(ignored),
  };
}
const foundIn = (files: Parameters<typeof folderOf>[0]) => found(folderOf(files));

describe('notebooks', () => {
  test('are those of a folder and of the folders in it, in the order of their names', async () => {
    const { names, problems } = await foundIn({
      'z.ipynb': undefined,
      'b/1.ipynb': undefined,
      'b/late/2.ipynb': undefined,
    });
    expect(names).toEqual([
      ['b/1.ipynb', 'b'],
      ['b/late/2.ipynb', 'b'],
      ['z.ipynb', 'z'],
    ]);
    expect(problems).toEqual([]);
  });

  test.each([
    ['lesson.IPYNB', NOTEBOOK],
    ['lesson.ipynb.txt', NOTEBOOK],
    ['lesson.ipynb.json', NOTEBOOK],
    ['lesson.json', `\uFEFF\r\n${NOTEBOOK}`],
    ['lesson', Buffer.from(`\uFEFF${NOTEBOOK}`, 'utf16le')],
    ['lesson.txt', Buffer.from(`\uFEFF${NOTEBOOK}`, 'utf16le').swap16()],
  ])('are known by their content: %s', async (name, data) => {
    const { names, notes } = await foundIn({ [`ada/${name}`]: data });
    expect(names).toEqual([[`ada/${name}`, 'ada']]);
    expect(notes).toEqual([[`is called ${name}: taken for a notebook by its content`]]);
  });

  test('may be named one by one, and twice, and by one name in two folders', async () => {
    const folder = folderOf({ 'ada/lesson.ipynb': undefined, 'bob/lesson.ipynb': undefined });
    const [ada, bob] = ['ada', 'bob'].map(name => path.join(folder, name, 'lesson.ipynb'));
    expect((await found(ada, ada)).names).toEqual([['lesson.ipynb', 'lesson']]);
    expect((await found(ada, bob)).names).toEqual([
      ['ada/lesson.ipynb', 'ada'],
      ['bob/lesson.ipynb', 'bob'],
    ]);
  });

  test('of which one has the name of a folder are one student’s, which is said', async () => {
    const { names, notes } = await foundIn({
      'ann.ipynb': undefined,
      'ann/a.ipynb': undefined,
      'bob.ipynb': undefined,
    });
    expect(names.map(([, student]) => student)).toEqual(['ann', 'ann', 'bob']);
    expect(notes).toEqual([["taken together as one student's: ann.ipynb and ann"], notes[0], []]);
  });

  test.skipIf(process.platform !== 'linux')('may have names that are no UTF-8', async () => {
    const folder = folderOf({ 'ada.ipynb': undefined });
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/Jos`), Buffer.from([0xe9]), Buffer.from('.ipynb')]), NOTEBOOK);
    const { files } = await findSubmissions([folder]);
    expect(files.map(({ student }) => student)).toEqual(['José', 'ada']);
    const { file, release } = await files[0].bring();
    expect(file).not.toContain('José');
    release();
  });
});

describe('what is no notebook', () => {
  test('is passed over by a rule where nobody hands it in', async () => {
    const { names, problems, ignored } = await foundIn({
      'ada/lesson.ipynb': undefined,
      'ada/._lesson.ipynb': 'x',
      'ada/.DS_Store': 'x',
      'ada/.ipynb_checkpoints/lesson.ipynb': undefined,
      'ada/.gitignore': 'x',
      'ada/Thumbs.db': 'x',
      'ada/node_modules/x/y.ipynb': undefined,
      'ada/photos/cat.jpg': '\xff\xd8\xff',
      'ada/report.html': '<html>',
      'ada/grid.json': '{"cells": []}',
      'ada/empty/': undefined,
      '__MACOSX/ada/._lesson.ipynb': 'x',
    });
    expect(names).toEqual([['ada/lesson.ipynb', 'ada']]);
    expect(problems).toEqual([]);
    expect(Object.values(ignored).flat().sort()).toEqual([
      '__MACOSX',
      'ada/.DS_Store',
      'ada/._lesson.ipynb',
      'ada/.gitignore',
      'ada/.ipynb_checkpoints',
      'ada/Thumbs.db',
      'ada/empty',
      'ada/grid.json',
      'ada/node_modules',
      'ada/photos/cat.jpg',
      'ada/report.html',
    ]);
    expect(Object.keys(ignored).length).toBeGreaterThanOrEqual(6);
  });

  test.each([
    ['gil/lesson.html', '<!DOCTYPE html>', 'gil holds no notebook, but lesson.html (a web page).'],
    ['gil.pdf', '%PDF-1.7', 'gil.pdf is a PDF: hand in the notebook itself.'],
    ['gil.ipynb', '%PDF-1.7', 'gil.ipynb is a PDF: hand in the notebook itself.'],
    ['gil/lesson.py', 'x = 1', 'gil holds no notebook, but lesson.py (a program).'],
    ['gil/lesson.docx', 'PK\x03\x04', 'gil holds no notebook, but lesson.docx (a document of an office program).'],
    [
      'gil/.a.ipynb.icloud',
      'bplist',
      'gil holds no notebook, but .a.ipynb.icloud (a placeholder of iCloud, which has not fetched the file).',
    ],
    ['gil/', '', 'gil holds nothing: nothing was handed in.'],
    ['gil/week/', '', 'gil holds nothing: nothing was handed in.'],
    ['gil/.DS_Store', 'x', 'gil holds nothing: nothing was handed in.'],
  ])('is named where a student handed in nothing else: %s', async (name, data, told) => {
    const { names, problems } = await foundIn({ [name]: data, 'ada.ipynb': undefined });
    expect(names).toEqual([['ada.ipynb', 'ada']]);
    expect(problems).toEqual([['gil', told]]);
  });

  test('is counted where there is much of it', async () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`gil/${i}.csv`, 'x']));
    expect((await foundIn(many)).problems).toEqual([
      ['gil', 'gil holds no notebook, but 0.csv (no notebook), 1.csv (no notebook), 10.csv (no notebook) and 47 more.'],
    ]);
  });

  test('is nothing at all', async () => {
    await expect(found(folderOf({}))).rejects.toThrow(/There is no notebook/);
    await expect(found(folderOf({ '.DS_Store': 'x' }))).rejects.toThrow(/There is no notebook/);
    await expect(found(path.join(place, 'nowhere'))).rejects.toThrow(/is not there/);
  });
});

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  const linked = () => {
    const folder = folderOf({
      'in/ada.ipynb': undefined,
      'out/fay/secret.ipynb': 'a secret',
      'out/secret.ipynb': 'a secret',
    });
    symlinkSync('../out/fay', path.join(folder, 'in', 'fay'));
    symlinkSync('../out/secret.ipynb', path.join(folder, 'in', 'gil.ipynb'));
    symlinkSync('.', path.join(folder, 'in', 'round'));
    symlinkSync('nowhere', path.join(folder, 'in', 'zoe.ipynb'));
    return path.join(folder, 'in');
  };

  test('a link is named and not followed', async () => {
    const { names, problems } = await found(linked());
    expect(names).toEqual([['ada.ipynb', 'ada']]);
    expect(problems.map(([student]) => student)).toEqual(['fay', 'gil', 'round', 'zoe']);
    for (const [, problem] of problems) expect(problem).toMatch(/is a link, which is not followed/);
  });

  test('a link that leads out is not followed among files that are named, either', async () => {
    const folder = linked();
    const { names, problems } = await found(
      ...['ada.ipynb', 'fay', 'gil.ipynb', 'zoe.ipynb'].map(name => path.join(folder, name)),
      path.join(folder, 'fay', 'secret.ipynb'),
    );
    expect(names).toEqual([['ada.ipynb', 'ada']]);
    expect(problems.map(([student]) => student)).toEqual(['fay', 'gil', 'secret', 'zoe']);
    for (const [, problem] of problems) expect(problem).toMatch(/leads out of its folder by a link/);
  });

  test('a folder that is named may be a link', async () => {
    const folder = folderOf({ 'there/ada.ipynb': undefined });
    symlinkSync('there', path.join(folder, 'here'));
    expect((await found(path.join(folder, 'here'))).names).toEqual([['ada.ipynb', 'ada']]);
  });

  test('a pipe and a socket are named and not opened', async () => {
    const folder = folderOf({ 'ada.ipynb': undefined });
    expect(spawnSync('mkfifo', [path.join(folder, 'bob.ipynb')]).status).toBe(0);
    const server = createServer().listen(path.join(folder, 'carl.ipynb'));
    await new Promise(resolve => server.once('listening', resolve));
    const { problems } = await found(folder);
    server.close();
    expect(problems).toEqual([
      ['bob', expect.stringContaining('is a named pipe')],
      ['carl', expect.stringContaining('is a socket')],
    ]);
    expect((await found(path.join(folder, 'bob.ipynb'))).problems).toHaveLength(1);
  });
});

describe('results', () => {
  test('do not go where what is graded lies, nor the other way round', () => {
    const folder = folderOf({ 'in/ada.ipynb': undefined, 'x/kept/ada.ipynb': undefined });
    const at = (...parts: string[]) => path.join(folder, ...parts);
    for (const out of [at('in'), at('in', 'ada', 'results')]) {
      expect(() => demandApart(out, [at('in')])).toThrow(/lies in .*--out FOLDER/);
    }
    expect(() => demandApart(at('x'), [at('x', 'kept')])).toThrow(/holds/);
    expect(() => demandApart(at('results'), [at('in')])).not.toThrow();
    expect(() => demandApart(folder, [at('in')])).not.toThrow();
  });

  test.skipIf(process.platform === 'win32')('do not go there by a link either', () => {
    const folder = folderOf({ 'in/ada.ipynb': undefined });
    symlinkSync('in', path.join(folder, 'link'));
    expect(() => demandApart(path.join(folder, 'link', 'results'), [path.join(folder, 'in')])).toThrow(/lies in/);
  });
});
