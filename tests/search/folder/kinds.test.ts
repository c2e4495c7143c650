import { describe, expect, test } from 'vitest';
import { judgeBytes, judgeName } from '../../../lib/search/folder/kinds';

describe('by its name', () => {
  test.each([
    ['notes.md', { kind: 'markdown' }],
    ['NOTES.TXT', { kind: 'text' }],
    ['a.mov', { leftOut: 'a video' }],
    ['a.CR2', { leftOut: 'a RAW photograph; export it as JPEG' }],
    ['a.docx', { leftOut: 'no picture, sound or text, by its name' }],
    ['a.jpg', undefined],
    ['README', undefined],
  ])('%s', (name, judged) => expect(judgeName(name)).toEqual(judged));
});

describe('by its first bytes, whatever it is called', () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
  const mp4 = Buffer.from('0000001c667479706d703432000000006d70343269736f6d', 'hex');
  const heic = Buffer.from('0000001c66747970686569630000000068656963', 'hex');
  test.each<[string, Buffer, object]>([
    ['a.jpg', png, { kind: 'picture' }],
    ['a', png, { kind: 'picture' }],
    ['a.png', Buffer.from('%PDF-1.7\n'), { kind: 'pdf' }],
    [
      'a.wav',
      Buffer.from('OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x1e\x01vorbis', 'latin1'),
      { kind: 'sound' },
    ],
    ['a.jpg', mp4, { leftOut: 'a video' }],
    ['a.heic', heic, { leftOut: 'a HEIC picture, as telephones take them, which is not read here; export it as JPEG' }],
    ['drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), { kind: 'picture' }],
    ['damaged.jpg', Buffer.from('no picture'), { kind: 'picture' }],
    ['README', Buffer.from('Read me.'), { kind: 'text' }],
    ['core', Buffer.from([1, 2, 0, 3]), { leftOut: 'no picture, sound or text, by its content' }],
  ])('%s', async (name, head, judged) => expect(await judgeBytes(name, head)).toEqual(judged));
});
