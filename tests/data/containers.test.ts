import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFlac } from '../../lib/data/containers/flac';
import { readMp3 } from '../../lib/data/containers/mp3';
import { readSound } from '../../lib/data/sound-file';
import { encodeWav } from '../../lib/data/wav';
import { FIRST, LAST, type OggPage, oggOf, pagesOf, pagesOfPacket } from './ogg-pages';

const sound = (name: string) => readFileSync(join(__dirname, '..', 'reference', 'fixtures', 'sounds', name));
const tone = (seconds: number, rate = 8000) =>
  Float32Array.from({ length: seconds * rate }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 440 * i) / rate));
const loudest = (samples: Float32Array) => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
const seconds = async (file: Buffer) => (await readSound(file)).seconds;
const refused = (file: Buffer, message: RegExp) => expect(readSound(file)).rejects.toThrow(message);

/** A tag as players and editors put before a file, with a cover of some size. */
function id3(size: number, footer = false): Buffer {
  const length = [21, 14, 7, 0].map(shift => (size >> shift) & 0x7f);
  const head = Buffer.from([0x49, 0x44, 0x33, 4, 0, footer ? 0x10 : 0, ...length]);
  const end = footer ? Buffer.concat([Buffer.from('3DI'), head.subarray(3)]) : Buffer.alloc(0);
  return Buffer.concat([head, Buffer.alloc(size, 'cover'), end]);
}

describe('tags', () => {
  const files = ['tone.flac', 'tone.ogg', 'tone.opus', 'tone.mp3', 'tone-vbr.mp3'].map(
    name => [name, sound(name)] as const,
  );
  test.each([...files, ['a WAV', encodeWav(tone(1), 8000)] as const])(
    '%s is read behind any number of them',
    async (_, file) => {
      const plain = await seconds(file);
      expect(await seconds(Buffer.concat([id3(300), file]))).toBe(plain);
      expect(await seconds(Buffer.concat([id3(10), id3(120_000, true), id3(5), file]))).toBe(plain);
    },
  );

  test('one that claims more than the file has is no tag, and the frames behind it are found', async () => {
    const tag = id3(300);
    tag[6] = 0x7f;
    expect(await seconds(Buffer.concat([tag, sound('tone.mp3')]))).toBe(await seconds(sound('tone.mp3')));
  });

  test('one at the end of a FLAC or an MP3 is passed over', async () => {
    const tag = Buffer.alloc(128);
    tag.write('TAGtone');
    for (const name of ['tone.flac', 'tone.mp3'])
      expect(await seconds(Buffer.concat([sound(name), tag]))).toBe(await seconds(sound(name)));
  });
});

describe('WAV', () => {
  const wav = (change: (file: Buffer) => void) => {
    const file = encodeWav(tone(1), 8000);
    change(file);
    return file;
  };
  test.each([0, 16, 36, 44, 100].map(more => [more]))(
    'a header that says 0, or %i bytes more than there are',
    async more => {
      const said = (file: Buffer) => (more === 0 ? 0 : file.length - 44 + more);
      expect(await seconds(wav(file => file.writeUInt32LE(said(file), 40)))).toBe(1);
    },
  );

  test('sizes of 0 in both places, and RF64', async () => {
    expect(await seconds(wav(file => file.fill(0, 4, 8).fill(0, 40, 44)))).toBe(1);
    expect(await seconds(wav(file => file.fill(0xff, 4, 8).fill(0xff, 40, 44).write('RF64')))).toBe(1);
  });

  test.each([
    ['with its padding', 1],
    ['without', 0],
  ])('a chunk of an odd length before the samples, %s', async (_, padding) => {
    const file = encodeWav(tone(1), 8000);
    const list = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1').subarray(0, 11 + padding);
    expect(await seconds(Buffer.concat([file.subarray(0, 36), list, file.subarray(36)]))).toBe(1);
  });

  test('no samples, and then other chunks: nothing is in it', async () => {
    const file = encodeWav(new Float32Array(), 8000);
    const list = Buffer.from('LIST\x04\0\0\0abcd', 'latin1');
    await refused(Buffer.concat([file, list]), /it is silent|holds no sound/);
  });

  test.each([
    [7, /µ-law, format 7/],
    [17, /IMA ADPCM, format 17/],
  ])('a coding that is not read has a name: format %i', (format, name) =>
    refused(
      wav(file => file.writeUInt16LE(format, 20)),
      name,
    ),
  );

  test('rates that nothing has', async () => {
    const file = wav(bytes => bytes.writeUInt32LE(0xffffffff, 24));
    await refused(file, /its header says 4294967295 samples a second, expected 1 to 1048575/);
  });

  test('nothing but a constant, and a single sample, are silent', async () => {
    await refused(encodeWav(new Float32Array(8000).fill(0.4), 8000), /it is silent/);
    await refused(encodeWav(Float32Array.of(0.5), 8000), /it is silent/);
  });
});

describe('FLAC', () => {
  test.each([0, 5, 22_050 * 3600, 0xffffffff])('a header that says %i samples', async said => {
    const file = sound('tone.flac');
    file.writeUInt32BE(said, 22);
    expect(await seconds(file)).toBe(1);
  });

  test('longer than five minutes by its frames, whatever its header says: refused before it is decoded', async () => {
    const file = sound('tone.flac');
    const { packets } = await readFlac(file);
    const head = file.subarray(0, file.indexOf(packets[0]));
    const long = Buffer.concat([head, ...new Array(301).fill(Buffer.concat(packets))]);
    await refused(long, /it lasts 5 minutes, expected at most 5 minutes/);
  });
});

