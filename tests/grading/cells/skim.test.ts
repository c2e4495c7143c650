import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Skimmer, skimFile } from '../../../tools/grade/cells/skim';
import { codeCell, notebookOf } from '../notebooks';

const skim = (text: string, piece: number) => {
  const skimmer = new Skimmer();
  const bytes = Buffer.from(text);
  for (let i = 0; i < bytes.length; i += piece) skimmer.push(bytes.subarray(i, i + piece));
  return skimmer.toString();
};

const printed = [
  { output_type: 'stream', text: ['"}]\\', '[[{{', 'é"outputs": ['] },
  { data: { 'text/html': '</b>"' } },
];
const cell = (more: object) => codeCell('const text = \'"outputs": [1]\';', more);

describe('a notebook without what its cells printed', () => {
  test.each([1, 2, 3, 7, 64, 100_000])('is the same notebook with empty outputs, in pieces of %i bytes', piece => {
    const full = notebookOf([
      cell({ outputs: printed }),
      cell({ attachments: { a: { b: 'c' } } }),
      cell({ outputs: [] }),
    ]);
    const bare = notebookOf([cell({ outputs: [] }), cell({ attachments: [] }), cell({ outputs: [] })]);
    for (const space of [0, 1]) expect(JSON.parse(skim(JSON.stringify(full, null, space), piece))).toEqual(bare);
  });

  test('keeps what a cell promises to print, which has the same name', () => {
    const promising = notebookOf([cell({ metadata: { course: { outputs: ['text/html'] } } })]);
    expect(JSON.parse(skim(JSON.stringify(promising), 5))).toEqual(promising);
  });

  const picture = `![](data:image/png;base64,${'A'.repeat(9e6)})`;
  const textCell = { cell_type: 'markdown', metadata: {}, source: [picture, '\n"cell_type": "code"'] };
  test.each<[string, object]>([
    ['pictures in its texts', textCell],
    ['a text in one string', { ...textCell, source: picture }],
    ['a text that stands before what it is', { source: [picture], metadata: {}, cell_type: 'raw' }],
    ['a short text before what it is', { source: ['a', 'b'], metadata: {}, cell_type: 'markdown' }],
  ])('is without %s', (_, cell) => {
    const code = codeCell("check('sum', 1);");
    const bare = notebookOf([{ ...cell, source: [] }, code]);
    for (const piece of [1e6, 7777]) {
      expect(JSON.parse(skim(JSON.stringify(notebookOf([cell, code]), null, 1), piece))).toEqual(bare);
    }
  });

  test('keeps its code, wherever it says that it is code', () => {
    const { cell_type, ...rest } = codeCell('const x = "markdown";');
    const later = notebookOf([
      { ...rest, source: 'const y = "a";', cell_type },
      { ...rest, cell_type },
    ]);
    for (const piece of [1, 5, 1e6]) expect(JSON.parse(skim(JSON.stringify(later), piece))).toEqual(later);
  });

  test('is without what widgets looked like', () => {
    const shown = notebookOf([codeCell('1')], { widgets: { state: 'x'.repeat(9e6) } });
    expect(JSON.parse(skim(JSON.stringify(shown), 1e6))).toEqual(notebookOf([codeCell('1')], { widgets: [] }));
  });

  test.each([
    ['code', codeCell('x'.repeat(9e6))],
    ['code that says so later', { source: 'x'.repeat(9e6), cell_type: 'code', metadata: {} }],
    ['something that does not say what it is', { source: 'x'.repeat(9e6), metadata: {} }],
  ])('with more of %s than anybody writes is refused', (_, cell) => {
    expect(() => skim(JSON.stringify(notebookOf([cell])), 1e6)).toThrow(/more than 8 MB/);
  });

  test.each<[string, (text: string) => Buffer]>([
    ['UTF-8', text => Buffer.from(text)],
    ['UTF-8 with its mark', text => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', text => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16, the other way round', text => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['UTF-16 without its mark', text => Buffer.from(text, 'utf16le')],
  ])('is read in %s', (_, encode) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'course-skim-'));
    const file = path.join(folder, 'a.ipynb');
    const text = JSON.stringify(notebookOf([codeCell(`const x = 'é😀${'-'.repeat(2e6)}';`)]), null, 1).replaceAll(
      '\n',
      '\r\n',
    );
    writeFileSync(file, encode(text));
    expect(skimFile(file).replace('\uFEFF', '')).toBe(text.replace(/"outputs": \[\]/, '"outputs": []'));
    rmSync(folder, { recursive: true });
  });
});
