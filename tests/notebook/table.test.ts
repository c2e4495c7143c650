import { afterEach, describe, expect, test, vi } from 'vitest';
import { asText, formatted, table } from '../../lib/notebook/table';
import { displayedBy } from './displayed-by';

const rows = [
  { name: 'raw pixels', accuracy: 96.94, digits: 10_000 },
  { name: 'InfoNCE', accuracy: 99.2, digits: 500 },
];

afterEach(() => {
  vi.restoreAllMocks();
});

describe('table', () => {
  test('as text: numbers stand right, with the decimals of their column', () => {
    expect(asText(formatted(rows), 'Scores')).toBe(
      ['Scores', 'name        accuracy  digits', 'raw pixels     96.94  10,000', 'InfoNCE        99.20     500'].join(
        '\n',
      ),
    );
  });

  test('as HTML: a caption, heads with a scope, every cell', () => {
    const [output] = displayedBy(() => table([{ 'a & b': '<x>', n: 1 }], { caption: 'one < two' }));
    const html = String(output!['text/html']);
    expect(html).toContain('one &lt; two</caption>');
    expect(html.match(/<th scope="col"/g)).toHaveLength(2);
    expect(html).toMatch(/text-align: left[^>]*>&lt;x&gt;<\/td>/);
    expect(html).toMatch(/text-align: right[^>]*>1<\/td>/);
    expect(html.match(/<\/th>/g)).toHaveLength(2);
  });

  test('a column without a name has an empty cell and no head', () => {
    const [output] = displayedBy(() => table([{ '': 'x', n: 1 }]));
    expect(String(output!['text/html'])).toMatch(/<tr><td [^>]*><\/td><th scope="col"[^>]*>n<\/th><\/tr>/);
  });

  test('takes at most three decimals, or as many as it is told', () => {
    const cells = (decimals?: number) => formatted([{ n: 1 / 3 }, { n: 2 }], decimals)[0]!.cells;
    expect(cells()).toEqual(['0.333', '2.000']);
    expect(cells(1)).toEqual(['0.3', '2.0']);
  });

  test('NaN is shown, not hidden', () => {
    expect(formatted([{ n: Number.NaN }])[0]!.cells).toEqual(['NaN']);
  });

  test('outside a notebook it is printed', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    table(rows);
    expect(log).toHaveBeenCalledExactlyOnceWith(asText(formatted(rows), undefined));
  });

  test('refuses no rows, no columns and rows unlike each other', () => {
    expect(() => table([])).toThrow('there are no rows');
    expect(() => table([{}])).toThrow('the first row has no columns');
    expect(() => table([{ a: 1 }, { b: 1 } as never])).toThrow("row 1 does not have the columns of row 0; 'a'");
    expect(() => table([{ a: 1 }, { a: 1, b: 2 } as never])).toThrow("'b' is only in one of them");
  });
});