describe('MP3', () => {
  test('files that were joined, with a tag before each, count together', async () => {
    const file = sound('tone-vbr.mp3');
    const one = await seconds(file);
    const two = await seconds(Buffer.concat([id3(50), file, id3(2000), file]));
    expect(Math.abs(two - 2 * one)).toBeLessThan(0.1);
    await refused(Buffer.concat(new Array(400).fill(Buffer.concat([id3(50), file]))), /it lasts 7 minutes/);
  });

  test('frames are found again behind what is none', async () => {
    const file = sound('tone.mp3');
    const both = await seconds(Buffer.concat([file, Buffer.alloc(5000, 'x'), file]));
    expect(Math.abs(both - 2 * (await seconds(file)))).toBeLessThan(0.1);
  });

  test('a count that counts its own frame is no promise of more', async () => {
    const file = sound('tone.mp3');
    const [{ packets, rate }] = readMp3(file)!;
    expect(rate).toBe(22_050);
    const counted = (count: number) => {
      const head = Buffer.alloc(packets[0].length);
      head.set(packets[0].subarray(0, 4));
      head.write('Info', 13, 'latin1'); // behind the side information of one channel at this rate
      head.writeUInt32BE(1, 17);
      head.writeUInt32BE(count, 21);
      return Buffer.concat([head, ...packets]);
    };
    expect(Math.abs((await seconds(counted(packets.length + 1))) - (await seconds(file)))).toBeLessThan(0.05);
    await refused(counted(packets.length + 100), /cut short: \d+ frames of the \d+/);
  });
});

describe.each(['tone.ogg', 'tone.opus'])('Ogg: %s', name => {
  const pages = () => pagesOf(sound(name));

  test('without a page that says that it is the last', async () => {
    const open = pages().map(page => ({ ...page, flags: page.flags & ~LAST }));
    expect(await seconds(oggOf(open))).toBe(1);
  });

  test('cut from a stream, with its positions', async () => {
    const later = (page: OggPage, i: number) =>
      i < 2 ? page : { ...page, position: page.position + 36_000n * 48_000n };
    expect(Math.abs((await seconds(oggOf(pages().map(later)))) - 1)).toBeLessThan(0.04);
  });

  test('with a Skeleton beside it, which begins first', async () => {
    const skeleton = pagesOfPacket(Buffer.from('fishead\0 and so on'), { serial: 7, flags: FIRST, position: 0n });
    const [first, ...others] = pages();
    const end = pagesOfPacket(Buffer.alloc(0), { serial: 7, flags: LAST, position: 0n });
    expect(await seconds(oggOf([...skeleton, first, ...end, ...others]))).toBe(1);
  });

  test('several, chained one after the other', async () => {
    const again = (serial: number) => pages().map(page => ({ ...page, serial }));
    expect(await seconds(oggOf([...again(1), ...again(2), ...again(3)]))).toBe(3);
    await refused(oggOf(Array.from({ length: 400 }, (_, i) => again(i)).flat()), /expected at most 5 minutes/);
  });

  test('with something else before, between and after its pages', async () => {
    const [first, ...others] = pages();
    const parts = [oggOf([first]), oggOf([first, ...others]).subarray(oggOf([first]).length)];
    expect(await seconds(Buffer.concat([parts[0], Buffer.from('junk'), parts[1], Buffer.from('TAG and so on')]))).toBe(
      1,
    );
  });

  test('a position that is made up', async () => {
    const wrong = pages();
    wrong[wrong.length - 1].position = 3600n * 48_000n;
    expect(Math.abs((await seconds(oggOf(wrong))) - 1)).toBeLessThan(0.05);
  });
});

describe('Ogg', () => {
  const opus = () => pagesOf(sound('tone.opus'));

  test('Opus whose comments hold a cover, and span pages', async () => {
    const [head, comments, ...others] = opus();
    const cover = pagesOfPacket(Buffer.concat([comments.body, Buffer.alloc(320_000, 7)]), {
      ...comments,
      position: 0n,
    });
    expect(cover.length).toBeGreaterThan(4);
    expect(await seconds(oggOf([head, ...cover, ...others]))).toBe(1);
  });

  test('Opus whose header asks for another loudness', async () => {
    const pages = opus();
    const plain = loudest((await readSound(oggOf(pages))).samples);
    pages[0].body.writeInt16LE(-20 * 256, 16);
    const quiet = loudest((await readSound(oggOf(pages))).samples);
    expect(quiet / plain).toBeCloseTo(0.1, 5);
  });

  test('a page that is lost in the middle is missed', async () => {
    const file = readFileSync(join(__dirname, '..', '..', 'datasets', 'spoken-digits', 'slt.ogg'));
    const pages = pagesOf(file);
    expect(pages.length).toBeGreaterThan(6);
    await refused(oggOf(pages, [4]), /it is damaged: [\d.]+ seconds are missing in the middle/);
    expect(await seconds(oggOf(pages))).toBe(await seconds(file));
  });

  test('no sound that is known here: it says what there is', async () => {
    const theora = pagesOfPacket(Buffer.from('\x80theora and so on', 'latin1'), {
      serial: 1,
      flags: FIRST,
      position: 0n,
    });
    await refused(oggOf(theora), /it is an Ogg file with Theora in it.*no Vorbis, Opus or FLAC/);
  });
});
