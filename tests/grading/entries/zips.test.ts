import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findSubmissions } from '../../../tools/grade/entries/submissions';
import { codeCell, notebookOf } from '../notebooks';
import { type ZippedFile, zipOf } from './zip-files';

const place = mkdtempSync(path.join(tmpdir(), 'course-zips-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const NOTEBOOK = JSON.stringify(notebookOf([codeCell("check('sum', 1);")]));
const notebook = (name: string | Buffer, more: Partial<ZippedFile> = {}): ZippedFile => ({
  name,
  data: NOTEBOOK,
  ...more,
});

let count = 0;
/** What is found in a folder of these files, beside a notebook of Zoe's. */
async function found(files: Readonly<Record<string, Buffer>>, { alone = false } = {}) {
  const folder = path.join(place, String(count++));
  mkdirSync(folder);
  for (const [name, data] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), data);
  }
  if (!alone) writeFileSync(path.join(folder, 'zoe.ipynb'), NOTEBOOK);
  const { files: all, problems, ignored } = await findSubmissions([folder]);
  const others = all.filter(({ student }) => student !== 'zoe');
  return { all: others, names: others.map(({ name, student }) => [name, student]), problems, ignored };
}

const onlyZip = async (files: readonly ZippedFile[]) => await found({ 'eve/a.zip': zipOf(files) });

describe('a ZIP', () => {
  test.each<[string, ZippedFile[]]>([
    ['as it comes', [notebook('a.ipynb')]],
    ['that is stored', [notebook('a.ipynb', { stored: true })]],
    ['whose sizes stand behind the data', [notebook('a.ipynb', { flags: 8 })]],
    ['with sizes of eight bytes', [notebook('a.ipynb', { zip64: true })]],
    ['with folders, and backslashes between them', [{ name: 'x/' }, notebook('x\\a.ipynb')]],
  ])('%s is read, and its notebook comes out whole', async (_, files) => {
    const { all, problems } = await onlyZip(files);
    expect(problems).toEqual([]);
    expect(all.map(({ student }) => student)).toEqual(['eve']);
    const { file, release } = await all[0].bring();
    expect(readFileSync(file, 'utf8')).toBe(NOTEBOOK);
    expect(all[0].submitted.getFullYear()).toBe(2026);
    release();
    expect(readdirSync(path.dirname(file))).toEqual([]);
  });

  test.each([
    ['code page 437', Buffer.from('Zo\x89.ipynb', 'latin1'), 'Zoë.ipynb'],
    ['UTF-8 that says so', Buffer.from('Žofie.ipynb'), 'Žofie.ipynb', 0x800],
    ['UTF-8 that does not, as macOS writes it', Buffer.from('Žofie.ipynb'), 'Žofie.ipynb'],
  ])('has names in %s', async (_, name, told, flags = 0) => {
    expect((await onlyZip([notebook(name, { flags })])).names).toEqual([[`eve/a.zip/${told}`, 'eve']]);
  });

  test.each<[string, ZippedFile, RegExp]>([
    ['leads out of it', notebook('../../a.ipynb'), /outside of the ZIP/],
    ['has a place of its own', notebook('/etc/a.ipynb'), /outside of the ZIP/],
    ['is a link', notebook('a.ipynb', { data: '/etc/passwd', mode: 0o120777 }), /is a link, which is not followed/],
    ['is encrypted', notebook('a.ipynb', { flags: 1 }), /is encrypted/],
    ['is packed otherwise', notebook('a.ipynb', { method: 14 }), /method 14/],
    ['would be huge', notebook('a.ipynb', { claims: 600e6 }), /more than 500 MB unpacked/],
    ['has a name without end', notebook(`${'x'.repeat(60_000)}.ipynb`), /has a name of 60006 characters/],
  ])('that holds what %s: that is named, and the others are found', async (_, file, told) => {
    const { names, problems } = await onlyZip([file, notebook('b.ipynb')]);
    expect(names).toEqual([['eve/a.zip/b.ipynb', 'eve']]);
    expect(problems.map(({ student, problem }) => [student, problem])).toEqual([['eve', expect.stringMatching(told)]]);
    expect(problems[0].problem.length).toBeLessThan(300);
  });

  test.each<[string, ZippedFile]>([
    ['more than its list says', notebook('a.ipynb', { claims: 10 })],
    ['other bytes than were packed', notebook('a.ipynb', { wrongSum: true })],
  ])('that gives %s is noticed when it is unpacked', async (_, file) => {
    const { all } = await onlyZip([file]);
    await expect(all[0].bring()).rejects.toThrow();
  });

  test('that is cut short, is none, or holds nothing is named', async () => {
    const whole = zipOf([notebook('a.ipynb')]);
    const { problems } = await found({
      'cut.zip': whole.subarray(0, -30),
      'empty.zip': zipOf([]),
      'folders.zip': zipOf([{ name: 'x/' }, { name: '__MACOSX/x' }]),
      'none.zip': Buffer.from('text'),
      'nothing.zip': Buffer.alloc(0),
      'packed.zip': Buffer.from('Rar!\x1a\x07\x00'),
    });
    expect(problems.map(({ student, problem }) => [student, problem])).toEqual([
      ['cut', expect.stringContaining('damaged or cut short')],
      ['empty', expect.stringContaining('holds nothing')],
      ['folders', expect.stringContaining('holds nothing')],
      ['none', expect.stringContaining('damaged or cut short')],
      ['nothing', expect.stringContaining('is empty')],
      ['packed', expect.stringContaining('RAR archive')],
    ]);
  });

  test('that would fill the disk is one line', async () => {
    const many = Array.from({ length: 50_001 }, (_, i): ZippedFile => ({ name: `${i}.ipynb`, stored: true }));
    const large = Array.from({ length: 6 }, (_, i) => notebook(`${i}.ipynb`, { claims: 450e6 }));
    const { names, problems } = await found({ 'large.zip': zipOf(large), 'many.zip': zipOf(many) });
    expect(names).toEqual([]);
    expect(problems.map(({ problem }) => problem)).toEqual([
      'large.zip would take more than 2.0 GB unpacked, and was not unpacked.',
      'many.zip holds more than 50,000 files, and was not unpacked.',
    ]);
  });

  test('in a ZIP is opened, to a bound', async () => {
    const nested = (deep: number): ZippedFile =>
      deep === 0 ? notebook('a.ipynb') : { name: `${deep}.zip`, data: zipOf([nested(deep - 1)]) };
    const { names, problems } = await found({ 'ada.zip': zipOf([nested(2)]), 'bob.zip': zipOf([nested(4)]) });
    expect(names).toEqual([['ada.zip/2.zip/1.zip/a.ipynb', 'ada']]);
    expect(problems).toEqual([
      expect.objectContaining({ student: 'bob', problem: expect.stringContaining('in a ZIP') }),
    ]);
  });

  test('of a notebook that is called one, and what a Mac adds', async () => {
    const zip = zipOf([notebook('a.ipynb'), { name: '__MACOSX/._a.ipynb', data: 'x' }, { name: '.DS_Store' }]);
    const { names, all, ignored } = await found({ 'ada.ipynb': zip });
    expect(names).toEqual([['ada.ipynb/a.ipynb', 'ada']]);
    expect(all[0].notes).toEqual(['is called ada.ipynb, and is a ZIP']);
    expect([...ignored.values()]).toEqual([['ada.ipynb/.DS_Store', 'ada.ipynb/__MACOSX']]);
  });

  test('with two files of one name holds two', async () => {
    const { names } = await onlyZip([notebook('a.ipynb'), notebook('a.ipynb')]);
    expect(names.map(([name]) => name)).toEqual(['eve/a.zip/a.ipynb', 'eve/a.zip/a.ipynb (2)']);
  });
});

