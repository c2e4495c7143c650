import { expect, test } from 'vitest';
import { assertSameStore, type StoreMark } from '../../../lib/search/stores/store-mark';

const mark: StoreMark = { format: 1, dim: 64, fingerprint: 'a'.repeat(64) };
const compare = (written: string | undefined) => () =>
  assertSameStore('the index in FOLDER', written, mark, 'remove the folder FOLDER and index again');

test('a store of the same encoder is taken', () => {
  expect(compare(JSON.stringify(mark))).not.toThrow();
});

test.each([undefined, '', 'not JSON', '{}', 'null', '7', '{"format":"1"}'])(
  'the mark %j is none of the course',
  written => {
    expect(compare(written)).toThrow('the index in FOLDER was not written by this course');
  },
);

test.each<[string, Partial<StoreMark> | { format: number }, string]>([
  [
    'another version',
    { format: 0 },
    'the index in FOLDER is in format 0, expected 1: another version wrote it; remove',
  ],
  ['another dimension', { dim: 32 }, 'holds vectors of 32 numbers, expected 64: another encoder wrote it; remove'],
  ['another encoder', { fingerprint: 'b'.repeat(64) }, 'its fingerprint is bbbbbbbbbbbb…, expected aaaaaaaaaaaa…'],
])('a store of %s is refused, with what to do', (_, other, message) => {
  expect(compare(JSON.stringify({ ...mark, ...other }))).toThrow(message);
  expect(compare(JSON.stringify({ ...mark, ...other }))).toThrow('remove the folder FOLDER and index again');
});
