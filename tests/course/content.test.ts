import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { contentProblem } from '../../tools/course/content';

const SVG = 'image/svg+xml';
const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${inside}</svg>`;

describe('an SVG', () => {
  test.each([
    ['a shape', '<circle cx="3" cy="3" r="2"/>'],
    ['text with entities', '<g><text x="1" y="2">a &lt; b</text></g>'],
    ['a path that goes somewhere', '<path d="M0,0L3,3"></path>'],
    ['a chart with marks', '<g class="mark-symbol role-mark"><path d="M0,0h3v3Z"/></g>'],
    ['a comment before the shape', '<!-- a < b --><rect width="3" height="3"/>'],
  ])('with %s shows something', (_, inside) => {
    expect(contentProblem(SVG, svg(inside))).toBeUndefined();
  });

  test.each([
    ['nothing in it', svg(''), 'nothing is drawn'],
    ['a background only', svg('<rect class="background" width="9" height="9" fill="white"/>'), 'nothing is drawn'],
    ['a path that goes nowhere', svg('<path d="M0,0"/>'), 'nothing is drawn'],
    ['shapes that are only defined', svg('<defs><circle r="2"/></defs>'), 'nothing is drawn'],
    [
      'axes without marks',
      svg('<g class="role-axis"><line x2="9"/></g><g class="mark-line role-mark"></g>'),
      'without a single mark',
    ],
    ['NaN for a coordinate', svg('<circle cx="NaN" cy="1" r="2"/>'), 'NaN'],
    ['a tag that is never closed', '<svg><g><circle r="2"/></svg>', '</svg> closes <g>'],
    ['its end cut off', '<svg><g><circle r="2"/>', 'never closed'],
    ['half a tag', '<svg><circle r="2"', 'opens no tag'],
    ['another root', '<div><circle r="2"/></div>', 'its root is <div>'],
    ['no tag at all', 'picture', 'no tag'],
    ['nothing', '', 'empty'],
  ])('with %s is refused', (_, text, why) => {
    expect(contentProblem(SVG, text)).toContain(why);
  });
});

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  let crc = ~0;
  for (const byte of body) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(~crc >>> 0);
  return Buffer.concat([length, body, sum]);
}

/** Grey pixels, 4 wide, with as many rows as given. */
function png(height: number, rows = height): Buffer {
  const header = Buffer.from([0, 0, 0, 4, 0, 0, 0, height, 8, 0, 0, 0, 0]);
  const parts = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(5 * rows, 7))),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts]);
}

describe('a PNG', () => {
  // One pixel, made by another program.
  const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

  test('that decodes is a picture', () => {
    expect(contentProblem('image/png', PIXEL)).toBeUndefined();
    expect(contentProblem('image/png', png(3).toString('base64'))).toBeUndefined();
  });

  test('that is cut short, damaged, or of another kind is refused', () => {
    const damaged = png(3);
    damaged[45] = damaged[45]! ^ 1;
    expect(contentProblem('image/png', png(3).subarray(0, 50).toString('base64'))).toContain('cut short');
    expect(contentProblem('image/png', damaged.toString('base64'))).toContain('checksum');
    expect(contentProblem('image/png', Buffer.from('GIF89a').toString('base64'))).toContain(
      'does not begin like a PNG',
    );
    expect(contentProblem('image/png', png(0, 1).toString('base64'))).toContain('no pixel');
    expect(contentProblem('image/png', png(3, 2).toString('base64'))).toContain('10 bytes of pixels, expected 15');
  });
});

describe('a chart', () => {
  const LITE = 'application/vnd.vegalite.v5+json';
  const rows = [{ x: 1 }];

  test.each([
    ['inline values', { data: { values: rows } }],
    ['a named data set', { data: { name: 'a' }, datasets: { a: rows } }],
    ['data in a layer', { layer: [{ mark: 'rule' }, { data: { values: rows } }] }],
    ['data in a column of rows', { vconcat: [{ hconcat: [{ data: { values: rows } }] }] }],
    ['a sequence', { data: { sequence: { start: 0, stop: 3 } } }],
  ])('with %s has data', (_, spec) => {
    expect(contentProblem(LITE, spec)).toBeUndefined();
  });

  test('of Vega has its data in a list', () => {
    const VEGA = 'application/vnd.vega.v5+json';
    expect(contentProblem(VEGA, { data: [{ name: 'a', values: rows }] })).toBeUndefined();
    expect(contentProblem(VEGA, { data: [{ name: 'a', values: [] }] })).toContain('no data');
  });

  test.each([
    ['no data', { mark: 'point' }],
    ['an empty list', { data: { values: [] } }],
    ['an empty data set', { data: { name: 'a' }, datasets: { a: [] } }],
  ])('with %s is refused', (_, spec) => {
    expect(contentProblem(LITE, spec)).toContain('no data');
  });

  test('as text is refused: JupyterLab draws objects', () => {
    expect(contentProblem(LITE, JSON.stringify({ data: { values: rows } }))).toContain('no object');
  });
});

test('other types must not be blank', () => {
  expect(contentProblem('text/html', ' \n')).toContain('blank');
  expect(contentProblem('application/json', {})).toContain('empty');
  expect(contentProblem('text/plain', 'a')).toBeUndefined();
});