describe('a class in a ZIP', () => {
  const students = async (names: string[], options = {}) => {
    const { all } = await found({ 'class.zip': zipOf(names.map(name => notebook(name))) }, options);
    return all.map(({ student, late }) => (late ? `${student} late` : student));
  };
  const moodle = (name: string, id: number) => `${name}_${id}_assignsubmission_file_`;

  test.each([
    ['as Moodle makes it', [`${moodle('Lovelace Ada', 11)}/a.ipynb`, `${moodle('Babbage Bob', 12)}/b.ipynb`]],
    [
      'as Moodle makes it without folders',
      [`${moodle('Lovelace Ada', 11)}a.ipynb`, `${moodle('Babbage Bob', 12)}a.ipynb`],
    ],
    ['in a folder', [`Week 3/${moodle('Lovelace Ada', 11)}/a.ipynb`, `Week 3/${moodle('Babbage Bob', 12)}/b.ipynb`]],
  ])('%s has the students’ names', async (_, names) => {
    expect(await students(names)).toEqual(expect.arrayContaining(['Lovelace Ada', 'Babbage Bob']));
  });

  test('as Canvas makes it has the students’ names, and says who was late', async () => {
    const names = ['babbagebob_102_2001_lesson.ipynb', 'lovelaceada_LATE_101_2002_lesson-1.ipynb'];
    expect(await students(names)).toEqual(['babbagebob', 'lovelaceada late']);
  });

  test('of students of one name keeps them apart by their numbers', async () => {
    const names = [`${moodle('Participant', 11)}/a.ipynb`, `${moodle('Participant', 12)}/a.ipynb`];
    expect(await students(names)).toEqual(['Participant (11)', 'Participant (12)']);
  });

  test('is one where folders hold files of one name, or where it is all that is graded', async () => {
    expect(await students(['ada/lesson.ipynb', 'bob/lesson.ipynb'])).toEqual(['ada', 'bob']);
    expect(await students(['ada/1.ipynb', 'bob/2.ipynb'], { alone: true })).toEqual(['ada', 'bob']);
    expect(await students(['ada.ipynb', 'bob.ipynb'], { alone: true })).toEqual(['ada', 'bob']);
  });

  test('is none where one student packed lessons or weeks', async () => {
    expect(await students(['week 1/lesson.ipynb', 'week 2/lesson.ipynb'])).toEqual(['class', 'class']);
    expect(await students(['a.ipynb', 'b.ipynb'])).toEqual(['class', 'class']);
    expect(await students(['01-lesson.ipynb', '02-lesson.ipynb'], { alone: true })).toEqual(['class', 'class']);
  });

  test('loses nobody to one whose own ZIP would fill the disk', async () => {
    const bomb = zipOf(Array.from({ length: 6 }, (_, i) => notebook(`${i}.ipynb`, { claims: 450e6 })));
    const zip = zipOf([
      { name: `${moodle('Bomb Bob', 11)}/a.zip`, data: bomb },
      notebook(`${moodle('Lovelace Ada', 12)}/a.ipynb`),
      { name: `${moodle('Zuse Zoe', 13)}/a.zip`, data: zipOf([notebook('a.ipynb')]) },
    ]);
    const { names, problems } = await found({ 'class.zip': zip });
    expect(names.map(([, student]) => student)).toEqual(['Lovelace Ada', 'Zuse Zoe']);
    expect(problems.map(({ student }) => student)).toEqual(['Bomb Bob']);
  });

  test('cannot be made by one student among others', async () => {
    const zip = zipOf([notebook(`${moodle('Lovelace Ada', 11)}/a.ipynb`)]);
    expect((await found({ 'bob/a.zip': zip })).names.map(([, student]) => student)).toEqual(['bob']);
  });
});
