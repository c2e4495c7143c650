import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildSite } from '../../tools/site/build';
import { documentPages, MOVED } from '../../tools/site/documents';

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
