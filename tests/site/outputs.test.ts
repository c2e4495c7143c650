import { describe, expect, test } from 'vitest';
import type { Output } from '../../tools/course/notebook';
import { siteFiles } from '../../tools/site/files';
import { outputMarkup } from '../../tools/site/outputs';

const display = (data: Record<string, unknown>): Output => ({ output_type: 'display_data', data, metadata: {} });
const VEGA = 'application/vnd.vega.v5+json';
const svg = (mark = '<path d="M0 0L1 1"/>') =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="660.4" height="200">${mark}</svg>`;

describe('an output as markup', () => {
  test('prints text as it was, in one block of HTML, without colours of the terminal', () => {
    const text = 'a < b\n\n\u001b[31m{{ c }}\u001b[0m\n';
    const markup = outputMarkup({ output_type: 'stream', name: 'stdout', text }, siteFiles());
    expect(markup).toContain('>a &lt; b&#10;&#10;{{ c }}</pre>');
    expect(markup).toMatch(/^<div class="output" v-pre>[^\n]*<\/div>$/);
  });

  test('shows nothing for what printed nothing', () => {
    expect(outputMarkup({ output_type: 'stream', name: 'stdout', text: ' \n' }, siteFiles())).toBe('');
  });

  test('keeps a chart in a file, and names it with its still form, its size and its words', () => {
    const files = siteFiles();
    const spec = { marks: [], description: 'd' };
    const data = {
      [VEGA]: spec,
      'image/svg+xml': svg(),
      'image/png': 'A'.repeat(4000),
      'text/plain': 'Two "dots".\n\nNear.',
    };
    const markup = outputMarkup(display(data), files);
    const [json, still] = files.all.keys();
    expect(JSON.parse(String(files.all.get(json)))).toEqual(spec);
    expect(files.all.get(still)).toBe(svg());
    expect(markup).toBe(
      `<CourseChart spec="${json}" still="${still}" width="660" height="200" alt="Two &quot;dots&quot;.&#10;&#10;Near." />`,
    );
  });

  test('takes the still form that is smaller', () => {
    const files = siteFiles();
    const long = svg('<path d="M0 0L1 1"/>'.repeat(500));
    const png = Buffer.from('a picture').toString('base64');
    expect(outputMarkup(display({ [VEGA]: {}, 'image/svg+xml': long, 'image/png': png }), files)).toMatch(
      /still="charts\/\w+\.png" width="660" height="200"/,
    );
    expect([...files.all.values()]).toContainEqual(Buffer.from('a picture'));
  });

  test('takes pictures and sounds out of HTML, each once, to be fetched when they are wanted', () => {
    const files = siteFiles();
    const picture = `data:image/png;base64,${Buffer.from('one').toString('base64')}`;
    const sound = `data:audio/wav;base64,${Buffer.from('two').toString('base64')}`;
    const html = `<p><img alt="a" src="${picture}"><img alt="b" src="${picture}"><audio controls preload="metadata" src="${sound}"></audio></p>`;
    const markup = outputMarkup(display({ 'text/html': html, 'text/plain': 'words' }), files);
    expect([...files.all.values()].map(String)).toEqual(['one', 'two']);
    const [first, second] = files.all.keys();
    expect(first).toMatch(/^media\/\w{16}\.png$/);
    expect(second).toMatch(/^media\/\w{16}\.wav$/);
    expect(markup).toContain(
      `<img loading="lazy" alt="a" src="./${first}"><img loading="lazy" alt="b" src="./${first}">`,
    );
    expect(markup).toContain(`<audio controls preload="none" src="./${second}">`);
    expect(markup).not.toContain('data:');
  });

  test('refuses what failed, what would act on the page, a type of file without a name, and a chart without its still form', () => {
    const files = siteFiles();
    const failed: Output = { output_type: 'error', ename: 'TypeError', evalue: 'no rows', traceback: [] };
    expect(() => outputMarkup(failed, files)).toThrow('a cell failed: TypeError: no rows');
    const html = (text: string) => () => outputMarkup(display({ 'text/html': text }), files);
    expect(html('<p>a</p><SCRIPT>alert(1)</SCRIPT>')).toThrow('<SCRIPT>');
    expect(html('<style>p { display: none }</style>')).toThrow('<style>');
    expect(html('<img src="data:image/x-icon;base64,AAAA">')).toThrow('image/x-icon');
    expect(() => outputMarkup(display({ [VEGA]: {} }), files)).toThrow('without its still form');
  });
});
