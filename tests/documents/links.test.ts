import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scripts } from '../../package.json';
import { filesOfProject } from '../project-files';
import { readMarkdown } from './markdown';
import { brokenReferences, type Project, scriptsIn } from './references';

const ROOT = join(__dirname, '..', '..');

const tracked = filesOfProject();
const course: Project = {
  files: new Set(tracked),
  read: file => readFileSync(join(ROOT, file), 'utf8'),
  scripts: new Set(Object.keys(scripts)),
};

/** The text between the code of a lesson. */
function lessonText(file: string): string {
  const { cells } = JSON.parse(course.read(file)) as { cells: { cell_type: string; source: string[] }[] };
  const texts = cells.filter(cell => cell.cell_type === 'markdown').map(({ source }) => [source].flat().join(''));
  return texts.join('\n\n');
}

const documents = tracked.filter(file => file.endsWith('.md'));
const lessons = tracked.filter(file => /^notebooks\/[^/]+\.ipynb$/.test(file));

test('the documents are those that a reader comes to, and lessons are read as well', () => {
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'environment.md', 'CONTRIBUTING.md']));
  expect(documents.filter(file => file.startsWith('datasets/')).length).toBeGreaterThan(10);
  expect(documents).toContain('bench/ledger/README.md');
  expect(lessons.length).toBeGreaterThanOrEqual(6);
});

test.each([...documents, ...lessons])('%s: links, commands and paths lead somewhere', file => {
  const text = file.endsWith('.md') ? course.read(file) : lessonText(file);
  expect(brokenReferences(file, text, course)).toEqual([]);
});

test('every script of package.json stands in the table of commands', () => {
  const table = readMarkdown(course.read('environment.md')).firstColumns.get('commands') ?? [];
  expect(Object.keys(scripts).filter(name => !table.flatMap(scriptsIn).includes(name))).toEqual([]);
});

test('the variables of the course that the code reads stand in the table of settings, and no others', () => {
  const code = tracked.filter(file => /^(bench|lib|tools)\/.*\.(ts|cjs)$/.test(file)).map(course.read);
  const read = code.flatMap(text => [...text.matchAll(/\benv\.(COURSE_[A-Z_]+)|'(COURSE_[A-Z_]+)'/g)]);
  const names = new Set(read.map(([, dotted, quoted]) => dotted ?? quoted));
  const told = readMarkdown(course.read('environment.md')).firstColumns.get('settings') ?? [];
  expect(told.filter(cell => cell.includes('COURSE_')).sort()).toEqual([...names].map(name => `\`${name}\``).sort());
});

describe('a reference', () => {
  const texts: Record<string, string> = {
    'README.md': '',
    'guide.md': '# A guide\n\n## What `npm test` does, and *what* not\n\n## Again\n\n## Again\n',
    'lib/losses/info-nce.ts': '',
    'notebooks/01-first.ipynb': '',
  };
  const project: Project = {
    files: new Set(Object.keys(texts)),
    read: file => texts[file],
    scripts: new Set(['test', 'start', 'grade']),
  };
  const problems = (text: string, file = 'README.md') => brokenReferences(file, text, project);

  test.each([
    ['[a guide](guide.md), [a part](guide.md#what-npm-test-does-and-what-not), [the second](guide.md#again-1)'],
    ['## Here\n\n[above](#here) and [elsewhere](https://example.org/none.md#none)'],
    ['`npm test`, `npm run grade -- FOLDER`, `npm ci`; `lib/losses/info-nce`, `lib/losses/*.ts`, `lib/`, `build/none`'],
    ['`npm run grade -- notebooks/NAME.ipynb`, `notebooks/06-your-lesson.ipynb`, `./lib/losses/info-nce`, `./lib/…`'],
    ['```sh\nnpm start    # [no](link.md)\n```\n<img src="notebooks/01-first.ipynb">'],
  ])('that leads somewhere is none to mend: %s', text => {
    expect(problems(text)).toEqual([]);
  });

  test.each([
    ['[a guide](guide.html)', 'README.md links to guide.html, and guide.html is not a tracked file'],
    ['| a | b |\n|---|---|\n| ![x](no.svg) | |', 'README.md links to no.svg, and no.svg is not a tracked file'],
    ['<img src="no.png">', 'README.md links to no.png, and no.png is not a tracked file'],
    ['[x](guide.md#agains)', 'README.md links to guide.md#agains, and guide.md has no such heading'],
    ['[x](#nowhere)', 'README.md links to #nowhere, and README.md has no such heading'],
    ['[x](lib/losses#a)', 'README.md links to lib/losses#a, and only a document has headings'],
    ['`npm run grades`', 'README.md calls the script grades, which package.json does not have'],
    ['```sh\nnpm strat\n```', 'README.md calls the script strat, which package.json does not have'],
    ['`lib/losses/pairs.ts`', 'README.md names lib/losses/pairs.ts, which is not there'],
    ['`npx tsx lib/losses/*.cjs`', 'README.md names lib/losses/*.cjs, which is not there'],
    ['`tools/NAME.ts`', 'README.md names tools/NAME.ts, which is not there'],
  ])('that leads nowhere is told: %s', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  test('is looked for from the folder of its document', () => {
    expect(problems('[up](../../README.md) [beside](info-nce.ts)', 'lib/losses/a.md')).toEqual([]);
    expect(problems('[x](README.md)', 'lib/losses/a.md')).toEqual([
      'lib/losses/a.md links to README.md, and lib/losses/README.md is not a tracked file',
    ]);
  });
});
