import { describe, expect, test } from 'vitest';
import { Skimmer } from '../../tools/grade/skim';
import { codeCell, notebookOf } from './notebooks';

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

  test('with more code than anybody writes is refused', () => {
    expect(() => skim(JSON.stringify(notebookOf([codeCell('x'.repeat(9e6))])), 1e6)).toThrow(/more than 8 MB/);
  });
});
