import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Cell, type Notebook, readNotebook } from '../../tools/course/notebook';
import { siteFiles } from '../../tools/site/files';
import { lessonPage } from '../../tools/site/lesson-page';

const ROOT = path.join(__dirname, '..', '..');
const text = (source: string): Cell => ({ cell_type: 'markdown', metadata: {}, source });
const code = (source: string, printed = '', course: object = {}): Cell => ({
  cell_type: 'code',
  metadata: { course },
  source,
  outputs: printed ? [{ output_type: 'stream', name: 'stdout', text: printed }] : [],
});
const notebook = (...cells: Cell[]): Notebook => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
const pageOf = (...cells: Cell[]) => lessonPage('01-first', notebook(...cells), siteFiles());

describe('the page of a lesson', () => {
  test('has its text, its code and what it showed, in their order, and leads to the notebook', () => {
    const { file, title, markdown } = pageOf(text('# 1. First\n\n**Why?**'), code('1 + 1', '2\n'), text('So it is.'));
    expect([file, title]).toEqual(['01-first.md', '1. First']);
    expect(markdown).toMatch(/^---\ntitle: "1\. First"\nsource: "notebooks\/01-first\.ipynb"\n---\n/);
    const parts = [
      '# 1. First',
      'href="./notebooks/01-first.ipynb"',
      '**Why?**',
      '```ts\n1 + 1\n```',
      '>2</pre>',
      'So it is.',
    ];
    const places = parts.map(part => markdown.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('keeps code with fences of its own together', () => {
    const { markdown } = pageOf(text('# 1. First'), code('const fence = "```";'));
    expect(markdown).toContain('````ts\nconst fence = "```";\n````');
  });

  test('shows of an exercise what is asked and where to answer it, and not what its check said', () => {
    const starter = "await check('dot', () => 0);";
    const { markdown } = pageOf(text('# 1. First'), code(starter, 'Not yet: try the formula\n', { exercise: 'dot' }));
    expect(markdown).toContain(starter);
    expect(markdown).toContain('Solve it in the notebook');
    expect(markdown).not.toContain('Not yet');
  });

  test('is not made of a lesson that holds its solutions, of one that failed, or of one without a heading', () => {
    const solved = code('// BEGIN SOLUTION\nreturn 1;\n// END SOLUTION');
    expect(() => pageOf(text('# 1. First'), solved)).toThrow('01-first, cell 2: it holds a solution');
    const failed = {
      ...code('x'),
      outputs: [{ output_type: 'error', ename: 'E', evalue: 'v', traceback: [] }],
    } as Cell;
    expect(() => pageOf(text('# 1. First'), failed)).toThrow('01-first, cell 2: a cell failed: E: v');
    expect(() => pageOf(code('1'))).toThrow('01-first: its first cell has no heading');
  });
});

const lessons = readdirSync(path.join(ROOT, 'solutions')).filter(file => file.endsWith('.ipynb'));

test.each(lessons)('the page of %s holds no line of a solution', file => {
  const sources = readNotebook(path.join(ROOT, 'solutions', file)).cells.map(({ source }) => source);
  const linesIn = (kind: string) =>
    sources
      .flatMap(source =>
        Array.from(source.matchAll(new RegExp(`BEGIN ${kind}\\n(.*?)// END ${kind}`, 'gs')), ([, lines]) => lines!),
      )
      .flatMap(lines => lines.split('\n').map(line => line.replace(/^ *(\/\/ )?/, '')));
  const given = linesIn('STARTER');
  // A short line, such as a closing brace, gives nothing away; nor does what the starter says as well.
  const telling = linesIn('SOLUTION').filter(line => line.length > 30 && !given.includes(line));
  expect(telling.length).toBeGreaterThan(2);
  const learners = readNotebook(path.join(ROOT, 'notebooks', file));
  const { markdown } = lessonPage(path.basename(file, '.ipynb'), learners, siteFiles());
  expect(telling.filter(line => markdown.includes(line))).toEqual([]);
});
