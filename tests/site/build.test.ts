import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { repositoryAt } from '../../tools/repository';
import { buildSite } from '../../tools/site/build';
import { demoPage } from '../../tools/site/demo/page';
import { documentPages, MOVED, type Ways } from '../../tools/site/documents';

const ROOT = path.join(__dirname, '..', '..');

// What VitePress makes of the pages is looked at in tests/browser/site.test.ts.
describe('a site is not made', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'site-'));
    mkdirSync(path.join(folder, 'notebooks'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function put(place: string, source: string) {
    const cells = [{ cell_type: 'markdown', metadata: {}, source }];
    mkdirSync(path.join(folder, place), { recursive: true });
    writeFileSync(path.join(folder, place, '01-first.ipynb'), JSON.stringify({ cells, metadata: {}, nbformat: 4 }));
  }
  const build = () => {
    const [notebooks, executed, pages, out] = ['notebooks', 'executed', 'pages', 'out'].map(one =>
      path.join(folder, one),
    );
    return buildSite({ root: ROOT, notebooks, executed, pages, out });
  };

  test('without a lesson', async () => {
    await expect(build()).rejects.toThrow('There is no lesson in');
  });

  test('of a lesson that has not run', async () => {
    put('notebooks', '# 1. First');
    await expect(build()).rejects.toThrow(
      'The lesson 01-first has not run; run it: npm run course -- notebooks/01-first.ipynb',
    );
  });

  test('of a lesson that has changed since it ran', async () => {
    put('notebooks', '# 1. First, mended');
    put('executed', '# 1. First');
    await expect(build()).rejects.toThrow('The lesson 01-first has changed since it ran');
  });
});

test('npm run site of lessons that have not run says so, and ends', () => {
  const nowhere = path.join(tmpdir(), 'no-lessons-here');
  const command = [path.join(ROOT, 'tools', 'run.cjs'), path.join(ROOT, 'tools', 'site.ts'), '--executed', nowhere];
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', timeout: 120_000 });
  expect(stderr).toContain('has not run; run it: npm run course');
  expect(status).toBe(1);
});

test('the documents are pages, and the README two of them: what it is, and what was measured', () => {
  const pages = documentPages(ROOT, '01-multimodality');
  const markdownOf = (name: string) => pages.find(({ file }) => file === name)?.markdown;
  expect(pages.map(({ file }) => file)).toEqual([
    'index.md',
    'measured.md',
    'glossary.md',
    'python-to-typescript.md',
    'environment.md',
    'ledger.md',
  ]);
  expect(markdownOf('index.md')).toMatch(
    /\n# Multimodal search[\s\S]*href="\.\/01-multimodality\.html"[\s\S]*\n## The lessons\n/,
  );
  expect(markdownOf('index.md')).not.toContain('## Measured');
  expect(markdownOf('measured.md')).toMatch(/\n# Measured\n\n\| what is tried[\s\S]*ledger/);
  expect(markdownOf('measured.md')).not.toMatch(/^## /m);
  expect(Object.values(MOVED)).toEqual(['measured.md']);
});

test('the page to search on says what it will load, and whose the sets are; the first page leads to it where it is', () => {
  const { markdown } = demoPage({
    folder: '/demo',
    sizes: { program: 1_900_000, words: 3_962_037, digits: 1_730_624, photographs: 7_568_166 },
    licences: { 'emoji-mit': 'MIT' },
  });
  expect(markdown).toContain('It loads 5.9 MB for words, 1.7 MB more for the first digit and 7.6 MB more for');
  expect(markdown).toContain(
    '<SearchDemo :program="1900000" :words="3962037" :digits="1730624" :photographs="7568166" />',
  );
  expect(markdown).toContain('<a href="./demo/licences/emoji-mit/README.txt">emoji-mit</a>: MIT');
  expect(firstPage({ demo: true })).toContain('href="./demo.html"');
  expect(firstPage({})).not.toContain('demo.html');
});

const firstPage = (ways: Ways) => documentPages(ROOT, '01-multimodality', ways)[0]!.markdown;

test('the first page has a button for each service that opens the course with a kernel, where the project is known', () => {
  const { kernels } = repositoryAt('https://github.com/someone/course')!;
  expect(firstPage({ kernels })).toContain(
    '<a href="https://codespaces.new/someone/course">Open in Codespaces</a> <a href="https://mybinder.org/v2/gh/someone/course/HEAD">Open in Binder</a>',
  );
  expect(firstPage({})).not.toContain('Open in');
});
